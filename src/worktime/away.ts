import { awayFrom, type Period } from '../leave-record/days.ts';
import type { Arranged } from './arrangement.ts';
import type { Interval } from './intervals.ts';
import { clockOf, hasClock, legalBreak, remaining } from './layout.ts';

export type ArrangedDay = Pick<Arranged, 'date' | 'presence' | 'length'>;

/**
 * Minutes after midnight; undefined for a whole day or freely chosen hours. The one source for forms, feeds, Home,
 * plans and checks.
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
