/** Amounts of leave are whole numbers of these: hundredths of a day, and minutes of a day of 8 h, are exact in it. */
export const UNITS_PER_DAY = 2400;

/** Days, to the hundredth, as an amount. */
export const unitsOf = (days: number): number => Math.round(days * UNITS_PER_DAY);

const HUNDREDTH = 2;
/** Half hours (1/16 day) have four decimals; what has more, hours of a part-time day of 7 h, is rounded. */
const MOST_DECIMALS = 4;

const isExact = (amount: number, decimals: number): boolean => (amount * 10 ** decimals) % UNITS_PER_DAY === 0;

function decimalsOf(amounts: readonly number[]): number {
  for (let d = HUNDREDTH; d < MOST_DECIMALS; d++) if (amounts.every(a => isExact(a, d))) return d;
  return MOST_DECIMALS;
}

const rounded = (amount: number, decimals: number): number => {
  const scale = 10 ** decimals;
  // Half away from zero, so that an amount and its reversal show the same digits.
  return (Math.sign(amount) * Math.round((Math.abs(amount) * scale) / UNITS_PER_DAY)) / scale;
};

/**
 * An amount as days to be shown: to the hundredth, with a third or fourth decimal only where hours need it. What no four decimals hold is
 * shown to the hundredth.
 */
export function shownDays(amount: number): number {
  const decimals = decimalsOf([amount]);
  return rounded(amount, isExact(amount, decimals) ? decimals : HUNDREDTH) + 0;
}

/**
 * Amounts that are shown beneath each other with their running sum: what is shown always sums. Where an amount cannot be
 * shown exactly, the sums are rounded and each line is what they differ by.
 */
export function shownSums(amounts: readonly number[]): { days: number; sum: number }[] {
  const decimals = decimalsOf(amounts);
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
