import { addDays, type Calendar, datesBetween, isDate, unknownYears } from '../calendar/rules.ts';
import {
  awayFrom,
  type DayUse,
  FULL_TIME,
  type Hours,
  minutesOf,
  minutesOn,
  notTaken,
  type Period,
  usesOf,
} from './days.ts';
import { halfOf, type LeaveForm, type Part, partsOf, type TakenLeave } from './form.ts';
import { shownDays, UNITS_PER_DAY } from './ledger/units.ts';
import { isOffered, type LeaveType, type Span, snapshotOf, type Unit } from './types/definition.ts';

/** A leave form as somebody filled it: nothing in it is trusted yet. */
export interface FilledLeave {
  type: string;
  from?: string;
  to?: string;
  reason: string;
  part?: string;
  /** HH:mm */
  timeFrom?: string;
  timeTo?: string;
  occasion?: string;
  files?: NonNullable<LeaveForm['files']>;
  /** the approved leave that it is to take the place of */
  replaces?: { id: string; was: TakenLeave };
}

/** A leave that stands: what overlaps and who is away are read from these. `type` is a code or a name for `w.leaveType`. */
export interface StandingLeave extends Period {
  id: string;
  type: string;
  /** the type's id, where it is not `type` itself */
  typeId?: string;
  calendarDays?: boolean;
}

export const LIMITS = { backDays: 30, aheadDays: 365, lengthDays: 366, reason: 500, files: 5 } as const;

