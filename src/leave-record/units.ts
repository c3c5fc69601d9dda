/** Amounts of leave are integers of this: hundredths of a day and minutes of 8 h are exact. */
export const UNITS_PER_DAY = 2400;

export const unitsOf = (days: number): number => Math.round(days * UNITS_PER_DAY);

const HUNDREDTH = 2;
/** Half hours (1/16 day) have four decimals; finer amounts, such as hours of a 7 h day, are rounded. */
const MOST_DECIMALS = 4;

const isExact = (amount: number, decimals: number): boolean => (amount * 10 ** decimals) % UNITS_PER_DAY === 0;

function decimalsOf(amounts: readonly number[]): number {
  for (let d = HUNDREDTH; d < MOST_DECIMALS; d++) if (amounts.every(a => isExact(a, d))) return d;
  return MOST_DECIMALS;
}

const rounded = (amount: number, decimals: number): number => {
  const scale = 10 ** decimals;
  // Half away from zero, so that a reversal shows the same digits.
  return (Math.sign(amount) * Math.round((Math.abs(amount) * scale) / UNITS_PER_DAY)) / scale;
};

/** An amount as days: to the hundredth, or up to four decimals where hours need them. */
export function shownDays(amount: number): number {
  const decimals = decimalsOf([amount]);
  return rounded(amount, isExact(amount, decimals) ? decimals : HUNDREDTH) + 0;
}

/** A running sum that adds up as shown: a rounded line is the difference of rounded sums. */
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
