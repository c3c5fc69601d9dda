import { type Calendar, datesBetween, weekday } from '../calendar/rules.ts';
import { defined } from '../shared/defined.ts';
import type { LeaveForm, Part } from './form.ts';
import { UNITS_PER_DAY, unitsOfMinutes } from './units.ts';

/** Contracted hours, stored with a request unless they are 8 hours, Monday to Friday. */
export interface Hours {
  /** minutes of work, Monday to Sunday; 0: a day off */
  week: number[];
  /** of part-timers: minutes of a full-timer's day, which their leave counts in; absent: a day is their own */
  fullDay?: number;
}

export const FULL_TIME: Hours = { week: [480, 480, 480, 480, 480, 0, 0] };

/**
 * What leave takes of a day: `amount` in units of the person's own day. Where a part of a day lies on the clock is a
 * question of the day's arrangement, which `worktime/away.ts` alone answers.
 */
export interface DayUse extends PartOfDay {
  date: string;
  amount: number;
}

/** With the hours of each day as contracted on that day: `hours`, from the dates of `later` on those. */
export type Period = Pick<LeaveForm, 'from' | 'to' | 'part' | 'time' | 'hours' | 'later' | 'offices' | 'noBreak'>;

export const hoursAt = ({ hours = FULL_TIME, later = [] }: Pick<Period, 'hours' | 'later'>, date: string): Hours =>
  later.findLast(l => l.from <= date)?.hours ?? hours;

/** A quarter, a half, or hours by the clock; neither: the whole day. */
export type PartOfDay = Pick<Period, 'part' | 'time' | 'noBreak'>;

/** Minutes of work on a date without leave: none on days off and holidays. */
export function minutesOn(date: string, hours: Hours, calendar: Calendar): number {
  const minutes = hours.week[weekday(date) - 1] ?? 0;
  if (minutes === 0) return 0;
  const holiday = calendar.holiday(date);
  return holiday === undefined || holiday === 'unknown' ? minutes : 0;
}

/** From and to which quarter of the work of a day a part lies. */
export const QUARTERS: Readonly<Record<Part, readonly [from: number, to: number]>> = {
  am: [0, 2],
  pm: [2, 4],
  q1: [0, 1],
  q2: [1, 2],
  q3: [2, 3],
  q4: [3, 4],
};

export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Never more than the day. */
function amountOf({ part, time }: Pick<Period, 'part' | 'time'>, dayMinutes: number): number {
  if (time) {
    const minutes = minutesOf(time.to) - minutesOf(time.from);
    return Math.min(UNITS_PER_DAY, Math.max(0, unitsOfMinutes(minutes, dayMinutes)));
  }
  if (!part) return UNITS_PER_DAY;
  const [from, to] = QUARTERS[part];
  return ((to - from) * UNITS_PER_DAY) / 4;
}

export function usesOf(period: Period, calendar: Calendar): DayUse[] {
  return datesBetween(period.from, period.to).flatMap(date => {
    const minutes = minutesOn(date, hoursAt(period, date), calendar);
    if (minutes === 0) return [];
    const { part, time, noBreak } = period;
    return [{ date, amount: amountOf(period, minutes), ...defined({ part, time, noBreak }) }];
  });
}

/**
 * What it takes from grants: as `usesOf`, for part-timers the minutes of their day (시행령 별표 2, 4 나: their leave is in
 * hours). A Monday of 8 hours takes 8, a Tuesday of 3 takes 3.
 */
export function takesOf(period: Period, calendar: Calendar): DayUse[] {
  return usesOf(period, calendar).map(use => {
    const { fullDay, ...hours } = hoursAt(period, use.date);
    if (fullDay === undefined) return use;
    return { ...use, amount: Math.round((use.amount * minutesOn(use.date, hours, calendar)) / fullDay) };
  });
}

/** Days without work: weekend, own day off, or a holiday. */
export function notTaken(period: Period, calendar: Calendar): { off: string[]; holidays: string[] } {
  const free = datesBetween(period.from, period.to).filter(d => minutesOn(d, hoursAt(period, d), calendar) === 0);
  const holidays = free.filter(d => (hoursAt(period, d).week[weekday(d) - 1] ?? 0) > 0);
  return { off: free.filter(d => !holidays.includes(d)), holidays };
}

/** One day of leave. `seq` orders the leaves of one day. */
export interface Use {
  request: string;
  seq: number;
  date: string;
  amount: number;
  pool: string;
  state: 'waiting' | 'active';
}
