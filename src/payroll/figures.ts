import { addDays, datesBetween, monthBounds, weekday } from '../calendar/rules.ts';
import type { DayUse } from '../leave-record/days.ts';
import { hasPaidRest } from '../leave-record/hours.ts';
import type { PayKind } from '../leave-record/pay.ts';
import { shownDays, UNITS_PER_DAY } from '../leave-record/units.ts';
import type { Text } from '../shared/languages.ts';
import type { WorktimeSummary } from '../worktime/summary.ts';
import type { DayPremium, DaySummary } from '../worktime/types.ts';

/** Both days included. */
export interface Period {
  from: string;
  to: string;
}

/** Minutes of a day; each is summed for the totals. */
export const DAY_SUMS = [
  'worked',
  'break',
  'leave',
  'overtime',
  'beyondContract',
  'unapproved',
  'holiday8',
  'holidayBeyond',
  'night',
  'absent',
  'late',
  'early',
] as const;
export type DaySum = (typeof DAY_SUMS)[number];

export interface PayrollDay extends Record<DaySum, number> {
  date: string;
  summary: DaySummary;
}

/** An approved leave as far as it lies in the period: amounts in units of the person's own day. */
export interface PayrollLeave {
  type: string;
  name: Text;
  from: string;
  to: string;
  /** whole days and parts of days */
  amount: number;
  minutes: number;
  pay: PayKind;
  /** the name of who does the work meanwhile */
  standIn?: string;
}

/** What only the ledger knows. */
export interface LedgerFigures {
  /** minutes of leave given in place of pay (LSA 57), by the day on which they vest */
  compensatory: number;
  /** days of annual leave that lapsed, and what of it and of a leaver's rest is to be paid */
  lapsed: number;
  toPay: number;
}

/** Numbers of a person's period; minutes, or days where the name says so. */
export const FIGURES = [
  'contract',
  'daysWorked',
  ...DAY_SUMS,
  'owed',
  'compensatory',
  'absentDays',
  'lateDays',
  'earlyDays',
  'paidLeaveDays',
  'insuredLeaveDays',
  'unpaidLeaveDays',
  'lapsedDays',
  'toPayDays',
  'weeklyHolidaysLost',
] as const;
export type Figure = (typeof FIGURES)[number];

export interface Totals {
  figures: Record<Figure, number>;
  /** days of leave by type */
  types: Record<string, number>;
}

const NOT_ABSENT = 0;

/**
 * The days of the employment in a period, by the functions that Home and the month are drawn with. `began`: the
 * person's first record; before it nobody is absent.
 */
export function payrollDays(
  { from, to }: Period,
  s: Pick<WorktimeSummary, 'days' | 'premium'>,
  began: string | undefined,
): PayrollDay[] {
  return s
    .days(from, to)
    .filter(d => d.plan.arranged.off?.is !== 'not-employed')
    .map(d => ({ date: d.date, summary: d, ...sumsOf(d, s.premium(d.date), isAbsent(d, began)) }));
}

const isAbsent = (d: DaySummary, began: string | undefined): boolean =>
  began !== undefined && d.date >= began && d.flags.includes('absent');

const sumsOf = (d: DaySummary, p: DayPremium, absent: boolean): Record<DaySum, number> => ({
  worked: d.worked,
  break: d.break,
  leave: d.plan.leave,
  overtime: p.overtime,
  beyondContract: p.beyondContract,
  unapproved: p.unapproved,
  holiday8: p.holiday8,
  holidayBeyond: p.holidayBeyond,
  night: d.night,
  late: d.late,
  early: d.early,
  absent: absent ? d.plan.planned : NOT_ABSENT,
});

/** What payroll is handed of a person: sums of the days, and what counts by the month, the week and the ledger. */
export function totalsOf(
  period: Period,
  s: WorktimeSummary,
  o: {
    days: readonly PayrollDay[];
    leaves: readonly PayrollLeave[];
    ledger: LedgerFigures;
    weeklyHoliday: boolean;
    began: string | undefined;
  },
): Totals {
  const { days, leaves, ledger } = o;
  const sum = (of: (d: PayrollDay) => number): number => days.reduce((total, d) => total + of(d), 0);
  const months = monthsIn(period).map(m => s.within({ first: m.from, last: m.to }));
  const taken = (pay: PayKind): number => shownDays(leaves.reduce((all, l) => all + (l.pay === pay ? l.amount : 0), 0));
  return {
    figures: {
      ...(Object.fromEntries(DAY_SUMS.map(name => [name, sum(d => d[name])])) as Record<DaySum, number>),
      contract: months.reduce((total, m) => total + m.base, 0),
      owed: months.reduce((total, m) => total + m.owed, 0),
      daysWorked: sum(d => (d.worked > 0 ? 1 : 0)),
      absentDays: sum(d => (d.absent > 0 ? 1 : 0)),
      lateDays: sum(d => (d.late > 0 ? 1 : 0)),
      earlyDays: sum(d => (d.early > 0 ? 1 : 0)),
      ...{ paidLeaveDays: taken('paid'), insuredLeaveDays: taken('insurance'), unpaidLeaveDays: taken('unpaid') },
      ...{ compensatory: ledger.compensatory, lapsedDays: ledger.lapsed, toPayDays: ledger.toPay },
      weeklyHolidaysLost: o.weeklyHoliday ? lostIn(period, s, o.began) : 0,
    },
    types: byType(leaves),
  };
}

/** The months of a period, the first and last perhaps in part. */
function monthsIn({ from, to }: Period): Period[] {
  const months: Period[] = [];
  for (let at = from; at <= to; at = addDays(monthBounds(at).last, 1)) {
    const { last } = monthBounds(at);
    months.push({ from: at, to: last < to ? last : to });
  }
  return months;
}

/**
 * Weeks of the period, by their Sunday, whose paid weekly holiday is lost: the contract has 15 hours or more (LSA 18
 * ③), and a contract day of the week was missed without leave (LSA 55 ①, 시행령 30 ①: 개근).
 */
function lostIn(period: Period, s: Pick<WorktimeSummary, 'days'>, began: string | undefined): number {
  const sundays = datesBetween(period.from, period.to).filter(date => weekday(date) === 7);
  return sundays.filter(sunday => {
    const week = s.days(addDays(sunday, -6), sunday);
    return hasPaidRest(week.map(d => d.plan.arranged.contract)) && week.some(d => isAbsent(d, began));
  }).length;
}

function byType(leaves: readonly PayrollLeave[]): Record<string, number> {
  const units = new Map<string, number>();
  for (const { type, amount } of leaves) units.set(type, (units.get(type) ?? 0) + amount);
  return Object.fromEntries([...units].map(([type, amount]) => [type, shownDays(amount)]));
}

/** Minutes of a part of a day. */
export const minutesOfUse = ({ amount }: Pick<DayUse, 'amount'>, length: number): number =>
  Math.round((amount / UNITS_PER_DAY) * length);
