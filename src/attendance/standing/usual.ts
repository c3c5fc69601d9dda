import { dayNumber, localDate, localMinutes } from '../../calendar/rules.ts';
import type { RecordedDay } from './types.ts';

const DAY = 24 * 60;
/** Fewer finished days make no habit. */
const FEWEST = 3;
const STEP = 5;

/**
 * When a person usually checks out: the median of their last `most` finished days before a date, in minutes after midnight of the day (past 1440 on
 * the next one), to 5 minutes. Undefined when there are fewer than three.
 */
export function usualOut(records: readonly RecordedDay[], before: string, most = 10): number | undefined {
  const outs = records
    .filter(r => r.date < before && !r.open && !r.unfinished)
    .sort((a, b) => (a.date < b.date ? 1 : -1))
    .flatMap(r => {
      const out = r.spans.at(-1)?.out;
      return out === undefined ? [] : [minutesAfter(r.date, out, r.zone)];
    })
    .slice(0, most)
    .sort((a, b) => a - b);
  if (outs.length < FEWEST) return undefined;
  const middle = outs.length / 2;
  const [low, high] = [outs[Math.ceil(middle) - 1] ?? 0, outs[Math.floor(middle)] ?? 0];
  return Math.round((low + high) / 2 / STEP) * STEP;
}

const minutesAfter = (date: string, ms: number, zone: string): number =>
  (dayNumber(localDate(ms, zone)) - dayNumber(date)) * DAY + localMinutes(ms, zone);
