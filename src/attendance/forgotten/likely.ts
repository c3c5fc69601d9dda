import { atLocal, dayNumber, localDate, localMinutes } from '../../calendar/rules.ts';
import type { Span } from '../rules.ts';

/** When somebody probably left; ms. */
export interface LikelyTimes {
  /** when they usually do */
  usual?: number;
  /** when the day's work was to end */
  plannedEnd?: number;
}

/** Of so many finished days the usual time is taken, and not of fewer than the least. */
const MOST = 10;
const LEAST = 3;
const STEP = 5;
const HOUR = 60;

/**
 * Likely check-outs of a day by its first check-in, minutes of work and the person's earlier days, the latest last. The planned end is the arrival
 * plus the day's length with the legal break (LSA 54); the usual time the middle of the last check-outs, to 5 minutes.
 */
export function likelyTimes(
  spans: readonly Span[],
  earlier: readonly { date: string; spans: readonly Span[]; unfinished?: boolean }[],
  o: { date: string; zone: string; dayLength: number },
): LikelyTimes {
  const first = spans[0]?.in;
  if (first === undefined) return {};
  const rest = o.dayLength >= 8 * HOUR ? HOUR : o.dayLength >= 4 * HOUR ? HOUR / 2 : 0;
  const ends = earlier
    .filter(d => d.date < o.date && !d.unfinished)
    .flatMap(d => {
      const out = d.spans.at(-1)?.out;
      return out === undefined ? [] : [minutesOfDay(d.date, out, o.zone)];
    })
    .slice(-MOST)
    .sort((a, b) => a - b);
  const middle = ends.length < LEAST ? undefined : ends[Math.floor((ends.length - 1) / 2)];
  const usual = middle === undefined ? undefined : usualOn(o.date, Math.round(middle / STEP) * STEP, o.zone);
  // A usual end before somebody even came says nothing of that day.
  const says = usual !== undefined && usual > (spans.at(-1)?.in ?? first);
  return { ...(says ? { usual } : {}), plannedEnd: first + (o.dayLength + rest) * 60_000 };
}

/** Minutes after midnight of the day's own date, more than 24 h for the next morning. */
const minutesOfDay = (date: string, ms: number, zone: string): number =>
  (dayNumber(localDate(ms, zone)) - dayNumber(date)) * 24 * HOUR + localMinutes(ms, zone);

function usualOn(date: string, minutes: number, zone: string): number {
  const within = Math.min(minutes, 24 * HOUR);
  const time = `${String(Math.floor(within / HOUR)).padStart(2, '0')}:${String(within % HOUR).padStart(2, '0')}`;
  return atLocal(date, time, zone) + (minutes - within) * 60_000;
}
