import { LEAVE } from '../absence/leaves.ts';
import { requests } from '../approvals/store.ts';
import { byUser, worktimeOf } from '../attendance/records.ts';
import { addDays } from '../calendar/rules.ts';
import { FEW, figuresOf } from '../figures/actions.ts';
import { teamsOf } from '../people/organisation/rules.ts';
import type { ListedPerson } from '../people/store.ts';
import { inPortions } from '../shared/in-portions.ts';
import { type CountedPerson, monthSummaries, recordsOf } from '../timesheets/actions.ts';
import { weekKind } from '../timesheets/weeks/kind.ts';
import { weekAt } from '../timesheets/weeks/rules.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { WorktimeSummary } from '../worktime/summary.ts';
import { byLeft, rowOf, type WeekRow, weekRow } from './week.ts';

/** People whose hours are settled by month: worked so far, and the most. */
async function monthsOf(
  ws: Workspace,
  people: readonly CountedPerson[],
  month: string,
): Promise<Map<string, { worked: number; most: number }>> {
  const months = people.length > 0 ? await monthSummaries(ws, people, month) : [];
  return new Map(months.flatMap(m => (m.most === undefined ? [] : [[m.user, { worked: m.worked, most: m.most }]])));
}

/** Weeks from `monday` on, least left first: of few people as they are counted, of many as they are kept. */
export async function weekRows(ws: Workspace, people: readonly ListedPerson[], monday: string): Promise<WeekRow[]> {
  return people.length > FEW ? keptRows(ws, people, monday) : countedRows(ws, people, monday);
}

/** The same, from what is kept. */
export async function keptRows(ws: Workspace, people: readonly ListedPerson[], monday: string): Promise<WeekRow[]> {
  const [figures, teams] = await Promise.all([figuresOf(ws, weekKind, people, monday), teamsOf(ws)]);
  const [now, sunday] = [ws.clock.now(), addDays(monday, 6)];
  const rows = people.flatMap(person => {
    const own = figures.get(person.user);
    const { today, on } = ws.policy.of(person);
    const { reports, workingTime } = on(sunday);
    const o = { warnWeekAt: reports.warnWeekAt, weekCap: workingTime.weekCap };
    return own ? [rowOf({ ...person, team: teams.name(person.teamId) }, weekAt(own, now, today()), o)] : [];
  });
  return rows.sort(byLeft);
}

export async function countedRows(ws: Workspace, people: readonly ListedPerson[], monday: string): Promise<WeekRow[]> {
  const sunday = addDays(monday, 6);
  const users = people.map(p => p.user);
  const [records, leaves, teams] = await Promise.all([
    recordsOf(ws, people, { from: monday, to: sunday }),
    requests(ws).inForceIn(ws.team, LEAVE, monday, sunday, users),
    teamsOf(ws),
  ]);
  const leavesBy = byUser(leaves);
  const summaries = await inPortions(people, (person): [ListedPerson, WorktimeSummary] => [
    person,
    worktimeOf(ws, person, records.get(person.user) ?? [], leavesBy.get(person.user) ?? []),
  ]);
  const selective = summaries.filter(([, s]) => s.week(monday).measured === 'period').map(([person]) => person);
  const months = await monthsOf(ws, selective, [sunday, ws.policy.today()].sort()[0]?.slice(0, 7) ?? '');
  const rows = await inPortions(summaries, ([person, s]) => {
    const { reports, workingTime } = ws.policy.of(person).on(sunday);
    const o = { warnWeekAt: reports.warnWeekAt, weekCap: workingTime.weekCap, month: months.get(person.user) };
    return weekRow({ ...person, team: teams.name(person.teamId) }, s, monday, o);
  });
  return rows.sort(byLeft);
}
