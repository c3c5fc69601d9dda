import { awayFrom, type Period } from '../leave-record/days.ts';
import type { Arranged } from './arrangement.ts';
import type { Interval } from './intervals.ts';
import { clockOf, hasClock, legalBreak, remaining } from './layout.ts';

/** What the clock of a leave depends on. */
export type ArrangedDay = Pick<Arranged, 'date' | 'presence' | 'length'>;

/**
 * From when to when a leave keeps somebody away on a day of theirs, minutes after midnight; undefined where that is no time on the clock: a
 * whole day, or a part of a day whose hours the person chooses. The one source for forms, feeds, Home and the check against recorded work; the
 * plan of a fixed day begins or ends where this does.
 */
export function awayClock(
  leave: Pick<Period, 'part' | 'time' | 'hours'>,
  { date, presence, length }: ArrangedDay,
): Interval | undefined {
  const period = { ...leave, from: date, to: date };
  const { from, to } = awayFrom(period, date);
  if (leave.time) return clockOf({ from, to }, presence.is === 'fixed' ? presence.start : 0);
  if (!leave.part || presence.is !== 'fixed' || length === 0) return undefined;
  if (hasClock({ from, to })) return [Math.round(from), Math.round(to)];
  const { start } = presence;
  const amount = leave.part.startsWith('q') ? 600 : 1200;
  const stays = remaining(start, length, [{ date, amount, from, to, worked: false }]);
  const [first] = stays;
  const last = stays.at(-1);
  if (!first || !last) return undefined;
  return from <= 0 ? [start, first[0]] : [last[1], start + length + legalBreak(length)];
}
