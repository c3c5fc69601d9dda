import { addDays, type Calendar, datesBetween, isDate, unknownYears } from '../calendar/rules.ts';
import { defined } from '../shared/defined.ts';
import type { Named } from '../shared/languages.ts';

import type { Shown } from '../shared/shown.ts';
import {
  FULL_TIME,
  hoursAt,
  minutesOf,
  notTaken,
  type PartOfDay,
  type Period,
  QUARTERS,
  takesOf,
  usesOf,
} from './days.ts';

import type { EventProblem, FilledEvent } from './events.ts';

import { halfOf, type LeaveForm, type Part, type TakenLeave } from './form.ts';
import { longLeaveOn } from './long-leave.ts';
import type { Span } from './types/definition.ts';
import { exceeds, minutesIn, shownDays, UNITS_PER_DAY } from './units.ts';

/** As filled in, not validated. */
export interface FilledLeave {
  type: string;
  from?: string;
  to?: string;
  reason: string;
  part?: string;
  /** HH:mm */
  timeFrom?: string;
  timeTo?: string;
  /** the rest of the day without a break */
  noBreak?: true;
  occasion?: string;
  event?: FilledEvent;
  openEnd?: boolean;
  /** user id */
  standIn?: string;
  /** user ids, in copy (참조); not stored with it */
  copies?: readonly string[];
  files?: NonNullable<LeaveForm['files']>;
  /** the approved leave that it replaces */
  replaces?: { id: string; was: TakenLeave };
}

/** An active leave, for overlaps and who is away. `type` is a code or name for `w.leaveType`. */
export interface ActiveLeave extends Period {
  id: string;
  type: string;
  /** the type's id, where it is not `type` itself */
  typeId?: string;
  calendarDays?: boolean;
  longLeave?: true;
  /** the id of its event */
  event?: string;
}

/** `longestDays`: of leaves that an event gives, such as 18 months a child; `lengthDays`: of others. */
export const LIMITS = {
  ...{ backDays: 30, aheadDays: 365, lengthDays: 366, longestDays: 3 * 366, reason: 500, files: 5 },
} as const;

/** Blackout dates of everybody or a team, both dates included. */
export interface BlockedPeriod {
  id: string;
  from: string;
  to: string;
  reason: string;
  /** of a team and those below it; absent: everybody */
  teamId?: string;
}

export type LeaveProblem =
  | { field: 'type'; code: 'unknown-type' }
  | { field: 'occasion'; code: 'missing-occasion' }
  | { field: 'part'; code: 'missing-part' }
  | { field: 'time'; code: 'missing-time' | 'not-half-hours' | 'ends-before-it-begins' | 'longer-than-the-day' }
  | { field: 'from' | 'to'; code: 'missing-date' }
  | { field: 'to'; code: 'last-before-first' }
  | { field: 'to'; code: 'too-long'; days: number }
  | { field: 'from'; code: 'too-far-back'; limit: string }
  | { field: 'from'; code: 'too-far-ahead'; limit: string }
  | { field: 'from'; code: 'no-working-day'; out: LeftOut }
  | { field: 'from'; code: 'before-hire'; limit: string }
  | { field: 'to'; code: 'after-last-day'; limit: string }
  | { field: 'to'; code: 'over-most'; most: number; span: Span; taken: number }
  | { field: 'from'; code: 'notice-too-short'; notice: number; earliest: string }
  | { field: 'from'; code: 'overlap'; with: ActiveLeave }
  /** not at the same time, but more than the day in total */
  | { field: 'from'; code: 'over-a-day'; with: ActiveLeave; date: string }
  | { field: 'from'; code: 'worked'; date: string }
  /** days, to the thousandth */
  | ({ field: 'type' | 'from' | 'to'; code: 'too-little' } & Lack)
  /** `reportOnly`: leave without a pool, such as sick leave, is sent all the same */
  | { field: 'from'; code: 'blocked'; period: BlockedPeriod; reportOnly?: true }
  | { field: 'from'; code: 'team-away'; date: string; limit: number; away: number; reportOnly?: true }
  | EventProblem
  | { field: 'from'; code: 'not-in-force'; since: string }
  | { field: 'from' | 'to'; code: 'outside-window'; window: { from: string; to?: string } }
  | { field: 'from'; code: 'child-too-old' | 'asked-too-late'; limit: string }
  /** amounts in days, of months 30 each */
  | { field: 'to'; code: 'over-entitled'; amount: number; taken: number; inMonths: boolean }
  /** `until`: what the leave has to reach; absent: it may take `most` days before the birth */
  | { field: 'to'; code: 'too-few-after-birth'; least: number; most: number; until?: string }
  | { field: 'from'; code: 'too-many-parts'; parts: number }
  | { field: 'from'; code: 'not-changeable' | 'not-changed' }
  /** YYYY-MM */
  | { field: 'from'; code: 'month-closed'; month: string }
  | { field: 'files'; code: 'missing-document' }
  | { field: 'standIn'; code: 'stand-in-self' | 'stand-in-unknown' }
  /** only warned of */
  | { field: 'standIn'; code: 'stand-in-away'; who: string; periods: readonly { from: string; to: string }[] }
  | { field: 'reason'; code: 'text-too-long'; max: number };

