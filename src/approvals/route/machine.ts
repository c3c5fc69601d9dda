import { defined } from '../../shared/defined.ts';
import type { RouteRefusal } from '../../shared/refusal.ts';
import { remindApprover } from '../effects.ts';
import { canEscalate, slotsNow } from './approvers.ts';
import { cardLane, changeEffects } from './effects.ts';
import type { StepRule, Tell } from './policy.ts';
import { fallbackName, resolveSteps, type Step, usersOf } from './resolve.ts';
import { ended, mayResend, openRights, refusedDecision, refusedInPlace, refusedRevocation, startOf } from './rights.ts';
import { type Draft, enter, note, settle, stepOf } from './settle.ts';
import {
  type RouteCommand,
  type RouteContext,
  type RouteDecision,
  type RouteFacts,
  type RouteState,
  type StepState,
  SYSTEM,
} from './types.ts';
import { inForce } from './view.ts';

const refuse = (refusal: RouteRefusal): RouteDecision => ({ ok: false, refusal });

/** What a round begins with. `stands`: it is in force at once, and nobody decides. */
interface Beginning {
  what: 'sent' | 'resent' | 'cancel-asked';
  comment?: string;
  stands?: boolean;
  /** by whoever sends it for the person */
  overrode?: string[];
}

/** Who reads along, and whether nobody decides. */
interface Reading {
  tells?: readonly Tell[] | undefined;
  undecided?: boolean | undefined;
}

function reading({ tells: _t, undecided: _u, ...set }: RouteState, { tells = [], undecided }: Reading): RouteState {
  return {
    ...set,
    ...(tells.length > 0 ? { tells: [...tells] } : {}),
    ...(undecided ? { undecided: true as const } : {}),
  };
}

/** By the steps of `chooseRoute`. `user`: whose request it is; `comment`: why another one sends it. */
export function begin(
  ruled: readonly StepRule[],
  ctx: RouteContext,
  { user = ctx.actor, tells, undecided, ...more }: { user?: string } & Reading & Omit<Beginning, 'what'> = {},
): RouteDecision {
  if (!ctx.staff.active(ctx.actor)) return refuse({ code: 'not-employed' });
  const empty = { steps: [], ruled: [], asked: [], marks: [] };
  const set: RouteState = { state: 'waiting', purpose: 'request', at: 0, round: 0, ...empty };
  const draft: Draft = { user, set: reading(set, { tells, undecided }), history: [] };
  return nextRound(undefined, draft, [...ruled], ctx, { what: 'sent', ...more });
}

/** Decides presses and the schedule's commands. Pure. */
export function decide(facts: RouteFacts, command: RouteCommand, ctx: RouteContext): RouteDecision {
  const { user, history: _, ...state } = facts;
  const draft: Draft = { user, set: structuredClone(state), history: [] };
  if (command.do === 'skip' || command.do === 'escalate' || command.do === 'remind') {
    if (ctx.actor !== SYSTEM) return refuse({ code: 'may-not-decide' });
    if (facts.state !== 'waiting') return refuse({ code: 'not-waiting' });
    if (command.do === 'remind') return remind(draft, command.reminders);
    return command.do === 'skip' ? skip(facts, draft, ctx) : escalate(facts, draft, ctx);
  }
  if (!ctx.staff.active(ctx.actor)) return refuse({ code: 'not-employed' });
  if ('reason' in command && command.reason.trim() === '') return refuse({ code: 'reason-missing' });
  if (command.do === 'approve' || command.do === 'reject' || command.do === 'send-back')
    return press(facts, draft, command, ctx);
  if (command.do === 'revoke') return revoke(facts, draft, command.reason, ctx);
  if (facts.user !== ctx.actor && !(command.do === 'resend' && ctx.actsFor)) return refuse({ code: 'not-yours' });
  if (command.do === 'withdraw') return withdraw(facts, draft, ctx);
  return command.do === 'resend' ? resend(facts, draft, command, ctx) : askCancel(facts, draft, command.reason, ctx);
}

