import { inForce } from '../approvals/route/view.ts';
import type { RequestDoc } from '../approvals/store.ts';
import { addDays } from '../calendar/rules.ts';
import { kindOf } from '../forms/definition.ts';
import { type Answer, filledFormOf, minutesOf as minutesBetween } from '../forms/filled.ts';
import { type Interval, minutesOf, united, without } from './intervals.ts';
import { instantOf } from './layout.ts';
import { minuteOf } from './presence.ts';
import type { RecordedDay } from './types.ts';

export const OVERTIME_FORM = 'overtime';
const OVERTIME = kindOf(OVERTIME_FORM);

/** Requested overtime of a working day. `time`: united, in minutes since the epoch; it may be past midnight. */
export interface Overtime {
  date: string;
  time: readonly Interval[];
}

interface Times {
  from: string;
  to: string;
}

type Shift = Pick<RecordedDay, 'zone' | 'spans'>;
export type ShiftOn = (date: string) => Shift | undefined;

const DAY = 24 * 60;
/** How long a shift without a check-out may still go on. */
const LONGEST = 16 * 60;

const wallMinutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** An end that is not after the begin is on the next day. */
export function timeOn(date: string, { from, to }: Times, zone: string): Interval {
  const begin = wallMinutes(from);
  const end = wallMinutes(to) > begin ? wallMinutes(to) : wallMinutes(to) + DAY;
  return [minuteOf(instantOf(date, begin, zone)), minuteOf(instantOf(date, end, zone))];
}

/**
 * Requested times belong to the shift in which they were worked, by whichever date they were named: 00:30 of the 25th,
 * and 00:30 of the 24th, are of the 24th's shift that went on until then. Outside of shifts the named date counts.
 */
export function inShift(named: string, times: readonly Times[], zone: string, shiftOn: ShiftOn): Overtime {
  const [before, own] = [shiftOn(addDays(named, -1)), shiftOn(named)];
  const asNamed = times.map(t => timeOn(named, t, zone));
  if (shared(asNamed, before) > shared(asNamed, own)) return { date: addDays(named, -1), time: united(asNamed) };
  const time = times.map((t, i) => {
    const past = timeOn(addDays(named, 1), t, zone);
    return shared(asNamed.slice(i, i + 1), own) === 0 && shared([past], own) > 0 ? past : timeOn(named, t, zone);
  });
  return { date: named, time: united(time) };
}

function shared(list: readonly Interval[], shift: Shift | undefined): number {
  const [first] = shift?.spans ?? [];
  const last = shift?.spans.at(-1);
  if (!first || !last) return 0;
  const end = last.out === undefined ? minuteOf(first.in) + LONGEST : minuteOf(last.out);
  const time = united(list);
  return minutesOf(time) - minutesOf(without(time, [[minuteOf(first.in), end]]));
}

/** Day and times of an overtime form; undefined: one of them is missing. */
function askedIn(answers: readonly Answer[]): { named: string; times: Times[] } | undefined {
  const day = answers.find(a => a.type === 'date');
  const times = answers.flatMap(a => (a.type === 'times' ? [a.value] : []));
  return day?.type === 'date' && times.length > 0 ? { named: day.value, times } : undefined;
}

/** `named` and `times` as they were typed. */
export function overtimeIn(
  answers: readonly Answer[],
  zone: string,
  shiftOn: ShiftOn,
): (Overtime & { named: string; times: string }) | undefined {
  const asked = askedIn(answers);
  if (!asked) return undefined;
  const { named, times } = asked;
  return {
    ...inShift(named, times, zone, shiftOn),
    ...{ named, times: times.map(t => `${t.from}–${t.to}`).join(', ') },
  };
}

/** Minutes by working day. */
export const approvedOvertime = (requests: readonly RequestDoc[], records: readonly RecordedDay[]) =>
  minutesByDay(requests.filter(inForce), records);

const isWaiting = (r: RequestDoc): boolean => r.state === 'waiting' && !inForce(r);

export const waitingOvertime = (requests: readonly RequestDoc[], records: readonly RecordedDay[]) =>
  minutesByDay(requests.filter(isWaiting), records);

/** Undefined for several. */
export function onlyWaiting(
  requests: readonly RequestDoc[],
  records: readonly RecordedDay[],
  date: string,
): RequestDoc | undefined {
  const on = workingDay(records);
  const found = requests.filter(r => r.kind === OVERTIME && isWaiting(r) && on(r) === date);
  return found.length === 1 ? found[0] : undefined;
}

/** The working days to which it may belong. */
export const overtimeDates = ({ form, period }: Pick<RequestDoc, 'form' | 'period'>): string[] => {
  const named = askedIn(filledFormOf(form).answers)?.named ?? period.from;
  return [addDays(named, -1), named];
};

function workingDay(records: readonly RecordedDay[]): (request: RequestDoc) => string {
  const byDate = new Map(records.map(r => [r.date, r]));
  const zone = records.at(-1)?.zone ?? 'UTC';
  return ({ form, period }) => {
    const asked = askedIn(filledFormOf(form).answers);
    return asked ? inShift(asked.named, asked.times, zone, date => byDate.get(date)).date : period.from;
  };
}

function minutesByDay(requests: readonly RequestDoc[], records: readonly RecordedDay[]): Map<string, number> {
  const minutes = new Map<string, number>();
  const on = workingDay(records);
  for (const request of requests) {
    if (request.kind !== OVERTIME) continue;
    const times = askedIn(filledFormOf(request.form).answers)?.times ?? [];
    const date = on(request);
    minutes.set(date, (minutes.get(date) ?? 0) + times.reduce((sum, t) => sum + minutesBetween(t), 0));
  }
  return minutes;
}
