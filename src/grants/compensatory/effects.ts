import type { Decided } from '../../approvals/kinds.ts';
import { requestDocs } from '../../approvals/store.ts';
import { effect } from '../../outbox/effect.ts';
import type { Owed } from '../../shared/effects.ts';

/** A decision on overtime: leave for it, or its taking back, as the policy of the day of the work has it at delivery. */
export const compensated = effect('overtime-compensated', [requestDocs]);

export const compensationOwed = ({ user }: Decided): Owed[] => [compensated.owed({ lane: compensated.kind, to: user })];
