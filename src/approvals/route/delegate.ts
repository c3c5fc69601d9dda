import { isDate } from '../../calendar/rules.ts';
import type { Delegation } from '../../people/delegation.ts';
import type { Staff } from './types.ts';

/** On a date of the workplace. */
const holdsOn = (d: Delegation, today: string): boolean => d.from !== d.to && d.first <= today && today <= d.last;

/**
 * The approvers that this person may represent today. Delegation is not transitive. Callers pass only active approvers.
 */
export function mayActFor(
  actor: string,
  approvers: readonly string[],
  delegations: readonly Delegation[],
  today: string,
): string[] {
  const principals = new Set(delegations.filter(d => d.to === actor && holdsOn(d, today)).map(d => d.from));
  return approvers.filter(a => principals.has(a));
}

export const delegatesOf = (approver: string, delegations: readonly Delegation[], today: string): string[] => [
  ...new Set(delegations.filter(d => d.from === approver && holdsOn(d, today)).map(d => d.to)),
];

export type DelegationProblem = 'self' | 'not-employed' | 'not-a-date' | 'ends-before-it-begins' | 'past';

export function delegationProblems(d: Delegation, staff: Staff, today: string): DelegationProblem[] {
  const dates = isDate(d.first) && isDate(d.last);
  const problems: [DelegationProblem, boolean][] = [
    ['self', d.from === d.to],
    ['not-employed', !staff.active(d.from) || !staff.active(d.to)],
    ['not-a-date', !dates],
    ['ends-before-it-begins', dates && d.last < d.first],
    ['past', dates && d.last < today],
  ];
  return problems.filter(([, is]) => is).map(([problem]) => problem);
}
