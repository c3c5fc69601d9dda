/** A day of one week, in minutes. Terms are those of the date, so a contract may change within the week. */
export interface PremiumDay {
  worked: number;
  /** by the contract, also on a holiday */
  contract: number;
  /** fewer minutes a week than the workplace's full-timers (LSA 2 ① 9) */
  partTime: boolean;
  /** a public or company holiday, or the weekly holiday */
  holiday: boolean;
  /** only the total of a settlement period counts (LSA 52) */
  selective?: boolean;
}

/** Minutes with a premium; none is in two of `overtime`, `holiday8`, `holidayBeyond`. Night stands beside them. */
export interface Premium {
  overtime: number;
  holiday8: number;
  holidayBeyond: number;
}

/** With what explains it. */
export interface DayPremium extends Premium {
  /** of the overtime: a part-timer's, beyond the contract */
  beyondContract: number;
  /** of the overtime: over the week's 40 hours rather than the day's line */
  overWeek: number;
  /** overtime of the day begins above it */
  line: number;
  /** the week's minutes within the lines of its days, until this day */
  within: number;
}

const HOURS_8 = 8 * 60;
const HOURS_12 = 12 * 60;
/** The law's week without overtime (LSA 50 ①). */
export const HOURS_40 = 40 * 60;

/** LSA 56 ②, since 2018-03-20: half more within 8 hours of a holiday, as much again beyond. */
export function holidayParts(minutes: number): Pick<Premium, 'holiday8' | 'holidayBeyond'> {
  const holiday8 = Math.min(HOURS_8, minutes);
  return { holiday8, holidayBeyond: minutes - holiday8 };
}

/**
 * Of the days of a week, Monday first. Overtime is over 8 hours of a day or 40 of the week (LSA 50, 53, 56 ①), each
 * minute once; of part-timers what is beyond the day's contract (기간제법 6 ③, from 2014-09-19). Holiday work is none.
 */
export function weekPremiums(days: readonly PremiumDay[]): DayPremium[] {
  let within = 0;
  return days.map(day => {
    const line = day.partTime ? Math.min(HOURS_8, day.contract) : HOURS_8;
    const none = { overtime: 0, holiday8: 0, holidayBeyond: 0, beyondContract: 0, overWeek: 0, line, within };
    if (day.holiday) return { ...none, ...holidayParts(day.worked) };
    if (day.selective) return none;
    const before = Math.max(0, within - HOURS_40);
    within += Math.min(line, day.worked);
    const overWeek = Math.max(0, within - HOURS_40) - before;
    const overtime = Math.max(0, day.worked - line) + overWeek;
    return { ...none, overtime, overWeek, within, beyondContract: day.partTime ? overtime : 0 };
  });
}

/**
 * The most of a week (LSA 53: `cap`, holiday work included); of part-timers 12 hours beyond the contract (기간제법 6 ①).
 * In a week that is both, the contract is the sum of its days.
 */
export function weekLimit(days: readonly PremiumDay[], cap: number): number {
  if (!days.some(d => d.partTime)) return cap;
  return Math.min(cap, days.reduce((sum, d) => sum + d.contract, 0) + HOURS_12);
}
