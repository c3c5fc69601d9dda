import { LEAVE } from '../absence/leaves.ts';
import { requests } from '../approvals/store.ts';
import { byUser, worktimeOf } from '../attendance/records.ts';
import { addDays } from '../calendar/rules.ts';
import { teamsOf } from '../people/organisation/rules.ts';
import type { ListedPerson } from '../people/store.ts';
import { type CountedPerson, counted, monthSummaries, ONE_BY_ONE, recordsOf } from '../timesheets/actions.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { WorktimeSummary } from '../worktime/summary.ts';
import { byLeft, type WeekRow, weekRow } from './week.ts';

export type ReportPerson = CountedPerson & Pick<ListedPerson, 'name' | 'teamId'>;

/** People whose hours are settled by month: worked so far, and the most. */
async function monthsOf(
  ws: Workspace,
  people: readonly CountedPerson[],
  month: string,
): Promise<Map<string, { worked: number; most: number }>> {
  const months = people.length > 0 ? await monthSummaries(ws, people, month) : [];
  return new Map(months.flatMap(m => (m.most === undefined ? [] : [[m.user, { worked: m.worked, most: m.most }]])));
}

/** Weeks from `monday` on, in few commands, least left first. */
export async function weekRows(ws: Workspace, people: readonly ReportPerson[], monday: string): Promise<WeekRow[]> {
  const sunday = addDays(monday, 6);
  const users = people.length <= ONE_BY_ONE ? people.map(p => p.user) : undefined;
  const [records, leaves, teams] = await Promise.all([
    recordsOf(ws, people, monday, sunday),
    requests(ws).inForceIn(ws.team, LEAVE, monday, sunday, users),
    teamsOf(ws),
  ]);
  const leavesBy = byUser(leaves);
  const summaries = await counted(people, (person): [ReportPerson, WorktimeSummary] => [
    person,
    worktimeOf(ws, person, records.get(person.user) ?? [], leavesBy.get(person.user) ?? []),
  ]);
  const selective = summaries.filter(([, s]) => s.week(monday).measured === 'period').map(([person]) => person);
  const months = await monthsOf(ws, selective, [sunday, ws.policy.today()].sort()[0]?.slice(0, 7) ?? '');
  const rows = await counted(summaries, ([person, s]) => {
    const { reports, workingTime } = ws.policy.of(person).on(sunday);
    const o = { warnWeekAt: reports.warnWeekAt, weekCap: workingTime.weekCap, month: months.get(person.user) };
    return weekRow({ ...person, team: teams.name(person.teamId) }, s, monday, o);
  });
  return rows.sort(byLeft);
}
