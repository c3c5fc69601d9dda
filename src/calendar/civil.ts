import { addDays, isDate } from './rules.ts';

/** `months` whole months after a date (Civil Act art. 160); a missing day becomes the first of the next month. */
export function monthsAfter(date: string, months: number): string {
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const same = `${yearMonth(count)}-${date.slice(8)}`;
  return isDate(same) ? same : `${yearMonth(count + 1)}-01`;
}

export const yearsAfter = (date: string, years: number): string => monthsAfter(date, 12 * years);

export const lastBeforeYears = (date: string, years: number): string => addDays(yearsAfter(date, years), -1);

const yearMonth = (count: number): string =>
  `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
