import { defined } from '../shared/defined.ts';
import type { Refusal } from '../shared/refusal.ts';
import { changedPlace, moved } from '../worktime/places.ts';
import type { Place, Span } from '../worktime/span.ts';
import { type BreakRule, countDay } from '../worktime/worktime.ts';

export { isPlace, PLACES, type Place, type Span } from '../worktime/span.ts';

/** Append-only history; `key` recognises the click or message. */
export interface DayStep {
  at: number;
  by: string;
  what:
    | 'check-in'
    | 'check-out'
    | 'start-break'
    | 'end-break'
    | 'change-place'
    | 'unfinished'
    | 'correction'
    | 'correction-undone'
    | 'undo';
  key: string;
  place?: Place;
  note?: string;
  /** a time stated afterwards; ms */
  said?: number;
  /** of a check-out: the span before it */
  was?: Span;
  undid?: 'check-in' | 'check-out';
  /** of a correction: why, and the request that decided it */
  reason?: string;
  request?: string;
  /** of a correction: the day before and after */
  from?: DayState;
  to?: DayState;
}

/** What presses and corrections change. */
export interface DayState {
  spans: Span[];
  open: boolean;
  /** missed check-out: counts nothing until it is corrected */
  unfinished?: boolean;
  /** has times stated afterwards */
  corrected?: boolean;
  /** its breaks are those recorded: the legal ones were not taken (LSA 54), and nothing is deducted */
  workedThrough?: boolean;
}

/** It belongs to the date, in `zone`, on which it began. */
export interface Workday extends DayState {
  date: string;
  zone: string;
  /** limit of its date's policy for a check-in without check-out; ms */
  forgottenAfter?: number;
  history: DayStep[];
}

type Running = Pick<Workday, 'spans' | 'open' | 'forgottenAfter'>;

export type DayCommand =
  | { do: 'check-in'; place: Place; note?: string }
  | { do: 'check-out'; place?: Place; note?: string }
  | { do: 'start-break' }
  | { do: 'end-break' }
  | { do: 'change-place'; place: Place; note?: string }
  | { do: 'undo'; of: string };

export interface DayChange extends DayState {
  step: DayStep;
}

/** Limit without a policy's own; ms. */
export const UNFINISHED_AFTER_MS = 16 * 3_600_000;

export type DayStatus =
  | { is: 'out' }
  | { is: 'in'; since: number; place: Place }
  | { is: 'break'; since: number; place: Place }
  | { is: 'done'; at: number };

/** What a person is doing by their day; one without a check-out in time is over, and they are out. */
export function statusOf(day: Running | undefined, now: number): DayStatus {
  const last = day?.spans.at(-1);
  if (!day || !last || isCheckOutMissed(day, now)) return { is: 'out' };
  if (last.out !== undefined) return { is: 'done', at: last.out };
  if (!day.open) return { is: 'out' };
  const pause = last.breaks.at(-1);
  if (pause && pause.to === undefined) return { is: 'break', since: pause.from, place: last.place };
  return { is: 'in', since: last.in, place: last.place };
}

export const isCheckOutMissed = (day: Running, now: number): boolean => day.open && now >= missedAt(day, now);

/** When an open span without a check-out is given up, ms. */
export const missedAt = (day: Pick<Workday, 'spans' | 'forgottenAfter'>, now: number): number =>
  (day.spans.at(-1)?.in ?? now) + (day.forgottenAfter ?? UNFINISHED_AFTER_MS);

/** Minutes until `now`; an unfinished day counts nothing. `breaks`: by the policy of the day. */
export function workedIn(
  day: (Running & Pick<Workday, 'unfinished' | 'zone'>) | undefined,
  now: number,
  breaks: BreakRule = 'statutory',
): { span: number; break: number; worked: number } {
  if (!day || day.unfinished || isCheckOutMissed(day, now)) return { span: 0, break: 0, worked: 0 };
  return countDay({ zone: day.zone, breaks, spans: day.spans, now });
}

export interface PressContext {
  user: string;
  /** idempotency key of the press */
  key: string;
  now: number;
  /** by the policy of the day; the law's deduction by default */
  breaks?: BreakRule;
  /** the time that the person states, if not the time of the press; ms. It is flagged. */
  reportedAt?: number;
  /** the end of the person's last record on another day, before which no time may be stated; ms */
  since?: number;
}

export type DayDecision = { ok: true; change: DayChange } | { ok: false; refusal: Refusal };

