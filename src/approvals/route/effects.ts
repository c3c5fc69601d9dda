import { defined } from '../../shared/defined.ts';
import type { Owed } from '../../shared/effects.ts';
import { effectiveApprovers } from './approvers.ts';
import { type Draft, stepOf } from './settle.ts';
import { type Presence, type RouteContext, type RouteEntry, type RouteFacts, SYSTEM } from './types.ts';

/** What a change of a request may owe. `to` is a person, but for the card in the administrators' channel. */
export const routeEffect = {
  /** the card as it is: the channel's (`to` 'administrators'), or the copy that a person was sent, if it was */
  card: 'card',
  /** a copy of the card by direct message, if it still waits for this person when it is sent; data: round, step, for? */
  ask: 'ask',
  /** tells the requester what was decided, or that the request came back; data: what, round */
  decision: 'decision',
  /** tells the requester that a step was passed on, and why; data: what, note */
  moved: 'moved',
  /** reminds an approver; data: round, step, days, urgent */
  remind: 'remind',
  home: 'home',
} as const;

const TOLD: readonly RouteEntry['what'][] = ['approved', 'rejected', 'sent-back', 'cancelled', 'cancel-rejected'];

/**
 * Copies, questions and reminders to one person share a lane, so that a copy is never drawn before it is posted. The copies of those who
 * were never asked, but reminded as administrators, are drawn with the channel's card.
 */
export const cardLane = (set: Pick<RouteFacts, 'asked'>, user: string): string =>
  set.asked.includes(user) ? `card:${user}` : 'card';

/**
 * What a change owes: every copy of the card, the people asked now who were not before, what the requester is told, and the
 * Homes of all concerned. Adds those asked to `draft.set.asked`.
 */
export function changeEffects(before: RouteFacts | undefined, draft: Draft, ctx: RouteContext): Owed[] {
  const { set, user, history } = draft;
  const copies = [...set.asked];
  const waitsFor = set.state === 'waiting' ? approversOf(draft, ctx) : [];
  const waited = before?.state === 'waiting' ? approversOf({ user, set: before }, ctx) : [];
  const same = before?.round === set.round && before.at === set.at;
  const already = new Set(same && before.state === 'waiting' ? waited.map(a => a.user) : []);
  const step = stepOf(set);
  const escalated = history.some(h => h.what === 'escalated');
  const asks = step.direct || step.over ? waitsFor.filter(a => !already.has(a.user)) : [];
  set.asked = [...new Set([...copies, ...asks.map(a => a.user)])];
  const at = { round: set.round, step: set.at };
  return [
    { kind: routeEffect.card, lane: 'card', to: 'administrators' },
    ...copies.map(to => ({ kind: routeEffect.card, lane: cardLane(set, to), to })),
    ...asks.map(a => ({
      kind: routeEffect.ask,
      lane: cardLane(set, a.user),
      to: a.user,
      data: { ...at, ...defined({ for: a.for }), ...(escalated ? { escalated } : {}) },
    })),
    ...history.flatMap(h => told(h, user)),
    ...homes([{ user }, { user: ctx.actor }, ...waited, ...waitsFor], user, ctx),
  ];
}

/** Who may decide on the step that is open. */
export const approversOf = ({ user, set }: Pick<Draft, 'user' | 'set'>, ctx: Presence) =>
  effectiveApprovers(stepOf(set), user, ctx).asked;

function told(h: RouteEntry, to: string): Owed[] {
  const lane = routeEffect.decision;
  if (TOLD.includes(h.what)) return [{ kind: routeEffect.decision, lane, to, data: { what: h.what, round: h.round } }];
  if (h.what !== 'skipped' && h.what !== 'moved' && h.what !== 'escalated') return [];
  return [{ kind: routeEffect.moved, lane, to, data: { what: h.what, note: h.note } }];
}

/** The requester's Home always, the others' only where it was opened before. */
export const homes = (
  people: readonly { user: string }[],
  requester: string,
  ctx: Pick<RouteContext, 'hasHome'>,
): Owed[] =>
  [...new Set(people.map(p => p.user))]
    .filter(u => u !== SYSTEM && (u === requester || ctx.hasHome(u)))
    .map(to => ({ kind: routeEffect.home, lane: `home:${to}`, to }));
