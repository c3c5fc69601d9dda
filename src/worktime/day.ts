import { defined } from '../shared/defined.ts';
import { type Interval, minutesOf, without } from './intervals.ts';
import { breakFor, instantOf } from './layout.ts';
import { fullAt } from './leaving.ts';
import { dueBy } from './plan.ts';
import { minuteOf, type Recorded, recorded, stateOf } from './presence.ts';
import type { DayFlag, DayPlan, DaySummary, RecordedDay } from './types.ts';
import { breaksOf, countRecorded } from './worktime.ts';

/** Those that do not go by the clock: of the records of days that are over, and of plans of days without a record. */
const known = {
  recorded: new WeakMap<RecordedDay | DayPlan, DaySummary>(),
  over: new WeakMap<RecordedDay | DayPlan, DaySummary>(),
  ahead: new WeakMap<RecordedDay | DayPlan, DaySummary>(),
};

const HOURS_11 = 11 * 60;
const NOTHING = { span: 0, break: 0, worked: 0, night: 0 };

/**
 * A day at `now`, ms: an open record counts up to it, an unfinished one nothing. `today`: the workplace's date.
 * `restedFrom`, ms: the end of the working day before, where 11 hours must lie between (LSA 52 ② 1).
 */
export function daySummary(
  plan: DayPlan,
  record: RecordedDay | undefined,
  at: { now: number; today: string; restedFrom?: number | undefined },
): DaySummary {
  const over = at.today > plan.arranged.date;
  const isDone = over && record?.open === false && at.restedFrom === undefined && Object.isFrozen(record);
  // What is missed of the core time of today goes by the clock.
  if (plan.core.length > 0 || (record && !isDone)) return counted(plan, record, at);
  const days = known[record ? 'recorded' : over ? 'over' : 'ahead'];
  const before = days.get(record ?? plan);
  if (before?.plan === plan) return before;
  const day = counted(plan, record, at);
  days.set(record ?? plan, day);
  return day;
}

function counted(plan: DayPlan, record: RecordedDay | undefined, at: Parameters<typeof daySummary>[2]): DaySummary {
  const { arranged, planned } = plan;
  const { date } = arranged;
  const state = stateOf(record, at.now, arranged.forgottenAfter);
  const breaks = breaksOf(record, arranged.breaks);
  const counts = record && state !== 'none' && state !== 'unfinished';
  const r = recorded(counts ? record : undefined, at.now);
  const count = counts ? countRecorded(r, { zone: record.zone, breaks }) : NOTHING;
  const here = state === 'in' || state === 'break';
  const first = record?.spans[0]?.in;
  const last = state === 'out' ? Math.max(...(record?.spans ?? []).map(s => s.out ?? s.in)) : undefined;
  const full = counts ? fullAt(plan, r, here, at.now) : undefined;
  const leaveAt = counts ? leavingAt(plan, full) : undefined;
  const { worked } = count;
  const missed =
    state === 'out' && breaks === 'recorded' ? Math.max(0, breakFor(worked, plan.waived) - count.break) : 0;
  const rested =
    first === undefined || at.restedFrom === undefined ? HOURS_11 : minuteOf(first) - minuteOf(at.restedFrom);
  const restMissed = Math.max(0, HOURS_11 - rested);
  const over = at.today > date && state === 'none';
  // A part of a day without a time on the clock: who worked the rest to the minute is right, whenever that was.
  const done = plan.free > 0 && worked >= plan.planned;
  const measured = { late: done ? 0 : late(plan, r), early: early(plan, r, worked, state) };
  const core = done || state === 'unfinished' || at.today < date ? 0 : coreMissed(plan, r, at.now);
  const flags: DayFlag[] = [];
  const flag = (name: DayFlag, holds: boolean): void => void (holds && flags.push(name));
  flag('unfinished', state === 'unfinished');
  flag('late', measured.late > 0);
  flag('left-early', measured.early > 0);
  flag('core-missed', core > 0);
  // Without core time no certain day requires presence.
  flag('absent', over && planned > 0 && (arranged.presence.is !== 'selective' || plan.core.length > 0));
  flag('break-missed', missed > 0);
  flag('rest-missed', restMissed > 0);
  flag('worked-on-leave', worked > 0 && planned === 0 && plan.leave > 0);
  flag('worked-on-holiday', worked > 0 && arranged.holidayWork);
  flag('worked-on-day-off', worked > 0 && arranged.off?.is === 'day-off' && !arranged.holidayWork);
  flag('protected-work', arranged.protection !== undefined && (worked > arranged.length || count.night > 0));
  flag('corrected', record?.corrected === true);
  return {
    date,
    plan,
    state,
    ...defined({ in: first, out: last, leaveAt, fullAt: full }),
    ...count,
    ...measured,
    coreMissed: core,
    breakMissed: missed,
    restMissed,
    flags,
  };
}

const instants = ([from, to]: Interval, { arranged: { date, zone } }: DayPlan): Interval => [
  minuteOf(instantOf(date, from, zone)),
  minuteOf(instantOf(date, to, zone)),
];

function leavingAt(plan: DayPlan, full: number | undefined): number | undefined {
  const { date, zone, presence } = plan.arranged;
  if (plan.end !== undefined) return instantOf(date, plan.end, zone);
  const core = plan.core.at(-1);
  if (presence.is === 'staggered' || (core && plan.free > 0)) return full;
  return core && instantOf(date, core[1], zone);
}

function late(plan: DayPlan, { first: came }: Recorded): number {
  const due = dueBy(plan);
  if (came === undefined || due === undefined) return 0;
  return Math.max(0, came - minuteOf(instantOf(plan.arranged.date, due, plan.arranged.zone)));
}

function early(plan: DayPlan, { last: left }: Recorded, worked: number, state: DaySummary['state']): number {
  if (left === undefined || state !== 'out' || plan.planned === 0) return 0;
  if (plan.arranged.presence.is === 'staggered') return Math.max(0, plan.planned - worked);
  const due = leavingAt(plan, undefined);
  return due === undefined ? 0 : Math.max(0, minuteOf(due) - left);
}

/** Breaks are no absence, nor is what a part of the day without a time takes; core time ahead is not missed yet. */
function coreMissed(plan: DayPlan, { spans }: Recorded, now: number): number {
  const until = minuteOf(now);
  const core = plan.core
    .map(c => instants(c, plan))
    .map(([from, to]): Interval => [from, Math.min(to, until)])
    .filter(([from, to]) => from < to);
  return Math.max(0, minutesOf(without(core, spans)) - plan.free);
}

/** When the day is full if nothing followed the last check-in, ms: for a missed check-out. */
export function endIfStayed(plan: DayPlan, record: RecordedDay): number | undefined {
  const last = record.spans.at(-1);
  if (!last) return undefined;
  // A break without an end counts nothing.
  const seen = Math.max(last.in, ...last.breaks.map(b => b.to ?? b.from));
  const spans = [...record.spans.slice(0, -1), { ...last, out: seen }];
  const end =
    plan.end === undefined
      ? fullAt(plan, recorded({ ...record, spans }, seen), true, seen)
      : instantOf(plan.arranged.date, plan.end, plan.arranged.zone);
  return end !== undefined && end > seen ? end : undefined;
}