/** `day`: the open day, else today's. At most one span is open, and times never run backwards. */
export function decideDay(day: Workday | undefined, command: DayCommand, ctx: PressContext): DayDecision {
  if (command.do === 'undo') return decideUndo(day, command.of, ctx);
  const status = statusOf(day, ctx.now);
  const spans = day?.spans ?? [];
  const last = spans.at(-1);
  const { reportedAt } = ctx;
  if (reportedAt !== undefined) {
    const since = Math.max(latest(last), ctx.since ?? 0);
    if (reportedAt > ctx.now) return refuse({ code: 'time-ahead' });
    if (reportedAt < since) return refuse({ code: 'time-before', since });
  }
  // A clock that was set back must not end a span before it began.
  const at = reportedAt ?? Math.max(ctx.now, latest(last));
  const step: DayStep = {
    at: ctx.now,
    by: ctx.user,
    what: command.do,
    key: ctx.key,
    ...('place' in command && command.place ? { place: command.place } : {}),
    ...('note' in command && command.note ? { note: command.note } : {}),
    ...defined({ said: reportedAt }),
    ...(command.do === 'check-out' && last ? { was: last } : {}),
  };
  const change = (next: Span[], open: boolean): DayDecision => ({
    ok: true,
    change: { spans: next, open, ...(reportedAt === undefined ? {} : { corrected: true }), step },
  });
  const withLast = (edit: (span: Span) => Span, open = true): DayDecision =>
    last ? change([...spans.slice(0, -1), edit(last)], open) : refuse({ code: 'not-in' });

  if (command.do === 'check-in') {
    if (status.is === 'in' || status.is === 'break')
      return refuse({ code: 'already-in', since: last?.in ?? at, place: status.place });
    const span: Span = { in: at, place: command.place, breaks: [], ...(command.note ? { note: command.note } : {}) };
    return change([...spans, span], true);
  }
  if (status.is === 'out') return refuse({ code: 'not-in' });
  if (status.is === 'done') {
    if (command.do !== 'check-out') return refuse({ code: 'not-in' });
    return refuse({ code: 'already-out', at: status.at, worked: workedIn(day, ctx.now, ctx.breaks).worked });
  }
  switch (command.do) {
    case 'check-out':
      return withLast(
        span => ({
          ...(command.place ? changedPlace(span, command.place) : span),
          out: at,
          breaks: span.breaks.map(b => (b.to === undefined ? { ...b, to: at } : b)),
          ...(command.note ? { outNote: command.note } : {}),
        }),
        false,
      );
    case 'start-break':
      if (status.is === 'break') return refuse({ code: 'on-break', since: status.since });
      return withLast(span => ({ ...span, breaks: [...span.breaks, { from: at }] }));
    case 'end-break':
      if (status.is !== 'break') return refuse({ code: 'not-on-break' });
      return withLast(span => ({
        ...span,
        breaks: span.breaks.map(b => (b.to === undefined ? { ...b, to: at } : b)),
      }));
    case 'change-place':
      return withLast(span => ({
        ...moved(span, command.place, at),
        ...(command.note ? { note: command.note } : {}),
      }));
  }
}

function latest(span: Span | undefined): number {
  if (!span) return 0;
  const pause = span.breaks.at(-1);
  return Math.max(span.in, span.out ?? 0, pause?.from ?? 0, pause?.to ?? 0, span.stays?.at(-1)?.from ?? 0);
}

/** Gives up a span without a check-out: it keeps no end, and its day counts nothing until it is corrected. */
export function giveUp(day: Workday, now: number): DayChange {
  const last = day.spans.at(-1);
  return {
    spans: last ? [...day.spans.slice(0, -1), { ...last, forgotten: true }] : day.spans,
    open: false,
    unfinished: true,
    step: { at: now, by: 'daybook', what: 'unfinished', key: `unfinished:${day.date}` },
  };
}

/** ms */
export const UNDO_MS = 5 * 60_000;

/** A check-in or check-out of the last minutes without a later change. */
export function undoable(
  day: Pick<Workday, 'history'> | undefined,
  now: number,
): (DayStep & { what: 'check-in' | 'check-out' }) | undefined {
  const last = day?.history.at(-1);
  if (!last || (last.what !== 'check-in' && last.what !== 'check-out')) return undefined;
  return now - last.at < UNDO_MS ? { ...last, what: last.what } : undefined;
}

/** The history keeps both presses. */
function decideUndo(day: Workday | undefined, of: string, ctx: PressContext): DayDecision {
  const step = day?.history.at(-1);
  if (!day || step?.key !== of || (step.what !== 'check-in' && step.what !== 'check-out'))
    return refuse({ code: 'undo-changed' });
  if (!undoable(day, ctx.now)) return refuse({ code: 'undo-late' });
  const before = day.history.slice(0, -1);
  const corrected = before.some(h => h.said !== undefined || h.what === 'correction');
  const rest = day.spans.slice(0, -1);
  const last = day.spans.at(-1);
  const spans = step.what === 'check-in' || !last ? rest : [...rest, step.was ?? withoutEnd(last)];
  return {
    ok: true,
    change: {
      ...{ spans, open: step.what === 'check-out' },
      ...(step.said === undefined ? {} : { corrected }),
      step: { at: ctx.now, by: ctx.user, what: 'undo', key: ctx.key, undid: step.what },
    },
  };
}

/** Of a check-out that did not store its span. */
function withoutEnd({ out: _, outNote: __, ...span }: Span): Span {
  return span;
}

const refuse = (refusal: Refusal): { ok: false; refusal: Refusal } => ({ ok: false, refusal });
