import { addDays, localMinutes, mondayOf } from '../calendar/rules.ts';
import type { Quieted } from '../people/rules.ts';
import type { Policy } from '../settings/policy.ts';
import { instantOf } from '../worktime/layout.ts';
import type { WorktimeSummary } from '../worktime/summary.ts';
import type { RecordedDay } from '../worktime/types.ts';

/** Not in when the time of arrival ends; still in when the day is full; near the most of a week, and at it. */
export type ReminderKind = 'in' | 'out' | 'week-near' | 'week-most';

/** When somebody is to be reminded of what. */
export interface Moment {
  kind: ReminderKind;
  /** the working day, or the Monday of the week: each is told of once */
  date: string;
  /** ms */
  at: number;
}

/** A reminder that is later than this helps nobody; ms. What a week says is told as long as the week lasts. */
const LATE_MS = 2 * 3_600_000;

const MINUTE = 60_000;

export interface ReminderFacts {
  summary: WorktimeSummary;
  records: readonly RecordedDay[];
  now: number;
  /** the workplace's date */
  today: string;
  policyOn: (date: string) => Pick<Policy, 'reminders' | 'reports'>;
  /** the person's own switches that are off */
  quiet: readonly Quieted[];
}

/** What a person is or will be reminded of as things stand now, if nothing changes meanwhile; what is too late is left out. */
export function momentsOf(f: ReminderFacts): Moment[] {
  return [...arrivals(f), ...leaving(f), ...weeks(f)];
}

/** Past midnight a late shift of the day before may still be missed. */
function arrivals(f: ReminderFacts): Moment[] {
  const { summary: s, now, today } = f;
  if (f.quiet.includes('in') || isHere(s)) return [];
  const { zone } = s.plan(today).arranged;
  const dates = localMinutes(now, zone) * MINUTE < LATE_MS ? [addDays(today, -1), today] : [today];
  return dates.flatMap((date): Moment[] => {
    if (!f.policyOn(date).reminders.remindIn || f.records.some(r => r.date === date)) return [];
    const plan = s.plan(date);
    const due = plan.arrive?.to ?? plan.core[0]?.[0];
    if (due === undefined) return [];
    const at = instantOf(date, due, plan.arranged.zone);
    return now - at < LATE_MS ? [{ kind: 'in', date, at }] : [];
  });
}

const isHere = (s: WorktimeSummary): boolean => ['in', 'break'].includes(s.day(s.workday).state);

/** The set end of the day, or when its minutes are full; whoever came after that stays knowingly. */
function leaving(f: ReminderFacts): Moment[] {
  const { summary: s, now } = f;
  const date = s.workday;
  if (f.quiet.includes('out') || !f.policyOn(date).reminders.remindOut || !isHere(s)) return [];
  const at = leavesAt(s, date);
  const came = f.records.find(r => r.date === date)?.spans.at(-1)?.in ?? now;
  return at === undefined || at <= came || now - at >= LATE_MS ? [] : [{ kind: 'out', date, at }];
}

/** When somebody's day ends as it stands: under selective hours once its minutes are full, since core time ends no day. */
export function leavesAt(s: WorktimeSummary, date: string): number | undefined {
  const { plan, leaveAt, fullAt } = s.day(date);
  return plan.arranged.presence.is === 'selective' ? fullAt : leaveAt;
}

/** Where only the total of a settlement period is held against the law, no week is warned of. */
function weeks(f: ReminderFacts): Moment[] {
  const { summary: s, now } = f;
  const { reminders, reports } = f.policyOn(s.workday);
  if (!reminders.remindWeek || roughly(f) + NEAR < reports.warnWeekAt) return [];
  const week = s.week(s.workday);
  if (week.measured === 'period') return [];
  const limits: [ReminderKind, number][] = [
    ...(reports.warnWeekAt < week.cap ? [['week-near', reports.warnWeekAt] as [ReminderKind, number]] : []),
    ['week-most', week.cap],
  ];
  return limits.flatMap(([kind, limit]): Moment[] => {
    const left = limit - week.worked;
    if (left > 0 && !isHere(s)) return [];
    return [{ kind, date: week.monday, at: now + Math.max(0, left) * MINUTE }];
  });
}

/** Minutes that a round of looking lies ahead at the most. */
const NEAR = 30;

/** Minutes of all records, breaks and all: never less than what was worked, and found without counting. */
const roughly = ({ summary: s, records, now }: ReminderFacts): number =>
  records
    .filter(r => r.date >= mondayOf(s.workday))
    .reduce((sum, r) => sum + r.spans.reduce((of, span) => of + (span.out ?? now) - span.in, 0), 0) / MINUTE;

/** Whether a whole day of leave is taken today: nobody is warned of their own hours then. */
export function isOnLeave(s: WorktimeSummary, today: string): boolean {
  const { plan, state } = s.day(today);
  return plan.leave > 0 && plan.planned === 0 && state === 'none' && !isHere(s);
}

/** The name under which a reminder is given once in a workspace. */
export const nameOf = (user: string, m: Pick<Moment, 'kind' | 'date'>): string => `remind-${m.kind}:${user}:${m.date}`;
