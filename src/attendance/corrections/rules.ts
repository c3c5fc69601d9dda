import { addDays, dayBounds, isDate, localDate } from '../../calendar/rules.ts';
import { defined } from '../../shared/defined.ts';
import { changedPlace, staysWithin, withStays } from '../../worktime/places.ts';
import {
  type DayChange,
  type DayState,
  type DayStep,
  giveUp,
  isCheckOutMissed,
  missedAt,
  type Place,
  type Span,
  UNFINISHED_AFTER_MS,
  type Workday,
} from '../rules.ts';

export const REASON_MAX = 500;
/** From the first check-in to the last check-out; ms. */
const LONGEST_MS = 24 * 3_600_000;

/** A span as somebody states it; ms. Without `out` it goes on. `was`: index of the stored span that it was. */
export interface DraftSpan {
  in?: number;
  out?: number;
  /** undefined: as recorded */
  place?: Place;
  was?: number;
}

/** A day as somebody states it, before it is validated. */
export interface Draft {
  date: string;
  spans: DraftSpan[];
  /** any order; without `to` the break goes on */
  breaks: { from?: number; to?: number }[];
  reason: string;
  /** answers the question about a missing check-out, which is the reason */
  forgotten?: boolean;
  /** the legal breaks were not taken */
  workedThrough?: boolean;
}

/** Spans and breaks count from 0. */
export type Where =
  | { at: 'date' }
  | { at: 'reason' }
  | { at: 'in' | 'out'; span: number }
  | { at: 'from' | 'to'; break: number };

export type ProblemCode =
  | 'missing-date'
  | 'future-day'
  | 'already-asked'
  | 'nothing-changed'
  | 'missing-time'
  | 'out-before-in'
  | 'overlap'
  | 'overlaps-day'
  | 'other-day'
  | 'future'
  | 'too-long'
  | 'break-order'
  | 'break-outside'
  | 'break-overlap'
  | 'reason-missing'
  | 'reason-too-long';

/** `limit`: a date; `month`: YYYY-MM. */
export type Problem = { where: Where } & (
  | { code: ProblemCode }
  | { code: 'month-closed'; month: string }
  | { code: 'too-far-back' | 'before-hire' | 'after-last-day'; limit: string }
);

export interface ValidationContext {
  now: number;
  zone: string;
  /** undefined: nothing was recorded */
  day: Workday | undefined;
  /** spans of the days before and after */
  beside: readonly Span[];
  closed: boolean;
  hiredOn?: string;
  lastDay?: string;
  /** days back within which people may correct; undefined for administrators */
  back?: number;
}

const monthOf = (date: string): string => date.slice(0, 7);

/** A running day's last span needs no end. */
export const goesOn = (day: Pick<Workday, 'spans' | 'open' | 'forgottenAfter'> | undefined, now: number): boolean =>
  day?.open === true && !isCheckOutMissed(day, now);

/** [] if the draft may be recorded or requested. */
export function problemsOf(draft: Draft, ctx: ValidationContext): Problem[] {
  const about = dateProblem(draft.date, ctx);
  if (about) return [about];
  const problems = [...spanProblems(draft, ctx), ...breakProblems(draft)];
  const reason = draft.reason.trim();
  if (reason === '' && !draft.forgotten && !draft.workedThrough)
    problems.push({ where: { at: 'reason' }, code: 'reason-missing' });
  if (reason.length > REASON_MAX) problems.push({ where: { at: 'reason' }, code: 'reason-too-long' });
  if (problems.length > 0) return problems;
  const spans = spansOf(draft, ctx.day);
  const against = conflict(draft.date, spans, ctx);
  if (against) return [against];
  const same = sameSpans(spans, ctx.day?.spans ?? []) && draft.workedThrough === ctx.day?.workedThrough;
  return same ? [{ where: { at: 'date' }, code: 'nothing-changed' }] : [];
}