/** What a leave lacks: the total, from which day on, and which days are usable; days to the thousandth. */
export interface Lack {
  needs: Shown;
  has: Shown;
  date: string;
  usable?: readonly { from: string; days: Shown }[];
}

export interface LeftOut {
  off: number;
  usual: boolean;
  holidays: { date: string; name?: Named }[];
}

export function leftOut(period: Counted, calendar: Calendar): LeftOut {
  if (period.as?.calendarDays) return { off: 0, usual: true, holidays: [] };
  const { off, holidays } = notTaken(withPart(period), calendar);
  const named = holidays.map(date => {
    const name = calendar.holiday(date);
    return { date, ...(name === undefined || name === 'unknown' ? {} : { name }) };
  });
  const weeks = [period.hours ?? FULL_TIME, ...(period.later ?? []).map(l => l.hours)].map(h => h.week);
  const usual = weeks.every(week => week.every((minutes, i) => minutes > 0 === i < 5));
  return { off: off.length, usual, holidays: named };
}

export interface LeaveCount {
  /** days taken, to the thousandth */
  days: number;
  /** of part-timers, whose leave is in hours */
  minutes?: number;
  /** weekly days off left out */
  weekends: number;
  /** public and company holidays left out, on working days */
  holidays: string[];
  /** years with unknown holidays: only days off are left out */
  unknownYears: string[];
}

/** What is said of how much a leave takes. */
export const shownCount = ({ days, minutes }: LeaveCount): Shown => (minutes === undefined ? days : { minutes });

export type Counted = Period & { type?: string; as?: { calendarDays: boolean } };

/** The legacy code of a part of a day, for types without a name. */
export const withPart = <P extends Counted>(period: P): P => {
  const part = period.part ?? halfOf(period.type ?? '');
  return part === undefined || period.part === part ? period : { ...period, part };
};

/** Days off and holidays count only where the type counts calendar days. */
export function countLeave(form: Counted, calendar: Calendar): LeaveCount {
  const years = unknownYears(form.from, form.to, calendar);
  if (form.as?.calendarDays)
    return { days: datesBetween(form.from, form.to).length, weekends: 0, holidays: [], unknownYears: years };
  const period = withPart(form);
  const { off, holidays } = notTaken(period, calendar);
  const amount = usesOf(period, calendar).reduce((sum, use) => sum + use.amount, 0);
  const { fullDay } = hoursAt(period, period.from);
  const taken = takesOf(period, calendar).reduce((sum, use) => sum + use.amount, 0);
  const minutes = fullDay === undefined ? {} : { minutes: minutesIn(taken, fullDay) };
  return { days: shownDays(amount), ...minutes, weekends: off.length, holidays, unknownYears: years };
}

export const isCountable = (from: string, to: string): boolean =>
  isDate(from) && isDate(to) && from <= to && addDays(from, LIMITS.longestDays) > to;

/** A leave's facts for route conditions; none for uncountable days. */
export function leaveFacts(form: Counted & { type: string }, calendar: Calendar) {
  const days = isCountable(form.from, form.to) ? countLeave(form, calendar).days : 0;
  const part = halfOf(form.type);
  return { type: part ? 'half' : form.type, days };
}

