import type { Use } from '../../leave-record/days.ts';
import type { Grant, GrantKind } from './types.ts';

/** Grants by policy: their holder was hired, with no leave before the ledger. */
export const BY_POLICY: readonly GrantKind[] = ['monthly', 'annual', 'prorated', 'allowance'];
const FROM_POLICY: readonly GrantKind[] = [...BY_POLICY, 'carry-over'];

/**
 * Active grants less their carry-over, and uses. A pool begins with its last opening balance, or its first grant where
 * nothing vests by policy; earlier entries are settled. A correction counts with its grant, if it has one.
 */
export function counted(
  grants: readonly Grant[],
  uses: readonly Use[],
): { grants: { grant: Grant; amount: number }[]; uses: Use[] } {
  const undone = undoneIn(grants);
  const valid = grants.filter(g => g.reverses === undefined && !undone.has(g.id));
  const carried = new Map<string, number>();
  for (const { source, amount } of valid)
    if (source !== undefined) carried.set(source, (carried.get(source) ?? 0) + amount);
  const begins = beginnings(valid);
  const began = (pool: string, day: string): boolean => (begins.get(pool) ?? '') <= day;
  const opened = new Set(valid.flatMap(g => (g.kind === 'opening' ? [`${g.pool} ${g.on}`] : [])));
  // An opening balance includes vesting of its own day.
  const isIn = (g: Grant): boolean => FROM_POLICY.includes(g.kind) && opened.has(`${g.pool} ${g.on}`);
  const counts = valid.filter(g => began(g.pool, g.on) && !isIn(g));
  const gone = new Set(valid.filter(g => !counts.includes(g)).map(g => g.id));
  return {
    grants: counts
      .filter(g => g.corrects === undefined || !gone.has(g.corrects))
      .map(grant => ({ grant, amount: grant.amount - (carried.get(grant.id) ?? 0) })),
    uses: uses.filter(u => u.amount > 0 && began(u.pool, u.date)),
  };
}

/** Reversed grants and their corrections. */
export function undoneIn(grants: readonly Grant[]): ReadonlySet<string> {
  const reversed = new Set(grants.flatMap(g => g.reverses ?? []));
  const about = grants.filter(g => g.corrects !== undefined && reversed.has(g.corrects));
  return new Set([...reversed, ...about.map(g => g.id)]);
}

/** Corrections of a grant that were not reversed themselves. */
export function correctionsOf(id: string, grants: readonly Grant[]): Grant[] {
  const reversed = new Set(grants.flatMap(g => g.reverses ?? []));
  return grants.filter(g => g.corrects === id && !reversed.has(g.id));
}

function beginnings(grants: readonly Grant[]): Map<string, string> {
  const begins = new Map<string, string>();
  for (const pool of new Set(grants.map(g => g.pool))) {
    const own = grants.filter(g => g.pool === pool);
    const opened = own.filter(g => g.kind === 'opening').map(g => g.on);
    const hired = own.some(g => BY_POLICY.includes(g.kind));
    const begin = opened.length > 0 ? latest(opened) : hired ? undefined : earliest(own.map(g => g.on));
    if (begin !== undefined) begins.set(pool, begin);
  }
  return begins;
}

const earliest = (days: readonly string[]): string | undefined => [...days].sort()[0];
const latest = (days: readonly string[]): string | undefined => [...days].sort().at(-1);
