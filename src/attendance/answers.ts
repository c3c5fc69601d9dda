import { approvedDays } from '../absence/leaves.ts';
import type { RequestDoc, RequestStore } from '../approvals/store.ts';
import { addDays, type Calendar, localDate, monthsBefore } from '../calendar/rules.ts';
import type { Person } from '../people/rules.ts';
import type { Policy } from '../settings/policy.ts';
import type { Clock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import { type LikelyEnds, summarize } from '../worktime/summary.ts';
import type { AnswersRecord, WorkdayDoc, WorkdayStore } from './store.ts';
import { type UnansweredDay, unansweredDays } from './unanswered.ts';

/** What was read of a person for another purpose: their days from a date on, and all their requests. */
export interface NearFacts {
  days: readonly WorkdayDoc[];
  requests: readonly RequestDoc[];
}

/** Days that need an answer, by date, and what they are asked about with. */
export interface Unanswered {
  days: UnansweredDay[];
  records: ReadonlyMap<string, AnswersRecord>;
  requests: readonly RequestDoc[];
  likelyEnds(date: string): LikelyEnds;
}

export interface Answers {
  /**
   * A person's days that need an answer, by date: of every month that is not closed, as far back as months can be closed. The days from `since` on
   * are taken from `near`; only older ones are read.
   */
  of(person: Person, since: string, near: Promise<NearFacts>): Promise<Unanswered>;
  /** the same with everything read here */
  all(person: Person, requests?: Promise<readonly RequestDoc[]>): Promise<Unanswered>;
}

/** So many months that are over can be closed. */
const MONTHS_BACK = 12;

export function answers(o: {
  workdays: Pick<WorkdayStore, 'answersIn' | 'firstOf'>;
  /** the months that are closed, from one on */
  closedSince: (month: string) => Promise<ReadonlySet<string>>;
  requests: Pick<RequestStore, 'of'>;
  calendar: Calendar;
  policyOn: (date: string) => Policy;
  clock: Clock;
  team: () => string;
  zone: string;
}): Answers {
  /** A person's first day stays the first: it is asked for once. */
  const firsts = new Map<string, string>();
  async function firstOf(user: string): Promise<string | undefined> {
    const first = firsts.get(user) ?? (await o.workdays.firstOf(o.team(), user));
    if (first !== undefined) firsts.set(user, first);
    return first;
  }

  const of: Answers['of'] = async (person, since, near) => {
    const now = o.clock.now();
    const today = localDate(now, o.zone);
    const oldest = monthsBefore(today, MONTHS_BACK).at(-1) ?? today.slice(0, 7);
    const [closed, known] = await Promise.all([o.closedSince(oldest), firstOf(person.user)]);
    const isClosed = (month: string): boolean => closed.has(month);
    const begun = known === undefined || known < `${oldest}-01` ? `${oldest}-01` : known;
    const open = [...monthsBefore(today, MONTHS_BACK)].reverse().find(m => m >= begun.slice(0, 7) && !isClosed(m));
    const first = open === undefined ? `${today.slice(0, 7)}-01` : `${open}-01`;
    const from = first > begun ? first : begun;
    const [older, { days, requests }] = await Promise.all([
      known !== undefined && from < since ? o.workdays.answersIn(o.team(), person.user, from, addDays(since, -1)) : [],
      near,
    ]);
    // A correction may have put a day before the first one that was known.
    const firstRecord = [known, days[0]?.date].filter(d => d !== undefined).sort()[0];
    const { calendar, policyOn } = o;
    const records = [...older, ...days];
    const facts = { now, today, policyOn, calendar, person, records };
    const begins = defined({ firstRecord });
    return {
      days: unansweredDays({ ...facts, requests, isClosed, from, to: today, ...begins }),
      records: new Map(records.map(r => [r.date, r])),
      requests,
      likelyEnds: date => summarize({ ...facts, leaves: approvedDays(requests, calendar) }).likelyEnds(date),
    };
  };

  return {
    of,
    all: (person, requests = o.requests.of(o.team(), person.user)) => {
      const since = addDays(localDate(o.clock.now(), o.zone), 1);
      return of(
        person,
        since,
        requests.then(all => ({ days: [], requests: all })),
      );
    },
  };
}
