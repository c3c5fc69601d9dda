import { atLocal, type Calendar, isWorkingDay, localDate } from '../calendar/rules.ts';

/** A run of a job that is owed: once for the workspace and the local date. */
export interface Owed {
  job: 'summary';
  date: string;
}

/**
 * Which runs are owed at `now` (ms): the summary on working days from `summaryAt` (HH:mm, in `zone`) until midnight,
 * so that a process that was down then posts it when it is back the same day. `works`: somebody is to work on a day that is none for others.
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
