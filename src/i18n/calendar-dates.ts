const DAY = 86_400_000;
/** So many stretches are named, the rest counted. */
const MOST = 8;

/** Dates in order as stretches without a gap, and how many further dates there are beyond those. */
export function stretchesOfDates(dates: readonly string[]): { shown: [first: string, last: string][]; more: number } {
  const stretches: { first: string; last: string; days: number }[] = [];
  for (const date of dates) {
    const open = stretches.at(-1);
    if (open && Date.parse(date) - Date.parse(open.last) === DAY)
      Object.assign(open, { last: date, days: open.days + 1 });
    else stretches.push({ first: date, last: date, days: 1 });
  }
  return {
    shown: stretches.slice(0, MOST).map(s => [s.first, s.last]),
    more: stretches.slice(MOST).reduce((sum, s) => sum + s.days, 0),
  };
}
