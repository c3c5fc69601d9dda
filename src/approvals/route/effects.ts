import { defined } from '../../shared/defined.ts';
import type { Owed } from '../../shared/effects.ts';
import { owedHome } from '../../workspace/home.ts';
import { askApprover, drawCard, tellDecision, tellInformed, tellMoved, tellPassedOver } from '../effects.ts';
import { effectiveApprovers } from './approvers.ts';
import { usersOf } from './resolve.ts';
import { type Draft, stepOf } from './settle.ts';
import {
  type Presence,
  type RouteContext,
  type RouteEntry,
  type RouteFacts,
  type RouteState,
  SYSTEM,
} from './types.ts';

const DECISIONS: readonly RouteEntry['what'][] = [
  ...(['approved', 'recorded', 'rejected', 'sent-back', 'cancelled', 'revoked', 'cancel-rejected'] as const),
];

/**
 * Copies, questions and reminders to a person share a lane: posted before they are redrawn. Copies of administrators
 * who were only reminded are drawn with the channel's card.
 */
export const cardLane = (set: Pick<RouteFacts, 'asked'>, user: string): string =>
  set.asked.includes(user) ? `card:${user}` : 'card';

/** The channel's card and these people's copies. */
export const owedCards = (set: Pick<RouteFacts, 'asked'>, copies: readonly string[] = set.asked): Owed[] => [
  drawCard.owed({ to: 'administrators', lane: 'card' }),
  ...copies.map(to => drawCard.owed({ to, lane: cardLane(set, to) })),
];

/** Every copy of the card, newly asked approvers, the requester's message, and Homes. Adds to `draft.set.asked`. */
export function changeEffects(before: RouteFacts | undefined, draft: Draft, ctx: RouteContext): Owed[] {
  const { set, user, history } = draft;
  const copies = [...set.asked];
  const waitsFor = set.state === 'waiting' ? approversOf(draft, ctx) : [];
  const waited = before?.state === 'waiting' ? approversOf({ user, set: before }, ctx) : [];
  const same = before?.round === set.round && before.at === set.at;
  const already = new Set(same && before.state === 'waiting' ? waited.map(a => a.user) : []);
  const step = stepOf(set);
  const escalated = history.some(h => h.what === 'escalated');
  const recorded = history.some(h => h.what === 'recorded');
  const asks = recorded
    ? toldOf(draft, ctx)
    : step.direct || step.over
      ? waitsFor.filter(a => !already.has(a.user))
      : [];
  set.asked = [...new Set([...copies, ...asks.map(a => a.user)])];
  return [
    ...owedCards(set, copies),
    ...asks.map(a => owedAsk(set, a, escalated)),
    ...history.flatMap(h => owedMessage(h, user)),
    ...history.flatMap(h => toldPassedOver(h, user)),
    ...(recorded ? [] : history.flatMap(h => sentFor(h, user))),
    ...informs(draft, ctx),
    ...homes([{ user }, { user: ctx.actor }, ...waited, ...waitsFor], user, ctx),
  ];
}

/** Of these, everybody who was told before is told again. */
const RETOLD: readonly RouteEntry['what'][] = [
  ...(['resent', 'approved', 'rejected', 'withdrawn', 'cancelled', 'revoked', 'replaced'] as const),
];

/** Those who read along: told once it is as far, of a change and of each decision. Adds to `draft.set.informed`. */
function informs({ set, user, history }: Draft, ctx: RouteContext): Owed[] {
  if (!set.tells) return [];
  const before = set.informed ?? [];
  const goesOn = set.state === 'waiting' || set.state === 'approved';
  const place = set.state === 'approved' ? Number.POSITIVE_INFINITY : (stepOf(set).of ?? set.at);
  const due = set.tells.filter(t => goesOn && t.after <= place).flatMap(t => usersOf(t.rule, user, ctx.staff));
  const fresh = [...new Set(due)].filter(u => !before.includes(u) && !set.asked.includes(u));
  set.informed = [...before, ...fresh];
  const again = history.some(h => RETOLD.includes(h.what)) ? before : [];
  return [...again, ...fresh].map(to => tellInformed.owed({ lane: `informed:${to}`, to, data: { round: set.round } }));
}

/** Those who would decide, of every step that asks by direct message; not who records it for somebody. */
const toldOf = ({ set, user }: Draft, ctx: RouteContext) =>
  set.steps
    .filter(step => step.direct)
    .flatMap(step => effectiveApprovers(step, user, ctx).asked)
    .filter((a, i, all) => a.user !== ctx.actor && all.findIndex(b => b.user === a.user) === i);

export const owedAsk = (set: RouteState, approver: { user: string; for?: string }, escalated = false): Owed =>
  askApprover.owed({
    lane: cardLane(set, approver.user),
    to: approver.user,
    data: { round: set.round, step: set.at, ...defined({ for: approver.for }), ...(escalated ? { escalated } : {}) },
  });

export const approversOf = ({ user, set }: Pick<Draft, 'user' | 'set'>, ctx: Presence) =>
  effectiveApprovers(stepOf(set), user, ctx).asked;

function owedMessage({ what, round, note }: RouteEntry, to: string): Owed[] {
  const lane = tellDecision.kind;
  if (DECISIONS.includes(what)) return [tellDecision.owed({ lane, to, data: { what, round } })];
  if (what !== 'skipped' && what !== 'moved' && what !== 'escalated') return [];
  return [tellMoved.owed({ lane, to, data: { what, note } })];
}

/** Their person hears of what another sent for them. */
const sentFor = ({ what, by, round }: RouteEntry, to: string): Owed[] =>
  (what === 'sent' || what === 'resent') && by !== to
    ? [tellDecision.owed({ lane: tellDecision.kind, to, data: { what, round } })]
    : [];

/** Approvers in whose place somebody decided. */
const toldPassedOver = ({ what, by, round, inPlaceOf = [] }: RouteEntry, requester: string): Owed[] =>
  inPlaceOf
    .filter(user => user !== by && user !== requester)
    .map(to => tellPassedOver.owed({ lane: tellPassedOver.kind, to, data: { what, round } }));

/** The requester's Home always, others only if opened before. */
export const homes = (
  people: readonly { user: string }[],
  requester: string,
  ctx: Pick<RouteContext, 'hasHome'>,
): Owed[] =>
  [...new Set(people.map(p => p.user))].filter(u => u !== SYSTEM && (u === requester || ctx.hasHome(u))).map(owedHome);
