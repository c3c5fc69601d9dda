import { addDays } from '../calendar/rules.ts';
import { allocate } from '../grants/ledger/allocate.ts';
import { balanceIn } from '../grants/ledger/balance.ts';
import type { Grant } from '../grants/ledger/types.ts';
import type { Use } from '../leave-record/days.ts';

/**
 * What somebody has of a pool today: `granted` of what is usable, taken from it by `used` and `pending` leave, planned
 * leave among it. `left` is what remains, below zero where it is overdrawn: granted = used + pending + left, always.
 */
export interface PoolBalance {
  pool: string;
  granted: number;
  used: number;
  pending: number;
  left: number;
  /** overdrawn, already taken off `left` */
  short: number;
  /** after a last usable day, soonest first */
  lapsing: readonly { on: string; amount: number }[];
}

export const nothingOf = (pool: string): PoolBalance => ({
  ...{ pool, granted: 0, used: 0, pending: 0, left: 0, short: 0, lapsing: [] },
});

/** Of each of these pools, from one allocation. */
export function poolBalances(
  { known, uses, today }: { known: readonly Grant[]; uses: readonly Use[]; today: string },
  pools: readonly string[],
): PoolBalance[] {
  const allocated = allocate(known, uses, today);
  return pools.map(pool => {
    const { left, short, lapsing, grants } = balanceIn(allocated, today, pool);
    const usable = new Set(grants.map(g => g.grant));
    let [taken, pending, corrected] = [0, 0, 0];
    for (const { use, from, short: lacks } of allocated.uses) {
      if (use.pool !== pool) continue;
      const of = from.reduce((sum, s) => sum + (usable.has(s.grant) ? s.amount : 0), 0);
      if (use.seq < 0) corrected += of + lacks;
      else if (use.state === 'waiting') pending += of + lacks;
      else taken += of + lacks;
    }
    const granted = grants.reduce((sum, g) => sum + g.used + g.left, 0) - corrected;
    return { pool, granted, used: taken, pending, left, short, lapsing };
  });
}

export const FILTERS = ['all', 'lapsing', 'overdrawn', 'unused', 'without'] as const;
export type BalanceFilter = (typeof FILTERS)[number];

/** How near the last usable day is of what *lapses soon*. */
const SOON_DAYS = 60;

/** Absent: neither hire date nor grant. */
export function fits(filter: BalanceFilter, b: PoolBalance | undefined, today: string): boolean {
  if (filter === 'all') return true;
  if (filter === 'without') return b === undefined;
  if (b === undefined) return false;
  if (filter === 'overdrawn') return b.short > 0;
  if (filter === 'unused') return b.granted > 0 && b.used + b.pending === 0;
  const [first] = b.lapsing;
  return first !== undefined && first.on <= addDays(today, SOON_DAYS);
}

export const SORTS = ['name', 'team', 'left-most', 'left-least', 'granted', 'used', 'pending', 'lapsing'] as const;
export type BalanceSort = (typeof SORTS)[number];

/** By name or team nothing need be computed of those that are not shown. */
export const sortsByBalance = (sort: BalanceSort): boolean => sort !== 'name' && sort !== 'team';

const LAST = '9999-12-31~';
const lapseKey = (b: PoolBalance): [string, number] => [b.lapsing[0]?.on ?? LAST, -(b.lapsing[0]?.amount ?? 0)];

/** People without a balance come last; of equals the order stays. */
export function inOrder<R extends { balance?: PoolBalance }>(rows: readonly R[], sort: BalanceSort): R[] {
  if (!sortsByBalance(sort)) return [...rows];
  const key = (b: PoolBalance): number =>
    sort === 'left-least' ? b.left : -(sort === 'left-most' ? b.left : b[sort as 'granted' | 'used' | 'pending']);
  return rows.toSorted((x, y) => {
    const [a, b] = [x.balance, y.balance];
    if (!a || !b) return Number(!a) - Number(!b);
    if (sort !== 'lapsing') return key(a) - key(b);
    const [[on, amount], [other, more]] = [lapseKey(a), lapseKey(b)];
    return on < other ? -1 : on > other ? 1 : amount - more;
  });
}

const FIGURES = ['granted', 'used', 'pending', 'left'] as const;
export type Totals = Record<(typeof FIGURES)[number], number> & { people: number };

export function totalsOf(balances: readonly PoolBalance[]): Totals {
  const totals: Totals = { people: balances.length, granted: 0, used: 0, pending: 0, left: 0 };
  for (const b of balances) for (const f of FIGURES) totals[f] += b[f];
  return totals;
}
