import { approvedDays, LEAVE } from '../absence/leaves.ts';
import type { RequestStore } from '../approvals/store.ts';
import { addDays, type Calendar, mondayOf } from '../calendar/rules.ts';
import type { Person } from '../people/rules.ts';
import type { Policy } from '../settings/policy.ts';
import type { Clock } from '../shared/clock.ts';
import { summarize, type WorktimeSummary } from '../worktime/summary.ts';
import type { RecordedDay } from '../worktime/types.ts';
import type { WorkdayStore } from './store.ts';

/** What the worktime of many people is read from. */
export interface RecordParts {
  workdays: Pick<WorkdayStore, 'recordsIn'>;
  requests: Pick<RequestStore, 'inForceIn'>;
  calendar: Calendar;
  clock: Clock;
  team: () => string;
  policyOn: (date: string) => Policy;
}

/** A person and their worktime, with the records that it counts. */
export interface PersonSummary {
  person: Person;
  summary: WorktimeSummary;
  records: readonly RecordedDay[];
}

/**
 * How people stand in the week of `today` and of the day before, whose shift may go on: three queries, however many they are. Nothing but days and
 * weeks of these dates may be asked of it. What was approved of overtime is not read. `whole`: these are all who work here.
 */
export async function summariesOf(
  people: readonly Person[],
  today: string,
  o: RecordParts,
  whole = false,
): Promise<Map<string, PersonSummary>> {
  const from = mondayOf(addDays(today, -1));
  const to = addDays(mondayOf(today), 6);
  const users = whole ? undefined : people.map(p => p.user);
  const [records, requests] = await Promise.all([
    o.workdays.recordsIn(o.team(), from, to, users),
    o.requests.inForceIn(o.team(), LEAVE, from, to, users),
  ]);
  const recordsBy = byUser(records);
  const requestsBy = byUser(requests);
  const now = o.clock.now();
  return new Map(
    people.map(person => {
      const own = recordsBy.get(person.user) ?? [];
      const leaves = approvedDays(requestsBy.get(person.user) ?? [], o.calendar);
      const { policyOn, calendar } = o;
      const told = summarize({ now, today, policyOn, calendar, person, records: own, leaves });
      return [person.user, { person, summary: told, records: own }];
    }),
  );
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
