import { monthBounds } from '../calendar/rules.ts';
import { defined } from '../shared/defined.ts';
import type { WorktimeSummary } from '../worktime/summary.ts';
import type { DayFlag, DayPremium, DaySummary, PeriodSummary, WeekSummary } from '../worktime/types.ts';
import { nearFrom } from '../worktime/week.ts';

/** Minutes. */
export interface MonthDay {
  date: string;
  summary: DaySummary;
  /** by its whole week, which may begin in the month before; of a selective day, by its period */
  premium: DayPremium;
  /** counts as worked */
  counted: number;
}

/** Minutes; `days` with work. */
export interface MonthTotals {
  days: number;
  planned: number;
  worked: number;
  break: number;
  leave: number;
  counted: number;
  overtime: number;
  beyondContract: number;
  holiday8: number;
  holidayBeyond: number;
  unapproved: number;
  night: number;
  breakMissed: number;
}

export interface MonthRecord {
  month: string;
  days: readonly MonthDay[];
  totals: MonthTotals;
  /** whole weeks from Monday */
  weeks: readonly WeekSummary[];
  period: PeriodSummary;
  /** where it is not the month */
  settlement?: PeriodSummary;
}

export const isMonth = (text: string): boolean => /^20\d{2}-(0[1-9]|1[0-2])$/.test(text);
export const monthOfDate = (date: string): string => date.slice(0, 7);

export function monthAfter(month: string, by: number): string {
  const n = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  return `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`;
}

/** The summary's records include the whole weeks at both ends. */
export function monthRecord(month: string, s: WorktimeSummary): MonthRecord {
  const { first, last } = monthBounds(`${month}-01`);
  const dates = s.days(first, last);
  const weeks = [...new Set(dates.map(d => s.week(d.date).monday))].map(monday => s.week(monday));
  const days = dates.map((summary): MonthDay => {
    const { date, plan } = summary;
    return { date, summary, premium: s.premium(date), counted: plan.leave };
  });
  const settlement = s.period(first);
  const isMonth = settlement.first === first && settlement.last === last;
  return {
    ...{ month, days, totals: totalsOf(days), weeks, period: s.month(first) },
    ...(isMonth ? {} : { settlement }),
  };
}

function totalsOf(days: readonly MonthDay[]): MonthTotals {
  const sum = (of: (d: DaySummary) => number): number => days.reduce((total, d) => total + of(d.summary), 0);
  const premium = (of: (p: DayPremium) => number): number => days.reduce((total, d) => total + of(d.premium), 0);
  return {
    days: days.filter(d => d.summary.worked > 0).length,
    planned: sum(d => d.plan.planned),
    worked: sum(d => d.worked),
    break: sum(d => d.break),
    leave: sum(d => d.plan.leave),
    counted: days.reduce((total, d) => total + d.counted, 0),
    overtime: premium(p => p.overtime),
    beyondContract: premium(p => p.beyondContract),
    holiday8: premium(p => p.holiday8),
    holidayBeyond: premium(p => p.holidayBeyond),
    unapproved: premium(p => p.unapproved),
    night: sum(d => d.night),
    breakMissed: sum(d => d.breakMissed),
  };
}

export interface MonthSummary {
  user: string;
  worked: number;
  counted: number;
  base: number;
  owed: number;
  over: number;
  /** of a settlement period that is this month: the most, and what was worked beyond it */
  most?: number;
  overMost: number;
  /** weeks that reach the warning, and the limit */
  near: number;
  beyond: number;
  flags: ReadonlyMap<DayFlag, number>;
}

/** `warnAt`: minutes of a week. */
export function summaryOf(user: string, record: MonthRecord, warnAt: (date: string) => number): MonthSummary {
  const flags = new Map<DayFlag, number>();
  for (const flag of record.days.flatMap(d => d.summary.flags)) flags.set(flag, (flags.get(flag) ?? 0) + 1);
  const { worked, counted } = record.totals;
  const { base, owed, over } = record.period;
  const { most, overMost } = record.settlement ? { overMost: 0 } : record.period;
  const measured = record.weeks.filter(w => w.measured === 'week');
  const beyond = measured.filter(w => w.over52 > 0).length;
  return {
    ...{ user, worked, counted, base, owed, over, ...defined({ most }), overMost, flags, beyond },
    near: measured.filter(w => w.over52 === 0 && w.worked >= nearFrom(w, warnAt(w.sunday))).length,
  };
}

/** For managers and HR to check. */
const ATTENTION: readonly DayFlag[] = [
  'unfinished',
  'absent',
  'break-missed',
  'core-missed',
  'rest-missed',
  'protected-work',
];

export const needsAttention = (s: MonthSummary): boolean =>
  s.near > 0 || s.beyond > 0 || s.overMost > 0 || ATTENTION.some(f => s.flags.has(f));
