import { addDays, isDate } from './rules.ts';

/**
 * The day on which `months` whole months from a date have passed (Civil Act art. 160): the same day of the last month or,
 * where that month has no such day, the first of the month after. 2024-01-31 and one month: 2024-03-01.
 */
export function monthsAfter(date: string, months: number): string {
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const same = `${yearMonth(count)}-${date.slice(8)}`;
  return isDate(same) ? same : `${yearMonth(count + 1)}-01`;
}

/** The day on which whole years have passed; hired on 29 February, one year has passed on 1 March. */
export const yearsAfter = (date: string, years: number): string => monthsAfter(date, 12 * years);

/** The day before whole years have passed. */
export const lastBeforeYears = (date: string, years: number): string => addDays(yearsAfter(date, years), -1);

const yearMonth = (count: number): string =>
  `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
