import { addDays } from '../calendar/rules.ts';
import type { DaySummary, WeekSummary } from './types.ts';

/** The law's week without overtime (LSA 50). */
const HOURS_40 = 40 * 60;

/** Hours over 40 fall on the days they were worked on; where approval is required only `approved` minutes count. */
export function weekSummary(
  monday: string,
  days: readonly DaySummary[],
  approved: ReadonlyMap<string, number>,
): WeekSummary {
  const sum = (of: (d: DaySummary) => number): number => days.reduce((total, d) => total + of(d), 0);
  const worked = sum(d => d.worked);
  const planned = sum(d => d.plan.planned);
  let until = 0;
  let overtime = 0;
  let asked = 0;
  for (const d of days) {
    const before = Math.max(0, until - HOURS_40);
    until += d.worked;
    const over = Math.max(0, until - HOURS_40) - before;
    overtime += over;
    if (d.plan.arranged.overtimeNeedsApproval) asked += over;
  }
  const unapproved = Math.max(0, asked - sum(d => approved.get(d.date) ?? 0));
  // The cap of the week's last day holds for all of it.
  const cap = days.at(-1)?.plan.arranged.weekCap ?? 0;
  const employed = days.filter(d => d.plan.arranged.off?.is !== 'not-employed');
  return {
    monday,
    sunday: addDays(monday, 6),
    worked,
    leave: sum(d => d.plan.leave),
    planned,
    left: Math.max(0, planned - worked),
    night: sum(d => d.night),
    holiday: sum(d => d.holiday),
    overtime,
    overtimeCounted: overtime - unapproved,
    overtimeUnapproved: unapproved,
    cap,
    toCap: Math.max(0, cap - worked),
    over52: Math.max(0, worked - cap),
    measured:
      employed.length > 0 && employed.every(d => d.plan.arranged.presence.is === 'selective') ? 'period' : 'week',
  };
}