/** Days on which nobody, or nobody of a team, is to be away, set by HR; dates included. */
export interface BlockedPeriod {
  id: string;
  from: string;
  to: string;
  reason: string;
  /** the name of the team that it is about; absent: everybody */
  teamName?: string;
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
  | { field: 'to'; code: 'too-far-ahead'; limit: string }
  | { field: 'from'; code: 'no-working-day' }
  | { field: 'to'; code: 'over-most'; most: number; span: Span; taken: number }
  | { field: 'from'; code: 'notice-too-short'; notice: number; earliest: string }
  | { field: 'from'; code: 'overlap'; with: StandingLeave }
  /** not at the same time, but together more than the day has */
  | { field: 'from'; code: 'over-a-day'; with: StandingLeave; date: string }
  | { field: 'from'; code: 'worked'; date: string }
  /** days, to the thousandth */
  | { field: 'from'; code: 'too-little'; needs: number; has: number; date: string }
  | { field: 'from'; code: 'blocked'; period: BlockedPeriod }
  | { field: 'from'; code: 'team-away'; date: string; limit: number; away: number }
  | { field: 'from'; code: 'not-changeable' }
  | { field: 'files'; code: 'missing-document' }
  | { field: 'reason'; code: 'text-too-long'; max: number };

export interface LeaveCount {
  /** days taken, to the thousandth */
  days: number;
  /** days off of every week that were left out */
  weekends: number;
  /** the dates of public and company holidays left out, on days that would be worked */
  holidays: string[];
  /** years whose public holidays are not known: only days off were left out */
  unknownYears: string[];
}

type Counted = Period & { type?: string; as?: { calendarDays: boolean } };

/** What is told of a part by the code of a type alone, as of old. */
const withPart = <P extends Counted>(period: P): P => {
  const part = period.part ?? halfOf(period.type ?? '');
  return part === undefined || period.part === part ? period : { ...period, part };
};

/** How many days a period takes: the person's days off and holidays are left out, unless the type counts as the calendar does. */
export function countLeave(form: Counted, calendar: Calendar): LeaveCount {
  const years = unknownYears(form.from, form.to, calendar);
  if (form.as?.calendarDays)
    return { days: datesBetween(form.from, form.to).length, weekends: 0, holidays: [], unknownYears: years };
  const period = withPart(form);
  const { off, holidays } = notTaken(period, calendar);
  const amount = usesOf(period, calendar).reduce((sum, use) => sum + use.amount, 0);
  return { days: shownDays(amount), weekends: off.length, holidays, unknownYears: years };
}

/** Dates in order, and not so far apart that nobody would mean it. */
export const isCountable = (from: string, to: string): boolean =>
  isDate(from) && isDate(to) && from <= to && addDays(from, LIMITS.lengthDays) > to;

/** What a route's conditions may ask of a leave, whose days are not judged yet: of days that cannot be counted, none. */
export function leaveFacts(form: Counted & { type: string }, calendar: Calendar) {
  const days = isCountable(form.from, form.to) ? countLeave(form, calendar).days : 0;
  const part = halfOf(form.type);
  return { type: part ? 'half' : form.type, days };
}

const share = (period: Period, date: string): number => {
  const { week } = period.hours ?? FULL_TIME;
  const everyDay = Array.from({ length: 7 }, (_, i) => week[i] || Math.max(...week));
  const day = { ...period, from: date, to: date, hours: { ...(period.hours ?? FULL_TIME), week: everyDay } };
  return usesOf(day, { holiday: () => undefined })[0]?.amount ?? 0;
};

/** How two leaves of one person collide: at the same time, or together more than a day has; undefined if they stand beside each other. */
export function collision(a: Counted, b: Counted): { how: 'overlap' | 'over-a-day'; date: string } | undefined {
  const [p, q] = [withPart(a), withPart(b)];
  if (p.to < q.from || q.to < p.from) return undefined;
  const [, from = p.from] = [p.from, q.from].sort();
  const [to = p.to] = [p.to, q.to].sort();
  if (!(p.part || p.time) || !(q.part || q.time)) return { how: 'overlap', date: from };
  for (const date of datesBetween(from, to)) {
    const [x, y] = [awayFrom(p, date), awayFrom(q, date)];
    if (x.from < y.to && y.from < x.to) return { how: 'overlap', date };
    if (share(p, date) + share(q, date) > UNITS_PER_DAY) return { how: 'over-a-day', date };
  }
  return undefined;
}

export const clash = (a: Counted, b: Counted): boolean => collision(a, b) !== undefined;

/** What a leave is judged on, as it stands at that moment. Only what is known is judged. */
export interface LeaveContext {
  /** the workplace's date */
  today: string;
  calendar: Calendar;
  /** undefined: no such type */
  type: LeaveType | undefined;
  smallestUnit: Unit;
  /** the person's working day; absent: the usual one */
  hours?: Hours;
  /** the person's other leaves: waiting and approved */
  standing: readonly StandingLeave[];
  /** what they worked, by date, in minutes of the workplace's wall clock */
  worked?: ReadonlyMap<string, readonly { from: number; to: number }[]>;
  /** the first day on which a pool has too little for what would be taken; for people whose balance is known */
  lacks?: (uses: readonly DayUse[], pool: string) => { needs: number; has: number; date: string } | undefined;
  blocked?: readonly BlockedPeriod[];
  /** colleagues of the person's team who are away, by date, and how many may be with them */
  team?: { limit: number; away: ReadonlyMap<string, number> };
}

/** The form as it would be kept, or everything wrong with it, each beside its field. */
export function readLeave(
  filled: FilledLeave,
  ctx: LeaveContext,
): { form: LeaveForm; problems: LeaveProblem[] } | { problems: LeaveProblem[] } {
  const reason: LeaveProblem[] =
    filled.reason.length > LIMITS.reason ? [{ field: 'reason', code: 'text-too-long', max: LIMITS.reason }] : [];
  const { type } = ctx;
  if (!type || !isOffered(type, ctx.smallestUnit))
    return { problems: [{ field: 'type', code: 'unknown-type' }, ...reason] };
  const read = periodOf(filled, type, ctx);
  if ('problems' in read) return { problems: [...read.problems, ...reason] };
  const occasion = type.occasions.find(o => o.id === filled.occasion)?.id;
  if (type.occasions.length > 0 && !occasion)
    return { problems: [{ field: 'occasion', code: 'missing-occasion' }, ...reason] };
  const { files } = filled;
  const form: LeaveForm = {
    type: type.id,
    ...read.period,
    reason: filled.reason.trim(),
    ...(occasion ? { occasion } : {}),
    ...(files && files.length > 0 ? { files: files.slice(0, LIMITS.files) } : {}),
    ...(filled.replaces ? { replaces: filled.replaces.id, was: filled.replaces.was } : {}),
    as: snapshotOf(type, occasion),
  };
  return { form, problems: [...rangeProblems(form, ctx), ...reason] };
}

/**
 * Everything wrong with a leave that is to be sent, each beside its field; empty when it can be. What a policy only warns of is in it, too: see
 * `severity`.
 */
export function checkLeave(filled: FilledLeave, ctx: LeaveContext): LeaveProblem[] {
  const read = readLeave(filled, ctx);
  if (!('form' in read) || read.problems.some(p => p.field !== 'reason')) return read.problems;
  const asked = ctx.type
    ? [...noticeProblems(read.form, ctx.type, ctx), ...mostProblems(read.form, ctx.type, ctx)]
    : [];
  const document: LeaveProblem[] =
    ctx.type?.document && !read.form.files ? [{ field: 'files', code: 'missing-document' }] : [];
  return [...asked, ...standingProblems(read.form, ctx), ...document, ...read.problems];
}

/** What stands against a leave at any moment, also when it is approved: other leaves, work, too little left, blocked days, a team's limit. */
export function standingProblems(form: LeaveForm, ctx: Omit<LeaveContext, 'type' | 'smallestUnit'>): LeaveProblem[] {
  const problems: LeaveProblem[] = [];
  for (const other of ctx.standing) {
    const found = collision(form, other);
    if (!found) continue;
    problems.push(
      found.how === 'overlap'
        ? { field: 'from', code: 'overlap', with: other }
        : { field: 'from', code: 'over-a-day', with: other, date: found.date },
    );
    break;
  }
  const uses = usesOf(form, ctx.calendar);
  const worked = uses.find(use => ctx.worked?.get(use.date)?.some(s => s.from < use.to && use.from < s.to));
  if (worked) problems.push({ field: 'from', code: 'worked', date: worked.date });
  const { pool } = form.as;
  const lack = pool === null || problems.some(p => p.code === 'overlap') ? undefined : ctx.lacks?.(uses, pool);
  if (lack) problems.push({ field: 'from', code: 'too-little', ...lack });
  const period = ctx.blocked?.find(b => uses.some(use => b.from <= use.date && use.date <= b.to));
  if (period) problems.push({ field: 'from', code: 'blocked', period });
  const { team } = ctx;
  const full = team && uses.find(use => (team.away.get(use.date) ?? 0) >= team.limit);
  if (team && full) {
    const away = team.away.get(full.date) ?? 0;
    problems.push({ field: 'from', code: 'team-away', date: full.date, limit: team.limit, away });
  }
  return problems;
}

/** What the policy makes of what stands against a leave. */
export interface Strictness {
  overdraw: 'refuse' | 'warn';
  teamAway: 'refuse' | 'warn';
}

/** Whether a problem keeps a leave from being sent or approved, or is only told. Work recorded meanwhile is for the approver to judge. */
export function severity(p: LeaveProblem, s: Strictness, moment: 'sent' | 'approved'): 'refuse' | 'warn' {
  if (p.code === 'too-little') return s.overdraw;
  if (p.code === 'team-away') return s.teamAway;
  if (moment === 'approved' && (p.code === 'worked' || p.code === 'missing-document')) return 'warn';
  return 'refuse';
}

type ReadPeriod = { period: Period } | { problems: LeaveProblem[] };

function periodOf(filled: FilledLeave, type: LeaveType, ctx: LeaveContext): ReadPeriod {
  const hours = ctx.hours ? { hours: { begins: ctx.hours.begins, week: [...ctx.hours.week] } } : {};
  const { from } = filled;
  const to = type.unit === 'day' ? filled.to : from;
  const problems: LeaveProblem[] = [];
  if (!from || !isDate(from)) problems.push({ field: 'from', code: 'missing-date' });
  if (type.unit === 'day' && (!to || !isDate(to))) problems.push({ field: 'to', code: 'missing-date' });
  const part = partsOf(type.unit).find(p => p === filled.part);
  if ((type.unit === 'half' || type.unit === 'quarter') && !part)
    problems.push({ field: 'part', code: 'missing-part' });
  if (type.unit === 'hour') problems.push(...timeProblems(filled, from, ctx));
  if (problems.length > 0 || !from || !to) return { problems };
  const { timeFrom = '', timeTo = '' } = filled;
  const time = type.unit === 'hour' ? { time: { from: timeFrom, to: timeTo } } : {};
  return { period: { from, to, ...(part ? { part: part as Part } : {}), ...time, ...hours } };
}

const isHalfHour = (time: string): boolean => /^([01]\d|2[0-3]):[03]0$/.test(time);

function timeProblems(filled: FilledLeave, date: string | undefined, ctx: LeaveContext): LeaveProblem[] {
  const { timeFrom, timeTo } = filled;
  if (!timeFrom || !timeTo) return [{ field: 'time', code: 'missing-time' }];
  if (!isHalfHour(timeFrom) || !isHalfHour(timeTo)) return [{ field: 'time', code: 'not-half-hours' }];
  const minutes = minutesOf(timeTo) - minutesOf(timeFrom);
  if (minutes <= 0) return [{ field: 'time', code: 'ends-before-it-begins' }];
  const day = date && isDate(date) ? minutesOn(date, ctx.hours ?? FULL_TIME, ctx.calendar) : 0;
  return day > 0 && minutes > day ? [{ field: 'time', code: 'longer-than-the-day' }] : [];
}

/** What is wrong with the dates themselves: only the first is told. */
function rangeProblems(form: LeaveForm, { today, calendar }: LeaveContext): LeaveProblem[] {
  if (form.to < form.from) return [{ field: 'to', code: 'last-before-first' }];
  const earliest = addDays(today, -LIMITS.backDays);
  if (form.from < earliest && !form.replaces) return [{ field: 'from', code: 'too-far-back', limit: earliest }];
  const last = addDays(today, LIMITS.aheadDays);
  if (form.to > last) return [{ field: 'to', code: 'too-far-ahead', limit: last }];
  if (addDays(form.from, LIMITS.lengthDays) <= form.to)
    return [{ field: 'to', code: 'too-long', days: LIMITS.lengthDays }];
  if (countLeave(form, calendar).days === 0) return [{ field: 'from', code: 'no-working-day' }];
  return [];
}

function noticeProblems(form: LeaveForm, { notice }: LeaveType, { today }: LeaveContext): LeaveProblem[] {
  const earliest = addDays(today, notice);
  // What is changed has been noticed before.
  if (notice === 0 || form.from >= earliest || form.replaces) return [];
  return [{ field: 'from', code: 'notice-too-short', notice, earliest }];
}

/** The most days of one request, or of all of the type in a calendar month or year. */
function mostProblems(form: LeaveForm, type: LeaveType, { standing, calendar }: LeaveContext): LeaveProblem[] {
  const most = type.occasions.find(o => o.id === form.occasion)?.days ?? type.most;
  if (most === null) return [];
  const own = countLeave(form, calendar).days;
  if (type.span === 'request' || type.occasions.length > 0)
    return own > most ? [{ field: 'to', code: 'over-most', most, span: 'request', taken: own }] : [];
  const length = type.span === 'month' ? 7 : 4;
  const same = standing.filter(s => s.typeId === form.type);
  for (const span of new Set(datesBetween(form.from, form.to).map(d => d.slice(0, length)))) {
    const taken = [form, ...same].reduce((sum, l) => sum + daysWithin(l, span, type.calendarDays, calendar), 0);
    if (taken > most)
      return [
        { field: 'to', code: 'over-most', most, span: type.span, taken: shownDays(Math.round(taken * UNITS_PER_DAY)) },
      ];
  }
  return [];
}

const daysWithin = (period: Period, span: string, calendarDays: boolean, calendar: Calendar): number =>
  calendarDays
    ? datesBetween(period.from, period.to).filter(d => d.startsWith(span)).length
    : shownDays(
        usesOf(period, calendar)
          .filter(use => use.date.startsWith(span))
          .reduce((sum, use) => sum + use.amount, 0),
      );

/** Somebody away on a day; `whole`: all of it, also by two half days. `type` is for `w.leaveType`. */
export interface AwayPerson {
  user: string;
  type: string;
  whole: boolean;
  /** the half or quarter of the day, where it is one */
  part?: Part;
}

/** What colleagues are told of a private type. */
export const AWAY = 'away';

/**
 * Who is away on a date, each person once. `leaves` are approved ones that touch the date. Of private types only that the person is away, unless
 * `open` says that whoever looks may know.
 */
export function awayOn(
  date: string,
  leaves: readonly {
    user: string;
    form: Period & { type: string; as?: { name: unknown; private: boolean; calendarDays: boolean } };
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
    return [{ user, whole, type, ...(part && !whole ? { part } : {}) }];
  });
}

const isPartial = (period: Counted): boolean => withPart(period).part !== undefined || period.time !== undefined;

/** See `typeCode`; of a form without its type's name, as of old, the type itself. */
function codeOf(form: { type: string; as?: { name: unknown } }, part: Part | undefined): string {
  if (typeof form.as?.name === 'string') return form.as.name;
  return part && halfOf(form.type) === undefined ? `${form.type}-${part}` : form.type;
}

/** The part of a day's target that leave takes away: 1 for a whole day, 0.5 for a half. */
export function leaveShare(date: string, leaves: readonly (Period & { type: string })[]): number {
  const amount = leaves
    .filter(l => l.from <= date && date <= l.to)
    .reduce((sum, l) => sum + share(withPart(l), date), 0);
  return Math.min(1, amount / UNITS_PER_DAY);
}
