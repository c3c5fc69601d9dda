import type { Workplace } from '../settings/workplace.ts';
import type { PolicyStretch } from './due.ts';

/** The policies of leave by their first day; changes of anything else are none of leave's. */
export function policyStretches(workplace: Pick<Workplace, 'on' | 'changes'>): PolicyStretch[] {
  const all = workplace.changes.map(from => ({ from, leave: workplace.on(from).leave }));
  return all.filter(({ leave }, i) => JSON.stringify(leave) !== JSON.stringify(all[i - 1]?.leave));
}
