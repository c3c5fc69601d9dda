import type { Decided, ForceChange } from '../../approvals/kinds.ts';
import type { Owed } from '../../shared/effects.ts';

/** What a decision on overtime owes: leave for it, or its taking back. */
export const COMPENSATED = 'overtime-compensated';

/** Whether anything is given is asked when it is delivered, of the policy of the day of the work. */
export const compensationOwed = (request: Decided, _change: ForceChange): Owed[] => [
  { kind: COMPENSATED, lane: COMPENSATED, to: request.user },
];