/** What may have changed since the validation: a month closed, or another day's record. */
export function conflict(
  date: string,
  spans: readonly Span[],
  ctx: Pick<ValidationContext, 'closed' | 'beside' | 'now'>,
): Problem | undefined {
  if (ctx.closed) return { where: { at: 'date' }, code: 'month-closed', month: monthOf(date) };
  for (const [i, s] of spans.entries()) {
    const to = s.out ?? ctx.now;
    const other = ctx.beside.find(b => b.in < to && s.in < endOf(b, ctx.now));
    if (other) return { where: { at: other.in > s.in ? 'out' : 'in', span: i }, code: 'overlaps-day' };
  }
  return undefined;
}

/** A missing check-out claims only the beginning. */
const endOf = (s: Span, now: number): number => s.out ?? (s.forgotten ? s.in : now);

function dateProblem(date: string, ctx: ValidationContext): Problem | undefined {
  const where: Where = { at: 'date' };
  if (!isDate(date)) return { where, code: 'missing-date' };
  const today = localDate(ctx.now, ctx.zone);
  if (date > today) return { where, code: 'future-day' };
  if (ctx.closed) return { where, code: 'month-closed', month: monthOf(date) };
  if (ctx.hiredOn !== undefined && date < ctx.hiredOn) return { where, code: 'before-hire', limit: ctx.hiredOn };
  if (ctx.lastDay !== undefined && date > ctx.lastDay) return { where, code: 'after-last-day', limit: ctx.lastDay };
  const limit = ctx.back === undefined ? undefined : addDays(today, -ctx.back);
  return limit !== undefined && date < limit ? { where, code: 'too-far-back', limit } : undefined;
}

function spanProblems(draft: Draft, ctx: ValidationContext): Problem[] {
  if (draft.spans.length === 0) return [{ where: { at: 'in', span: 0 }, code: 'missing-time' }];
  const running = goesOn(ctx.day, ctx.now);
  let before: number | undefined;
  return draft.spans.flatMap((s, span): Problem[] => {
    const at = (side: 'in' | 'out', code: ProblemCode): Problem[] => [{ where: { at: side, span }, code }];
    const since = before;
    before = s.out ?? s.in;
    if (s.in === undefined) return at('in', 'missing-time');
    if (s.in > ctx.now) return at('in', 'future');
    if (span === 0 && localDate(s.in, ctx.zone) !== draft.date) return at('in', 'other-day');
    if (since !== undefined && s.in < since) return at('in', 'overlap');
    if (s.out === undefined) {
      const limit = ctx.day?.forgottenAfter ?? UNFINISHED_AFTER_MS;
      const open = running && span === draft.spans.length - 1 && ctx.now - s.in < limit;
      return open ? [] : at('out', 'missing-time');
    }
    if (s.out <= s.in) return at('out', 'out-before-in');
    if (s.out > ctx.now) return at('out', 'future');
    return s.out - (draft.spans[0]?.in ?? s.in) > LONGEST_MS ? at('out', 'too-long') : [];
  });
}

function breakProblems(draft: Draft): Problem[] {
  return draft.breaks.flatMap((b, i): Problem[] => {
    const at = (side: 'from' | 'to', code: ProblemCode): Problem[] => [{ where: { at: side, break: i }, code }];
    const { from, to } = b;
    if (from === undefined) return at('from', 'missing-time');
    const inside = draft.spans.find(s => s.in !== undefined && s.in <= from && from < (s.out ?? Number.MAX_VALUE));
    // A running break lies in the running span, and is the last one.
    if (to === undefined) {
      const last = draft.breaks.every(o => o === b || (o.from ?? 0) < from);
      return inside && inside.out === undefined && last ? [] : at('to', 'missing-time');
    }
    if (to <= from) return at('to', 'break-order');
    if (!inside) return at('from', 'break-outside');
    if (to > (inside.out ?? Number.MAX_VALUE)) return at('to', 'break-outside');
    const other = draft.breaks.slice(0, i).find(o => overlaps(o, { from, to }));
    return other ? at('from', 'break-overlap') : [];
  });
}

const overlaps = (a: { from?: number; to?: number }, b: { from: number; to: number }): boolean =>
  a.from !== undefined && a.from < b.to && b.from < (a.to ?? Number.MAX_VALUE);

