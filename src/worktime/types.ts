import type { Arranged } from './arrangement.ts';
import type { Interval } from './intervals.ts';

/** A person's record of a day, as it is stored; what is more in it is not checked. Times are ms. */
export interface RecordedDay {
  date: string;
  zone: string;
  spans: readonly {
    in: number;
    out?: number | undefined;
    breaks: readonly { from: number; to?: number | undefined }[];
  }[];
  open: boolean;
  unfinished?: boolean | undefined;
  corrected?: boolean | undefined;
}

/**
 * An approved leave on one date: `amount` in 1/2400 of the person's day, `from` and `to` in minutes of the wall clock. From 0 it is the first part
 * of the day, to 1440 the last. `worked`: it counts as worked; false (unpaid leave): the day is excused, but settles nothing.
 */
export interface DayLeave {
  date: string;
  amount: number;
  from: number;
  to: number;
  worked: boolean;
}

/** What is owed on a day, leave counted in. Minutes; clock times are minutes after midnight of the date, past 1440 on the next one. */
export interface DayPlan {
  arranged: Arranged;
  /** minutes of approved leave, at most the day's length */
  leave: number;
  /** of these the ones that count as worked */
  credited: number;
  /** minutes of work still owed by that day: its length less the leave */
  planned: number;
  /** fixed: both are the start. staggered: the window of arrival. Absent: nothing is owed or there is no time for it */
  arrive?: { from: number; to: number };
  /** fixed: when the day ends */
  end?: number;
  /** selective: what leave leaves of the core time */
  core: readonly Interval[];
  /** parts of the day on leave that have a beginning and an end within it */
  away: readonly Interval[];
}

export const DAY_FLAGS = [
  'unfinished',
  'late',
  'left-early',
  'core-missed',
  'absent',
  'break-missed',
  'worked-on-leave',
  'worked-on-holiday',
  'worked-on-day-off',
  'corrected',
] as const;
export type DayFlag = (typeof DAY_FLAGS)[number];

/** How a day stands. Minutes; `in`, `out`, `leaveAt` and `lengthAt` are ms. */
export interface DaySummary {
  date: string;
  plan: DayPlan;
  /** nothing recorded, at work, on a break, checked out, or given up without a check-out */
  state: 'none' | 'in' | 'break' | 'out' | 'unfinished';
  in?: number;
  /** the last check-out; absent while somebody is in */
  out?: number;
  span: number;
  break: number;
  worked: number;
  night: number;
  /** of the worked ones those over 8 h (premium, LSA 56), on a holiday, on a day off */
  over8: number;
  holiday: number;
  dayOff: number;
  /** minutes after the time of arrival (fixed, staggered, core) */
  late: number;
  /** minutes left before the time of leaving; only once the person is out */
  early: number;
  /** minutes of the core time in which the person was not there, until now */
  coreMissed: number;
  /** minutes of the legal break that were not taken; only where breaks are recorded */
  breakMissed: number;
  /** when nothing more is owed by the day; absent: nothing is owed, not in yet, or out without having worked it */
  leaveAt?: number;
  /** when the day's minutes are full, also where the arrangement lets people leave before */
  fullAt?: number;
  flags: readonly DayFlag[];
}

/** How a week stands, minutes; from its Monday, whole even across a month's end. */
export interface WeekSummary {
  monday: string;
  sunday: string;
  worked: number;
  /** approved leave */
  leave: number;
  /** minutes owed by the week's days, leave taken off */
  planned: number;
  /** of these still to work */
  left: number;
  night: number;
  holiday: number;
  /** over 40 h (LSA 50), all of it */
  overtime: number;
  /** of the overtime what counts: all, or what was approved where that is needed */
  overtimeCounted: number;
  /** kept apart: worked, but not approved */
  overtimeUnapproved: number;
  /** the policy's most (52 h), how much is left until there, how much is beyond */
  cap: number;
  toCap: number;
  over52: number;
  /** `period`: all its days are selective, so only the settlement period's total is held against the law */
  measured: 'week' | 'period';
}

/** How a month or a settlement period stands. Minutes; `base`, `most`, `owed`, `over` may have tenths (a hundredth of an hour is 0.6). */
export interface PeriodSummary {
  first: string;
  last: string;
  /** `total`: selective, by 40 and 52 × days / 7. `planned`: by the working days of the month */
  by: 'total' | 'planned';
  /** days of the period in which the person is employed */
  days: number;
  base: number;
  /** the most that may be worked; only where the total counts */
  most?: number;
  worked: number;
  /** leave that settles as if worked; with planned days any approved leave */
  leave: number;
  /** still to work */
  owed: number;
  /** more than the base */
  over: number;
  /** worked beyond `most` */
  overMost: number;
  /** working days after today, and the minutes planned on them */
  daysLeft: number;
  plannedLeft: number;
  night: number;
  holiday: number;
  dayOff: number;
  over8: number;
  /** dates whose record counts nothing until it is corrected */
  unfinished: readonly string[];
}
