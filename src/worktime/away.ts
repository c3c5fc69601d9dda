import { KOREAN_LAW } from '../calendar/law.ts';
import { minutesOf, type PartOfDay, QUARTERS } from '../leave-record/days.ts';
import type { Part } from '../leave-record/form.ts';
import { UNITS_PER_DAY } from '../leave-record/units.ts';
import type { Arranged } from './arrangement.ts';
import type { Interval } from './intervals.ts';
import { instantOf, leaveMinutes, legalBreak, presenceFor } from './layout.ts';
import { minuteOf, recorded, stateOf } from './presence.ts';
import type { DayLeave, RecordedDay } from './types.ts';
import { countDay } from './worktime.ts';

export type ArrangedDay = Pick<Arranged, 'date' | 'zone' | 'presence' | 'length' | 'forgottenAfter'>;

const DAY = 24 * 60;

/** What so many quarters are of a day's work, minutes. */
const quarters = (length: number, many: number): number => leaveMinutes(length, (many * UNITS_PER_DAY) / 4);

/** The minutes of work that a part of a day is, whatever the arrangement. */
export function partMinutes({ part, time }: PartOfDay, length: number): number {
  if (time) return Math.min(length, minutesOf(time.to) - minutesOf(time.from));
  if (!part) return length;
  const [from, to] = QUARTERS[part];
  return quarters(length, to - from);
}

/**
 * When somebody is away for a part of a day, minutes after midnight: the one source for the form, the check against
 * recorded work, plans, core time, feeds and Home. Undefined for a whole day, and where people choose their hours:
 * there a part is minutes only, see `partMinutes`. A part at either end leaves the rest of the day with the break
 * which that needs (LSA 54).
 */
export function awayClock({ part, time, noBreak }: PartOfDay, { presence, length }: ArrangedDay): Interval | undefined {
  if (time) return hoursIn([minutesOf(time.from), minutesOf(time.to)], { presence, length });
  if (!part || presence.is !== 'fixed' || length === 0) return undefined;
  const { start } = presence;
  const [from, to] = QUARTERS[part];
  const whole = presenceFor(length);
  const rest = presenceFor(length - partMinutes({ part }, length), noBreak !== undefined);
  if (from === 0) return [start, start + whole - rest];
  if (to === 4) return [start + rest, start + whole];
  const begins = start + (from >= 2 ? legalBreak(length) : 0);
  return [begins + quarters(length, from), begins + quarters(length, to)];
}

/**
 * Whether recorded work stands against a leave: any on a whole day of it, work at its time, or, where a part has no
 * time on the clock, more than the rest of the day. The legal break is work for nobody, recorded or not.
 */
export function meetsWork(leave: PartOfDay, day: ArrangedDay, record: RecordedDay | undefined, now: number): boolean {
  const { first, present } = recorded(record, now);
  if (!record || first === undefined) return false;
  if (!leave.part && !leave.time) return true;
  const clock = awayClock(leave, day);
  if (!clock) {
    const { worked } = countDay({ zone: record.zone, breaks: 'statutory', spans: record.spans, now });
    const isKnown = stateOf(record, now, day.forgottenAfter) !== 'unfinished';
    return isKnown && worked + partMinutes(leave, day.length) > day.length;
  }
  const [from, to] = clock.map(minutes => minuteOf(instantOf(day.date, minutes, day.zone))) as [number, number];
  return present.some(([begins, ends]) => begins < to && from < ends);
}

/** Whether a person may ask for the rest of the day without a break: half a day that leaves 4 hours of work. */
export const mayWaiveBreak = (
  part: Part | undefined,
  { date, length }: ArrangedDay,
  country: string | undefined,
): boolean =>
  country === 'kr' &&
  (part === 'am' || part === 'pm') &&
  date >= KOREAN_LAW.noBreak.from &&
  length - partMinutes({ part }, length) === KOREAN_LAW.noBreak.work;

/** Hours of a night shift may be the next morning's. */
function hoursIn([from, to]: Interval, { presence, length }: Pick<ArrangedDay, 'presence' | 'length'>): Interval {
  if (presence.is === 'selective') return [from, to];
  const [begins, latest] = presence.is === 'fixed' ? [presence.start, presence.start] : [presence.from, presence.to];
  const isNext = to <= begins && from + DAY < latest + presenceFor(length);
  return isNext ? [from + DAY, to + DAY] : [from, to];
}

/** What leaves take of the work of a day, by where it lies. */
export interface Cuts {
  /** minutes off its beginning and off its end */
  first: number;
  last: number;
  /** in between, by the clock */
  within: Interval[];
  /** minutes without a time on the clock */
  free: number;
}

/** Quarters that follow each other from either end are the first or last part of the day; others are by the clock. */
export function cutsOf(leaves: readonly DayLeave[], day: ArrangedDay): Cuts {
  if (leaves.length === 0) return { first: 0, last: 0, within: [], free: 0 };
  const parts = leaves.flatMap(l => (l.part && !l.time ? [{ ...l, quarters: QUARTERS[l.part] }] : []));
  const has = (n: number): boolean => parts.some(({ quarters: [from, to] }) => from <= n && n < to);
  let head = 0;
  while (head < 4 && has(head)) head++;
  let tail = 4;
  while (tail > head && has(tail - 1)) tail--;
  const minutes = (of: readonly DayLeave[]): number =>
    leaveMinutes(
      day.length,
      Math.min(
        UNITS_PER_DAY,
        of.reduce((sum, l) => sum + l.amount, 0),
      ),
    );
  const isFixed = day.presence.is === 'fixed';
  const early = parts.filter(l => l.quarters[1] <= head);
  const inside = parts.filter(l => isFixed && l.quarters[1] > head && l.quarters[0] < tail);
  const late = parts.filter(l => !early.includes(l) && !inside.includes(l));
  const first = minutes(early);
  const within = [...leaves.filter(l => l.time), ...inside].flatMap(l => {
    const clock = awayClock(l, day);
    return clock ? [clock] : [];
  });
  return { first, last: minutes([...early, ...late]) - first, within, free: isFixed ? 0 : minutes(parts) };
}
