import { type Interval, united, without } from './intervals.ts';
import type { DaySummary, RecordedDay } from './types.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;

export const minuteOf = (ms: number): number => Math.floor(ms / MINUTE);
export const msOf = (minute: number): number => minute * MINUTE;

export function stateOf(
  record: RecordedDay | undefined,
  now: number,
  forgottenAfter: number,
): Exclude<DaySummary['state'], 'none'> | 'none' {
  const last = record?.spans.at(-1);
  if (!record || !last) return 'none';
  if (record.unfinished) return 'unfinished';
  if (!record.open) return last.out === undefined ? 'unfinished' : 'out';
  if (now - last.in >= forgottenAfter * HOUR) return 'unfinished';
  const pause = last.breaks.at(-1);
  return pause && pause.to === undefined ? 'break' : 'in';
}

/** From check-in to check-out, ms; open ends count up to now. */
export interface WorkSpan {
  in: number;
  out?: number | undefined;
  breaks?: readonly { from: number; to?: number | undefined }[] | undefined;
}

/** A record in minutes since the epoch, open parts until `now`; lists merged. */
export interface Recorded {
  /** first check-in and last check-out, also of a day of no length */
  first?: number;
  last?: number;
  spans: Interval[];
  /** within the spans */
  breaks: Interval[];
  present: Interval[];
}

export function recorded(record: { spans: readonly WorkSpan[] } | undefined, now: number): Recorded {
  const spans: Interval[] = [];
  const pauses: Interval[] = [];
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const s of record?.spans ?? []) {
    const from = minuteOf(s.in);
    const to = Math.max(from, minuteOf(s.out ?? now));
    [first, last] = [Math.min(first, from), Math.max(last, to)];
    spans.push([from, to]);
    for (const b of s.breaks ?? []) pauses.push([minuteOf(b.from), b.to === undefined ? to : minuteOf(b.to)]);
  }
  if (spans.length === 0) return { spans, breaks: [], present: [] };
  const all = united(spans);
  if (pauses.length === 0) return { first, last, spans: all, breaks: [], present: all };
  const present = without(all, united(pauses));
  return { first, last, spans: all, breaks: without(all, present), present };
}
