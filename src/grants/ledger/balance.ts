import type { Use } from '../../leave-record/days.ts';
import { type Allocated, allocate, type GrantUse } from './allocate.ts';
import { ANNUAL, type Grant, type GrantKind, NEVER_LAPSES } from './types.ts';

export interface Balance {
  on: string;
  pool: string;
  /** of part-timers: it is shown in hours */
  fullDay?: number;
  /** usable that day and taken by no leave, planned ones included, less overdrafts */
  left: number;
  /** pending leaves; not in `left` */
  waiting: number;
  /** overdrawn, already taken off `left` */
  short: number;
  grants: GrantUse[];
  /** after a last usable day, soonest first */
  lapsing: { on: string; amount: number }[];
  /** future vesting, soonest first */
  upcoming: { on: string; amount: number; kinds: GrantKind[] }[];
}

const isUsable = (grant: Grant, day: string): boolean => grant.on <= day && day <= grant.usableUntil;

/** Computed from the ledger, stored nowhere. */
export const balance = (grants: readonly Grant[], uses: readonly Use[], on: string, pool: string = ANNUAL): Balance =>
  balanceIn(allocate(grants, uses, on), on, pool);

export function balanceIn(allocated: Allocated, on: string, pool: string = ANNUAL): Balance {
  const own = allocated.grants.filter(g => g.grant.pool === pool);
  const usable = own.filter(g => isUsable(g.grant, on));
  const short = sumOf(allocated.short.filter(s => s.pool === pool));
  const waiting = allocated.uses.filter(a => a.use.pool === pool && a.use.state === 'waiting').map(a => a.use);
  const lapsing = new Map<string, number>();
  for (const { grant, left } of usable)
    if (left > 0 && grant.usableUntil !== NEVER_LAPSES)
      lapsing.set(grant.usableUntil, (lapsing.get(grant.usableUntil) ?? 0) + left);
  return {
    ...{ on, pool, short },
    left: usable.reduce((sum, g) => sum + g.left, 0) - short,
    waiting: sumOf(waiting),
    grants: usable,
    lapsing: [...lapsing].map(([day, amount]) => ({ on: day, amount })).sort((a, b) => (a.on < b.on ? -1 : 1)),
    upcoming: upcoming(own, on, correctedIn(allocated)),
  };
}

/** Corrections below zero by grant. */
function correctedIn(allocated: Allocated): ReadonlyMap<Grant, number> {
  const less = new Map<Grant, number>();
  for (const { use, from } of allocated.uses)
    if (use.seq < 0) for (const s of from) less.set(s.grant, (less.get(s.grant) ?? 0) + s.amount);
  return less;
}

function upcoming(own: readonly GrantUse[], on: string, less: ReadonlyMap<Grant, number>): Balance['upcoming'] {
  const days = new Map<string, { on: string; amount: number; kinds: GrantKind[] }>();
  for (const { grant } of own) {
    if (grant.on <= on) continue;
    const day = days.get(grant.on) ?? { on: grant.on, amount: 0, kinds: [] };
    if (!day.kinds.includes(grant.kind)) day.kinds.push(grant.kind);
    day.amount += grant.amount - (less.get(grant) ?? 0);
    days.set(grant.on, day);
  }
  return [...days.values()].sort((a, b) => (a.on < b.on ? -1 : 1));
}

const sumOf = (parts: readonly { amount: number }[]): number => parts.reduce((sum, p) => sum + p.amount, 0);
