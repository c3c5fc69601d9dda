import { addDays } from '../calendar/rules.ts';
import { FULL_TIME, type Hours, type Period } from '../leave-record/days.ts';
import { fullDayOf } from '../leave-record/hours.ts';
import { contractOn } from '../people/contract.ts';
import { type DatedTerms, officesIn, termsOf } from '../people/terms.ts';
import { defined } from '../shared/defined.ts';
import type { ArrangedPerson } from './summary.ts';

/** The part of the policy in force that a person's contract is made of. */
export interface ContractPolicy {
  on(date: string): { workingTime: { dayLength: number; fullTimeWeek: number } };
  /** days from which another policy is in force */
  readonly changes: readonly string[];
}

type Contracted = Pick<ArrangedPerson, 'terms' | 'arrangement'>;

const isSame = (a: Hours, b: Hours): boolean =>
  a.fullDay === b.fullDay && a.week.every((minutes, i) => minutes === b.week[i]);

/** Minutes of work by weekday as contracted on a date: the person's own, else the policy's day. */
export function hoursOn(person: Contracted, date: string, policy: ContractPolicy): Hours {
  const contract = contractOn(person, date, policy.on(date).workingTime);
  return { week: [...contract.week], ...defined({ fullDay: fullDayOf(contract) }) };
}

/** Contract and office of each day of a period, as a leave keeps them: of its first day, and what changes within it. */
export function contractIn(
  person: Contracted,
  { from, to }: { from: string; to: string },
  policy: ContractPolicy,
): Pick<Period, 'hours' | 'later' | 'offices'> {
  const first = hoursOn(person, from, policy);
  const starts = [...termsOf(person).map((t: DatedTerms) => t.from), ...policy.changes];
  const dates = [...new Set(starts)].filter(date => from < date && date <= to).sort();
  const later = dates
    .map(date => ({ from: date, hours: hoursOn(person, date, policy) }))
    .filter(({ from: date, hours }) => !isSame(hours, hoursOn(person, addDays(date, -1), policy)));
  return defined({
    hours: isSame(first, FULL_TIME) ? undefined : first,
    later: later.length > 0 ? later : undefined,
    offices: officesIn(person, from, to),
  });
}
