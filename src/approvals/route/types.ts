import { z } from 'zod';
import type { Owed } from '../../shared/effects.ts';
import type { Refusal } from '../../shared/refusal.ts';
import { type StepRule, seatRuleSchema, stepRuleSchema } from './policy.ts';

/** Who acts when nobody pressed: the schedule, or a fall to the next step. */
export const SYSTEM = 'system';

/** What a route needs to know of the workspace, as it is at this moment. `hr` and `administrators` may name people who left. */
export interface Staff {
  /** works here now */
  active(user: string): boolean;
  managerOf(user: string): string | undefined;
  hr: readonly string[];
  administrators: readonly string[];
}

const noteSchema = z.object({
  /** why those who were meant do not decide */
  why: z.enum(['left', 'no-manager', 'own-request', 'nobody', 'on-leave', 'overdue']),
  /** who decides instead; `previous`: the step before is the last one; `others`: those who sit on the same step */
  to: z.enum(['next', 'previous', 'others', 'manager-above', 'hr', 'administrators', 'requester']),
  /** the step meant: of the rule while a route is made, of the route afterwards; from 0 */
  step: z.number(),
  users: z.array(z.string()),
});

/** Why a step went to others than its rule says; the sentence is in i18n. */
export type RouteNote = z.infer<typeof noteSchema>;

const voteSchema = z.object({
  by: z.string(),
  /** decided as the delegate of this approver */
  for: z.string().exactOptional(),
  at: z.number(),
  comment: z.string().exactOptional(),
});

const seatSchema = z.object({ rule: seatRuleSchema, vote: voteSchema.exactOptional() });

/** One approver of a step, told by a rule: who sits on it is asked anew at every press. */
export type Seat = z.infer<typeof seatSchema>;

const stepSchema = z.object({
  need: z.enum(['any', 'all']),
  direct: z.boolean(),
  seats: z.array(seatSchema).min(1),
  notes: z.array(noteSchema),
  /** when it began to wait, ms */
  since: z.number().exactOptional(),
  /** HR, who may decide the whole step since it waited too long */
  over: seatSchema.extend({ since: z.number() }).exactOptional(),
  /** it was passed over */
  passed: z.object({ at: z.number(), note: noteSchema }).exactOptional(),
});

export type StepState = z.infer<typeof stepSchema>;

export const routeStateSchema = z.object({
  state: z.enum(['waiting', 'sent-back', 'approved', 'rejected', 'withdrawn', 'cancelled']),
  /** what the steps decide on: the request, or that an approved one be cancelled */
  purpose: z.enum(['request', 'cancel']),
  steps: z.array(stepSchema).min(1),
  /** the step that waits, from 0 */
  at: z.number(),
  /** from 1; sending again and asking to cancel begin a new one */
  round: z.number(),
  /** the rule it was sent by: a cancellation takes the same one */
  ruled: z.array(stepRuleSchema).min(1),
  /** everybody to whom a copy of the card was sent by direct message */
  asked: z.array(z.string()),
  /** reminders that were sent: see `remind.ts` */
  marks: z.array(z.string()),
});

/** Where a request stands. */
export type RouteState = z.infer<typeof routeStateSchema>;

export const routeEntrySchema = z.object({
  at: z.number(),
  by: z.string(),
  /** `endorsed`: an approval that was not the last one needed */
  what: z.enum([
    'sent',
    'endorsed',
    'approved',
    'rejected',
    'sent-back',
    'resent',
    'withdrawn',
    'cancel-asked',
    'cancelled',
    'cancel-rejected',
    'cancel-withdrawn',
    /** an approved change took its place */
    'replaced',
    'skipped',
    'moved',
    'escalated',
    /** of the calendar: days of it became days off, or working days again; see `days` */
    'days-off',
    'days-worked',
  ]),
  /** recognises the press that made it; one press may make several */
  key: z.string(),
  round: z.number().default(1),
  step: z.number().exactOptional(),
  for: z.string().exactOptional(),
  comment: z.string().exactOptional(),
  note: noteSchema.exactOptional(),
  /** the dates that the calendar changed, and what that made them */
  days: z.object({ dates: z.array(z.string()), name: z.object({ ko: z.string(), en: z.string() }) }).exactOptional(),
});

