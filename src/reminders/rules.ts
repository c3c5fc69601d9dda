import { addDays, localMinutes, mondayOf } from '../calendar/rules.ts';
import type { Quieted } from '../people/rules.ts';
import type { Policy } from '../settings/policy.ts';
import { instantOf } from '../worktime/layout.ts';
import type { WorktimeSummary } from '../worktime/summary.ts';
import type { RecordedDay } from '../worktime/types.ts';
import { nearFrom } from '../worktime/week.ts';

/** Not in by the arrival time; still in when the day is full; near the week's limit, and at it. */
export type ReminderKind = 'in' | 'out' | 'week-near' | 'week-most';

export interface Moment {
  kind: ReminderKind;
  /** the working day, or the Monday of the week; each is reported once */
  date: string;
  /** ms */
  at: number;
}

/** Later reminders help nobody; those of a week last as long as it; ms. */
const LATE_MS = 2 * 3_600_000;

const MINUTE = 60_000;

export interface ReminderFacts {
  summary: WorktimeSummary;
  records: readonly RecordedDay[];
  now: number;
  /** the workplace's date */
  today: string;
  policyOn: (date: string) => Pick<Policy, 'reminders'> & { reports: Pick<Policy['reports'], 'warnWeekAt'> };
  /** the person's own switches that are off */
  quiet: readonly Quieted[];
}

/** Reminders due now or later if nothing changes; late ones are left out. */
export function momentsOf(f: ReminderFacts): Moment[] {
  // Nobody is reminded on long leave, not even who has come in by mistake.
  if (f.summary.plan(f.today).longLeave) return [];
  return [...arrivals(f), ...leaving(f), ...weeks(f)];
}

/** Past midnight yesterday's late shift may still be missed. */
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

/** The day's set end, or when its minutes are full; whoever came later stays knowingly. */
function leaving(f: ReminderFacts): Moment[] {
  const { summary: s, now } = f;
  const date = s.workday;
  if (f.quiet.includes('out') || !f.policyOn(date).reminders.remindOut || !isHere(s)) return [];
  const at = leavesAt(s, date);
  const came = f.records.find(r => r.date === date)?.spans.at(-1)?.in ?? now;
  return at === undefined || at <= came || now - at >= LATE_MS ? [] : [{ kind: 'out', date, at }];
}

/** Under selective hours once its minutes are full: core time ends no day. */
export function leavesAt(s: WorktimeSummary, date: string): number | undefined {
  const { plan, leaveAt, fullAt } = s.day(date);
  return plan.arranged.presence.is === 'selective' ? fullAt : leaveAt;
}

/** Where the law limits only the settlement period, no week is warned of. */
function weeks(f: ReminderFacts): Moment[] {
  const { summary: s, now } = f;
  const { reminders, reports } = f.policyOn(s.workday);
  // A part-timer's limit may be lower.
  const least = s.plan(s.workday).arranged.partTime ? 0 : reports.warnWeekAt;
  if (!reminders.remindWeek || roughly(f) + NEAR < least) return [];
  const week = s.week(s.workday);
  if (week.measured === 'period') return [];
  const near = nearFrom(week, reports.warnWeekAt);
  const limits: [ReminderKind, number][] = [
    ...(near < week.cap ? [['week-near', near] as [ReminderKind, number]] : []),
    ['week-most', week.cap],
  ];
  return limits.flatMap(([kind, limit]): Moment[] => {
    const left = limit - week.worked;
    if (left > 0 && !isHere(s)) return [];
    return [{ kind, date: week.monday, at: now + Math.max(0, left) * MINUTE }];
  });
}

/** Minutes to the next scan at most. */
const NEAR = 30;

/** With breaks: never less than the work, and cheap. */
const roughly = ({ summary: s, records, now }: ReminderFacts): number =>
  records
    .filter(r => r.date >= mondayOf(s.workday))
    .reduce((sum, r) => sum + r.spans.reduce((of, span) => of + (span.out ?? now) - span.in, 0), 0) / MINUTE;

/** Nobody is reminded of hours on a whole day of leave. */
export function isOnLeave(s: WorktimeSummary, today: string): boolean {
  const { plan, state } = s.day(today);
  return plan.leave > 0 && plan.planned === 0 && state === 'none' && !isHere(s);
}

export const nameOf = (user: string, m: Pick<Moment, 'kind' | 'date'>): string => `remind-${m.kind}:${user}:${m.date}`;
