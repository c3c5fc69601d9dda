import { type Calendar, localDate } from '../calendar/rules.ts';
import type { Owed } from '../shared/effects.ts';
import type { Kinds } from './kinds.ts';
import { approversOf, cardLane, homes, routeEffect } from './route/effects.ts';
import { isUrgent } from './route/remind.ts';
import type { Presence, RouteChange, RouteContext } from './route/types.ts';
import { type RequestDoc, routeFactsOf } from './store.ts';

/** The first day of what a request asks for, of which it may become urgent; what is over starts no more. */
export const startsOf = (r: RequestDoc, kinds: Kinds, today: string): string | undefined =>
  r.period.to < today ? undefined : kinds.of(r.kind).starts?.(r.form);

/**
 * What a request owes once it has become urgent while it waited: every copy of its card and the Homes of those
 * for whom it waits are drawn again, once a round, and show it.
 * Undefined if it is not, or was when the card was drawn last. `starts`: its first day, a date of the workplace in `zone`.
 */
export function becomesUrgent(
  r: RequestDoc,
  starts: string | undefined,
  now: number,
  o: { zone: string; calendar: Calendar; presence: Presence & Pick<RouteContext, 'hasHome'> },
): { change: RouteChange; effects: Owed[] } | undefined {
  if (starts === undefined || r.state !== 'waiting') return undefined;
  const urgentAt = (ms: number): boolean => isUrgent(starts, localDate(ms, o.zone), o.calendar);
  const drawn = r.history.at(-1)?.at ?? r.sentAt;
  const mark = `${r.round}.urgent`;
  if (!urgentAt(now) || urgentAt(drawn) || r.marks.includes(mark)) return undefined;
  const { user: _u, history: _h, ...set } = routeFactsOf(r);
  return {
    change: { set: { ...set, marks: [...set.marks, mark] }, history: [] },
    effects: [
      { kind: routeEffect.card, lane: 'card', to: 'administrators' },
      ...set.asked.map(to => ({ kind: routeEffect.card, lane: cardLane(set, to), to })),
      ...homes(approversOf({ user: r.user, set }, o.presence), r.user, o.presence),
    ],
  };
}
