import type { Grant, GrantKind, Use } from './types.ts';

/** What a policy gives: whoever has such a grant was hired, and no leave of theirs lies before their ledger. */
const BY_POLICY: readonly GrantKind[] = ['monthly', 'annual', 'prorated', 'allowance'];
const FROM_POLICY: readonly GrantKind[] = [...BY_POLICY, 'carry-over'];

/**
 * What counts: grants that are not reversed, each without what was carried over from it, and uses. A pool's ledger begins with its last
 * opening balance; where nothing vests by policy, with its first grant. What lies before is settled, and does not count.
 */
export function counted(
  grants: readonly Grant[],
  uses: readonly Use[],
): { grants: { grant: Grant; amount: number }[]; uses: Use[] } {
  const reversed = new Set(grants.flatMap(g => (g.reverses === undefined ? [] : [g.reverses])));
  const valid = grants.filter(g => g.reverses === undefined && !reversed.has(g.id));
  const carried = new Map<string, number>();
  for (const { source, amount } of valid)
    if (source !== undefined) carried.set(source, (carried.get(source) ?? 0) + amount);
  const begins = beginnings(valid);
  const began = (pool: string, day: string): boolean => (begins.get(pool) ?? '') <= day;
  const opened = new Set(valid.flatMap(g => (g.kind === 'opening' ? [`${g.pool} ${g.on}`] : [])));
  // What vests by policy on an opening balance's own day is in it already.
  const isIn = (g: Grant): boolean => FROM_POLICY.includes(g.kind) && opened.has(`${g.pool} ${g.on}`);
  return {
    grants: valid
      .filter(g => began(g.pool, g.on) && !isIn(g))
      .map(grant => ({ grant, amount: grant.amount - (carried.get(grant.id) ?? 0) })),
    uses: uses.filter(u => u.amount > 0 && began(u.pool, u.date)),
  };
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
