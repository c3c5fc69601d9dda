import { addDays } from '../../calendar/rules.ts';
import type { Use } from '../../leave-record/days.ts';
import { allocate, type Short } from './allocate.ts';
import { balanceIn } from './balance.ts';
import { ANNUAL, type Grant } from './types.ts';

export interface WhatIf {
  /** of part-timers: it is shown in hours */
  fullDay?: number;
  taken: number;
  /** the leave's first day, or today if that has passed */
  on: string;
  before: number;
  after: number;
  /** by day; `upcoming`: it has not vested yet */
  from: { grant: Grant; amount: number; upcoming: boolean }[];
  /** 0: enough */
  lacks: number;
  /** newly uncovered days of any leave */
  short: Short[];
}

/** `uses`: other leaves, without the validated and the replaced one. */
export function whatIf(grants: readonly Grant[], uses: readonly Use[], extra: readonly Use[], today: string): WhatIf {
  const taken = sumOf(extra);
  const pool = extra[0]?.pool ?? ANNUAL;
  const first = extra.map(u => u.date).sort()[0] ?? today;
  const on = first > today ? first : today;
  const all = [...uses, ...extra];
  const now = allocate(grants, uses, on);
  const then = allocate(grants, all, on);
  const before = balanceIn(now, on, pool).left;
  // On its own days, and in all: a day that was overdrawn stays so although the new one has a grant.
  const [bare, open] = [allocate(grants, uses).short, allocate(grants, all).short];
  const uncovered = shortOf(open) - shortOf(bare);
  const owed = shortOf(then.short) - shortOf(now.short);
  const beforeLedger = sumOf(extra.filter(u => !then.uses.some(a => a.use === u)));
  const lacks = Math.max(uncovered, owed) + beforeLedger;
  return {
    ...{ taken, on, before, lacks },
    after: balanceIn(then, on, pool).left,
    from: sharesOf(then.uses.filter(a => extra.includes(a.use)).flatMap(a => a.from)).map(s => ({
      ...s,
      upcoming: s.grant.on > today,
    })),
    short: lacks === 0 ? [] : open.filter(s => !bare.some(o => isSame(o, s))),
  };
}

/** What a leave between two dates may take of a pool, by day: it changes where grants lapse or vest in between. */
export function usableIn(
  grants: readonly Grant[],
  uses: readonly Use[],
  { pool, from, to }: { pool: string; from: string; to: string },
): { from: string; amount: number }[] {
  const own = allocate(grants, uses).grants.filter(g => g.grant.pool === pool);
  const changes = own.flatMap(({ grant }) => [
    grant.on,
    ...(grant.usableUntil < to ? [addDays(grant.usableUntil, 1)] : []),
  ]);
  const days = [...new Set([from, ...changes.filter(d => from < d && d <= to)])].sort();
  const found = days.map(day => {
    const usable = own.filter(({ grant }) => grant.on <= day && day <= grant.usableUntil);
    return { from: day, amount: usable.reduce((sum, g) => sum + g.left, 0) };
  });
  return found.filter((f, i) => i === 0 || f.amount !== found[i - 1]?.amount);
}

function sharesOf(shares: readonly { grant: Grant; amount: number }[]): { grant: Grant; amount: number }[] {
  const byGrant = new Map<Grant, number>();
  for (const { grant, amount } of shares) byGrant.set(grant, (byGrant.get(grant) ?? 0) + amount);
  return [...byGrant].map(([grant, amount]) => ({ grant, amount }));
}

const isSame = (a: Short, b: Short): boolean =>
  a.request === b.request && a.date === b.date && a.pool === b.pool && a.amount === b.amount;
const sumOf = (uses: readonly Use[]): number => uses.reduce((sum, u) => sum + u.amount, 0);
const shortOf = (short: readonly Short[]): number => short.reduce((sum, s) => sum + s.amount, 0);
