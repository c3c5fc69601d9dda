const DAY = 86_400_000;
const MOST = 8;

/** Ranges without a gap, and how many further dates there are. */
export function dateRanges(dates: readonly string[]): { shown: [first: string, last: string][]; more: number } {
  const ranges: { first: string; last: string; days: number }[] = [];
  for (const date of dates) {
    const open = ranges.at(-1);
    if (open && Date.parse(date) - Date.parse(open.last) === DAY)
      Object.assign(open, { last: date, days: open.days + 1 });
    else ranges.push({ first: date, last: date, days: 1 });
  }
  return {
    shown: ranges.slice(0, MOST).map(s => [s.first, s.last]),
    more: ranges.slice(MOST).reduce((sum, s) => sum + s.days, 0),
  };
}
