import { z } from 'zod';
import { type Named, named, namedSchema } from '../shared/languages.ts';
import { addDays, type Calendar, datesBetween, isDate } from './rules.ts';

/** `public`: declared at short notice (임시공휴일); `company`: the company's own; `working`: a worked holiday. */
export const DAY_KINDS = ['public', 'company', 'working'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** A day that administrators added to the calendar of their country. */
export const addedDaySchema = z.object({
  date: z.string(),
  kind: z.enum(DAY_KINDS),
  name: namedSchema,
  by: z.string(),
  at: z.number(),
});
export type AddedDay = z.infer<typeof addedDaySchema>;

export const dayEntrySchema = z.object({
  what: z.enum(['added', 'removed']),
  dates: z.array(z.string()).min(1),
  kind: z.enum(DAY_KINDS),
  name: namedSchema,
  by: z.string(),
  at: z.number(),
  /** idempotency key of the press */
  key: z.string(),
});
export type DayEntry = z.infer<typeof dayEntrySchema>;

/** Days become days off (`off`) or working days; the handler finds the leaves. */
export const RECOUNT = 'calendar-recount';
export const recountSchema = z.object({
  dates: z.array(z.string()),
  off: z.boolean(),
  name: namedSchema,
  by: z.string(),
});
export type Recount = z.infer<typeof recountSchema>;

/** The policy names other holidays; data: the version of the policy. */
export const HOLIDAYS_RECOUNT = 'holidays-recount';

export type DayCommand =
  | { do: 'add'; kind: DayKind; from: string; to: string; name: string }
  | { do: 'remove'; date: string };

export type DayProblem =
  | { field: 'from' | 'to'; code: 'not-a-date' }
  | { field: 'to'; code: 'last-before-first' }
  | { field: 'to'; code: 'too-long'; most: number }
  | { field: 'from'; code: 'too-far-back'; limit: string }
  | { field: 'to'; code: 'too-far-ahead'; limit: string }
  | { field: 'from'; code: 'closed'; date: string }
  | { field: 'from'; code: 'there-already'; date: string; name: Named }
  | { field: 'from'; code: 'no-holiday'; date: string }
  | { field: 'from'; code: 'too-many'; most: number }
  | { field: 'name'; code: 'no-name' }
  | { field: 'from'; code: 'not-found' };

export const DAY_LIMITS = { back: 31, ahead: 3 * 366, atOnce: 31, all: 300, name: 60 } as const;

const UNNAMED = named({ ko: '임시공휴일', en: 'Temporary holiday' });

export interface DayContext {
  today: string;
  /** the country's holidays, without what was added */
  country: Calendar;
  by: string;
  now: number;
  key: string;
  /** whether the month of a date is closed, so that nothing in it changes */
  isClosed: (date: string) => boolean;
}

export interface DayChange {
  days: AddedDay[];
  entry: DayEntry;
  /** leaves to recount; absent: the change touches none */
  recount?: Recount;
}

export type DayDecision = { ok: true; change: DayChange } | { ok: false; problem: DayProblem };

export const decideDays = (days: readonly AddedDay[], command: DayCommand, ctx: DayContext): DayDecision =>
  command.do === 'add' ? add(days, command, ctx) : remove(days, command.date, ctx);

function add(days: readonly AddedDay[], c: Extract<DayCommand, { do: 'add' }>, ctx: DayContext): DayDecision {
  const problem = rangeProblem(c, ctx);
  if (problem) return { ok: false, problem };
  const dates = datesBetween(c.from, c.to);
  const calendar = withDays(ctx.country, days);
  const added: AddedDay[] = [];
  for (const date of dates) {
    const there = calendar.holiday(date);
    const holiday = there === undefined || there === 'unknown' ? undefined : there;
    const own = days.find(d => d.date === date);
    const problem = dayProblem(c.kind, date, holiday, own, ctx);
    if (problem) return { ok: false, problem };
    added.push({ date, kind: c.kind, name: nameOf(c, holiday), by: ctx.by, at: ctx.now });
  }
  if (c.kind === 'company' && c.name.trim() === '') return { ok: false, problem: { field: 'name', code: 'no-name' } };
  const next = [...days, ...added].sort((a, b) => (a.date < b.date ? -1 : 1));
  if (next.filter(d => d.date >= ctx.today).length > DAY_LIMITS.all)
    return { ok: false, problem: { field: 'from', code: 'too-many', most: DAY_LIMITS.all } };
  return done(days, next, 'added', added, ctx);
}

function remove(days: readonly AddedDay[], date: string, ctx: DayContext): DayDecision {
  const day = days.find(d => d.date === date);
  if (!day) return { ok: false, problem: { field: 'from', code: 'not-found' } };
  if (ctx.isClosed(date)) return { ok: false, problem: { field: 'from', code: 'closed', date } };
  const limit = addDays(ctx.today, -DAY_LIMITS.back);
  if (date < limit) return { ok: false, problem: { field: 'from', code: 'too-far-back', limit } };
  const next = days.filter(d => d !== day);
  return done(days, next, 'removed', [day], ctx);
}

function done(
  before: readonly AddedDay[],
  days: AddedDay[],
  what: DayEntry['what'],
  changed: readonly AddedDay[],
  ctx: DayContext,
): DayDecision {
  const [first] = changed;
  if (!first) return { ok: false, problem: { field: 'from', code: 'not-found' } };
  const { kind, name } = first;
  const entry: DayEntry = { what, dates: changed.map(d => d.date), kind, name, by: ctx.by, at: ctx.now, key: ctx.key };
  const off = (what === 'added') === (kind !== 'working');
  const [was, is] = [withDays(ctx.country, before), withDays(ctx.country, days)];
  // The country's calendar may differ by now.
  const dates = entry.dates.filter(date => isOff(was, date) !== off && isOff(is, date) === off);
  const recount = dates.length === 0 ? {} : { recount: { dates, off, name, by: ctx.by } };
  return { ok: true, change: { days, entry, ...recount } };
}

export function isOff(calendar: Calendar, date: string): boolean {
  const holiday = calendar.holiday(date);
  return holiday !== undefined && holiday !== 'unknown';
}

function rangeProblem({ from, to }: { from: string; to: string }, { today }: DayContext): DayProblem | undefined {
  if (!isDate(from)) return { field: 'from', code: 'not-a-date' };
  if (!isDate(to)) return { field: 'to', code: 'not-a-date' };
  if (to < from) return { field: 'to', code: 'last-before-first' };
  const earliest = addDays(today, -DAY_LIMITS.back);
  if (from < earliest) return { field: 'from', code: 'too-far-back', limit: earliest };
  const last = addDays(today, DAY_LIMITS.ahead);
  if (to > last) return { field: 'to', code: 'too-far-ahead', limit: last };
  if (addDays(from, DAY_LIMITS.atOnce) <= to) return { field: 'to', code: 'too-long', most: DAY_LIMITS.atOnce };
  return undefined;
}

function dayProblem(
  kind: DayKind,
  date: string,
  holiday: Named | undefined,
  own: AddedDay | undefined,
  { isClosed }: DayContext,
): DayProblem | undefined {
  if (isClosed(date)) return { field: 'from', code: 'closed', date };
  const there = own?.name ?? holiday;
  if (own || (kind !== 'working' && there))
    return { field: 'from', code: 'there-already', date, name: there ?? UNNAMED };
  return kind === 'working' && !holiday ? { field: 'from', code: 'no-holiday', date } : undefined;
}

function nameOf({ kind, name }: { kind: DayKind; name: string }, holiday: Named | undefined): Named {
  if (kind === 'working' && holiday) return holiday;
  const text = name.trim().slice(0, DAY_LIMITS.name);
  return text === '' ? UNNAMED : named({ en: text });
}

/** A year without data stays unknown unless it was entered by hand (`isEntered`). */
export function withDays(
  country: Calendar,
  days: readonly Pick<AddedDay, 'date' | 'kind' | 'name'>[],
  isEntered: (date: string) => boolean = () => false,
): Calendar {
  const own = new Map(days.map(d => [d.date, d]));
  return {
    holiday: date => {
      const day = own.get(date);
      if (day) return day.kind === 'working' ? undefined : day.name;
      const holiday = country.holiday(date);
      return holiday === 'unknown' && isEntered(date) ? undefined : holiday;
    },
  };
}

/** Whether a year ('YYYY') has unknown holidays, so that counts need a warning. */
export const isUnknownYear = (year: string, calendar: Calendar): boolean =>
  datesBetween(`${year}-01-01`, `${year}-12-31`).some(date => calendar.holiday(date) === 'unknown');

/** Warns an administrator of such a year; data: year. */
export const UNKNOWN_YEAR = 'calendar-unknown';
export const WARN_AHEAD = 60;

/** The years with unknown holidays among today's and the one 60 days ahead. */
export const unknownAhead = (today: string, calendar: Calendar): string[] =>
  [...new Set([today, addDays(today, WARN_AHEAD)].map(d => d.slice(0, 4)))].filter(y => isUnknownYear(y, calendar));
