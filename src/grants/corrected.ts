import { keyOf, type VestingFacts, vestedWith } from './due.ts';
import { isOfHireDate } from './hire-date.ts';
import { type Grant, NEVER_LAPSES } from './ledger/types.ts';

const PREFIX = 'attended:';

/** Corrections of grants that vested before HR recorded this attendance. `version`: of the record. */
export function attendanceCorrections(facts: VestingFacts, version: number): Grant[] {
  if (version === 0) return [];
  const reversed = new Set(facts.stored.flatMap(g => g.reverses ?? []));
  const counts = facts.stored.filter(g => g.reverses === undefined && !reversed.has(g.id));
  return counts.flatMap((g): Grant[] => {
    const wanted = wantedOf(g, facts);
    if (wanted === undefined) return [];
    const prefix = `${PREFIX}${g.id}:`;
    const made = counts
      .filter(c => c.id.startsWith(prefix) || isOfHireDate(c.id, g.id))
      .reduce((sum, c) => sum + c.amount, 0);
    const amount = wanted - g.amount - made;
    const { pool, on } = g;
    const usableUntil = amount < 0 ? on : g.usableUntil;
    const correction = { id: `${prefix}${version}`, kind: 'correction' as const, corrects: g.id };
    return amount === 0 ? [] : [{ ...correction, pool, on, usableUntil, amount }];
  });
}

/** What a stored grant would be if it vested now; undefined: attendance does not change it. */
function wantedOf(g: Grant, facts: VestingFacts): number | undefined {
  if (g.kind === 'monthly')
    return facts.attended.absentMonths.includes(Number(keyOf(g.id).split(':')[1])) ? 0 : g.amount;
  if (g.kind !== 'annual' || g.usableUntil === NEVER_LAPSES) return undefined;
  const others = { ...facts, stored: facts.stored.filter(s => s.id !== g.id) };
  return vestedWith(others, g.on).find(d => keyOf(d.id) === keyOf(g.id))?.amount;
}
