import type { Shown } from '../shared/shown.ts';

/**
 * Amounts of leave are whole numbers of this, 2⁵·3²·5²·7·11·13·17·19·23: exact are a hundredth of a day, a minute of a
 * day of 8, 7½, 7 or 6 hours, and half hours of every day up to 12. Centuries of leave stay below 2⁵³.
 */
export const UNITS_PER_DAY = 53_542_288_800;

/** A ten-thousandth of a minute of 8 hours: what rounding leaves of days of odd lengths, such as 470 minutes. */
const NEGLIGIBLE = UNITS_PER_DAY / 480 / 10_000;

export const isNegligible = (amount: number): boolean => Math.abs(amount) < NEGLIGIBLE;
export const exceeds = (amount: number, limit: number): boolean => amount - limit >= NEGLIGIBLE;

export const unitsOf = (days: number): number => Math.round(days * UNITS_PER_DAY);

/** What minutes are of a day of so many. */
export const unitsOfMinutes = (minutes: number, dayMinutes: number): number =>
  Math.round((minutes * UNITS_PER_DAY) / dayMinutes);

/** The minutes of an amount, of a day of so many. */
export const minutesIn = (amount: number, dayMinutes: number): number =>
  Math.round((amount * dayMinutes) / UNITS_PER_DAY);

/** `fullDay`: of part-timers, see `fullDayOf`. */
export const shown = (amount: number, fullDay?: number): Shown =>
  fullDay === undefined ? shownDays(amount) : { minutes: minutesIn(amount, fullDay) };

const HUNDREDTH = 2;
/** Half hours (1/16 day) have four decimals; finer amounts, such as hours of a 7 h day, are rounded. */
const MOST_DECIMALS = 4;

const isExact = (amount: number, decimals: number): boolean =>
  isNegligible(amount - unitsOf(rounded(amount, decimals)));

/** The fewest with which all are exact. */
const exactDecimals = (amounts: readonly number[]): number | undefined => {
  for (let d = HUNDREDTH; d <= MOST_DECIMALS; d++) if (amounts.every(a => isExact(a, d))) return d;
  return undefined;
};

const rounded = (amount: number, decimals: number): number => {
  const scale = 10 ** decimals;
  const size = Math.abs(amount);
  const whole = Math.floor(size / UNITS_PER_DAY);
  const rest = size - whole * UNITS_PER_DAY;
  // Half away from zero, so that a reversal shows the same digits.
  return (Math.sign(amount) * (whole * scale + Math.round((rest * scale) / UNITS_PER_DAY))) / scale;
};

/** An amount as days: to the hundredth, or up to four decimals where hours need them. */
export const shownDays = (amount: number): number => rounded(amount, exactDecimals([amount]) ?? HUNDREDTH) + 0;

/** Amounts that are compared, with the same decimals: as many as tell them apart. */
export function shownAlike(amounts: readonly number[], fullDay?: number): Shown[] {
  if (fullDay !== undefined) return amounts.map(a => shown(a, fullDay));
  const apart = (d: number): boolean => new Set(amounts.map(a => rounded(a, d))).size === new Set(amounts).size;
  const told = [HUNDREDTH, HUNDREDTH + 1].find(apart);
  const decimals = exactDecimals(amounts) ?? told ?? MOST_DECIMALS;
  return amounts.map(a => rounded(a, decimals) + 0);
}

/** A running sum that adds up as shown: a rounded line is the difference of rounded sums. */
export function shownSums(amounts: readonly number[]): { days: number; sum: number }[] {
  const decimals = exactDecimals(amounts) ?? MOST_DECIMALS;
  const scale = 10 ** decimals;
  let exact = 0;
  let before = 0;
  return amounts.map(amount => {
    exact += amount;
    const sum = rounded(exact, decimals);
    const days = Math.round((sum - before) * scale) / scale;
    before = sum;
    return { days: days + 0, sum: sum + 0 };
  });
}

/** The same for part-timers, to the minute. */
export function minuteSums(amounts: readonly number[], fullDay: number): { days: Shown; sum: Shown }[] {
  let exact = 0;
  return amounts.map(amount => {
    const before = minutesIn(exact, fullDay);
    exact += amount;
    const sum = minutesIn(exact, fullDay);
    return { days: { minutes: sum - before }, sum: { minutes: sum } };
  });
}
