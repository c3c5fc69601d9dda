import { LEAVE } from '../../absence/leaves.ts';
import { type RequestDoc, requests } from '../../approvals/store.ts';
import { addDays, datesBetween } from '../../calendar/rules.ts';
import { isActive, type Person } from '../../people/rules.ts';
import { defined } from '../../shared/defined.ts';
import { owe } from '../../shared/effects.ts';
import { inPortions } from '../../shared/in-portions.ts';
import { perWorkspace, type Workspace } from '../../workspace/workspace.ts';
import type { ArrangedPerson, LikelyEnds, WorktimeSummary } from '../../worktime/summary.ts';
import type { RecordedDay } from '../../worktime/types.ts';
import { byUser, worktimeOf } from '../records.ts';
import type { WorkdayDoc, WorkdayState } from '../schema.ts';
import { WORKDAYS, workdays } from '../store.ts';
import { questionOwed } from './effects.ts';
import { type DueQuestion, dueQuestions, mayBeDueFrom } from './rules.ts';

/** Basis of the usual time. */
const EARLIER_DAYS = 28;
const BACK_DAYS = 7;

/** How often everybody who is in is looked at: no question is due so soon after a check-in; ms. */
const SCAN_MS = 5 * 60_000;

interface Candidate {
  day: WorkdayDoc;
  person: Person;
  leaves: readonly RequestDoc[];
}

/** What the last look at all open days has found. `from`: a question may be due, by the planned end alone, ms. */
const memory = perWorkspace(() => ({
  scannedAt: Number.POSITIVE_INFINITY,
  open: [] as { _id: string; from: number }[],
}));

async function planned(ws: Workspace, days: readonly WorkdayState[]) {
  const now = ws.clock.now();
  const dates = days.map(d => d.date).sort();
  const [first = ws.policy.today(), last = first] = [dates[0], dates.at(-1)];
  const leavesOf = byUser(await requests(ws).inForceIn(ws.team, LEAVE, first, last));
  return (day: WorkdayState, person: ArrangedPerson) => {
    const leaves = leavesOf.get(day.user) ?? [];
    const { plannedEnd } = worktimeOf(ws, person, [day], leaves).likelyEnds(day.date);
    return { leaves, from: mayBeDueFrom(day, plannedEnd, now) };
  };
}

async function scan(ws: Workspace, first: string, last: string): Promise<void> {
  const now = ws.clock.now();
  const [open, { people }] = await Promise.all([workdays(ws).openIn(ws.team, first, last), ws.rights.listing()]);
  const of = await planned(ws, open);
  const found = await inPortions(open, day => {
    const person = people.get(day.user);
    return person && isActive(person) ? [{ _id: day._id, from: of(day, person).from }] : [];
  });
  Object.assign(memory(ws), { scannedAt: now, open: found.flat() });
}

/** Of thousands who are in, the few that may be due now are read whole and checked closely. */
async function candidates(ws: Workspace): Promise<Candidate[]> {
  const [now, today, seen] = [ws.clock.now(), ws.policy.today(), memory(ws)];
  // Offices in the east are a day ahead.
  const [first, last] = [addDays(today, -BACK_DAYS), addDays(today, 1)];
  if (now < seen.scannedAt || now >= seen.scannedAt + SCAN_MS) await scan(ws, first, last);
  const givenUp = await workdays(ws).givenUpIn(ws.team, first, last);
  const unasked = givenUp.filter(d => mayBeDueFrom(d, undefined, now) <= now);
  const days = await workdays(ws).whole([...seen.open.filter(d => d.from <= now), ...unasked]);
  const unended = days.filter(d => d.open || d.unfinished);
  if (unended.length === 0) return [];
  const people = await ws.people.some([...new Set(unended.map(d => d.user))]);
  const byId = new Map(people.filter(isActive).map(p => [p.user, p]));
  const of = await planned(ws, unended);
  return unended.flatMap(day => {
    const person = byId.get(day.user);
    if (!person) return [];
    const { leaves, from } = of(day, person);
    return from <= now ? [{ day, person, leaves }] : [];
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
  let owed = 0;
  for (const { day, user, moment, likely } of await dueOf(ws, await candidates(ws))) {
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
