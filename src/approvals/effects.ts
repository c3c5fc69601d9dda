import { z } from 'zod';
import { APPROVE_ALL } from '../../blocks/approval-ids.ts';
import { effect } from '../outbox/effect.ts';
import { receivedDocs } from '../outbox/received.ts';
import { noteSchema, type Refusal, type RouteRefusal } from '../shared/refusal.ts';
import { requestDocs } from './store.ts';

/** The step may be over when the message is sent. */
const at = { round: z.number(), step: z.number() };

/** The channel's card (`to` 'administrators'), or a person's copy. */
export const drawCard = effect('card', [requestDocs]);

/** If the card still waits for them; `for`: the principal of a delegate. */
export const askApprover = effect(
  'ask',
  [requestDocs],
  z.object({ ...at, for: z.string().exactOptional(), escalated: z.boolean().exactOptional() }),
);

/** A new copy of the card; `days`: working days that it has waited. */
export const remindApprover = effect(
  'remind',
  [requestDocs],
  z.object({ ...at, days: z.number().default(0), urgent: z.boolean().default(false) }),
);

/** One message about many reminders. */
export const remindOfMany = effect('digest', [receivedDocs], z.object({ count: z.number(), urgent: z.number() }));

export const tellDecision = effect(
  'decision',
  [requestDocs],
  z.object({ what: z.string(), round: z.number().optional() }),
);

/** To an approver in whose place somebody decided. */
export const tellPassedOver = effect('passed-over', [requestDocs], z.object({ what: z.string(), round: z.number() }));

export const tellMoved = effect(
  'moved',
  [requestDocs],
  z.object({ what: z.string().exactOptional(), note: noteSchema.optional() }),
);

/** To somebody who reads along, of the request as it is then. */
export const tellInformed = effect('informed', [requestDocs], z.object({ round: z.number() }));

/** Posts a copy in place of an ephemeral message, which cannot be redrawn later. */
export const postSentCopy = effect('sent-copy', [requestDocs], z.object({ answerAt: z.string(), key: z.string() }));

/** null: decided as it was wanted. */
export type ApproveResult = null | Refusal | RouteRefusal;

/** One after another; data also hold the progress. */
export const approveTicked = effect(
  APPROVE_ALL,
  [receivedDocs],
  z.object({
    view: z.string(),
    beneath: z.string().exactOptional(),
    list: z.string(),
    key: z.string(),
    /** each with the step that was shown */
    seen: z.array(z.string()),
    comment: z.string(),
    /** effects of older versions approve */
    decision: z.enum(['approve', 'reject']).default('approve'),
    done: z.array(z.custom<ApproveResult>()),
  }),
);
