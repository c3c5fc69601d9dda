import { setImmediate as breathe } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { MonthProblem } from '../../blocks/month-ids.ts';
import { activeLeaves, LEAVE } from '../absence/leaves.ts';
import { inForce, occupies } from '../approvals/route/view.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { CORRECTION } from '../attendance/corrections/kind.ts';
import { byUser, worktimeOf } from '../attendance/records.ts';
import { isCheckOutMissed } from '../attendance/rules.ts';
import type { DayRecord } from '../attendance/schema.ts';
import { workdays } from '../attendance/store.ts';
import { addDays, datesBetween, mondayOf, monthBounds } from '../calendar/rules.ts';
import { kindOf } from '../forms/definition.ts';
import type { Person } from '../people/rules.ts';
import type { ListedPerson } from '../people/store.ts';
import { defined } from '../shared/defined.ts';
import { inPortions } from '../shared/in-portions.ts';
import { FEW_OF_MANY } from '../shared/portions.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { OVERTIME_FORM } from '../worktime/overtime.ts';
import { type ArrangedPerson, rangeNeeded } from '../worktime/summary.ts';
import { isClosed } from './closing/closed.ts';
import { type ProblemFacts, type Problems, problemsOf } from './closing/problems.ts';
import type { PersonMonth } from './person-month.ts';
import { type MonthRecord, type MonthSummary, monthRecord, summaryOf } from './rules.ts';

export interface PersonProblems {
  person: ListedPerson;
  problems: Problems;
}

/** Read one by one; of more people everybody's are read. */
const ONE_BY_ONE = 50;
/** Commands side by side. */
const AT_ONCE = 8;

/** What counting needs of a person. */
export type CountedPerson = ArrangedPerson & Pick<Person, 'user'>;

const OVERTIME = kindOf(OVERTIME_FORM);

/** The caller checks the right. */
export async function personMonth(ws: Workspace, person: Person, month: string): Promise<PersonMonth> {
  const { first, last } = monthBounds(`${month}-01`);
  const { zone, today: todayOf } = ws.policy.of(person);
  const { from, to } = neededFor(ws, person, { from: first, to: last });
  const [records, own, closed] = await Promise.all([
    // The shift before may have overtime that was named for the first day.
    workdays(ws).between(ws.team, person.user, addDays(from, -1), to),
    requests(ws).of(ws.team, person.user),
    isClosed(ws, first),
  ]);
  const today = todayOf();
  const summary = worktimeOf(ws, person, records, own, today);
  const leaves = activeLeaves(own.filter(inForce));
  return {
    ...{ person, summary, record: monthRecord(month, summary), zone, today, closed },
    days: new Map(records.map(r => [r.date, r])),
    leavesOn: date => leaves.filter(l => l.from <= date && date <= l.to),
  };
}

/** The whole periods that these dates are settled with, and the weeks that they touch. */
export function neededFor(ws: Workspace, person: CountedPerson, of: Dates): Dates {
  const { calendar, on: policyOn } = ws.policy.of(person);
  // From the second day: the range has the whole period, without the month before.
  return spanned([addDays(of.from, 1), of.to].map(date => rangeNeeded(date, { policyOn, calendar, person })));
}

interface Dates {
  from: string;
  to: string;
}

const spanned = (all: readonly Dates[]): Dates => ({
  from: all.map(d => d.from).sort()[0] ?? '',
  to:
    all
      .map(d => d.to)
      .sort()
      .at(-1) ?? '',
});

interface Period extends Dates {
  /** who settle the month with others, by the dates of these */
  settled: readonly (Dates & { people: readonly CountedPerson[] })[];
  /** of all of these and of the month */
  whole: Dates;
}

function periodOf(ws: Workspace, people: readonly CountedPerson[], month: string): Period {
  const { first, last, from, to } = datesOf(month);
  const others = new Map<string, Dates & { people: CountedPerson[] }>();
  for (const p of people) {
    const needed = neededFor(ws, p, { from: first, to: last });
    if (needed.from >= from && needed.to <= to) continue;
    const key = `${needed.from} ${needed.to}`;
    const known = others.get(key) ?? { ...needed, people: [] };
    known.people.push(p);
    others.set(key, known);
  }
  const settled = [...others.values()];
  return { from, to, settled, whole: spanned([{ from, to }, ...settled]) };
}

