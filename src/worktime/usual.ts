import { dayNumber, localDate, localMinutes } from '../calendar/rules.ts';
import type { RecordedDay } from './types.ts';

const DAY = 24 * 60;
const FEWEST = 3;
const STEP = 5;

export const usualOut = (records: readonly RecordedDay[], before: string, most?: number): number | undefined =>
  usualTime(records, before, r => r.spans.at(-1)?.out, most);

export const usualIn = (records: readonly RecordedDay[], before: string): number | undefined =>
  usualTime(records, before, r => r.spans[0]?.in);

/** Median of the last `most` finished days: minutes after midnight, rounded to 5; undefined under three. */
function usualTime(
  records: readonly RecordedDay[],
  before: string,
  of: (r: RecordedDay) => number | undefined,
  most = 10,
): number | undefined {
  const times = records
    .filter(r => r.date < before && !r.open && !r.unfinished)
    .sort((a, b) => (a.date < b.date ? 1 : -1))
    .flatMap(r => {
      const ms = of(r);
      return ms === undefined ? [] : [minutesAfter(r.date, ms, r.zone)];
    })
    .slice(0, most)
    .sort((a, b) => a - b);
  if (times.length < FEWEST) return undefined;
  const middle = times.length / 2;
  const [low, high] = [times[Math.ceil(middle) - 1] ?? 0, times[Math.floor(middle)] ?? 0];
  return Math.round((low + high) / 2 / STEP) * STEP;
}

const minutesAfter = (date: string, ms: number, zone: string): number =>
  (dayNumber(localDate(ms, zone)) - dayNumber(date)) * DAY + localMinutes(ms, zone);
