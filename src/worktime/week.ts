import { addDays } from '../calendar/rules.ts';
import { weekLimit, weekPremiums } from './premium.ts';
import { isSelective } from './settlement.ts';
import type { DayPremium, DaySummary, WeekSummary } from './types.ts';

/** `approved`: minutes by day; only they count where approval is required. */
export function weekSummary(
  monday: string,
  days: readonly DaySummary[],
  approved: ReadonlyMap<string, number>,
): WeekSummary {
  const terms = days.map(d => {
    const { contract, partTime, holidayWork } = d.plan.arranged;
    return { worked: d.worked, contract, partTime, holiday: holidayWork, selective: isSelective(d) };
  });
  const premiums = withApproval(days, weekPremiums(terms), approved);
  const sum = (of: (d: DaySummary) => number): number => days.reduce((total, d) => total + of(d), 0);
  const all = (of: (p: DayPremium) => number): number => premiums.reduce((total, p) => total + of(p), 0);
  const worked = sum(d => d.worked);
  const planned = sum(d => d.plan.planned);
  // The cap of the week's last day holds for all of it.
  const most = days.at(-1)?.plan.arranged.weekCap ?? 0;
  const cap = weekLimit(terms, most);
  const employed = days.filter(d => d.plan.arranged.off?.is !== 'not-employed');
  return {
    monday,
    sunday: addDays(monday, 6),
    worked,
    leave: sum(d => d.plan.leave),
    planned,
    left: Math.max(0, planned - worked),
    night: sum(d => d.night),
    premiums,
    overtime: all(p => p.overtime),
    holiday8: all(p => p.holiday8),
    holidayBeyond: all(p => p.holidayBeyond),
    unapproved: all(p => p.unapproved),
    cap,
    toCap: Math.max(0, cap - worked),
    over52: Math.max(0, worked - cap),
    below: most - cap,
    measured: employed.length > 0 && employed.every(isSelective) ? 'period' : 'week',
  };
}

/** From how many minutes on a week is near its limit; `warnWeekAt` is the policy's, for full-timers. */
export const nearFrom = ({ below }: Pick<WeekSummary, 'below'>, warnWeekAt: number): number =>
  Math.max(0, warnWeekAt - below);

/** Approved minutes cover their own day first; what is left of them covers what is over the week's 40 hours. */
function withApproval(
  days: readonly DaySummary[],
  premiums: readonly Omit<DayPremium, 'date' | 'unapproved'>[],
  approved: ReadonlyMap<string, number>,
): DayPremium[] {
  let left = 0;
  const found = premiums.map((p, i): DayPremium => {
    const { date = '', plan } = days[i] ?? {};
    const given = approved.get(date) ?? 0;
    const asks = plan?.arranged.overtimeNeedsApproval ? p.overtime + p.holiday8 + p.holidayBeyond : 0;
    left += Math.max(0, given - asks);
    return { ...p, date, unapproved: Math.max(0, asks - given) };
  });
  if (left === 0) return found;
  return found.map(p => {
    const covered = Math.min(left, p.unapproved, p.overWeek);
    left -= covered;
    return { ...p, unapproved: p.unapproved - covered };
  });
}
