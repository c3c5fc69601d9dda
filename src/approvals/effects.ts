import { z } from 'zod';
import { APPROVE_ALL } from '../../blocks/approval-ids.ts';
import { effect } from '../outbox/effect.ts';
import { receivedDocs } from '../outbox/received.ts';
import { noteSchema, type Refusal, type RouteRefusal } from '../shared/refusal.ts';
import { requestDocs } from './store.ts';

/** The step that an approver is asked about; it may be over when the message is sent. */
const at = { round: z.number(), step: z.number() };

/** The card as it is: the channel's (`to` 'administrators'), or the copy that a person was sent, if it was. */
export const drawCard = effect('card', [requestDocs]);

/** Sends an approver a copy of the card, if it still waits for them then; `for`: the principal of a delegate. */
export const askApprover = effect(
  'ask',
  [requestDocs],
  z.object({ ...at, for: z.string().exactOptional(), escalated: z.boolean().exactOptional() }),
);

/** Reminds an approver by a new copy of the card; `days`: how many working days it has waited. */
export const remindApprover = effect(
  'remind',
  [requestDocs],
  z.object({ ...at, days: z.number().default(0), urgent: z.boolean().default(false) }),
);

/** The message to somebody who has so many requests to be reminded of that they get one message. */
export const remindOfMany = effect('digest', [receivedDocs], z.object({ count: z.number(), urgent: z.number() }));

/** Tells the requester what was decided, or that the request came back. */
export const tellDecision = effect(
  'decision',
  [requestDocs],
  z.object({ what: z.string(), round: z.number().optional() }),
);

/** Tells the requester that a step was passed on, and why. */
export const tellMoved = effect(
  'moved',
  [requestDocs],
  z.object({ what: z.string().exactOptional(), note: noteSchema.optional() }),
);

/** Posts the copy of a request in place of a message that only the person saw, and that cannot be drawn again later. */
export const postSentCopy = effect('sent-copy', [requestDocs], z.object({ answerAt: z.string(), key: z.string() }));

/** One approval of many: null, or why it was refused. */
export type ApproveResult = null | Refusal | RouteRefusal;

/** Approves what was ticked, one after another; the data also say how far it is. */
export const approveTicked = effect(
  APPROVE_ALL,
  [receivedDocs],
  z.object({
    view: z.string(),
    beneath: z.string().exactOptional(),
    /** the filters of the list beneath */
    list: z.string(),
    key: z.string(),
    /** what was ticked, each with the step that was shown */
    seen: z.array(z.string()),
    comment: z.string(),
    done: z.array(z.custom<ApproveResult>()),
  }),
);
