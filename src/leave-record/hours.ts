import { UNITS_PER_DAY, unitsOfMinutes } from './units.ts';

/** What somebody's contract says of a day: minutes by weekday, Monday first, and those of a full-timer's week. */
export interface Contract {
  week: readonly number[];
  fullTimeWeek: number;
}

/** What a part-timer's hours of leave are counted for in place of a day (시행령 별표 2, 4 나). */
const DAY_HOURS = 8;
const LEAST_HOURS = 15;
const WORKING_DAYS = 5;

const weekMinutes = (week: readonly number[]): number => week.reduce((sum, minutes) => sum + minutes, 0);

/** The full-timers' week of a workplace: as its policy says, and never more than its own usual days. */
export const fullTimeWeekOf = (policy: { fullTimeWeek: number; dayLength: number }): number =>
  Math.min(policy.fullTimeWeek, policy.dayLength * WORKING_DAYS);

/** Fewer contract hours a week than full-timers of the same workplace (LSA 2 ① 9): leave is counted in hours. */
export const isPartTime = ({ week, fullTimeWeek }: Contract): boolean => weekMinutes(week) < fullTimeWeek;

/**
 * Whether annual leave and the paid weekly holiday apply: not under 15 hours a week on average over 4 weeks (LSA 18 ③).
 * A contract has the same hours every week, so that one week is the average.
 */
export const hasPaidRest = (week: readonly number[]): boolean => weekMinutes(week) >= LEAST_HOURS * 60;

/** Minutes of a full-timer's day, which part-timers' leave is counted in; undefined: full-time, a day is theirs. */
export const fullDayOf = (c: Contract): number | undefined =>
  isPartTime(c) ? c.fullTimeWeek / WORKING_DAYS : undefined;

/** The average of the days that are worked. */
function contractDay(week: readonly number[]): number {
  const worked = week.filter(minutes => minutes > 0).length;
  return worked === 0 ? 0 : weekMinutes(week) / worked;
}

/**
 * What a grant of days is: for part-timers days × their week ÷ the full-timers' × 8 hours, an hour begun as a whole one
 * (시행령 별표 2, 4 나); for full-timers days of their own contract.
 */
export function grantMinutes(days: number, c: Contract): number {
  if (!isPartTime(c)) return Math.round(days * contractDay(c.week));
  const hours = (days * weekMinutes(c.week) * DAY_HOURS) / c.fullTimeWeek;
  // Thirds of a day are no hour begun by their last digit.
  return Math.ceil(hours - 1e-9) * 60;
}

/** A grant's amount under a contract; `amount`: of full-timers. */
export function grantAmount(amount: number, c: Contract | undefined): number {
  const fullDay = c && fullDayOf(c);
  return c && fullDay !== undefined ? unitsOfMinutes(grantMinutes(amount / UNITS_PER_DAY, c), fullDay) : amount;
}
