import { addDays, atLocal } from '../calendar/rules.ts';
import { type Interval, without } from './intervals.ts';
import type { DayLeave } from './types.ts';

const DAY = 24 * 60;

/** The legal break (LSA 54): 30 minutes at 4 hours of work, 60 at 8. */
export const legalBreak = (worked: number): number => (worked >= 480 ? 60 : worked >= 240 ? 30 : 0);

/** The instant, ms, of minutes after midnight of a date; 1500 is 01:00 on the next day. */
export function instantOf(date: string, minutes: number, zone: string): number {
  const day = Math.floor(minutes / DAY);
  const inDay = minutes - day * DAY;
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  return atLocal(addDays(date, day), `${two(inDay / 60)}:${two(inDay % 60)}`, zone);
}

export const leaveMinutes = (length: number, amount: number): number => Math.round((length * amount) / 2400);

/** The halves of work of a day from `start`, minutes after midnight, with the legal break between. */
function halves(start: number, length: number): Interval[] {
  const half = Math.ceil(length / 2);
  const rest = legalBreak(length);
  if (rest === 0) return length > 0 ? [[start, start + length]] : [];
  return [
    [start, start + half],
    [start + half + rest, start + length + rest],
  ];
}

/** Leave by the clock; the others are the first or last part of the day. */
export const hasClock = (l: Pick<DayLeave, 'from' | 'to'>): boolean => l.from > 0 && l.to < DAY;

/** Where a leave lies on a day from `start`; hours of a night shift may be the next morning's. */
export function clockOf({ from, to }: Pick<DayLeave, 'from' | 'to'>, start: number): Interval {
  return to <= start ? [from + DAY, to + DAY] : [from, to];
}

/** The work that remains, with its legal break. Parts are taken by minutes, hours by the clock; begin or end stays. */
export function remaining(start: number, length: number, leaves: readonly DayLeave[]): Interval[] {
  const taken = (of: (l: DayLeave) => boolean): number =>
    leaves.filter(of).reduce((sum, l) => sum + leaveMinutes(length, l.amount), 0);
  const first = Math.min(
    length,
    taken(l => l.from <= 0),
  );
  const last = Math.min(
    length - first,
    taken(l => l.from > 0 && l.to >= DAY),
  );
  const present = (work: number): number => work + legalBreak(work);
  const begins = first === 0 ? start : start + present(length) - present(length - first);
  const parts = halves(begins, length - first - last);
  return leaves.filter(hasClock).reduce((left, l) => without(left, [clockOf(l, start)]), parts);
}
