import type { ChartModel } from '../../blocks/native.ts';
import type { Words } from '../i18n/index.ts';
import type { Use } from '../leave-record/days.ts';
import { shownDays } from '../leave-record/units.ts';

/** Leave in force of a pool, by the month of its days: until today taken, later ones planned. */
export function leaveByMonth(
  uses: Iterable<Use>,
  o: { pool: string; poolName: string; whom: string | undefined; today: string },
  w: Words,
): ChartModel {
  const year = o.today.slice(0, 4);
  const taken = Array.from({ length: 12 }, () => 0);
  const planned = Array.from({ length: 12 }, () => 0);
  for (const { date, amount, pool, state } of uses) {
    if (state !== 'active' || pool !== o.pool || !date.startsWith(`${year}-`)) continue;
    const by = date <= o.today ? taken : planned;
    const month = Number(date.slice(5, 7)) - 1;
    by[month] = (by[month] ?? 0) + amount;
  }
  const t = w.balances.chart;
  return {
    ...{ title: t.title(year, o.poolName, o.whom), kind: 'bar', unit: t.unit },
    categories: taken.map((_, i) => t.month(i + 1)),
    series: [
      { name: t.taken, values: taken.map(shownDays) },
      { name: t.planned, values: planned.map(shownDays) },
    ],
  };
}
