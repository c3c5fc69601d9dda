import { z } from 'zod';

export type Refusal =
  | { code: 'already-in'; since: number; place: string }
  | { code: 'not-in' }
  | { code: 'already-out'; at: number; worked: number }
  | { code: 'on-break'; since: number }
  | { code: 'not-on-break' }
  /** a time ahead of now, or before the end of the last record */
  | { code: 'time-ahead' }
  | { code: 'time-before'; since: number }
  /** too late, or something followed */
  | { code: 'undo-late' }
  | { code: 'undo-changed' }
  | { code: 'may-not-decide' }
  | { code: 'own-request' }
  | { code: 'decided'; state: 'approved' | 'rejected'; by: string; at: number }
  | { code: 'withdrawn'; at: number }
  | { code: 'not-yours' }
  | { code: 'not-found' }
  | { code: 'administrators-only' }
  | { code: 'not-employed' }
  /** sentences in the language of the refused person; `despite`: they may approve all the same */
  | { code: 'stands-against'; reasons: string[]; despite: boolean }
  | { code: 'busy' };

export const noteSchema = z.object({
  why: z.enum(['left', 'no-manager', 'own-request', 'nobody', 'on-leave', 'overdue']),
  /** `previous`: the step before was the last one; `others`: other approvers of the step */
  to: z.enum(['next', 'previous', 'others', 'manager-above', 'hr', 'administrators', 'requester']),
  /** from 0: of the rule while a route is made, of the route afterwards */
  step: z.number(),
  users: z.array(z.string()),
});

/** Why a step went to others; the sentence is in i18n. */
export type RouteNote = z.infer<typeof noteSchema>;

export type Outcome = 'approved' | 'recorded' | 'rejected' | 'cancelled' | 'revoked' | 'cancel-rejected';

/** Times are ms, steps count from 0. */
export type RouteRefusal =
  | Extract<Refusal, { code: 'may-not-decide' | 'own-request' | 'not-yours' | 'withdrawn' | 'not-employed' }>
  | { code: 'decided'; state: Outcome; by: string; for?: string; at: number }
  /** this approver's part of the step is decided */
  | { code: 'step-done'; step: number; by: string; for?: string; at: number }
  | { code: 'step-passed'; step: number; at: number; note: RouteNote }
  | { code: 'not-your-step'; step: number }
  | { code: 'sent-back'; by: string; for?: string; at: number }
  /** the request changed since the card was drawn */
  | { code: 'changed-since'; at: number }
  | { code: 'cancel-not-sent-back' }
  | { code: 'nothing-to-cancel' }
  /** `month`: YYYY-MM */
  | { code: 'month-closed'; month: string }
  | { code: 'cancel-waits'; at: number }
  | { code: 'reason-missing' }
  | { code: 'nobody-decides' }
  | { code: 'not-waiting' }
  | { code: 'not-stranded' }
  /** HR can decide already, or nobody else could */
  | { code: 'already-escalated' }
  | { code: 'already-reminded' };
