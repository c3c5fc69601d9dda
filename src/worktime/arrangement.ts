import { type Calendar, weekday } from '../calendar/rules.ts';
import { fullTimeWeekOf, hasPaidRest, isPartTime } from '../leave-record/hours.ts';
import type { Protection } from '../people/roles.ts';
import { WEEKLY_HOLIDAYS } from '../settings/fields.ts';
import type { Policy } from '../settings/policy.ts';
import { defined } from '../shared/defined.ts';
import type { Named } from '../shared/languages.ts';

export type WorkingTime = Policy['workingTime'];

/** A person's own terms on a day; absent ones are the workplace's. */
export interface PersonalTerms {
  workingTime: {
    [F in 'arrangement' | 'start' | 'windowFrom' | 'windowTo' | 'coreFrom' | 'coreTo']?: NonNullable<WorkingTime[F]>;
  };
  /** minutes of work, Monday to Sunday; 0: a day off. Absent: Monday to Friday by the policy */
  week?: readonly number[];
  protection?: Protection;
}

/** Minutes after midnight on the workplace's wall clock. */
export type Presence =
  | { is: 'fixed'; start: number }
  | { is: 'staggered'; from: number; to: number }
  | { is: 'selective'; core?: { from: number; to: number } };

export type DayOff = { is: 'day-off' } | { is: 'holiday'; name: Named } | { is: 'not-employed' };

export interface Arranged {
  date: string;
  zone: string;
  presence: Presence;
  /** minutes of work without leave; 0 on a day off */
  length: number;
  off?: DayOff;
  /** minutes of the weekday, also on a holiday */
  contract: number;
  /** fewer minutes a week than the workplace's full-timers (LSA 2 ① 9) */
  partTime: boolean;
  /** work is holiday work (LSA 56 ②): a holiday, or the weekly one, which is no Saturday off (LSA 55) */
  holidayWork: boolean;
  breaks: WorkingTime['breaks'];
  settlementMonths: number;
  weekCap: number;
  /** selective: the agreed minutes of a month; 0: those of its working days */
  settlementTotal: number;
  /** selective, several months: the average week of a month above which its premium is due at once */
  monthAverage: number;
  overtimeNeedsApproval: boolean;
  /** hours without a check-out after which the day is unfinished */
  forgottenAfter: number;
  /** overtime, night and holiday work are reported */
  protection?: Protection;
}

const wallMinutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** A day's holiday as the calendar has it, or that nobody is employed. */
type Holiday = ReturnType<Calendar['holiday']> | 'not-employed';

/**
 * `workingTime` and `terms` are those of the date, so a change counts from its day on. Everybody on the same terms gets
 * the same object.
 */
export function arrangementOn(
  date: string,
  workingTime: WorkingTime,
  terms: PersonalTerms,
  o: { calendar: Calendar; employed: boolean },
): Arranged {
  const usual = usualOf(workingTime, terms);
  const holiday = o.employed ? o.calendar.holiday(date) : 'not-employed';
  const known = usual.days.get(date);
  if (known && known.holiday === holiday) return known.day;
  const day = dayOf(date, usual, holiday);
  if (usual.days.size >= MOST_DAYS) usual.days.clear();
  usual.days.set(date, { holiday, day });
  return day;
}

function dayOf(date: string, { week, weeklyHoliday, same }: Usual, holiday: Holiday): Arranged {
  const scheduled = week[weekday(date) - 1] ?? 0;
  const off = offOn(scheduled, holiday);
  const isWeekly = WEEKLY_HOLIDAYS[weekday(date)] === weeklyHoliday;
  return {
    ...same,
    date,
    length: off ? 0 : scheduled,
    contract: scheduled,
    holidayWork: off?.is === 'holiday' || (off?.is === 'day-off' && isWeekly),
    ...(off ? { off } : {}),
  };
}

/** What is the same on all days of one policy and the same terms, and the days that were asked for. */
interface Usual {
  week: readonly number[];
  /** undefined: without paid rest */
  weeklyHoliday: WorkingTime['weeklyHoliday'] | undefined;
  same: Omit<Arranged, 'date' | 'length' | 'off' | 'contract' | 'holidayWork'>;
  days: Map<string, { holiday: Holiday; day: Arranged }>;
}

const MOST_DAYS = 1_000;

const usuals = new WeakMap<WorkingTime, WeakMap<PersonalTerms, Usual>>();

function usualOf(workingTime: WorkingTime, terms: PersonalTerms): Usual {
  const known = usuals.get(workingTime) ?? new WeakMap<PersonalTerms, Usual>();
  usuals.set(workingTime, known);
  const found = known.get(terms) ?? usualFrom(workingTime, terms);
  known.set(terms, found);
  return found;
}

function usualFrom(workingTime: WorkingTime, terms: PersonalTerms): Usual {
  const own: WorkingTime = { ...workingTime, ...terms.workingTime };
  const length = workingTime.dayLength;
  const week = terms.week ?? [length, length, length, length, length, 0, 0];
  const same = {
    zone: own.zone,
    presence: presenceOf(own),
    partTime: isPartTime({ week, fullTimeWeek: fullTimeWeekOf(workingTime) }),
    breaks: own.breaks,
    settlementMonths: own.settlementMonths,
    weekCap: own.weekCap,
    settlementTotal: own.settlementTotal,
    monthAverage: own.monthAverage,
    overtimeNeedsApproval: own.overtimeNeedsApproval,
    forgottenAfter: own.forgottenAfter,
    ...defined({ protection: terms.protection }),
  };
  return { week, weeklyHoliday: hasPaidRest(week) ? own.weeklyHoliday : undefined, same, days: new Map() };
}

function presenceOf(t: WorkingTime): Presence {
  if (t.arrangement === 'fixed') return { is: 'fixed', start: wallMinutes(t.start) };
  if (t.arrangement === 'staggered')
    return { is: 'staggered', from: wallMinutes(t.windowFrom), to: wallMinutes(t.windowTo) };
  if (t.coreFrom === null || t.coreTo === null) return { is: 'selective' };
  return { is: 'selective', core: { from: wallMinutes(t.coreFrom), to: wallMinutes(t.coreTo) } };
}

/** A holiday keeps its name on a day off; in a year without data no day is a holiday. */
function offOn(scheduled: number, holiday: Holiday): DayOff | undefined {
  if (holiday === 'not-employed') return { is: holiday };
  if (holiday !== undefined && holiday !== 'unknown') return { is: 'holiday', name: holiday };
  return scheduled === 0 ? { is: 'day-off' } : undefined;
}
