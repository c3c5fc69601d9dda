import { KOREAN_LAW } from '../calendar/law.ts';
import { addDays, atMinutes } from '../calendar/rules.ts';
import { UNITS_PER_DAY } from '../leave-record/units.ts';
import { type Interval, united, without } from './intervals.ts';

const DAY = 24 * 60;

/** The legal break (LSA 54): 30 minutes at 4 hours of work, 60 at 8. */
export const legalBreak = (worked: number): number => (worked >= 480 ? 60 : worked >= 240 ? 30 : 0);

/** `waived`: the person asked for no break at 4 hours. */
export const breakFor = (work: number, waived: boolean): number =>
  waived && work <= KOREAN_LAW.noBreak.work ? 0 : legalBreak(work);

/** How long somebody is there for so much work: the break that it needs by law lies within. */
export const presenceFor = (work: number, waived = false): number => work + breakFor(work, waived);

/** The instant, ms, of minutes after midnight of a date; 1500 is 01:00 on the next day. */
export function instantOf(date: string, minutes: number, zone: string): number {
  const day = Math.floor(minutes / DAY);
  return atMinutes(addDays(date, day), Math.floor(minutes - day * DAY), zone);
}

export const leaveMinutes = (length: number, amount: number): number => Math.round((length * amount) / UNITS_PER_DAY);

/** The halves of work of a day from `start`, minutes after midnight, with the legal break between. */
function halves(start: number, length: number, waived: boolean): Interval[] {
  const half = Math.ceil(length / 2);
  const rest = breakFor(length, waived);
  if (rest === 0) return length > 0 ? [[start, start + length]] : [];
  return [
    [start, start + half],
    [start + half + rest, start + length + rest],
  ];
}

/** The work that remains, with its legal break: `first` moves the start, `last` the end, and the other end stays. */
export function remaining(
  start: number,
  length: number,
  { first, last, within }: { first: number; last: number; within: readonly Interval[] },
  waived: boolean,
): Interval[] {
  const begins = start + presenceFor(length) - presenceFor(length - first, waived);
  return without(halves(begins, length - first - last, waived), united(within));
}