async function recordsIn(
  ws: Workspace,
  people: readonly CountedPerson[],
  { from, to, settled }: Period,
  o: { oneByOne?: number } = {},
): Promise<Map<string, DayRecord[]>> {
  const records = await recordsOf(ws, people, { from, to, ...o });
  for (const { people: some, ...dates } of settled)
    for (const [user, days] of await recordsOf(ws, some, { ...dates, ...o })) records.set(user, days);
  return records;
}

/** Of a page of people one by one, by the index; of more, everybody's, day by day, so that queries stay small. */
export async function recordsOf(
  ws: Workspace,
  people: readonly Pick<Person, 'user'>[],
  { from, to, oneByOne = ONE_BY_ONE }: { from: string; to: string; oneByOne?: number },
): Promise<Map<string, DayRecord[]>> {
  const days = workdays(ws);
  if (people.length <= oneByOne) {
    const limit = pLimit(AT_ONCE);
    const own = people.map(p => limit(() => days.recordsIn(ws.team, from, to, [p.user])));
    return byUser((await Promise.all(own)).flat());
  }
  const found: DayRecord[][] = [];
  for (const date of datesBetween(from, to)) {
    found.push(await days.recordsIn(ws.team, date, date));
    await breathe();
  }
  return byUser(found.flat());
}

/** And of whole weeks that it touches, and two days before, whose shifts count for rest and named overtime. */
export function datesOf(month: string): Record<'first' | 'last' | 'from' | 'to', string> {
  const { first, last } = monthBounds(`${month}-01`);
  return { first, last, from: addDays(mondayOf(first), -2), to: addDays(mondayOf(last), 6) };
}

export function monthSummaries(
  ws: Workspace,
  people: readonly CountedPerson[],
  month: string,
): Promise<MonthSummary[]> {
  const warnAt = (date: string): number => ws.policy.on(date).reports.warnWeekAt;
  return countedMonths(ws, people, month, ({ user }, record) => summaryOf(user, record, warnAt));
}

/** `of`: what is kept of each person's month. */
export async function countedMonths<T>(
  ws: Workspace,
  people: readonly CountedPerson[],
  month: string,
  of: (person: CountedPerson, record: MonthRecord, days: readonly DayRecord[]) => T,
): Promise<T[]> {
  const period = periodOf(ws, people, month);
  const { from, to, whole } = period;
  const users = people.length <= ONE_BY_ONE ? people.map(p => p.user) : undefined;
  const [records, leaves, overtime] = await Promise.all([
    recordsIn(ws, people, period),
    requests(ws).inForceIn(ws.team, LEAVE, from, to, users),
    requests(ws).inForceIn(ws.team, OVERTIME, whole.from, addDays(whole.to, 1), users),
  ]);
  const requestsBy = byUser([...leaves, ...overtime]);
  return inPortions(people, person => {
    const days = records.get(person.user) ?? [];
    const worktime = worktimeOf(ws, person, days, requestsBy.get(person.user) ?? []);
    return of(person, monthRecord(month, worktime), days);
  });
}

/** Those of them who may have a problem: of some an index tells them, so that nobody else's month is counted. */
export async function whoMayHave<P extends { user: string }>(
  ws: Workspace,
  problem: MonthProblem,
  people: readonly P[],
  month: string,
): Promise<readonly P[]> {
  const { first, last } = monthBounds(`${month}-01`);
  const users = await usersWith(ws, problem, first, last);
  return users ? people.filter(p => users.has(p.user)) : people;
}