/** The spans that a valid draft makes of a day: notes stay, and so do the stays of a span whose place is the same. */
export function spansOf(draft: Draft, day: Pick<Workday, 'spans'> | undefined): Span[] {
  const breaks = draft.breaks.flatMap(({ from, to }) => (from === undefined ? [] : [{ from, ...defined({ to }) }]));
  breaks.sort((a, b) => a.from - b.from);
  return draft.spans.map(s => {
    const from = s.in ?? 0;
    const { out } = s;
    const was = s.was === undefined ? undefined : day?.spans[s.was];
    const { forgotten: _, out: __, ...kept } = was ?? { place: s.place ?? 'office' };
    const span: Span = {
      ...kept,
      in: from,
      ...defined({ out }),
      breaks: breaks.filter(b => b.from >= from && b.from < (out ?? Number.MAX_VALUE)),
    };
    if (s.place !== undefined) return changedPlace(withStays(span, []), s.place);
    return was ? withStays(span, staysWithin(was, from, out)) : span;
  });
}

const sameSpans = (a: readonly Span[], b: readonly Span[]): boolean =>
  JSON.stringify(a.map(essence)) === JSON.stringify(b.map(essence));

const essence = (s: Span) => [s.in, s.out ?? null, s.place, s.stays ?? null, s.breaks.map(b => [b.from, b.to ?? null])];

const stateOf = (day: Workday | undefined): DayState => ({
  spans: day?.spans ?? [],
  open: day?.open ?? false,
  ...(day?.unfinished ? { unfinished: true } : {}),
  ...(day?.corrected ? { corrected: true } : {}),
  ...(day?.workedThrough ? { workedThrough: true } : {}),
});

/** The same at `now`: a day without a check-out in time is unfinished, whether that was stored yet or not. */
export const stateAt = (day: Workday | undefined, now: number): DayState =>
  day && isCheckOutMissed(day, now) ? { ...stateOf(day), unfinished: true } : stateOf(day);

export type Correcting = Pick<DayStep, 'at' | 'by' | 'key'> & {
  reason: string;
  request?: string;
  workedThrough?: boolean;
};

/** Both states are kept. An unfinished day counts again. */
export function correct(day: Workday | undefined, spans: Span[], { workedThrough, ...c }: Correcting): DayChange {
  const open = spans.at(-1)?.out === undefined;
  const through = workedThrough ?? day?.workedThrough;
  const to: DayState = { spans, open, corrected: true, ...defined({ workedThrough: through }) };
  return { ...to, unfinished: false, step: { ...c, what: 'correction', from: stateOf(day), to } };
}

/** Never made, undone before, or changed since. */
export type NotUndone = 'never-made' | 'undone-before' | 'changed-since';

/** Restores the day before the correction with this key, if nothing changed since. */
export function undo(
  day: Workday | undefined,
  key: string,
  c: Omit<Correcting, 'reason' | 'workedThrough'>,
): { ok: true; change: DayChange } | { ok: false; why: NotUndone } {
  const made = day?.history.findLast(h => h.key === key);
  if (!day || !made?.from) return { ok: false, why: 'never-made' };
  if (day.history.some(h => h.key === c.key)) return { ok: false, why: 'undone-before' };
  if (day.history.at(-1) !== made) return { ok: false, why: 'changed-since' };
  const { from } = made;
  // A span that ran at the correction cannot run again: another day may be open.
  const { spans, open, unfinished } = from.open ? giveUp({ ...day, ...from }, c.at) : from;
  const to: DayState = {
    ...{ spans, open, unfinished: unfinished ?? false },
    corrected: from.corrected ?? false,
    workedThrough: from.workedThrough ?? false,
  };
  return { ok: true, change: { ...to, step: { ...c, what: 'correction-undone', from: stateOf(day), to } } };
}

/**
 * When a day was over, ms: its last check-out or planned end; a missed check-out: when it was given up; no record:
 * midnight.
 */
export function overAt(day: Workday | undefined, o: { date: string; zone: string; plannedEnd?: number }): number {
  const last = day?.spans.at(-1);
  const recorded = !last ? dayBounds(o.date, o.zone).end : (last.out ?? missedAt(day ?? { spans: [] }, 0));
  return Math.max(recorded, o.plannedEnd ?? 0);
}
