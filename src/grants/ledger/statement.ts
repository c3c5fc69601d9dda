import type { Use } from '../../leave-record/days.ts';
import { type Allocated, allocate } from './allocate.ts';
import { balanceIn } from './balance.ts';
import { correctionsOf, counted, undoneIn } from './counted.ts';
import { ANNUAL, type Grant, NEVER_LAPSES } from './types.ts';

/** `ahead`: in the future. */
export type Line = { date: string; amount: number; ahead: boolean } & (
  | { is: 'grant'; grant: Grant; reversed: boolean }
  /** one leave's days up to `to` */
  | { is: 'use'; request: string; to: string; state: Use['state'] }
  /** the rest on a last usable day; `carried` of it went into another grant */
  | { is: 'lapse'; carried: number }
);

/** All grants and uses of a pool. Lines that are not ahead sum up to `left`, to the unit. */
export interface Statement {
  pool: string;
  today: string;
  lines: Line[];
  left: number;
}

/** Oldest first: what counts today, then what is ahead (`grants` beyond `vested`). */
export function statement(
  grants: readonly Grant[],
  uses: readonly Use[],
  today: string,
  pool: string = ANNUAL,
): Statement {
  const allocated = allocate(grants, uses, today);
  const now = [...grantLines(grants, allocated, pool, today), ...takenLines(allocated, pool, today)];
  const lines = [...now, ...lapseLines(allocated, pool, today)].sort(inOrder);
  return { pool, today, lines, left: balanceIn(allocated, today, pool).left };
}

/** Order within a day; lines ahead come last. */
const RANK = { grant: 0, use: 1, lapse: 2 } as const;
const inOrder = (a: Line, b: Line): number =>
  Number(a.ahead) - Number(b.ahead) || (a.date < b.date ? -1 : a.date > b.date ? 1 : 0) || RANK[a.is] - RANK[b.is];

function* grantLines(grants: readonly Grant[], allocated: Allocated, pool: string, today: string): Generator<Line> {
  const counts = new Set(counted(grants, []).grants.map(g => g.grant.id));
  const undone = undoneIn(grants);
  const below = new Map(allocated.uses.filter(a => a.use.seq < 0).map(a => [a.use.request, a]));
  for (const grant of grants) {
    // Grants before the ledger began do not count, nor do reversed ones: but these are shown with their reversal.
    const back = undone.has(grant.id) || grant.reverses !== undefined;
    if (grant.pool !== pool || !(counts.has(grant.id) || back)) continue;
    const line = { is: 'grant' as const, date: grant.on, grant, reversed: undone.has(grant.id) };
    const takes = back ? undefined : below.get(grant.id);
    if (takes) {
      // The balance excludes planned leave, except what it takes from future grants.
      const later = sumOf(takes.from.filter(s => s.grant.on > today));
      if (later < takes.use.amount) yield { ...line, amount: later - takes.use.amount, ahead: false };
      if (later > 0) yield { ...line, amount: -later, ahead: true };
    } else yield { ...line, amount: amountOf(grant, grants), ahead: grant.on > today && !back };
  }
}

/** What a grant adds. A reversal undoes its grant with all corrections of it, also simultaneous ones. */
function amountOf(grant: Grant, grants: readonly Grant[]): number {
  const about = grants.find(g => g.id === grant.reverses);
  return about ? -about.amount - sumOf(correctionsOf(about.id, grants)) : grant.amount;
}

function takenLines(allocated: Allocated, pool: string, today: string): Line[] {
  const lines = new Map<string, Extract<Line, { is: 'use' }>>();
  for (const { use, from, short } of allocated.uses) {
    // A correction below zero has its own line as a grant.
    if (use.pool !== pool || use.seq < 0) continue;
    const later = sumOf(from.filter(s => s.grant.on > today));
    const parts = [
      { ahead: false, amount: use.amount - later, any: use.amount - later > 0 || short > 0 },
      { ahead: true, amount: later, any: later > 0 },
    ];
    for (const { ahead, amount } of parts.filter(p => p.any)) {
      const key = `${use.request} ${ahead}`;
      const line = lines.get(key);
      if (line) {
        line.amount -= amount;
        line.to = use.date;
      } else {
        const { request, date, state } = use;
        lines.set(key, { is: 'use', ahead, date, to: date, request, state, amount: -amount });
      }
    }
  }
  return [...lines.values()];
}

function lapseLines(allocated: Allocated, pool: string, today: string): Line[] {
  const lines = new Map<string, Extract<Line, { is: 'lapse' }>>();
  const latest = allocated.grants.reduce((on, g) => [on, g.grant.on].sort()[1] ?? on, today);
  for (const { grant, used, left } of allocated.grants) {
    const day = grant.usableUntil;
    // Of what is yet to vest, only what lapses before the last of it vests: otherwise both would seem to be there.
    if (grant.pool !== pool || day === NEVER_LAPSES || (grant.on > today && day > latest)) continue;
    const carried = grant.amount - used - left;
    if (left + carried === 0) continue;
    const line = lines.get(day) ?? { is: 'lapse', ahead: day >= today, date: day, amount: 0, carried: 0 };
    line.amount -= left + carried;
    line.carried += carried;
    lines.set(day, line);
  }
  return [...lines.values()];
}

const sumOf = (parts: readonly { amount: number }[]): number => parts.reduce((sum, p) => sum + p.amount, 0);