async function usersWith(
  ws: Workspace,
  problem: MonthProblem,
  first: string,
  last: string,
): Promise<ReadonlySet<string> | undefined> {
  const now = ws.clock.now();
  const usersOf = (list: readonly { user: string }[]) => new Set(list.map(i => i.user));
  if (problem === 'no-check-out' || problem === 'still-in') {
    const days = await workdays(ws).unended(ws.team, first, last);
    const isMissed = (d: (typeof days)[number]): boolean => d.unfinished === true || isCheckOutMissed(d, now);
    return usersOf(problem === 'still-in' ? days : days.filter(isMissed));
  }
  const kind = { 'leave-waiting': LEAVE, 'correction-waiting': CORRECTION }[problem as string];
  return kind === undefined ? undefined : usersOf(await requests(ws).occupyingIn(ws.team, kind, first, last));
}

/** People with open problems only, as they are counted now. */
export async function monthProblems(
  ws: Workspace,
  people: readonly ListedPerson[],
  month: string,
): Promise<PersonProblems[]> {
  const factsOf = await problemFacts(ws, people, month);
  const all = await inPortions(people, person => ({ person, problems: problemsOf(factsOf(person)) }));
  return all.filter(p => p.problems.size > 0);
}

/** What the problems of each month are counted from. */
export async function problemFacts<P extends CountedPerson>(
  ws: Workspace,
  people: readonly P[],
  month: string,
): Promise<(person: P) => ProblemFacts> {
  const { first, last } = datesOf(month);
  const period = periodOf(ws, people, month);
  const [records, asked] = await Promise.all([
    recordsIn(ws, people, period, { oneByOne: FEW_OF_MANY }),
    people.length <= FEW_OF_MANY ? askedBy(ws, people, month, period.whole) : askedIn(ws, month, period.whole),
  ]);
  const began = await beganBy(ws, people, first, records);
  return person => {
    const { calendar, on: policyOn, today } = ws.policy.of(person);
    return {
      ...{ now: ws.clock.now(), today: today(), policyOn, calendar, person, from: first, to: last },
      records: records.get(person.user) ?? [],
      requests: asked.get(person.user) ?? [],
      ...defined({ firstRecord: began(person.user) }),
    };
  };
}

/** `whole`: days whose overtime counts. */
async function askedIn(ws: Workspace, month: string, whole: Dates): Promise<Map<string, RequestDoc[]>> {
  const { first, last, from, to } = datesOf(month);
  const found = await Promise.all([
    requests(ws).occupyingIn(ws.team, LEAVE, from, to),
    requests(ws).occupyingIn(ws.team, CORRECTION, first, last),
    requests(ws).inForceIn(ws.team, OVERTIME, whole.from, addDays(whole.to, 1)),
  ]);
  return byUser(found.flat());
}

/** The same, of their own. */
async function askedBy(
  ws: Workspace,
  people: readonly Pick<Person, 'user'>[],
  month: string,
  whole: Dates,
): Promise<Map<string, RequestDoc[]>> {
  const { first, last, from, to } = datesOf(month);
  const users = people.map(p => p.user);
  const all = await requests(ws).ofMany(ws.team, users, { from: whole.from, to: addDays(whole.to, 1) });
  const isMeant = (r: RequestDoc): boolean => {
    if (r.kind === OVERTIME) return inForce(r);
    if (r.kind === LEAVE) return occupies(r) && r.period.from <= to && r.period.to >= from;
    return r.kind === CORRECTION && occupies(r) && r.period.from <= last && r.period.to >= first;
  };
  return new Map([...all].map(([user, own]) => [user, own.filter(isMeant)]));
}

/** First records; most people's are within the month. */
async function beganBy(
  ws: Workspace,
  people: readonly Pick<Person, 'user'>[],
  first: string,
  records: ReadonlyMap<string, readonly DayRecord[]>,
): Promise<(user: string) => string | undefined> {
  const earliest = (user: string): string | undefined => records.get(user)?.[0]?.date;
  const unknown = people.map(p => p.user).filter(user => (earliest(user) ?? '9999') > first);
  const began = new Map(
    await Promise.all(unknown.map(async user => [user, await workdays(ws).firstOf(ws.team, user)] as const)),
  );
  return user => began.get(user) ?? earliest(user);
}
