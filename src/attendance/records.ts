import { approvedDays, LEAVE } from '../absence/leaves.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { addDays, mondayOf } from '../calendar/rules.ts';
import type { Person } from '../people/rules.ts';
import { inPortions } from '../shared/in-portions.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { approvedOvertime } from '../worktime/overtime.ts';
import { type ArrangedPerson, summarize, type WorktimeSummary } from '../worktime/summary.ts';
import type { RecordedDay } from '../worktime/types.ts';
import { workdays } from './store.ts';

/** A person and their worktime, with its records. */
export interface PersonSummary {
  person: Person;
  summary: WorktimeSummary;
  records: readonly RecordedDay[];
}

/** A person's worktime by these records, and by the leave and overtime of these requests that are in force. */
export function worktimeOf(
  ws: Workspace,
  person: ArrangedPerson,
  records: readonly RecordedDay[],
  own: readonly RequestDoc[],
  today = ws.policy.of(person).today(),
): WorktimeSummary {
  const { on: policyOn, calendar } = ws.policy.of(person);
  const [leaves, overtime] = [approvedDays(own, calendar), approvedOvertime(own, records)];
  return summarize({ now: ws.clock.now(), today, policyOn, calendar, person, records, leaves, overtime });
}

/**
 * Worktimes in the week of a date and the day before, whose shift may go on, in two queries; without approved overtime.
 * `whole`: these are all active people. Without a date each has today in their own office.
 */
export async function summariesOf(
  ws: Workspace,
  people: readonly Person[],
  date: string | undefined,
  whole = false,
): Promise<Map<string, PersonSummary>> {
  const dates = date === undefined ? ws.policy.todays() : [date];
  const from = mondayOf(addDays(dates[0] as string, -1));
  const to = addDays(mondayOf(dates.at(-1) as string), 6);
  const users = whole ? undefined : people.map(p => p.user);
  const [records, leaves] = await Promise.all([
    workdays(ws).recordsIn(ws.team, from, to, users),
    requests(ws).inForceIn(ws.team, LEAVE, from, to, users),
  ]);
  const recordsBy = byUser(records);
  const leavesBy = byUser(leaves);
  const found = await inPortions(people, (person): [string, PersonSummary] => {
    const own = recordsBy.get(person.user) ?? [];
    const summary = worktimeOf(ws, person, own, leavesBy.get(person.user) ?? [], date);
    return [person.user, { person, summary, records: own }];
  });
  return new Map(found);
}

export function byUser<T extends { user: string }>(list: readonly T[]): Map<string, T[]> {
  const by = new Map<string, T[]>();
  for (const item of list) {
    const own = by.get(item.user);
    if (own) own.push(item);
    else by.set(item.user, [item]);
  }
  return by;
}
