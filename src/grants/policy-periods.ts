import type { PolicyInForce } from '../settings/policy-in-force.ts';
import type { PolicyPeriod } from './due.ts';

/** The leave policies by their first day; changes of other policies are left out. */
export function policyPeriods(policy: Pick<PolicyInForce, 'on' | 'changes'>): PolicyPeriod[] {
  const all = policy.changes.map(from => ({ from, leave: policy.on(from).leave }));
  return all.filter(({ leave }, i) => i === 0 || JSON.stringify(leave) !== JSON.stringify(all[i - 1]?.leave));
}
