import { lastBeforeYears, monthsAfter } from '../calendar/civil.ts';
import { addDays, type Calendar, dayNumber } from '../calendar/rules.ts';
import { defined } from '../shared/defined.ts';
import { type Period, usesOf } from './days.ts';
import { dayOf, type LeaveEvent } from './events.ts';
import type { LeaveType } from './types/definition.ts';
import { datedFigures, type EventRule, type Figures, figuresOn, lawSince } from './types/event-rule.ts';
import { shownDays } from './units.ts';

/** Parts of months add up as 30 days each (labour ministry's practice, second-hand). */
const MONTH = 30;

/** What an event gives of a leave. Amounts in days, where `inMonths` of months of 30. */
export interface Entitlement {
  amount: number;
  inMonths: boolean;
  window: { from: string; to?: string };
  /** the last day on which it may begin: 8 years old or in the second grade */
  beginsBy?: string;
  /** days after the day of birth */
  least?: number;
  parts?: number;
  /** parts of up to so many whole weeks do not count */
  weeks?: number;
  ahead?: number;
  askedBy?: string;
  /** days that the employer pays */
  paid?: number;
}

/** The entitlement of an event; undefined: the law did not give it then, and `since` says from when it does. */
export function entitlementOf(
  rule: EventRule,
  event: LeaveEvent,
  leaveFrom: string,
): { entitlement: Entitlement } | { since: string } {
  const day = dayOf(event);
  const v = figuresOn(rule, rule.judgedOn === 'event' ? day : leaveFrom);
  if (!v) return { since: lawSince(rule) };
  const amount = v.months === undefined ? daysOf(v, event) : monthsOf(v, event) * MONTH;
  const several = isSeveral(event);
  const optional = {
    beginsBy: v.age === undefined ? undefined : lastStart(day, v.age),
    least: several ? (v.leastTwins ?? v.least) : v.least,
    parts: v.parts,
    weeks: v.weeks,
    ahead: isEarly(event) ? (v.urgent ?? v.ahead) : v.ahead,
    askedBy: v.within === undefined ? undefined : addDays(day, v.within),
    paid: several ? (v.paidTwins ?? v.paid) : v.paid,
  };
  return {
    entitlement: {
      amount,
      inMonths: v.months !== undefined,
      window: windowOf(rule, v, event, amount),
      ...defined(optional),
    },
  };
}

const isSeveral = ({ children = 1 }: LeaveEvent): boolean => children > 1;
const isEarly = ({ due, on }: LeaveEvent): boolean => due !== undefined && on !== undefined && on < due;

function daysOf(v: Figures, event: LeaveEvent): number {
  const { days = 0, twins, premature, week16, week22, week28 } = v;
  const { weeks = 0 } = event;
  if (weeks >= 28 && week28 !== undefined) return week28;
  if (weeks >= 22 && week22 !== undefined) return week22;
  if (weeks >= 16 && week16 !== undefined) return week16;
  if (isSeveral(event) && twins !== undefined) return twins;
  return event.premature ? (premature ?? days) : days;
}

const monthsOf = ({ months = 0, extension = 0 }: Figures, { children = 1, extended }: LeaveEvent): number =>
  (months + (extended ? extension : 0)) * children;

const later = (a: string, b: string): string => (a > b ? a : b);
const earlier = (a: string, b: string): string => (a < b ? a : b);

/** The first day that is no more days before the due date than the figures of that day give. */
function opening(rule: EventRule, due: string): string {
  const given = datedFigures(rule).filter(f => f.values.before !== undefined);
  const days = given.map(f => later(f.from, addDays(due, -(f.values.before ?? 0))));
  return days.find((day, i) => day < (given[i + 1]?.from ?? '9999')) ?? due;
}

function windowOf(rule: EventRule, v: Figures, event: LeaveEvent, amount: number) {
  const day = dayOf(event);
  const due = event.due ?? day;
  const opens = rule.judgedOn === 'event' ? opening(rule, due) : addDays(due, -(v.before ?? 0));
  const from = v.before === undefined || day < opens ? day : opens;
  if (v.until !== undefined) return { from, to: addDays(day, v.until) };
  // Calendar days around the event, or from it on.
  return v.months === undefined && v.within === undefined ? { from, to: addDays(day, amount - 1) } : { from };
}

/** The day before the child is a year older than `age`, or the end of its second year at school if that is later. */
function lastStart(born: string, age: number): string {
  const years = age + 1;
  const school = lastBeforeYears(`${born.slice(0, 4)}-03-01`, years);
  const birthday = lastBeforeYears(born, years);
  return later(school, birthday);
}

/** What a leave takes of its entitlement. */
function takenBy(
  period: Period,
  { calendarDays }: Pick<LeaveType, 'calendarDays'>,
  inMonths: boolean,
  calendar: Calendar,
) {
  if (inMonths) return monthsIn(period);
  if (calendarDays) return dayNumber(period.to) - dayNumber(period.from) + 1;
  return shownDays(usesOf(period, calendar).reduce((sum, use) => sum + use.amount, 0));
}

/** Whole months by the calendar (민법 160), and the days that remain. */
function monthsIn({ from, to }: Pick<Period, 'from' | 'to'>): number {
  const end = addDays(to, 1);
  let months = 0;
  while (monthsAfter(from, months + 1) <= end) months++;
  return months * MONTH + dayNumber(end) - dayNumber(monthsAfter(from, months));
}

export interface EventUsage {
  /** by the other leaves of the event, and with this one */
  used: number;
  own: number;
  left: number;
  /** how many parts there are with this one */
  parts: number;
  /** of the days after the day of birth those that the leaves take */
  after: number;
  before: number;
}

/** `others`: the other leaves of the type and event. */
export function usageOf(
  type: Pick<LeaveType, 'calendarDays'>,
  event: LeaveEvent,
  { amount, inMonths, weeks = 0 }: Entitlement,
  periods: { own?: Period; others: readonly Period[] },
  calendar: Calendar,
): EventUsage {
  const { own, others } = periods;
  const taken = (list: readonly Period[]): number =>
    list.reduce((sum, p) => sum + takenBy(p, type, inMonths, calendar), 0);
  const all = [...others, ...(own ? [own] : [])];
  const used = rounded(taken(others));
  const mine = own ? takenBy(own, type, inMonths, calendar) : 0;
  const day = dayOf(event);
  const dates = (from: string, to: string): number => Math.max(0, dayNumber(to) - dayNumber(from) + 1);
  return {
    used,
    own: mine,
    left: rounded(amount - used - mine),
    parts: partsIn(
      all.filter(p => !isWeeks(p, weeks)),
      calendar,
    ),
    after: all.reduce((sum, p) => sum + dates(later(p.from, addDays(day, 1)), p.to), 0),
    before: all.reduce((sum, p) => sum + dates(p.from, earlier(p.to, addDays(day, -1))), 0),
  };
}

const rounded = (days: number): number => Math.round(days * 10_000) / 10_000;

const isWeeks = ({ from, to }: Period, most: number): boolean => {
  const days = dayNumber(to) - dayNumber(from) + 1;
  return days % 7 === 0 && days <= most * 7;
};

/** Leaves with no working day between them are one part. */
function partsIn(periods: readonly Period[], calendar: Calendar): number {
  const sorted = [...periods].sort((a, b) => (a.from < b.from ? -1 : 1));
  return sorted.filter((p, i) => {
    const last = sorted[i - 1];
    if (!last) return true;
    const gap = { ...p, from: addDays(last.to, 1), to: addDays(p.from, -1) };
    return gap.from <= gap.to && usesOf(gap, calendar).length > 0;
  }).length;
}
