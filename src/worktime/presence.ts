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

export function recorded(record: RecordedDay | undefined, now: number): Recorded {
  const spans: Interval[] = [];
  const pauses: Interval[] = [];
  for (const s of record?.spans ?? []) {
    const from = minuteOf(s.in);
    const to = Math.max(from, minuteOf(s.out ?? now));
    spans.push([from, to]);
    for (const b of s.breaks) pauses.push([minuteOf(b.from), b.to === undefined ? to : minuteOf(b.to)]);
  }
  if (spans.length === 0) return { spans, breaks: [], present: [] };
  const all = united(spans);
  const present = without(all, united(pauses));
  const [first, last] = [Math.min(...spans.map(s => s[0])), Math.max(...spans.map(s => s[1]))];
  return { first, last, spans: all, breaks: without(all, present), present };
}