/** Of the person's own day, worked or not. */
export const share = (period: Period, date: string): number => {
  const { week } = hoursAt(period, date);
  const everyDay = Array.from({ length: 7 }, (_, i) => week[i] || Math.max(...week));
  const { later, ...first } = period;
  const day = { ...first, from: date, to: date, hours: { week: everyDay } };
  return usesOf(day, { holiday: () => undefined })[0]?.amount ?? 0;
};

/** Where a part of a day lies on the clock, where it does: minutes after midnight. */
export type Clock = (part: PartOfDay, date: string) => readonly [from: number, to: number] | undefined;

const byHours: Clock = ({ time }) => time && [minutesOf(time.from), minutesOf(time.to)];

/**
 * How two leaves of a person collide: at the same time, or more than a day in total. Two parts meet by their quarters,
 * hours meet what has a time on the clock.
 */
export function collision(
  a: Counted,
  b: Counted,
  clock: Clock = byHours,
): { how: 'overlap' | 'over-a-day'; date: string } | undefined {
  const [p, q] = [withPart(a), withPart(b)];
  if (p.to < q.from || q.to < p.from) return undefined;
  const [, from = p.from] = [p.from, q.from].sort();
  const [to = p.to] = [p.to, q.to].sort();
  if (!(p.part || p.time) || !(q.part || q.time)) return { how: 'overlap', date: from };
  const of = (l: PartOfDay, date: string) => (p.part && q.part && l.part ? QUARTERS[l.part] : clock(l, date));
  for (const date of datesBetween(from, to)) {
    const [x, y] = [of(p, date), of(q, date)];
    if (x && y && x[0] < y[1] && y[0] < x[1]) return { how: 'overlap', date };
    if (exceeds(share(p, date) + share(q, date), UNITS_PER_DAY)) return { how: 'over-a-day', date };
  }
  return undefined;
}

export const clash = (a: Counted, b: Counted): boolean => collision(a, b) !== undefined;

/** Somebody away on a day; `whole`: all of it, also by two halves. `type` is for `w.leaveType`. */
export interface AwayPerson {
  user: string;
  type: string;
  whole: boolean;
  /** half or quarter */
  part?: Part;
  /** on long leave that colleagues may know of */
  longLeave?: true;
  /** the name of who does the work meanwhile */
  standIn?: string;
}

/** Shown to colleagues for a private type. */
export const AWAY = 'away';

/** Each person once; `leaves`: approved ones on the date. Private types stay hidden unless `open`. */
export function awayOn(
  date: string,
  leaves: readonly {
    user: string;
    form: Period & {
      type: string;
      as?: { name: unknown; private: boolean; calendarDays: boolean; longLeave?: true };
      standIn?: { name: string };
    };
  }[],
  open = false,
): AwayPerson[] {
  const byUser = new Map<string, (typeof leaves)[number]['form'][]>();
  for (const { user, form } of leaves) byUser.set(user, [...(byUser.get(user) ?? []), form]);
  return [...byUser].flatMap(([user, forms]) => {
    const first = forms[0];
    if (!first) return [];
    const whole = leaveShare(date, forms) >= 1;
    const part = withPart(first).part;
    const hidden = !open && forms.some(f => f.as?.private);
    const type = hidden ? AWAY : whole && isPartial(first) ? 'annual' : codeOf(first, part);
    const long = !hidden && longLeaveOn(date, forms) !== undefined;
    const standIn = forms.find(f => f.standIn)?.standIn?.name;
    return [
      {
        user,
        whole,
        type,
        ...(part && !whole ? { part } : {}),
        ...(long ? { longLeave: true } : {}),
        ...defined({ standIn }),
      },
    ];
  });
}

const isPartial = (period: Counted): boolean => withPart(period).part !== undefined || period.time !== undefined;

/** See `typeCode`; a legacy form has only the type itself. */
function codeOf(form: { type: string; as?: { name: unknown } }, part: Part | undefined): string {
  if (typeof form.as?.name === 'string') return form.as.name;
  return part && halfOf(form.type) === undefined ? `${form.type}-${part}` : form.type;
}

/** 1 for a whole day, 0.5 for a half. */
export function leaveShare(date: string, leaves: readonly (Period & { type: string })[]): number {
  const amount = leaves
    .filter(l => l.from <= date && date <= l.to)
    .reduce((sum, l) => sum + share(withPart(l), date), 0);
  return Math.min(1, amount / UNITS_PER_DAY);
}
