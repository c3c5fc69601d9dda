import type { CapModel, NowModel, PeriodModel, StatusModel, TodayModel, WeekModel } from '../../blocks/home/model.ts';
import { activeLeaves, approvedDays, longLeaveIn } from '../absence/leaves.ts';
import { inForce } from '../approvals/route/view.ts';
import type { RequestDoc } from '../approvals/store.ts';
import type { Unanswered } from '../attendance/answers.ts';
import { isCheckOutMissed, statusOf, UNDO_MS, undoable } from '../attendance/rules.ts';
import type { WorkdayDoc } from '../attendance/schema.ts';
import { type Calendar, localDate } from '../calendar/rules.ts';
import type { Words } from '../i18n/index.ts';
import type { Person } from '../people/rules.ts';
import type { Policy } from '../settings/policy.ts';
import { defined } from '../shared/defined.ts';
import { awayClock } from '../worktime/away.ts';
import { instantOf } from '../worktime/layout.ts';
import { approvedOvertime } from '../worktime/overtime.ts';
import { type CommonDays, summarize, type WorktimeFacts, type WorktimeSummary } from '../worktime/summary.ts';
import type { DayPlan, DaySummary } from '../worktime/types.ts';
import { nearFrom } from '../worktime/week.ts';

/** What a person's own hours are computed from, as it stands in the database. */
export interface OwnFacts {
  person: Person;
  now: number;
  /** the workplace's */
  zone: string;
  today: string;
  calendar: Calendar;
  policyOn: (date: string) => Policy;
  /** see `rangeNeeded` */
  days: WorkdayDoc[];
  requests: readonly RequestDoc[];
  unanswered?: Unanswered;
  /** of the summary that the unanswered days were found by */
  common?: CommonDays;
}

/** With what is computed of it once. */
export interface OwnDay extends OwnFacts {
  worktime: WorktimeFacts;
  summary: WorktimeSummary;
  /** the open day, else today's */
  current: WorkdayDoc | undefined;
  /** what the person calls today: after midnight still the date of their shift */
  date: string;
}

export function ownDay(f: OwnFacts): OwnDay {
  const running = f.days.findLast(d => d.open && !isCheckOutMissed(d, f.now));
  const current = running ?? f.days.find(d => d.date === f.today);
  const worktime = worktimeFacts(f);
  return { ...f, worktime, summary: summarize(worktime), current, date: running?.date ?? f.today };
}

const worktimeFacts = (f: OwnFacts): WorktimeFacts => ({
  ...{ now: f.now, today: f.today, policyOn: f.policyOn, calendar: f.calendar, person: f.person, records: f.days },
  leaves: approvedDays(f.requests, f.calendar),
  overtime: approvedOvertime(f.requests, f.days),
  ...defined({ common: f.common }),
});

/** A person's hours, wherever they ask for them. */
export function statusModel(f: OwnDay, w: Words): StatusModel {
  const { person, now, date } = f;
  const plan = f.summary.plan(date);
  const { off } = plan.arranged;
  const leave = leaveOf(f, plan, w);
  const questions = f.unanswered?.days ?? [];
  const last = questions.at(-1);
  const undo = f.days.map(d => undoable(d, now)).find(step => step !== undefined);
  const period = periodModel(f);
  return {
    now: nowModel(f, w),
    ...(date === localDate(now, person.zone) ? {} : { workday: date }),
    ...defined({ leave }),
    ...(off ? { off: off.is === 'holiday' ? { holiday: w.holiday(off.name) } : off.is } : {}),
    ...(last ? { unanswered: { count: questions.length, date: last.date, is: last.is } } : {}),
    ...(undo ? { undo: { what: undo.what, of: undo.key, until: w.time(undo.at + UNDO_MS, person.zone) } } : {}),
    today: todayModel(f, plan, w),
    week: weekModel(f),
    ...(period && !period.dates ? { owed: period.owed } : {}),
  };
}

function nowModel({ current, now, today, person, summary: s }: OwnDay, w: Words): NowModel {
  if (!current) return { is: 'out' };
  const status = statusOf(current, now);
  const since = (ms: number) => w.time(ms, person.zone);
  const note = current.spans.at(-1)?.note;
  if (status.is === 'in')
    return { is: 'in', since: since(status.since), place: status.place, ...defined({ note: note || undefined }) };
  if (status.is === 'break') return { is: 'break', since: since(status.since) };
  if (status.is === 'done' && current.date === today) return { is: 'done', worked: s.day(current.date).worked };
  return { is: 'out' };
}

function leaveOf({ requests, date, person }: OwnDay, plan: DayPlan, w: Words): StatusModel['leave'] {
  if (plan.leave === 0 && !plan.longLeave) return undefined;
  const leaves = activeLeaves(requests.filter(inForce));
  const long = longLeaveIn(requests, date);
  if (long) return { type: long.leave.type, whole: true, until: long.until, long: true };
  const leave = leaves.find(l => l.from <= date && date <= l.to);
  if (!leave) return undefined;
  const at = (minutes: number): string => w.time(instantOf(date, minutes, plan.arranged.zone), person.zone);
  const clock = awayClock(leave, plan.arranged);
  const times = clock && { from: at(clock[0]), to: at(clock[1]) };
  return { type: leave.type, whole: plan.planned === 0, until: leave.to, ...defined({ times }) };
}

