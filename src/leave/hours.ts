import { FULL_TIME, type Hours, minutesOf } from '../leave-record/days.ts';
import type { Person } from '../people/rules.ts';
import { termsOn } from '../people/terms.ts';

/** A person's working day on a date, by their own terms and the policy of that day; undefined for the usual one. */
export function hoursOn(
  person: Pick<Person, 'terms' | 'arrangement'>,
  date: string,
  policy: { start: string; dayLength: number },
): Hours | undefined {
  const { workingTime, week } = termsOn(person, date);
  const day = policy.dayLength;
  const hours = {
    begins: minutesOf(workingTime.start ?? policy.start),
    week: week ? [...week] : [day, day, day, day, day, 0, 0],
  };
  return JSON.stringify(hours) === JSON.stringify(FULL_TIME) ? undefined : hours;
}
