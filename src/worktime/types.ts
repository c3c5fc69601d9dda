import type { PartOfDay } from '../leave-record/days.ts';
import type { Arranged } from './arrangement.ts';
import type { Interval } from './intervals.ts';
import type { DayPremium as ExplainedPremium } from './premium.ts';

/** Times are ms. */
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
  /** see `breaksOf` */
  workedThrough?: boolean | undefined;
}

/** `amount` of the own day. `worked` false (unpaid): excused, but not credited. */
export interface DayLeave extends PartOfDay {
  date: string;
  amount: number;
  worked: boolean;
  longLeave?: true;
}

/** Minutes; clock times after midnight of the date, past 1440 on the next one. */
export interface DayPlan {
  arranged: Arranged;
  /** minutes of approved leave, at most the day's length */
  leave: number;
  /** the part of it that counts as worked */
  credited: number;
  /** minutes of work still owed: the day's length less leave */
  planned: number;
  /** the person asked for no break at 4 hours of work */
  waived: boolean;
  /** 휴직: on days off and holidays, too */
  longLeave?: true;
  /**
   * minutes of leave without a time on the clock, with the break that they make needless: who is there so much less
   * than the arrival window or the core time ask for is right
   */
  free: number;
  /** fixed: both are the start. staggered: the arrival window. Absent: nothing is owed or there is no time for it */
  arrive?: { from: number; to: number };
  /** fixed: when the day ends */
  end?: number;
  /** selective: the core time less hours of leave */
  core: readonly Interval[];
  /** hours of leave, and quarters within the day, by the clock */
  away: readonly Interval[];
}

export const DAY_FLAGS = [
  'unfinished',
  'late',
  'left-early',
  'core-missed',
  'absent',
  'break-missed',
  'rest-missed',
  'worked-on-leave',
  'worked-on-holiday',
  'worked-on-day-off',
  'protected-work',
  'corrected',
] as const;
export type DayFlag = (typeof DAY_FLAGS)[number];

/** Minutes; `in`, `out`, `leaveAt` and `fullAt` are ms. */
export interface DaySummary {
  date: string;
  plan: DayPlan;
  /** `unfinished`: without a check-out */
  state: 'none' | 'in' | 'break' | 'out' | 'unfinished';
  in?: number;
  /** absent while somebody is in */
  out?: number;
  span: number;
  break: number;
  worked: number;
  night: number;
  /** minutes after the arrival time (fixed, staggered, core) */
  late: number;
  /** minutes before the leaving time; only when checked out */
  early: number;
  /** minutes of core time missed until now */
  coreMissed: number;
  /** minutes of the legal break not taken; only where breaks are recorded */
  breakMissed: number;
  /** minutes short of 11 hours since the working day before; only in periods of more than a month */
  restMissed: number;
  /** when the day owes nothing more; absent: nothing owed, not in yet, or out too early */
  leaveAt?: number;
  /** when the day's minutes are full, also where people may leave before */
  fullAt?: number;
  flags: readonly DayFlag[];
}

/** Minutes that payroll is handed, with what explains them; night minutes are the day's. */
export interface DayPremium extends ExplainedPremium {
  date: string;
  /** of overtime and holiday work: without approval, where the policy asks for it */
  unapproved: number;
}

/** From its Monday, minutes; whole even across a month's end. */
export interface WeekSummary {
  monday: string;
  sunday: string;
  worked: number;
  leave: number;
  /** minutes planned, less leave */
  planned: number;
  left: number;
  night: number;
  /** of each day, Monday first, and of all; selective days have their overtime in the settlement period */
  premiums: readonly DayPremium[];
  overtime: number;
  holiday8: number;
  holidayBeyond: number;
  unapproved: number;
  /** the limit (52 h, or a part-timer's), the minutes up to it, and beyond it */
  cap: number;
  toCap: number;
  over52: number;
  /** a part-timer's limit is so much below the policy's, and warnings come so much earlier */
  below: number;
  /** `period`: all days are selective, so only the settlement period counts */
  measured: 'week' | 'period';
}

/** A month or settlement period. Minutes; lines and what is counted from them may have tenths (0.01 h is 0.6 min). */
export interface PeriodSummary {
  first: string;
  last: string;
  /** `total`: selective, with three lines. `planned`: by working days */
  by: 'total' | 'planned';
  /** days of employment in the period */
  days: number;
  /** what is to be worked: agreed or planned */
  base: number;
  /** of selective days: work above it is overtime */
  overtimeFrom?: number;
  /** of selective days */
  most?: number;
  worked: number;
  /** approved leave, which counts towards `base` */
  leave: number;
  /** what is missing of `base`, and what is beyond it */
  owed: number;
  over: number;
  /** work of selective days above `overtimeFrom`, whole minutes */
  overtime: number;
  overMost: number;
  daysLeft: number;
  plannedLeft: number;
  /** work on holidays */
  holiday: number;
  /** dates that count nothing until they are corrected */
  unfinished: readonly string[];
}