const MINUTE = 60_000;
const minutesTo = (from: number, to: number): number => Math.floor(to / MINUTE) - Math.floor(from / MINUTE);

function todayModel(f: OwnDay, plan: DayPlan, w: Words): TodayModel {
  const { now, date } = f;
  const day = f.summary.day(date);
  const { worked, break: rest } = day;
  const hours = { worked, rest, target: plan.planned };
  if (day.state === 'none') return { ...hours, ...comingModel(f, plan, w) };
  const time = (ms: number): string => w.time(ms, f.person.zone);
  if (day.state === 'out')
    return {
      ...hours,
      ...(day.in !== undefined && day.out !== undefined ? { times: { from: time(day.in), to: time(day.out) } } : {}),
      ...(day.early > 0 ? { short: shortModel(f, day.early, time) } : {}),
    };
  const { leaveAt, fullAt } = day;
  const includes = breakWithin(day);
  return {
    ...hours,
    ...(leaveAt === undefined
      ? {}
      : { leave: { at: time(leaveAt), past: leaveAt <= now, ...(includes > 0 ? { rest: includes } : {}) } }),
    ...(plan.arranged.presence.is === 'selective' && fullAt !== undefined && fullAt !== leaveAt
      ? { full: { at: time(fullAt), past: fullAt <= now } }
      : {}),
  };
}

function shortModel(f: OwnDay, minutes: number, time: (ms: number) => string): NonNullable<TodayModel['short']> {
  const until = f.summary.likelyEnds(f.date).plannedEnd;
  return { minutes, ...(until === undefined ? {} : { until: time(until) }) };
}

/** The break within the time until leaving; 0 where hours of leave lie between. */
function breakWithin({ plan, in: came, leaveAt }: DaySummary): number {
  if (came === undefined || leaveAt === undefined) return 0;
  if (plan.arranged.presence.is !== 'staggered' || plan.away.length > 0) return 0;
  return Math.max(0, minutesTo(came, leaveAt) - plan.planned);
}

/** Not in yet: when to come, and when whoever comes now may leave. */
function comingModel(f: OwnDay, plan: DayPlan, w: Words): Partial<TodayModel> {
  const { date, now } = f;
  const { zone, presence } = plan.arranged;
  const at = (minutes: number): number => instantOf(date, minutes, zone);
  const time = (minutes: number): string => w.time(at(minutes), f.person.zone);
  const { arrive } = plan;
  const [first] = plan.core;
  const last = plan.core.at(-1);
  if (!arrive) return first && last ? { core: { from: time(first[0]), to: time(last[1]) } } : {};
  const begun = now >= at(arrive.from) && presence.is === 'staggered';
  const leaves = begun ? summarize(withArrival(f)).day(date).leaveAt : undefined;
  return {
    arrive: { from: time(arrive.from), to: time(arrive.to), past: minutesTo(at(arrive.to), now) > 0 },
    ...(leaves === undefined ? {} : { leaveIfNow: w.time(leaves, f.person.zone) }),
  };
}

function withArrival({ worktime, common, date, zone, now }: OwnDay): WorktimeFacts {
  const came = { date, zone, open: true, spans: [{ in: now, breaks: [] }] };
  // Days are counted by their records, and these are others.
  return { ...worktime, records: [came], ...defined({ common: common && { ...common, days: new Map() } }) };
}

function weekModel({ summary: s, date }: OwnDay): WeekModel {
  const { worked, planned: target, overtime, holiday8, holidayBeyond, unapproved } = s.week(date);
  return { worked, target, overtime, holiday: holiday8 + holidayBeyond, unapproved };
}

/** Minutes that are missing are rounded up, minutes that are allowed down. */
export function periodModel({ summary: s, date }: OwnDay): PeriodModel | undefined {
  const p = s.period(date);
  if (p.base === 0) return undefined;
  const { first, last, most, overtimeFrom } = p;
  const today = s.day(date);
  const goesOn = today.plan.planned > 0 && today.state !== 'out';
  return {
    ...(first.slice(0, 7) === last.slice(0, 7) ? {} : { dates: { first, last } }),
    done: p.worked + p.leave,
    base: Math.ceil(p.base),
    ...(most === undefined ? {} : { most: Math.floor(most) }),
    ...(overtimeFrom === undefined ? {} : { overtimeFrom: Math.floor(overtimeFrom) }),
    owed: Math.ceil(p.owed),
    over: Math.floor(p.over),
    overtime: p.overtime,
    overMost: Math.ceil(p.overMost),
    daysLeft: p.daysLeft + (goesOn ? 1 : 0),
  };
}

/** Undefined where the total of the settlement period counts: no single week does then. */
export function capModel({ summary: s, date, policyOn }: OwnDay): CapModel | undefined {
  const week = s.week(date);
  const { cap, toCap, over52, worked, measured } = week;
  if (measured === 'period' || s.plan(date).arranged.off?.is === 'not-employed') return undefined;
  return { most: cap, left: toCap, over: over52, near: worked >= nearFrom(week, policyOn(date).reports.warnWeekAt) };
}
