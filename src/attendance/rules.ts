import { defined } from '../shared/defined.ts';
import type { Refusal } from '../shared/refusal.ts';
import { refuse } from '../shared/result.ts';
import { changedPlace, moved } from '../worktime/places.ts';
import type { Place, Span } from '../worktime/span.ts';
import { type BreakRule, countDay } from '../worktime/worktime.ts';

export { isPlace, PLACES, type Place, type Span } from '../worktime/span.ts';

/** A step of a workday, as its append-only history keeps it. `key` recognises the click or message that made it. */
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
    /** the press before it was a mistake */
    | 'undo';
  key: string;
  place?: Place;
  note?: string;
  /** the time that was stated, of a check-in or check-out that was entered afterwards; ms */
  said?: number;
  /** of a check-out: the span that it ended, as it was */
  was?: Span;
  /** of an undo: what was taken back */
  undid?: 'check-in' | 'check-out';
  /** of a correction: why, and the request that it was decided by */
  reason?: string;
  request?: string;
  /** of a correction: the day before and after it, both kept */
  from?: DayState;
  to?: DayState;
}

/** What presses and corrections change of a day. */
export interface DayState {
  spans: Span[];
  open: boolean;
  /** nobody checked out within the limit: it counts nothing until it is corrected */
  unfinished?: boolean;
  /** some of its times were stated afterwards */
  corrected?: boolean;
}

/** A person's working day: it belongs to the date, in `zone`, on which it began. */
export interface Workday extends DayState {
  date: string;
  zone: string;
  /** how long after a check-in it is given up, by the policy of its date; ms */
  forgottenAfter?: number;
  history: DayStep[];
}

/** What is needed to know whether a day was given up. */
type Running = Pick<Workday, 'spans' | 'open' | 'forgottenAfter'>;

export type DayCommand =
  | { do: 'check-in'; place: Place; note?: string }
  | { do: 'check-out'; place?: Place; note?: string }
  | { do: 'start-break' }
  | { do: 'end-break' }
  | { do: 'change-place'; place: Place; note?: string }
  /** takes back the check-in or check-out with this key */
  | { do: 'undo'; of: string };

export interface DayChange extends DayState {
  step: DayStep;
}

/** An open day older than this is unfinished, where its policy says nothing else; ms. */
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

/** Whether the open span of a day has passed the limit without a check-out. */
export const isCheckOutMissed = (day: Running, now: number): boolean => day.open && now >= missedAt(day, now);

/** When an open span without a check-out is given up, ms. */
export const missedAt = (day: Pick<Workday, 'spans' | 'forgottenAfter'>, now: number): number =>
  (day.spans.at(-1)?.in ?? now) + (day.forgottenAfter ?? UNFINISHED_AFTER_MS);

/** Minutes worked and rested in a day until `now`; an unfinished day counts nothing. `breaks`: by the policy of the day. */
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
  /** what recognises this press when it is delivered twice */
  key: string;
  now: number;
  /** by the policy of the day; by default the law's deduction */
  breaks?: BreakRule;
  /** the time that the person states, if not the time of the press; ms. It is flagged. */
  reportedAt?: number;
  /** the end of the person's last record on another day, before which no time may be stated; ms */
  since?: number;
}

export type DayDecision = { ok: true; change: DayChange } | { ok: false; refusal: Refusal };

/**
 * Decides a press on a person's day. `day` is the open day if there is one, else today's if there is one.
 * Whatever the presses, at most one span is open and its times never run backwards.
 */
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
  // A clock set back must not make a span end before it began.
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

/** How long a check-in or check-out that was pressed by mistake can be undone; ms. */
export const UNDO_MS = 5 * 60_000;

/** The press that can be undone now: a check-in or check-out of the last minutes, since which nothing happened to the day. */
export function undoable(
  day: Pick<Workday, 'history'> | undefined,
  now: number,
): (DayStep & { what: 'check-in' | 'check-out' }) | undefined {
  const last = day?.history.at(-1);
  if (!last || (last.what !== 'check-in' && last.what !== 'check-out')) return undefined;
  return now - last.at < UNDO_MS ? { ...last, what: last.what } : undefined;
}

/** Takes the press back that has the key `of`; the history keeps both. */
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

/** Of a check-out that did not keep what it ended. */
function withoutEnd({ out: _, outNote: __, ...span }: Span): Span {
  return span;
}
