import type { Calendar } from '../calendar/rules.ts';
import type { Person } from '../people/rules.ts';
import { isEmployedOn, termsOn } from '../people/terms.ts';
import type { Policy } from '../settings/policy.ts';
import { arrangementOn } from './arrangement.ts';

export type Employed = Pick<Person, 'user' | 'hiredOn' | 'lastDay' | 'former' | 'terms' | 'arrangement'>;

/** `isExpectedOn` by the policy of each person's office. */
export const worksOn = (
  policy: { of(person: Omit<Employed, 'user'>): { on(date: string): Policy; calendar: Calendar } },
  person: Omit<Employed, 'user'>,
  date: string,
): boolean => {
  const { on, calendar } = policy.of(person);
  return isExpectedOn(person, date, { policyOn: on, calendar });
};

/** Whether a person works on a date, leave aside: employed, on a day of their schedule, no holiday. */
export function isExpectedOn(
  person: Omit<Employed, 'user'>,
  date: string,
  o: { policyOn: (date: string) => Policy; calendar: Calendar },
): boolean {
  const employed = isEmployedOn(person, date);
  const { calendar } = o;
  return arrangementOn(date, o.policyOn(date).workingTime, termsOn(person, date), { calendar, employed }).length > 0;
}
