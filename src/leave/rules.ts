import {
  addDays,
  type Calendar,
  datesBetween,
  isDate,
  isWorkingDay,
  unknownYears,
  weekday,
} from '../calendar/rules.ts';

export type LeaveType = 'annual' | 'half-am' | 'half-pm' | 'sick' | 'official' | 'unpaid';
export const LEAVE_TYPES: readonly LeaveType[] = ['annual', 'half-am', 'half-pm', 'sick', 'official', 'unpaid'];
export const isLeaveType = (text: unknown): text is LeaveType => LEAVE_TYPES.includes(text as LeaveType);
export const isHalf = (type: string): type is 'half-am' | 'half-pm' => type === 'half-am' || type === 'half-pm';

/** A leave as it is asked for. Dates are local dates of the workplace; half days have one day. */
export interface LeaveForm {
  type: LeaveType;
  from: string;
  to: string;
  reason: string;
}

/** A leave form as somebody filled it: nothing in it is trusted yet. */
export interface FilledLeave {
  type: string;
  from?: string;
  to?: string;
  reason: string;
}

/** A leave that stands: what overlaps and who is away are read from these. */
export interface StandingLeave extends Pick<LeaveForm, 'type' | 'from' | 'to'> {
  id: string;
}

export const LIMITS = { backDays: 30, aheadDays: 365, lengthDays: 366, reason: 500 } as const;

export type LeaveProblem =
  | { field: 'type'; code: 'unknown-type' }
  | { field: 'from' | 'to'; code: 'missing-date' }
  | { field: 'to'; code: 'last-before-first' }
  | { field: 'to'; code: 'too-long'; days: number }
  | { field: 'from'; code: 'too-far-back'; limit: string }
  | { field: 'to'; code: 'too-far-ahead'; limit: string }
  | { field: 'from'; code: 'no-working-day' }
  | { field: 'from'; code: 'overlap'; with: StandingLeave }
  | { field: 'reason'; code: 'text-too-long'; max: number };

export interface LeaveCount {
  /** working days taken, to the hundredth */
  days: number;
  weekends: number;
  /** the dates of public and company holidays left out, weekdays only */
  holidays: string[];
  /** years whose public holidays are not known: only weekends were left out */
  unknownYears: string[];
}

/** How many working days a period takes: weekends and holidays are left out; a half day is half of its day. */
export function countLeave(form: Pick<LeaveForm, 'type' | 'from' | 'to'>, calendar: Calendar): LeaveCount {
  const dates = datesBetween(form.from, form.to);
  const working = dates.filter(d => isWorkingDay(d, calendar));
  const out = dates.filter(d => !isWorkingDay(d, calendar));
  const holidays = out.filter(d => weekday(d) <= 5);
  return {
    days: working.length * (isHalf(form.type) ? 0.5 : 1),
    weekends: out.length - holidays.length,
    holidays,
    unknownYears: unknownYears(form.from, form.to, calendar),
  };
}

/** What a route's conditions may ask of a leave, whose days are not judged yet: of days that cannot be counted, none. */
export function leaveFacts(form: { type: string; from: string; to: string }, calendar: Calendar) {
  const { type, from, to } = form;
  const countable =
    isLeaveType(type) && isDate(from) && isDate(to) && from <= to && addDays(from, LIMITS.lengthDays) > to;
  return { type, days: countable ? countLeave({ type, from, to }, calendar).days : 0 };
}

/** Two leaves clash where they share a day, unless they are different halves of it. */
export function clash(a: Pick<LeaveForm, 'type' | 'from' | 'to'>, b: Pick<LeaveForm, 'type' | 'from' | 'to'>): boolean {
  if (a.to < b.from || b.to < a.from) return false;
  return !(isHalf(a.type) && isHalf(b.type) && a.type !== b.type);
}

/**
 * Everything wrong with a leave form, each beside its field; empty when it can be sent.
 * `today` is the workplace's date; `standing` are the person's waiting and approved leaves.
 */
export function checkLeave(
  form: { type: string; from?: string; to?: string; reason: string },
  standing: readonly StandingLeave[],
  today: string,
  calendar: Calendar,
): LeaveProblem[] {
  const problems: LeaveProblem[] = [];
  if (form.reason.length > LIMITS.reason) problems.push({ field: 'reason', code: 'text-too-long', max: LIMITS.reason });
  const { type, from, to } = form;
  if (!isLeaveType(type)) return [{ field: 'type', code: 'unknown-type' }, ...problems];
  if (!from || !isDate(from)) problems.push({ field: 'from', code: 'missing-date' });
  if (!to || !isDate(to)) problems.push({ field: 'to', code: 'missing-date' });
  if (!from || !to || !isDate(from) || !isDate(to)) return problems;
  const period = checkPeriod({ type, from, to }, standing, today, calendar);
  return period ? [period, ...problems] : problems;
}

function checkPeriod(
  form: Pick<LeaveForm, 'type' | 'from' | 'to'>,
  standing: readonly StandingLeave[],
  today: string,
  calendar: Calendar,
): LeaveProblem | undefined {
  if (form.to < form.from) return { field: 'to', code: 'last-before-first' };
  const earliest = addDays(today, -LIMITS.backDays);
  if (form.from < earliest) return { field: 'from', code: 'too-far-back', limit: earliest };
  const last = addDays(today, LIMITS.aheadDays);
  if (form.to > last) return { field: 'to', code: 'too-far-ahead', limit: last };
  if (addDays(form.from, LIMITS.lengthDays) <= form.to)
    return { field: 'to', code: 'too-long', days: LIMITS.lengthDays };
  if (countLeave(form, calendar).days === 0) return { field: 'from', code: 'no-working-day' };
  const other = standing.find(s => clash(form, s));
  return other ? { field: 'from', code: 'overlap', with: other } : undefined;
}

/** Somebody away on a day; `whole`: all of it, also by two half days. */
export interface AwayPerson {
  user: string;
  type: LeaveType;
  whole: boolean;
}

/** Who is away on a date, each person once. `leaves` are approved ones that touch the date. */
export function awayOn(
  date: string,
  leaves: readonly { user: string; form: Pick<LeaveForm, 'type' | 'from' | 'to'> }[],
): AwayPerson[] {
  const byUser = new Map<string, Pick<LeaveForm, 'type' | 'from' | 'to'>[]>();
  for (const { user, form } of leaves) byUser.set(user, [...(byUser.get(user) ?? []), form]);
  return [...byUser].flatMap(([user, forms]) => {
    const first = forms[0];
    if (!first) return [];
    const whole = leaveShare(date, forms) >= 1;
    return [{ user, whole, type: whole && isHalf(first.type) ? 'annual' : first.type }];
  });
}

/** The part of today's target that leave takes away: 1 for a whole day, 0.5 for each half day. */
export function leaveShare(date: string, leaves: readonly Pick<StandingLeave, 'type' | 'from' | 'to'>[]): number {
  const share = leaves
    .filter(l => l.from <= date && date <= l.to)
    .reduce((sum, l) => sum + (isHalf(l.type) ? 0.5 : 1), 0);
  return Math.min(1, share);
}
