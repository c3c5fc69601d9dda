import { KOREAN_LAW } from '../calendar/law.ts';
import { type Contract, fullTimeWeekOf } from '../leave-record/hours.ts';
import type { Protection } from './roles.ts';
import type { Person } from './rules.ts';
import { termsOf, termsOn } from './terms.ts';

type HasTerms = Pick<Person, 'terms' | 'arrangement'>;
interface Usual {
  dayLength: number;
  fullTimeWeek: number;
}

/** `policy`: of the day. */
export function contractOn(person: HasTerms, date: string, policy: Usual): Contract {
  const day = policy.dayLength;
  const week = termsOn(person, date).week ?? [day, day, day, day, day, 0, 0];
  return { week, fullTimeWeek: fullTimeWeekOf(policy) };
}

/** Whose shorter hours earn leave as the hours before them (LSA 60 ⑥ 4, 5). */
const EARNS_AS_BEFORE: readonly Protection[] = ['pregnant', 'childcare'];

/** The contract that a grant of a day is counted by: reduced hours for childcare or pregnancy do not count. */
export function earningContractOn(person: HasTerms, date: string, policy: Usual): Contract {
  const terms = termsOf(person).filter(t => t.from <= date);
  const isReduced = (protection: Protection | undefined): boolean =>
    date >= KOREAN_LAW.reducedHoursEarn.from && protection !== undefined && EARNS_AS_BEFORE.includes(protection);
  const before = terms.findLast(t => !isReduced(t.protection));
  return contractOn({ terms: before ? [before] : [] }, date, policy);
}
