import { setImmediate as breathe } from 'node:timers/promises';
import { activeLeaves, approvedDays, LEAVE } from '../absence/leaves.ts';
import { inForce } from '../approvals/route/view.ts';
import type { RequestDoc, RequestStore } from '../approvals/store.ts';
import { CORRECTION } from '../attendance/corrections/kind.ts';
import { byUser } from '../attendance/records.ts';
import type { DayRecord, WorkdayStore } from '../attendance/store.ts';
import { addDays, type Calendar, localDate, mondayOf, monthBounds } from '../calendar/rules.ts';
import { kindOf } from '../forms/definition.ts';
import type { Person } from '../people/rules.ts';
import type { Policy } from '../settings/policy.ts';
import type { Clock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import { approvedOvertime, OVERTIME_FORM } from '../worktime/overtime.ts';
import { rangeNeeded, summarize, type WorktimeSummary } from '../worktime/summary.ts';
import type { RecordedDay } from '../worktime/types.ts';
import { type Problems, problemsOf } from './closing/problems.ts';
import type { PersonMonth } from './person-month.ts';
import { type MonthSummary, monthRecord, summaryOf } from './rules.ts';

export interface MonthRecords {
  today(): string;
  /** `month`: YYYY-MM. The right to it is the caller's business. */
  of(person: Person, month: string): Promise<PersonMonth>;
  /** How these people's months stand, in their order; counted in portions that let presses pass. */
  summaries(people: readonly Person[], month: string): Promise<MonthSummary[]>;
  /** What is left in their months, of those in whose there is anything, in their order; counted the same way. */
  problems(people: readonly Person[], month: string): Promise<PersonProblems[]>;
}

export interface PersonProblems {
  person: Person;
  problems: Problems;
}

/** So many people are counted without a pause. */
const PORTION = 20;
/** So many people's records are read one by one. */
const ONE_BY_ONE = 50;

const OVERTIME = kindOf(OVERTIME_FORM);

export function monthRecords(o: {
  workdays: Pick<WorkdayStore, 'between' | 'recordsIn' | 'firstOf'>;
  requests: Pick<RequestStore, 'of' | 'inForceIn' | 'occupyingIn'>;
  calendar: Calendar;
  policyOn: (date: string) => Policy;
  isClosed: (date: string) => Promise<boolean>;
  clock: Clock;
  team: () => string;
  zone: string;
}): MonthRecords {
  const today = (): string => localDate(o.clock.now(), o.zone);

  function worktimeOf(
    person: Person,
    records: readonly RecordedDay[],
    requests: readonly RequestDoc[],
  ): WorktimeSummary {
    const { policyOn, calendar } = o;
    return summarize({
      ...{ now: o.clock.now(), today: today(), policyOn, calendar, person, records },
      leaves: approvedDays(requests, calendar),
      overtime: approvedOvertime(requests),
    });
  }

  /** A page of people one by one, which the index answers; of more, everybody's, week by week, so that no query grows with the month. */
  async function recordsOf(people: readonly Person[], from: string, to: string): Promise<DayRecord[]> {
    if (people.length <= ONE_BY_ONE) {
      const own = await Promise.all(people.map(p => o.workdays.recordsIn(o.team(), from, to, [p.user])));
      return own.flat();
    }
    const found: DayRecord[][] = [];
    for (let monday = from; monday <= to; monday = addDays(monday, 7)) {
      found.push(await o.workdays.recordsIn(o.team(), monday, addDays(monday, 6)));
      await breathe();
    }
    return found.flat();
  }

  return {
    today,
    of: async (person, month) => {
      const { first, last } = monthBounds(`${month}-01`);
      const facts = { policyOn: o.policyOn, calendar: o.calendar, person };
      // The second day's range has the whole period in it, and not the month before.
      const ranges = [rangeNeeded(addDays(first, 1), facts), rangeNeeded(last, facts)];
      const from =
        ranges
          .map(r => r.from)
          .sort()
          .at(0) ?? first;
      const to =
        ranges
          .map(r => r.to)
          .sort()
          .at(-1) ?? last;
      const [records, requests, closed] = await Promise.all([
        o.workdays.between(o.team(), person.user, from, to),
        o.requests.of(o.team(), person.user),
        o.isClosed(first),
      ]);
      const told = worktimeOf(person, records, requests);
      const leaves = activeLeaves(requests.filter(inForce));
      return {
        ...{ person, summary: told, record: monthRecord(month, told), zone: o.zone, today: today(), closed },
        days: new Map(records.map(r => [r.date, r])),
        leavesOn: date => leaves.filter(l => l.from <= date && date <= l.to),
      };
    },
    summaries: async (people, month) => {
      const { first, last } = monthBounds(`${month}-01`);
      const [from, to] = [mondayOf(first), addDays(mondayOf(last), 6)];
      const users = people.length <= ONE_BY_ONE ? people.map(p => p.user) : undefined;
      const [records, leaves, overtime] = await Promise.all([
        recordsOf(people, from, to),
        o.requests.inForceIn(o.team(), LEAVE, from, to, users),
        o.requests.inForceIn(o.team(), OVERTIME, from, to, users),
      ]);
      const recordsBy = byUser(records);
      const requestsBy = byUser([...leaves, ...overtime]);
      const warnAt = (date: string): number => o.policyOn(date).reports.warnWeekAt;
      const found: MonthSummary[] = [];
      for (const [i, person] of people.entries()) {
        const told = worktimeOf(person, recordsBy.get(person.user) ?? [], requestsBy.get(person.user) ?? []);
        found.push(summaryOf(person.user, monthRecord(month, told), warnAt));
        if (i % PORTION === PORTION - 1) await breathe();
      }
      return found;
    },
    problems: async (people, month) => {
      const { first, last } = monthBounds(`${month}-01`);
      const [from, to] = [mondayOf(first), addDays(mondayOf(last), 6)];
      const [records, leaves, corrections, overtime] = await Promise.all([
        recordsOf(people, from, to),
        o.requests.occupyingIn(o.team(), LEAVE, from, to),
        o.requests.occupyingIn(o.team(), CORRECTION, first, last),
        o.requests.inForceIn(o.team(), OVERTIME, from, to),
      ]);
      const recordsBy = byUser(records);
      const requestsBy = byUser([...leaves, ...corrections, ...overtime]);
      const began = await beganBy(people, first, recordsBy);
      const found: PersonProblems[] = [];
      for (const [i, person] of people.entries()) {
        const firstRecord = began(person.user);
        const problems = problemsOf({
          ...{ now: o.clock.now(), today: today(), policyOn: o.policyOn, calendar: o.calendar, person },
          ...{ from: first, to: last, records: recordsBy.get(person.user) ?? [] },
          requests: requestsBy.get(person.user) ?? [],
          ...defined({ firstRecord }),
        });
        if (problems.size > 0) found.push({ person, problems });
        if (i % PORTION === PORTION - 1) await breathe();
      }
      return found;
    },
  };

  /** Since when people record their days, as far as this month has to know: of most of them its first records tell. */
  async function beganBy(
    people: readonly Person[],
    first: string,
    records: ReadonlyMap<string, readonly DayRecord[]>,
  ): Promise<(user: string) => string | undefined> {
    const earliest = (user: string): string | undefined => records.get(user)?.[0]?.date;
    const unknown = people.map(p => p.user).filter(user => (earliest(user) ?? '9999') > first);
    const told = await Promise.all(
      unknown.map(async user => [user, await o.workdays.firstOf(o.team(), user)] as const),
    );
    const began = new Map(told);
    return user => began.get(user) ?? earliest(user);
  }
}
