import { z } from 'zod';
import type { Delegation } from '../../people/delegation.ts';
import type { Owed } from '../../shared/effects.ts';
import { namedSchema } from '../../shared/languages.ts';
import { noteSchema, type RouteRefusal } from '../../shared/refusal.ts';
import { shownSchema } from '../../shared/shown.ts';
import { type StepRule, slotRuleSchema, stepRuleSchema, type Tell, tellSchema } from './policy.ts';

/** The schedule, or a fall to the next step. */
export const SYSTEM = 'system';

/** The workspace at this moment. `hr` and `administrators` may name people who left. */
export interface Staff {
  active(user: string): boolean;
  managerOf(user: string): string | undefined;
  /** lead of the person's top team (1), or of the one so far below it */
  headOf(user: string, level: number): string | undefined;
  leadOf(team: string): string | undefined;
  /** on long leave without a delegate: the manager above decides in their place */
  isPassedOver(user: string): boolean;
  hr: readonly string[];
  administrators: readonly string[];
}

const voteSchema = z.object({
  by: z.string(),
  /** as the delegate of this approver */
  for: z.string().exactOptional(),
  /** by HR in place of these approvers (전결) */
  inPlaceOf: z.array(z.string()).exactOptional(),
  at: z.number(),
  comment: z.string().exactOptional(),
});

const slotSchema = z.object({ rule: slotRuleSchema, vote: voteSchema.exactOptional() });

/** Named by a rule, which is resolved at every press. */
export type ApproverSlot = z.infer<typeof slotSchema>;

const stepSchema = z.object({
  need: z.enum(['any', 'all']),
  direct: z.boolean(),
  seats: z.array(slotSchema).min(1),
  notes: z.array(noteSchema),
  /** ms */
  since: z.number().exactOptional(),
  /** HR after an escalation */
  over: slotSchema.extend({ since: z.number() }).exactOptional(),
  passed: z.object({ at: z.number(), note: noteSchema }).exactOptional(),
  /** its place in the rule, where steps before it fell away */
  of: z.number().exactOptional(),
});

export type StepState = z.infer<typeof stepSchema>;

export const routeStateSchema = z.object({
  state: z.enum(['waiting', 'sent-back', 'approved', 'rejected', 'withdrawn', 'cancelled']),
  /** approval of the request, or cancellation of an approved one */
  purpose: z.enum(['request', 'cancel']),
  steps: z.array(stepSchema).min(1),
  /** from 0 */
  at: z.number(),
  /** from 1; resending and cancelling begin a new round */
  round: z.number(),
  /** the rule at sending; a cancellation takes the same */
  ruled: z.array(stepRuleSchema).min(1),
  /** recipients of a copy by direct message */
  asked: z.array(z.string()),
  /** sent reminders: see `remind.ts` */
  marks: z.array(z.string()),
  /** who reads along */
  tells: z.array(tellSchema).exactOptional(),
  /** who was told so far: they may read it, and are told of each decision */
  informed: z.array(z.string()).exactOptional(),
  /** its route decides nothing: in force as sent, and cancelled by a word */
  undecided: z.literal(true).exactOptional(),
});

export type RouteState = z.infer<typeof routeStateSchema>;

export const routeEntrySchema = z.object({
  at: z.number(),
  by: z.string(),
  /** `endorsed`: further approvals are needed */
  what: z.enum([
    'sent',
    'endorsed',
    'approved',
    /** in force as sent: told, not decided */
    'recorded',
    'rejected',
    'sent-back',
    'resent',
    'withdrawn',
    'cancel-asked',
    'cancelled',
    /** somebody who acts for the person ended it (직권 취소) */
    'revoked',
    'cancel-rejected',
    'cancel-withdrawn',
    /** an approved change replaced it */
    'replaced',
    'skipped',
    'moved',
    'escalated',
    /** calendar changes: days became days off, or working days; see `days` */
    'days-off',
    'days-worked',
    /** the birth that it names was entered; the comment is its day */
    'born',
    /** counted again by another schedule; see `takes` */
    'recounted',
  ]),
  /** one press may make several entries */
  key: z.string(),
  round: z.number().default(1),
  step: z.number().exactOptional(),
  for: z.string().exactOptional(),
  inPlaceOf: z.array(z.string()).exactOptional(),
  /** codes of rules that whoever entered it for the person passed over */
  overrode: z.array(z.string()).exactOptional(),
  comment: z.string().exactOptional(),
  note: noteSchema.exactOptional(),
  /** days that the leave took before and takes now */
  takes: z.object({ was: shownSchema, is: shownSchema }).exactOptional(),
  /** dates of a calendar change */
  days: z.object({ dates: z.array(z.string()), name: namedSchema }).exactOptional(),
});

/** Append-only. */
export type RouteEntry = z.infer<typeof routeEntrySchema>;

/** Facts of a request of any kind. */
export type RouteFacts = RouteState & { user: string; history: readonly RouteEntry[] };

/** What the person saw: a card of an earlier round or step decides nothing. */
export interface Seen {
  round: number;
  step: number;
}

export type RouteCommand =
  /** `despite`: the approver saw the blockers and passes them over */
  | { do: 'approve'; seen: Seen; comment?: string; despite?: true; inPlace?: true }
  | { do: 'reject'; seen: Seen; reason: string; inPlace?: true }
  | { do: 'send-back'; seen: Seen; reason: string }
  /** `ruled`: for the changed form; `stands`: nobody decides; the rest where another sends it for the person */
  | {
      do: 'resend';
      ruled: StepRule[];
      stands?: boolean;
      tells?: Tell[];
      undecided?: boolean;
      comment?: string;
      overrode?: string[];
    }
  | { do: 'withdraw' }
  | { do: 'ask-cancel'; reason: string }
  /** whoever may act for the person, at any time (직권 취소) */
  | { do: 'revoke'; reason: string }
  /** system: passes on a step whose approvers left or are on leave */
  | { do: 'skip' }
  /** system: adds HR */
  | { do: 'escalate' }
  /** system: reminds, and keeps the marks */
  | { do: 'remind'; reminders: { to: string; days: number; urgent: boolean; marks: string[] }[] };

export interface Presence {
  staff: Staff;
  /** on approved leave all day; false where the policy waits for people on leave */
  onLeave(user: string): boolean;
  delegations: readonly Delegation[];
  today: string;
}

/** Of whoever acts on a request, over its person. */
export interface ActingRights {
  actsFor: boolean;
  decidesFor: boolean;
}

export interface RouteContext extends Presence {
  /** or `SYSTEM` */
  actor: string;
  /** their Home was opened and is redrawn */
  hasHome(user: string): boolean;
  key: string;
  now: number;
  /** the actor may act for the requester, and decide in place of approvers */
  actsFor?: boolean;
  decidesFor?: boolean;
}

export interface RouteChange {
  set: RouteState;
  history: RouteEntry[];
}

export type RouteDecision = { ok: true; change: RouteChange; effects: Owed[] } | { ok: false; refusal: RouteRefusal };
