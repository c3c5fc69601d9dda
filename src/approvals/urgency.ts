import { type Calendar, localDate } from '../calendar/rules.ts';
import type { Owed } from '../shared/effects.ts';
import type { Kinds } from './kinds.ts';
import { approversOf, homes, owedCards } from './route/effects.ts';
import { isUrgent } from './route/remind.ts';
import type { Presence, RouteChange, RouteContext } from './route/types.ts';
import { type RequestDoc, routeFactsOf } from './store.ts';

/** Requests that wait longer are late, ms. */
export const LATE_AFTER_MS = 24 * 3_600_000;

/** By which it must be decided; undefined once it is over. */
export const startsOf = (r: RequestDoc, kinds: Kinds, today: string): string | undefined =>
  r.period.to < today ? undefined : kinds.of(r.kind).starts?.(r.form);

/**
 * A pending request that has become urgent: once a round, its cards and its approvers' Homes are redrawn. `starts`: a
 * date in `zone`.
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
    effects: [...owedCards(set), ...homes(approversOf({ user: r.user, set }, o.presence), r.user, o.presence)],
  };
}
