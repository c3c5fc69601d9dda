import type { Workplace } from '../settings/workplace.ts';
import type { PolicyPeriod } from './due.ts';

/** The leave policies by their first day; changes of other policies are left out. */
export function policyPeriods(workplace: Pick<Workplace, 'on' | 'changes'>): PolicyPeriod[] {
  const all = workplace.changes.map(from => ({ from, leave: workplace.on(from).leave }));
  return all.filter(({ leave }, i) => JSON.stringify(leave) !== JSON.stringify(all[i - 1]?.leave));
}
