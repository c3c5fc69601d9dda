import { yearsAfter } from '../calendar/civil.ts';
import { addDays } from '../calendar/rules.ts';
import type { PolicyInForce } from './policy-in-force.ts';

/** Records stay for whole years (Civil Act art. 157, 160). */
export function keptFrom(today: string, years: number): string {
  let first = yearsAfter(today, -years);
  // Whole years from 29 February end on 1 March.
  while (yearsAfter(addDays(first, -1), years) >= today) first = addDays(first, -1);
  return first;
}

/** Earlier entries may have been purged under any policy so far. */
export function destroyedBefore({ changes, on, today }: Pick<PolicyInForce, 'changes' | 'on' | 'today'>): string {
  const now = today();
  const begun = [...new Set(changes)].filter(from => from <= now);
  const ends = begun.map((from, i) => {
    const next = begun[i + 1];
    return keptFrom(next === undefined ? now : addDays(next, -1), on(from).records.keepYears);
  });
  return ends.sort().at(-1) ?? '';
}