function press(
  facts: RouteFacts,
  draft: Draft,
  command: Extract<RouteCommand, { seen: unknown }>,
  ctx: RouteContext,
): RouteDecision {
  const own = refusedDecision(facts, command.seen, ctx);
  // Whoever may decide anyway does not decide in anybody's place.
  const inPlace = own !== undefined && 'inPlace' in command && command.inPlace === true;
  const refusal = inPlace ? refusedInPlace(facts, command.seen, ctx) : own;
  if (refusal) return refuse(refusal);
  const cancel = facts.purpose === 'cancel';
  const step = facts.at;
  const mine = inPlace ? [] : openRights(stepOf(draft.set), facts.user, ctx);
  const as = inPlace ? { inPlaceOf: passedOver(draft, ctx) } : defined({ for: mine[0]?.for });
  if (command.do === 'send-back') {
    if (cancel) return refuse({ code: 'cancel-not-sent-back' });
    draft.set.state = 'sent-back';
    note(draft, ctx, { what: 'sent-back', step, comment: command.reason, ...as });
  } else if (command.do === 'reject') {
    end(draft, cancel ? 'approved' : 'rejected');
    note(draft, ctx, { what: cancel ? 'cancel-rejected' : 'rejected', step, comment: command.reason, ...as });
  } else if (inPlace) {
    approveInPlace(draft, command.comment, ctx);
  } else {
    approve(draft, mine, command.comment, ctx);
  }
  return changed(facts, draft, ctx);
}

const undecided = ({ set, user }: Draft, ctx: RouteContext) =>
  slotsNow(stepOf(set), user, ctx.staff).filter(s => !s.slot.vote);

const passedOver = (draft: Draft, ctx: RouteContext): string[] => [
  ...new Set(undecided(draft, ctx).flatMap(s => s.users)),
];

/** For every approver of the step who has not decided; later steps follow as usual. */
function approveInPlace(draft: Draft, comment: string | undefined, ctx: RouteContext): void {
  const { set } = draft;
  const words = { ...defined({ comment: comment || undefined }), inPlaceOf: passedOver(draft, ctx) };
  const slots = undecided(draft, ctx);
  for (const { slot } of stepOf(set).need === 'any' ? slots.slice(0, 1) : slots)
    slot.vote = { by: ctx.actor, at: ctx.now, ...words };
  const last = set.at === set.steps.length - 1;
  const final = set.purpose === 'cancel' ? 'cancelled' : 'approved';
  note(draft, ctx, { what: last ? final : 'endorsed', step: set.at, ...words });
  if (last) end(draft, final);
  else enter(draft, set.at + 1, ctx);
}

/**
 * A press counts on every slot of the person, own or represented: no second press is needed, and a double one is
 * harmless.
 */
function approve(
  draft: Draft,
  mine: ReturnType<typeof openRights>,
  comment: string | undefined,
  ctx: RouteContext,
): void {
  const { set } = draft;
  const step = stepOf(set);
  const words = defined({ comment: comment || undefined });
  const first = mine[0];
  const used = first?.escalated || step.need === 'any' ? mine.slice(0, 1) : mine;
  for (const right of used) right.slot.vote = { by: ctx.actor, ...defined({ for: right.for }), at: ctx.now, ...words };
  const qualities = [...new Set(used.map(r => r.for))];
  const finished = isDone(step);
  const last = finished && set.at === set.steps.length - 1;
  for (const [i, principal] of qualities.entries()) {
    const final = last && i === qualities.length - 1;
    const what = !final ? 'endorsed' : set.purpose === 'cancel' ? 'cancelled' : 'approved';
    note(draft, ctx, { what, step: set.at, ...words, ...defined({ for: principal }) });
  }
  if (last) end(draft, set.purpose === 'cancel' ? 'cancelled' : 'approved');
  else if (finished) enter(draft, set.at + 1, ctx);
  // Others needed for the step may be absent.
  else settle(draft, ctx);
}

const isDone = (step: StepState): boolean =>
  step.over?.vote !== undefined || (step.need === 'any' ? step.seats.some(s => s.vote) : step.seats.every(s => s.vote));

/** Also ends a cancellation round: the request stays approved. */
function end(draft: Draft, state: 'approved' | 'rejected' | 'cancelled'): void {
  draft.set.state = state;
  if (state === 'approved') draft.set.purpose = 'request';
}

function withdraw(facts: RouteFacts, draft: Draft, ctx: RouteContext): RouteDecision {
  if (facts.state !== 'waiting' && facts.state !== 'sent-back') return refuse(ended(facts) ?? { code: 'not-waiting' });
  if (facts.purpose === 'cancel') {
    end(draft, 'approved');
    note(draft, ctx, { what: 'cancel-withdrawn' });
  } else {
    draft.set.state = 'withdrawn';
    note(draft, ctx, { what: 'withdrawn' });
  }
  return changed(facts, draft, ctx);
}

