import { z } from 'zod';
import { isZone, localDate, mondayOf } from '../calendar/rules.ts';
import { offsetPeriods } from '../calendar/zone.ts';
import { type Interval, minutesOf } from './intervals.ts';
import { type Recorded, recorded, type WorkSpan } from './presence.ts';

/** Whether the law's break is deducted where none was recorded. */
export type BreakRule = 'statutory' | 'recorded';

/** Nothing is deducted on a day whose legal break was not taken. */
export const breaksOf = (day: { workedThrough?: boolean | undefined } | undefined, rule: BreakRule): BreakRule =>
  day?.workedThrough ? 'recorded' : rule;

/** Minutes of a day between first check-in and last check-out: break, work, night. */
export interface DayCount {
  span: number;
  break: number;
  worked: number;
  night: number;
}

/** Minutes of a week: worked, over 40 hours (LSA 50), over 52 hours (LSA 53). */
interface WeekCount {
  monday: string;
  worked: number;
  overtime: number;
  over52: number;
}

export interface WorkCount {
  days: ({ date: string } & DayCount)[];
  weeks: WeekCount[];
}

/** Where the case is wrong (`spans[0].out`), and why. */
export class WorktimeError extends Error {
  override name = 'WorktimeError';
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason: string) {
    super(path ? `${path}: ${reason}` : reason);
    this.path = path;
    this.reason = reason;
  }
}

const MINUTE = 60_000;
const HOURS_40 = 40 * 60;
const HOURS_52 = 52 * 60;
const NIGHT_FROM = 22 * 60;
const NIGHT_TO = 6 * 60;
const LONGEST_SPAN_MS = 31 * 86_400_000;

const cut = (ms: number): number => Math.floor(ms / MINUTE);

/**
 * The most that counts with legal breaks (LSA 54): 30 minutes at 4 hours, 60 at 8. Gradual: a longer stay never counts
 * less.
 */
export function mostWorked(span: number): number {
  if (span <= 240) return span;
  return span <= 510 ? Math.max(240, span - 30) : Math.max(480, span - 60);
}

/** Minutes of [from, to) at 22:00–06:00 on the wall clock (LSA 56). */
function nightMinutes([from, to]: Interval, zone: string): number {
  let night = 0;
  for (const s of offsetPeriods(from * MINUTE, to * MINUTE, zone)) {
    const first = cut(s.from + s.offset);
    const last = cut(s.to + s.offset);
    // The nights from the local day before on.
    for (let day = Math.floor(first / 1440) - 1; day * 1440 < last; day++) {
      const begins = day * 1440 + NIGHT_FROM;
      const ends = (day + 1) * 1440 + NIGHT_TO;
      night += Math.max(0, Math.min(ends, last) - Math.max(begins, first));
    }
  }
  return night;
}

/** Minutes; open spans until `now`, ms. Overlaps count once; breaks outside the spans count nothing. */
export const countDay = (day: { zone: string; breaks: BreakRule; spans: readonly WorkSpan[]; now: number }): DayCount =>
  countRecorded(recorded(day, day.now), day);

/** The same of what was merged before. */
export function countRecorded(
  { first, last, present }: Pick<Recorded, 'first' | 'last' | 'present'>,
  day: { zone: string; breaks: BreakRule },
): DayCount {
  if (first === undefined || last === undefined) return { span: 0, break: 0, worked: 0, night: 0 };
  const span = last - first;
  const inside = minutesOf(present);
  const worked = day.breaks === 'statutory' ? Math.min(inside, mostWorked(span)) : inside;
  const night = present.reduce((sum, part) => sum + nightMinutes(part, day.zone), 0);
  // A deducted break has no time of day: daytime minutes lose it first.
  return { span, break: span - worked, worked, night: Math.min(night, worked) };
}

/** A week against 40 and 52 hours: the cap is on the week (대법원 2020도15393). */
const countWeek = (monday: string, worked: number): WeekCount => ({
  monday,
  worked,
  overtime: Math.max(0, worked - HOURS_40),
  over52: Math.max(0, worked - HOURS_52),
});

const given = (input: unknown): string =>
  ['string', 'number', 'boolean'].includes(typeof input) ? `${JSON.stringify(input).slice(0, 60)} is ` : '';

export const needs = (what: string) => ({
  error: (issue: { input?: unknown }) => (issue.input === undefined ? 'missing' : `${given(issue.input)}${what}`),
});

const instant = z
  .union(
    [z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })],
    needs('not a time that exists, with its offset, such as 2026-03-04T09:00:00+09:00'),
  )
  .refine(text => text >= '1900' && text < '9999', 'not in the years 1900 to 9998')
  .transform(text => Date.parse(text));

const pause = z
  .object({ from: instant, to: instant }, needs('not an object with from and to'))
  .refine(b => cut(b.to) >= cut(b.from), {
    path: ['to'],
    error: 'the break ends before it begins: set one of them right',
  });

const workSpan = z
  .object(
    { in: instant, out: instant, breaks: z.array(pause, needs('not a list')).optional() },
    needs('not an object with in and out'),
  )
  .refine(s => cut(s.out) >= cut(s.in), {
    path: ['out'],
    error: 'the check-out is before the check-in: set one of them right',
  })
  .refine(s => s.out - s.in <= LONGEST_SPAN_MS, { path: ['out'], error: 'more than 31 days after the check-in' });

export const workCase = z.object(
  {
    zone: z
      .string(needs('not a text, such as "Asia/Seoul"'))
      .refine(isZone, needs('not a time zone, such as Asia/Seoul')),
    breaks: z.enum(['statutory', 'recorded'], needs('neither "statutory" nor "recorded"')),
    spans: z.array(workSpan, needs('not a list')),
  },
  needs('not an object with zone, breaks and spans'),
);

/** A span belongs to the date of its check-in in `zone`. Throws `WorktimeError` for invalid input. */
export function countWork(input: unknown): WorkCount {
  const days = countDays(readCase(workCase, input));
  const weeks = [...grouped(days, d => mondayOf(d.date))].map(([monday, ofWeek]) =>
    countWeek(
      monday,
      ofWeek.reduce((sum, d) => sum + d.worked, 0),
    ),
  );
  return { days, weeks };
}

/** Throws `WorktimeError` for invalid input. */
export function readCase<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw asWorktimeError(parsed.error);
  return parsed.data;
}

/** Days with a check-in, in order. */
export const countDays = ({ zone, breaks, spans }: z.infer<typeof workCase>): WorkCount['days'] =>
  [...grouped(spans, s => localDate(cut(s.in) * MINUTE, zone))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, ofDay]) => ({ date, ...countDay({ zone, breaks, spans: ofDay, now: 0 }) }));

function grouped<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

function asWorktimeError(error: z.ZodError): WorktimeError {
  const { path, message } = error.issues[0] ?? { path: [], message: error.message };
  const steps = path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i ? '.' : ''}${String(key)}`));
  return new WorktimeError(steps.join(''), message);
}
