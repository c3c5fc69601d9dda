import { z } from 'zod';
import type { Delegation } from '../../people/delegation.ts';
import type { Owed } from '../../shared/effects.ts';
import { namedSchema } from '../../shared/languages.ts';
import { noteSchema, type RouteRefusal } from '../../shared/refusal.ts';
import { type StepRule, slotRuleSchema, stepRuleSchema } from './policy.ts';

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

const voteSchema = z.object({
  by: z.string(),
  /** decided as the delegate of this approver */
  for: z.string().exactOptional(),
  at: z.number(),
  comment: z.string().exactOptional(),
});

const slotSchema = z.object({ rule: slotRuleSchema, vote: voteSchema.exactOptional() });

/** One approver of a step, told by a rule: who sits on it is asked anew at every press. */
export type ApproverSlot = z.infer<typeof slotSchema>;

const stepSchema = z.object({
  need: z.enum(['any', 'all']),
  direct: z.boolean(),
  seats: z.array(slotSchema).min(1),
  notes: z.array(noteSchema),
  /** when it began to wait, ms */
  since: z.number().exactOptional(),
  /** HR, who may decide the whole step since it waited too long */
  over: slotSchema.extend({ since: z.number() }).exactOptional(),
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
  days: z.object({ dates: z.array(z.string()), name: namedSchema }).exactOptional(),
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

/** The whole new state, and the lines that history gains. */
export interface RouteChange {
  set: RouteState;
  history: RouteEntry[];
}

export type RouteDecision = { ok: true; change: RouteChange; effects: Owed[] } | { ok: false; refusal: RouteRefusal };