function resend(
  facts: RouteFacts,
  draft: Draft,
  { ruled, tells, undecided, do: _, ...more }: Extract<RouteCommand, { do: 'resend' }>,
  ctx: RouteContext,
): RouteDecision {
  const refusal = mayResend(facts);
  if (refusal) return refuse(refusal);
  draft.set = reading(draft.set, { tells, undecided });
  return nextRound(facts, draft, ruled, ctx, { what: 'resent', ...more });
}

/** A pending cancellation ends with it. */
function revoke(facts: RouteFacts, draft: Draft, reason: string, ctx: RouteContext): RouteDecision {
  const refusal = refusedRevocation(facts, ctx);
  if (refusal) return refuse(refusal);
  if (inForce(facts)) draft.set.purpose = 'cancel';
  end(draft, 'cancelled');
  note(draft, ctx, { what: 'revoked', comment: reason });
  return changed(facts, draft, ctx);
}

function askCancel(facts: RouteFacts, draft: Draft, reason: string, ctx: RouteContext): RouteDecision {
  if (facts.state === 'waiting' && facts.purpose === 'cancel')
    return refuse({ code: 'cancel-waits', at: startOf(facts) });
  if (facts.state !== 'approved') return refuse({ code: 'nothing-to-cancel' });
  draft.set.purpose = 'cancel';
  if (facts.undecided) {
    end(draft, 'cancelled');
    note(draft, ctx, { what: 'cancelled', comment: reason });
    return changed(facts, draft, ctx);
  }
  return nextRound(facts, draft, facts.ruled, ctx, { what: 'cancel-asked', comment: reason });
}

/** From the first step, by people as they are now. */
function nextRound(
  before: RouteFacts | undefined,
  draft: Draft,
  ruled: StepRule[],
  ctx: RouteContext,
  { stands, ...entry }: Beginning,
): RouteDecision {
  const steps = resolveSteps(ruled, draft.user, ctx.staff);
  if (steps.length === 0) return refuse({ code: 'nobody-decides' });
  draft.set = { ...draft.set, state: 'waiting', steps: steps.map(waitingStep), ruled, round: draft.set.round + 1 };
  note(draft, ctx, entry);
  if (stands || draft.set.undecided) {
    draft.set.at = 0;
    end(draft, 'approved');
    const { overrode: _, ...recorded } = entry;
    note(draft, ctx, { ...recorded, what: 'recorded' });
  } else enter(draft, 0, ctx);
  return changed(before, draft, ctx);
}

const waitingStep = ({ need, direct, slots, notes, of }: Step): StepState => ({
  of,
  need,
  direct,
  seats: slots.map(({ rule }) => ({ rule })),
  notes,
});

function skip(facts: RouteFacts, draft: Draft, ctx: RouteContext): RouteDecision {
  settle(draft, ctx);
  return draft.history.length === 0 ? refuse({ code: 'not-stranded' }) : changed(facts, draft, ctx);
}

/** Adds HR; nobody loses their right. */
function escalate(facts: RouteFacts, draft: Draft, ctx: RouteContext): RouteDecision {
  const step = stepOf(draft.set);
  if (!canEscalate(step, facts.user, ctx.staff)) return refuse({ code: 'already-escalated' });
  step.over = { rule: { who: 'reserve' }, since: ctx.now };
  const users = usersOf(step.over.rule, facts.user, ctx.staff);
  const overdue = { why: 'overdue', to: fallbackName(facts.user, ctx.staff), step: facts.at, users } as const;
  step.notes.push({ ...overdue, users });
  note(draft, ctx, { what: 'escalated', step: facts.at, note: { ...overdue, users: [...users] } });
  return changed(facts, draft, ctx);
}

/** Marks are stored with the effects, so that two schedules send one reminder. */
function remind(draft: Draft, reminders: Extract<RouteCommand, { do: 'remind' }>['reminders']): RouteDecision {
  const marks = new Set(draft.set.marks);
  const fresh = reminders.filter(r => r.marks.some(m => !marks.has(m)));
  if (fresh.length === 0) return refuse({ code: 'already-reminded' });
  draft.set.marks = [...new Set([...draft.set.marks, ...fresh.flatMap(r => r.marks)])];
  const { set } = draft;
  const effects = fresh.map(({ to, days, urgent }) =>
    remindApprover.owed({ lane: cardLane(set, to), to, data: { round: set.round, step: set.at, days, urgent } }),
  );
  return { ok: true, change: { set, history: [] }, effects };
}

function changed(before: RouteFacts | undefined, draft: Draft, ctx: RouteContext): RouteDecision {
  const effects = changeEffects(before, draft, ctx);
  return { ok: true, change: { set: draft.set, history: draft.history }, effects };
}
