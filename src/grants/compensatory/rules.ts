import { UNITS_PER_DAY } from '../../leave-record/units.ts';
import type { Policy } from '../../settings/policy.ts';
import { type Interval, minutesOf, united, without } from '../../worktime/intervals.ts';
import type { Overtime } from '../../worktime/overtime.ts';
import { holidayParts } from '../../worktime/premium.ts';
import { countDay, mostWorked } from '../../worktime/worktime.ts';

export type CompensatoryPolicy = Policy['compensatory'];
type Rates = Pick<CompensatoryPolicy, 'overtimeRate' | 'holidayRate' | 'longHolidayRate' | 'nightRate'>;

/** At a rate, in percent. `night` counts on top of the others. */
export interface Part {
  kind: 'overtime' | 'holiday' | 'long' | 'night';
  minutes: number;
  rate: number;
}

export interface Compensation {
  holiday: boolean;
  parts: Part[];
  amount: number;
}

/** A finished day as recorded: presence without breaks, and how many minutes of it count as worked. */
export interface Worked {
  present: readonly Interval[];
  worked: number;
}

export interface CompensationFacts {
  rates: Rates;
  zone: string;
  /** LSA 56 ②: a public holiday, or the weekly one */
  holiday: boolean;
  /** nothing was planned, so a legal break lies within the request */
  breakWithin: boolean;
  asked: Overtime;
  /** approved before: no minute counts twice, and the 8 hours of a holiday are of the whole day */
  before: readonly Overtime[];
  /** recorded work counts; absent: all that was approved */
  record?: Worked;
}

const MINUTE = 60_000;
const HOURS_8 = 8 * 60;

/** A day's record by its spans and breaks, ms. `breaks`: the policy's rule, by which `worked` is counted. */
export function workedOf(
  day: { zone: string; spans: Parameters<typeof countDay>[0]['spans'] },
  breaks: 'statutory' | 'recorded',
): Worked {
  const cut = (ms: number): number => Math.floor(ms / MINUTE);
  const done = day.spans.flatMap(s => (s.out === undefined ? [] : [{ ...s, out: s.out }]));
  const pauses = done.flatMap(s => (s.breaks ?? []).map((b): Interval => [cut(b.from), cut(b.to ?? s.out)]));
  return {
    present: without(united(done.map((s): Interval => [cut(s.in), cut(s.out)])), united(pauses)),
    worked: countDay({ zone: day.zone, breaks, spans: done, now: 0 }).worked,
  };
}

/**
 * Overtime and holiday work at their rates, plus night work, rounded up to a fifth of a minute. Unplanned work
 * loses the legal break where breaks are deducted.
 */
export function compensationOf(f: CompensationFacts): Compensation {
  const own = without(united(f.asked.time), united(f.before.flatMap(b => b.time)));
  const earlier = united(f.before.filter(b => b.date === f.asked.date).flatMap(b => b.time));
  const before = counted(earlier, f);
  const after = counted(united([...earlier, ...own]), f);
  const minutes = after.minutes - before.minutes;
  const beyond = (all: number): number => (f.holiday ? holidayParts(all).holidayBeyond : 0);
  const long = beyond(after.minutes) - beyond(before.minutes);
  const { overtimeRate, holidayRate, longHolidayRate, nightRate } = f.rates;
  const parts: Part[] = [
    f.holiday
      ? { kind: 'holiday', minutes: minutes - long, rate: holidayRate }
      : { kind: 'overtime', minutes, rate: overtimeRate },
    { kind: 'long', minutes: long, rate: longHolidayRate },
    { kind: 'night', minutes: after.night - before.night, rate: nightRate },
  ];
  return {
    holiday: f.holiday,
    parts: parts.filter(p => p.minutes > 0 && p.rate > 0),
    amount: Math.ceil(parts.reduce((sum, p) => sum + p.minutes * p.rate, 0) / (100 / FIFTHS)) * FIFTH,
  };
}

/** A day of leave is 8 hours; the step keeps what was given before amounts had finer units. */
const FIFTHS = 5;
const FIFTH = UNITS_PER_DAY / HOURS_8 / FIFTHS;

function counted(time: readonly Interval[], f: CompensationFacts): { minutes: number; night: number } {
  const { record, zone } = f;
  const done = record ? without(time, without(time, record.present)) : time;
  const all = minutesOf(done);
  const most = record ? record.worked : f.breakWithin ? mostWorked(all) : all;
  const minutes = Math.min(all, most);
  const spans = done.map(([from, to]) => ({ in: from * MINUTE, out: to * MINUTE }));
  const { night } = countDay({ zone, breaks: 'recorded', spans, now: 0 });
  // A deducted break has no time of day: other minutes lose it first.
  return { minutes, night: Math.min(night, minutes) };
}
