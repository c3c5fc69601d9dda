import type { Decided } from '../../approvals/kinds.ts';
import { requestDocs } from '../../approvals/store.ts';
import { effect } from '../../outbox/effect.ts';
import type { Owed } from '../../shared/effects.ts';

/** Leave for decided overtime, or its reversal; at delivery, by the policy of the day of the work. */
export const compensated = effect('overtime-compensated', [requestDocs]);

export const compensationOwed = ({ user }: Decided): Owed[] => [compensated.owed({ lane: compensated.kind, to: user })];
