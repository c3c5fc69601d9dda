import { closedMonths } from '../approvals/points.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { addDays, monthsBefore } from '../calendar/rules.ts';
import type { Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import type { CommonDays, LikelyEnds } from '../worktime/summary.ts';
import { worktimeOf } from './records.ts';
import type { AnswersRecord, WorkdayDoc } from './schema.ts';
import { workdays } from './store.ts';
import { type UnansweredDay, unansweredDays } from './unanswered.ts';

/** What was read already: days from a date on, and all requests. */
export interface NearFacts {
  days: readonly WorkdayDoc[];
  requests: readonly RequestDoc[];
}

/** Days that need an answer, by date, with the facts that their questions show. */
export interface Unanswered {
  days: UnansweredDay[];
  records: ReadonlyMap<string, AnswersRecord>;
  requests: readonly RequestDoc[];
  likelyEnds(date: string): LikelyEnds;
}

/** Months that can be closed. */
const MONTHS_BACK = 12;

/** A person's first day stays the first: it is read once. */
const firsts = perWorkspace(() => new Map<string, string>());

async function firstOf(ws: Workspace, user: string): Promise<string | undefined> {
  const first = firsts(ws).get(user) ?? (await workdays(ws).firstOf(ws.team, user));
  if (first !== undefined) firsts(ws).set(user, first);
  return first;
}

/** From which date on days may need an answer, the months that are closed, and the first date on record. */
export async function openSince(ws: Workspace, person: Person) {
  const today = ws.policy.of(person).today();
  const oldest = monthsBefore(today, MONTHS_BACK).at(-1) ?? today.slice(0, 7);
  const [closed, recordedSince] = await Promise.all([
    closedMonths.only(ws).since(ws, oldest),
    firstOf(ws, person.user),
  ]);
  const begun = recordedSince === undefined || recordedSince < `${oldest}-01` ? `${oldest}-01` : recordedSince;
  const open = [...monthsBefore(today, MONTHS_BACK)].reverse().find(m => m >= begun.slice(0, 7) && !closed.has(m));
  const first = open === undefined ? `${today.slice(0, 7)}-01` : `${open}-01`;
  return { closed, recordedSince, from: first > begun ? first : begun };
}

/** Days that need an answer in months that are not closed. Those from `since` on are taken from `near`. */
export async function unansweredSince(
  ws: Workspace,
  person: Person,
  since: string,
  {
    near,
    open = openSince(ws, person),
    now = ws.clock.now(),
    common,
  }: {
    near: Promise<NearFacts>;
    open?: ReturnType<typeof openSince>;
    now?: number;
    common?: CommonDays;
  },
): Promise<Unanswered> {
  const { user } = person;
  const { today: todayOf, calendar, on: policyOn } = ws.policy.of(person);
  const today = todayOf();
  const { closed, recordedSince, from } = await open;
  const isClosed = (month: string): boolean => closed.has(month);
  const [older, { days, requests: own }] = await Promise.all([
    recordedSince !== undefined && from < since ? workdays(ws).answersIn(ws.team, user, from, addDays(since, -1)) : [],
    near,
  ]);
  // A correction may have put a day before the first one in memory.
  const firstRecord = [recordedSince, days[0]?.date].filter(d => d !== undefined).sort()[0];
  const records = [...older, ...days];
  const facts = { now, today, policyOn, calendar, person, records, requests: own, ...defined({ common }) };
  return {
    days: unansweredDays({ ...facts, isClosed, from, to: today, ...defined({ firstRecord }) }),
    records: new Map(records.map(r => [r.date, r])),
    requests: own,
    likelyEnds: date => worktimeOf(ws, person, records, own, today).likelyEnds(date),
  };
}

export const unansweredOf = (
  ws: Workspace,
  person: Person,
  own: Promise<readonly RequestDoc[]> = requests(ws).of(ws.team, person.user),
): Promise<Unanswered> =>
  unansweredSince(ws, person, addDays(ws.policy.of(person).today(), 1), {
    near: own.then(all => ({ days: [], requests: all })),
  });