/** One line of a request's history, which only grows. */
export type RouteEntry = z.infer<typeof routeEntrySchema>;

/** What deciding needs to know of a request, of any kind. */
export type RouteFacts = RouteState & { user: string; history: readonly RouteEntry[] };

/** What the person had before them when they pressed: a card of an earlier round or step decides nothing. */
export interface Seen {
  round: number;
  step: number;
}

export type RouteCommand =
  /** `despite`: the approver was told what stands against it, and may pass it over */
  | { do: 'approve'; seen: Seen; comment?: string; despite?: true }
  | { do: 'reject'; seen: Seen; reason: string }
  | { do: 'send-back'; seen: Seen; reason: string }
  /** `ruled` is chosen anew for the changed form */
  | { do: 'resend'; ruled: StepRule[] }
  | { do: 'withdraw' }
  | { do: 'ask-cancel'; reason: string }
  /** of the system: passes a step on whose approvers left or are on leave */
  | { do: 'skip' }
  /** of the system: lets HR decide, too */
  | { do: 'escalate' }
  /** of the system: reminds, and keeps the marks */
  | { do: 'remind'; reminders: { to: string; days: number; urgent: boolean; marks: string[] }[] };

/** An approver's delegate (대결), from `first` to `last`, dates of the workplace, both included. */
export const delegationSchema = z.object({
  from: z.string(),
  to: z.string(),
  first: z.string(),
  last: z.string(),
  /** who named the delegate: the approver or an administrator */
  by: z.string(),
});
export type Delegation = z.infer<typeof delegationSchema>;

/** Who is there today. */
export interface Presence {
  staff: Staff;
  /** on approved leave for the whole of today; always false where the policy is to wait for people on leave */
  onLeave(user: string): boolean;
  delegations: readonly Delegation[];
  /** the workplace's date */
  today: string;
}

export interface RouteContext extends Presence {
  /** who presses, or `SYSTEM` */
  actor: string;
  /** has opened their Home, which is therefore redrawn */
  hasHome(user: string): boolean;
  key: string;
  now: number;
}

export type Outcome = 'approved' | 'rejected' | 'cancelled' | 'cancel-rejected';

/** Why nothing changed. Times are ms since the epoch, steps count from 0. */
export type RouteRefusal =
  | Extract<Refusal, { code: 'may-not-decide' | 'own-request' | 'not-yours' | 'withdrawn' | 'not-employed' }>
  | { code: 'decided'; state: Outcome; by: string; for?: string; at: number }
  /** this approver's part of the step is done, by whom it may have been */
  | { code: 'step-done'; step: number; by: string; for?: string; at: number }
  | { code: 'step-passed'; step: number; at: number; note: RouteNote }
  /** their step comes later */
  | { code: 'not-your-step'; step: number }
  | { code: 'sent-back'; by: string; for?: string; at: number }
  /** the request was sent again, or is to be cancelled, since the card was drawn that was pressed */
  | { code: 'changed-since'; at: number }
  | { code: 'cancel-not-sent-back' }
  | { code: 'nothing-to-cancel' }
  | { code: 'cancel-waits'; at: number }
  | { code: 'reason-missing' }
  /** there is nobody in the workspace who could decide */
  | { code: 'nobody-decides' }
  | { code: 'not-waiting' }
  | { code: 'not-stranded' }
  /** HR can decide already, or there is nobody else who could */
  | { code: 'already-escalated' }
  | { code: 'already-reminded' };

/** The whole new state, and the lines that history gains. */
export interface RouteChange {
  set: RouteState;
  history: RouteEntry[];
}

export type RouteDecision = { ok: true; change: RouteChange; effects: Owed[] } | { ok: false; refusal: RouteRefusal };
