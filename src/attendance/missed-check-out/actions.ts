import { LEAVE } from '../../absence/leaves.ts';
import { type RequestDoc, requests } from '../../approvals/store.ts';
import { addDays, datesBetween } from '../../calendar/rules.ts';
import { isActive, type Person } from '../../people/rules.ts';
import { defined } from '../../shared/defined.ts';
import { owe } from '../../shared/effects.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { LikelyEnds, WorktimeSummary } from '../../worktime/summary.ts';
import type { RecordedDay } from '../../worktime/types.ts';
import { byUser, worktimeOf } from '../records.ts';
import { WORKDAYS, type WorkdayDoc, workdays } from '../store.ts';
import { questionOwed } from './effects.ts';
import { type DueQuestion, dueQuestions, mayBeDue } from './rules.ts';

/** Basis of the usual time. */
const EARLIER_DAYS = 28;
const BACK_DAYS = 7;

interface Candidate {
  day: WorkdayDoc;
  person: Person;
  leaves: readonly RequestDoc[];
}

/** Due by the planned ends alone: of thousands who are in, these few are checked closely. */
async function candidates(ws: Workspace, days: readonly WorkdayDoc[]): Promise<Candidate[]> {
  const now = ws.clock.now();
  const today = ws.policy.today();
  const last =
    days
      .map(d => d.date)
      .sort()
      .at(-1) ?? today;
  const first = days.map(d => d.date).sort()[0] ?? today;
  const [people, allLeaves] = await Promise.all([
    ws.people.some([...new Set(days.map(d => d.user))]),
    requests(ws).inForceIn(ws.team, LEAVE, first, last),
  ]);
  const byId = new Map(people.filter(isActive).map(p => [p.user, p]));
  const leavesOf = byUser(allLeaves);
  return days.flatMap(day => {
    const person = byId.get(day.user);
    if (!person) return [];
    const leaves = leavesOf.get(day.user) ?? [];
    const { plannedEnd } = worktimeOf(ws, person, [day], leaves).likelyEnds(day.date);
    return mayBeDue(day, plannedEnd, now) ? [{ day, person, leaves }] : [];
  });
}

/** Usual times, and whether people are back, in few reads. */
async function dueOf(
  ws: Workspace,
  found: readonly Candidate[],
): Promise<(DueQuestion & { day: WorkdayDoc; likely: LikelyEnds })[]> {
  const wanted = found.flatMap(({ person, day: { user, date } }) =>
    datesBetween(addDays(date, -EARLIER_DAYS), ws.policy.of(person).today()).map(d => ({ user, date: d })),
  );
  const recordsOf = byUser(await workdays(ws).recordsOn(ws.team, wanted));
  return found.flatMap(({ day, person, leaves }) => {
    const records = (recordsOf.get(day.user) ?? []).sort((a, b) => (a.date < b.date ? -1 : 1));
    const today = ws.policy.of(person).today();
    const likely = worktimeOf(ws, person, records, leaves, today).likelyEnds(day.date);
    const cameBack = records.some(r => r.date > day.date && r.spans.length > 0);
    const facts = { ...day, ownZone: person.zone, cameBack, likely };
    return dueQuestions([facts], ws.clock.now(), today).map(q => ({ ...q, day, likely }));
  });
}

/** Stores the questions that are due now with their days, so that none is sent twice; answers how many. */
export async function askMissedCheckOuts(ws: Workspace): Promise<number> {
  const now = ws.clock.now();
  const today = ws.policy.today();
  // Offices in the east are a day ahead.
  const all = await workdays(ws).unended(ws.team, addDays(today, -BACK_DAYS), addDays(today, 1));
  const open = await workdays(ws).whole(all.filter(d => mayBeDue(d, undefined, now)));
  if (open.length === 0) return 0;
  let owed = 0;
  for (const { day, user, moment, likely } of await dueOf(ws, await candidates(ws, open))) {
    const effects = owe([questionOwed(user, moment, likely)], now);
    // Somebody was faster: the next minute tries again.
    if (!(await workdays(ws).owe(day, effects, moment))) continue;
    ws.outbox.notify(WORKDAYS, day._id, effects, { ...day, effects: [...day.effects, ...effects] });
    owed++;
  }
  return owed;
}

/** With the records before a date, which show the usual times. */
async function worktimeBefore(ws: Workspace, user: string, date: string): Promise<WorktimeSummary> {
  const [person, records, leaves] = await Promise.all([
    ws.people.person(user),
    workdays(ws).recordsIn(ws.team, addDays(date, -EARLIER_DAYS), date, [user]),
    requests(ws).inForceIn(ws.team, LEAVE, date, date, [user]),
  ]);
  return worktimeOf(ws, person, records, leaves);
}

export const likelyEnds = async (ws: Workspace, user: string, date: string): Promise<LikelyEnds> =>
  (await worktimeBefore(ws, user, date)).likelyEnds(date);

export const likelyDay = async (
  ws: Workspace,
  user: string,
  date: string,
): Promise<ReturnType<WorktimeSummary['likelyDay']>> => (await worktimeBefore(ws, user, date)).likelyDay(date);

/** Minutes that an ended day lacks, and how long it would have gone on, ms; undefined: nothing. */
export async function shortOf(
  ws: Workspace,
  person: Person,
  day: RecordedDay,
): Promise<{ minutes: number; until?: number } | undefined> {
  const { date } = day;
  const s = worktimeOf(ws, person, [day], await requests(ws).inForceIn(ws.team, LEAVE, date, date, [person.user]));
  const minutes = s.day(date).early;
  const until = s.likelyEnds(date).plannedEnd;
  return minutes > 0 ? { minutes, ...defined({ until }) } : undefined;
}
