import type { Use } from '../../leave-record/days.ts';
import { isNegligible } from '../../leave-record/units.ts';
import { counted } from './counted.ts';
import type { Grant } from './types.ts';

/** `advance`: the grant vested after the overdrawn day. */
export interface Share {
  grant: Grant;
  amount: number;
  advance?: true;
}

/** `short`: what no grant covers. */
export interface Allocation {
  use: Use;
  from: Share[];
  short: number;
}

export interface GrantUse {
  grant: Grant;
  used: number;
  left: number;
}

/** An uncovered day of leave, or correction below zero. */
export interface Short {
  request: string;
  date: string;
  pool: string;
  amount: number;
}

export interface Allocated {
  /** by day; corrections below zero have their grant's id as request */
  uses: Allocation[];
  grants: GrantUse[];
  short: Short[];
}

/** Before leaves of the same day. */
const BEFORE_LEAVES = -1;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const inOrder = (a: Use, b: Use): number =>
  byText(a.date, b.date) || a.seq - b.seq || byText(a.request, b.request) || a.amount - b.amount;
const soonestLapsing = (a: Grant, b: Grant): number =>
  byText(a.usableUntil, b.usableUntil) || byText(a.on, b.on) || byText(a.id, b.id);

/**
 * Each day of leave, by date, takes from the usable grant of its pool that expires first, which covers most whatever
 * the order of requests. A named correction below zero takes from its grant first, then as leave. With `today`, the
 * rest of vested grants pays for overdrawn days.
 */
export function allocate(grants: readonly Grant[], uses: readonly Use[], today?: string): Allocated {
  const ledger = counted(grants, uses);
  const left = new Map<Grant, number>();
  // Also one that was carried over in full: its end is a line of the statement.
  for (const { grant, amount } of ledger.grants) if (amount >= 0) left.set(grant, amount);
  const sorted = [...left.keys()].sort(soonestLapsing);
  const below = ledger.grants.flatMap(({ grant, amount }) =>
    amount < 0 ? [{ use: takenBy(grant, -amount), corrects: grant.corrects }] : [],
  );
  const corrected = below
    .sort((a, b) => inOrder(a.use, b.use))
    .map(({ use, corrects }): Allocation => {
      const from: Share[] = [];
      return { use, from, short: takeFrom(namedBy(corrects, use.pool, sorted), use.amount, left, from) };
    });
  const leaves = ledger.uses.map((use): Allocation => ({ use, from: [], short: use.amount }));
  const taken = [...corrected, ...leaves].sort((a, b) => inOrder(a.use, b.use));
  for (const t of taken) {
    const { use } = t;
    const usable = sorted.filter(g => g.pool === use.pool && g.on <= use.date && use.date <= g.usableUntil);
    t.short = takeFrom(usable, t.short, left, t.from);
  }
  if (today !== undefined) payBack(taken, sorted, left, today);
  return {
    uses: taken,
    grants: [...left].map(([grant, rest]) => ({ grant, left: rest, used: amountOf(ledger.grants, grant) - rest })),
    short: taken.flatMap(({ use: { request, date, pool }, short }) =>
      short > 0 ? [{ request, date, pool, amount: short }] : [],
    ),
  };
}

const takenBy = ({ id, pool, on }: Grant, amount: number): Use => ({
  ...{ request: id, seq: BEFORE_LEAVES, date: on, amount, pool, state: 'active' },
});

/** Other corrections of the grant, the grant, then its carry-over: opposite corrections cancel out. */
function namedBy(id: string | undefined, pool: string, sorted: readonly Grant[]): Grant[] {
  if (id === undefined) return [];
  const own = sorted.filter(g => g.pool === pool);
  return [...own.filter(g => g.corrects === id), ...own.filter(g => g.id === id), ...own.filter(g => g.source === id)];
}

const amountOf = (grants: readonly { grant: Grant; amount: number }[], grant: Grant): number =>
  grants.find(g => g.grant === grant)?.amount ?? 0;

/** In their order; answers what is missing. What is negligible is neither left nor missing. */
function takeFrom(
  grants: readonly Grant[],
  amount: number,
  left: Map<Grant, number>,
  from: Share[],
  how: Pick<Share, 'advance'> = {},
): number {
  let missing = amount;
  for (const grant of grants) {
    if (isNegligible(missing)) break;
    const before = left.get(grant) ?? 0;
    const has = Math.min(missing, before);
    if (has === 0) continue;
    left.set(grant, isNegligible(before - has) ? 0 : before - has);
    from.push({ grant, amount: has, ...how });
    missing -= has;
  }
  return isNegligible(missing) ? 0 : missing;
}

function payBack(taken: Allocation[], sorted: readonly Grant[], left: Map<Grant, number>, today: string): void {
  for (const t of taken) {
    if (t.short === 0) continue;
    const later = sorted
      .filter(g => g.pool === t.use.pool && t.use.date < g.on && g.on <= today)
      .sort((a, b) => byText(a.on, b.on));
    t.short = takeFrom(later, t.short, left, t.from, { advance: true });
  }
}
