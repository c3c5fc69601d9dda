import { isDeepStrictEqual } from 'node:util';
import type { TimesShown } from '../../blocks/touched.ts';
import { LEAVE } from '../absence/leaves.ts';
import { recountedBy, rescheduled } from '../absence/recount-schedule.ts';
import type { Touched } from '../administration/points.ts';
import { inForce } from '../approvals/route/view.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { byUser, worktimeOf } from '../attendance/records.ts';
import { datesBetween, monthBounds } from '../calendar/rules.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import type { Person } from '../people/rules.ts';
import { termsDifferFrom, termsOf } from '../people/terms.ts';
import { namesDay } from '../settings/change.ts';
import type { PolicyChange } from '../settings/policy.ts';
import { inPortions } from '../shared/in-portions.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Presence } from '../worktime/arrangement.ts';
import type { WorktimeSummary } from '../worktime/summary.ts';

const PLANNING = [
  ...['arrangement', 'start', 'windowFrom', 'windowTo', 'coreFrom', 'coreTo', 'dayLength', 'holidays', 'region'],
] as const satisfies (keyof NonNullable<PolicyChange['workingTime']>)[];

export const changesPlans = ({ workingTime = {} }: PolicyChange): boolean =>
  PLANNING.some(f => workingTime[f] !== undefined);

/** Planned minutes of everybody in the month of the change, and when they are to be there on its first day. */
export async function touchedPlans(
  ws: Workspace,
  after: Workspace,
  { from, change }: { from: string; change: PolicyChange },
): Promise<Touched[]> {
  const { first, last } = monthBounds(from);
  const [people, found] = await Promise.all([ws.people.active(), requests(ws).inForceIn(ws.team, LEAVE, first, last)]);
  const leaves = byUser(found);
  const rows = await inPortions(people, (person): Touched[] => {
    const own = leaves.get(person.user) ?? [];
    const next = namesDay(change) ? own.map(r => recountedByDay(after, person, r, from)) : own;
    return comparedPlans(person.user, from, worktimeOf(ws, person, [], own), worktimeOf(after, person, [], next));
  });
  return rows.flat();
}

/** Of one person, in the first month that other facts change, this month at the earliest. */
export async function touchedPlan(ws: Workspace, before: Person, after: Person): Promise<Touched[]> {
  const today = ws.policy.of(after).today();
  const begins = termsDifferFrom(termsOf(before), termsOf(after)) ?? today;
  const from = begins < monthBounds(today).first ? today : begins;
  const own = await requests(ws).of(ws.team, after.user);
  const next = recountedBy(ws, before, after, own);
  const old = worktimeOf(ws, before, [], own.filter(inForce));
  const changed = worktimeOf(ws, after, [], next.filter(inForce));
  // The month in which they begin may be over before they show: on its last day, or on days without work.
  const later = [before, after].flatMap(p => (p.terms ?? []).map(t => t.from)).filter(day => day > from);
  const rows = [from, ...later.sort()].flatMap(day => comparedPlans(after.user, day, old, changed));
  return rows.filter((row, i) => rows.findIndex(r => r.what === row.what) === i);
}

function comparedPlans(user: string, from: string, old: WorktimeSummary, next: WorktimeSummary): Touched[] {
  const { first, last } = monthBounds(from);
  const planned = (s: WorktimeSummary): number =>
    datesBetween(first, last).reduce((sum, date) => sum + s.plan(date).planned, 0);
  const [was, is] = [planned(old), planned(next)];
  const times = [timesShown(old.plan(from).arranged.presence), timesShown(next.plan(from).arranged.presence)] as const;
  return [
    ...(was === is
      ? []
      : [{ user, what: 'planned' as const, from: first, to: last, was: { minutes: was }, is: { minutes: is } }]),
    ...(isDeepStrictEqual(times[0], times[1])
      ? []
      : [{ user, what: 'times' as const, from, to: from, was: times[0], is: times[1] }]),
  ];
}

/** As it stands once the day's length is another: what ended before is not touched. */
const recountedByDay = (after: Workspace, person: Person, r: RequestDoc, from: string): RequestDoc =>
  r.period.to < from ? r : { ...r, form: { ...rescheduled(leaveFormOf(r.form), person, after.policy) } };

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function timesShown(p: Presence): TimesShown {
  if (p.is === 'fixed') return { arrangement: p.is, from: clock(p.start) };
  const between = p.is === 'staggered' ? p : p.core;
  return { arrangement: p.is, ...(between ? { from: clock(between.from), to: clock(between.to) } : {}) };
}
