import { atLocal, type Calendar, isWorkingDay, localDate } from '../calendar/rules.ts';

/** A due run: once per workspace and local date. */
export interface Owed {
  job: 'summary';
  date: string;
}

/**
 * The summary on working days from `summaryAt` until midnight, so that it is made up for on the same day. `works`:
 * somebody works on a day off.
 */
export function due(
  now: number,
  o: { zone: string; summaryAt: string; calendar: Calendar; done: (run: Owed) => boolean; works?: boolean },
): Owed[] {
  const date = localDate(now, o.zone);
  const run: Owed = { job: 'summary', date };
  if (!(o.works || isWorkingDay(date, o.calendar)) || now < atLocal(date, o.summaryAt, o.zone) || o.done(run))
    return [];
  return [run];
}
