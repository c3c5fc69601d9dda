import { localDate } from '../../calendar/rules.ts';
import type { Words } from '../../i18n/index.ts';
import { staysIn } from '../../worktime/places.ts';
import { type BreakRule, breaksOf, countDay } from '../../worktime/worktime.ts';
import type { DayState, Span } from '../rules.ts';
import { type Problem, REASON_MAX } from './rules.ts';

/** The day before and after a correction, on the clock of `zone`. */
export interface DayCorrection {
  date: string;
  zone: string;
  before: DayState;
  after: readonly Span[];
  breaks: BreakRule;
  /** from now on; absent: as before */
  workedThrough?: boolean;
}

export interface Difference {
  label: string;
  before: string;
  after: string;
}

/** The worked time only where it changes. */
export function differences(t: DayCorrection, w: Words): Difference[] {
  const c = w.corrections;
  const lines: Difference[] = [
    { label: c.times, before: timesText(t.before.spans, t, w), after: timesText(t.after, t, w) },
    { label: c.breaks, before: breaksText(t.before.spans, t, w), after: breaksText(t.after, t, w) },
    { label: c.places, before: placesText(t.before.spans, t, w), after: placesText(t.after, t, w) },
    {
      label: c.worked,
      before: t.before.unfinished ? c.notCounted : workedText(t.before.spans, t, w, t.before),
      after: workedText(t.after, t, w, { workedThrough: t.workedThrough ?? t.before.workedThrough }),
    },
  ];
  return lines.filter(l => l.before !== l.after);
}

type Dated = Pick<DayCorrection, 'date' | 'zone'>;

/** A time on the following day says so. */
const timeText = (ms: number, t: Dated, w: Words): string =>
  localDate(ms, t.zone) > t.date ? w.corrections.nextDayAt(w.time(ms, t.zone)) : w.time(ms, t.zone);

const rangeText = (from: number, to: number | undefined, t: Dated, w: Words): string =>
  `${timeText(from, t, w)}–${to === undefined ? '?' : timeText(to, t, w)}`;

export function timesText(spans: readonly Span[], t: Dated, w: Words): string {
  return spans.map(s => rangeText(s.in, s.out, t, w)).join(', ') || w.corrections.none;
}

function breaksText(spans: readonly Span[], t: Dated, w: Words): string {
  return spans.flatMap(s => s.breaks.map(b => rangeText(b.from, b.to, t, w))).join(', ') || w.corrections.none;
}

/** A single place has no time. */
function placesText(spans: readonly Span[], t: Dated, w: Words): string {
  const stays = spans.flatMap(staysIn);
  const first = stays[0];
  if (!first) return w.corrections.none;
  if (stays.every(s => s.place === first.place)) return w.place(first.place);
  return stays.map(s => `${timeText(s.from, t, w)} ${w.place(s.place)}`).join(', ');
}

/** By the rule of the day's policy; nothing while the day goes on. */
export function workedText(
  spans: readonly Span[],
  t: Pick<DayCorrection, 'zone' | 'breaks'>,
  w: Words,
  day: { workedThrough?: boolean | undefined },
): string {
  if (spans.length === 0) return w.corrections.none;
  if (spans.some(s => s.out === undefined)) return w.corrections.goesOn;
  return w.duration(countDay({ zone: t.zone, breaks: breaksOf(day, t.breaks), spans, now: 0 }).worked);
}

export function problemText(problem: Problem, w: Words): string {
  const texts = w.corrections.problems;
  switch (problem.code) {
    case 'month-closed':
      return texts['month-closed'](w.month(problem.month));
    case 'too-far-back':
    case 'before-hire':
    case 'after-last-day':
      return texts[problem.code](w.rangeWithYear(problem.limit, problem.limit));
    case 'reason-too-long':
      return texts['reason-too-long'](REASON_MAX);
    default:
      return texts[problem.code];
  }
}
