import type { Calendar } from '../calendar/rules.ts';
import type { Person } from '../people/rules.ts';
import { isEmployedOn, termsOn } from '../people/terms.ts';
import type { Policy } from '../settings/policy.ts';
import { arrangementOn } from './arrangement.ts';

/** What counts of people go by. */
export type Employed = Pick<Person, 'user' | 'hiredOn' | 'lastDay' | 'terms' | 'arrangement'>;

/**
 * Whether somebody is to work on a date, leave not checked: they are employed on it, it is a day of their own schedule and no holiday. Every
 * count and list of who is in, away or missed asks this.
 */
export function isExpectedOn(
  person: Omit<Employed, 'user'>,
  date: string,
  o: { policyOn: (date: string) => Policy; calendar: Calendar },
): boolean {
  const employed = isEmployedOn(person, date);
  const { calendar } = o;
  return arrangementOn(date, o.policyOn(date).workingTime, termsOn(person, date), { calendar, employed }).length > 0;
}
