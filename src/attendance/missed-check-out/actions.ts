import { approvedDays, LEAVE } from '../../absence/leaves.ts';
import type { RequestDoc, RequestStore } from '../../approvals/store.ts';
import { addDays, type Calendar, datesBetween, localDate } from '../../calendar/rules.ts';
import type { Outbox } from '../../outbox/worker.ts';
import type { People } from '../../people/actions.ts';
import { isActive, type Person } from '../../people/rules.ts';
import type { Policy } from '../../settings/policy.ts';
import type { Clock } from '../../shared/clock.ts';
import { defined } from '../../shared/defined.ts';
import { owe } from '../../shared/effects.ts';
import { type LikelyEnds, summarize, type WorktimeSummary } from '../../worktime/summary.ts';
import type { RecordedDay } from '../../worktime/types.ts';
import { byUser } from '../records.ts';
import { WORKDAYS, type WorkdayDoc, type WorkdayStore } from '../store.ts';
import { questionOwed } from './effects.ts';
import { type DueQuestion, dueQuestions, mayBeDue } from './rules.ts';

export interface MissedCheckOuts {
  /** Owes the questions that are due now; how many were. Stored with the day, so that none is asked twice. */
  tick(): Promise<number>;
  /** when somebody probably leaves or left, on a day that is recorded */
  likely(user: string, date: string, day: WorkdayDoc | undefined): Promise<LikelyEnds>;
  /** what a day that ended lacks, minutes, and how long it would have gone on, ms; undefined: nothing */
  shortOf(person: Person, day: RecordedDay): Promise<{ minutes: number; until?: number } | undefined>;
  /** when a day without a record was probably worked */
  likelyDay(user: string, date: string): Promise<ReturnType<WorktimeSummary['likelyDay']>>;
}

/** Days that the usual time is read from. */
const EARLIER_DAYS = 28;
/** A question is about a day of the last week. */
const BACK_DAYS = 7;

export function missedCheckOutActions(o: {
  workdays: WorkdayStore;
  requests: Pick<RequestStore, 'inForceIn'>;
  people: People;
  outbox: Outbox;
  clock: Clock;
  calendar: Calendar;
  team: () => string;
  zone: string;
  policyOn: (date: string) => Policy;
}): MissedCheckOuts {
  const today = (): string => localDate(o.clock.now(), o.zone);

  function summaryOf(
    person: Person,
    records: readonly RecordedDay[],
    requests: readonly RequestDoc[],
  ): WorktimeSummary {
    const leaves = approvedDays(requests, o.calendar);
    const { policyOn, calendar } = o;
    return summarize({ now: o.clock.now(), today: today(), policyOn, calendar, person, records, leaves });
  }
  const likelyOn = (date: string, ...of: Parameters<typeof summaryOf>): LikelyEnds => summaryOf(...of).likelyEnds(date);

  const recordsUntil = (user: string, date: string, until: string) =>
    o.workdays.recordsIn(o.team(), addDays(date, -EARLIER_DAYS), until, [user]);

  interface Candidate {
    day: WorkdayDoc;
    person: Person;
    requests: readonly RequestDoc[];
  }

  /** What is due by the planned ends alone, which the day and its leave tell: of thousands who are in, these few are checked closely. */
  async function candidates(days: readonly WorkdayDoc[]): Promise<Candidate[]> {
    const now = o.clock.now();
    const first = days.map(d => d.date).sort()[0] ?? today();
    const [people, leaves] = await Promise.all([
      o.people.some([...new Set(days.map(d => d.user))]),
      o.requests.inForceIn(o.team(), LEAVE, first, today()),
    ]);
    const byId = new Map(people.filter(isActive).map(p => [p.user, p]));
    const leavesOf = byUser(leaves);
    return days.flatMap(day => {
      const person = byId.get(day.user);
      if (!person) return [];
      const requests = leavesOf.get(day.user) ?? [];
      const { plannedEnd } = likelyOn(day.date, person, [day], requests);
      return mayBeDue(day, plannedEnd, now) ? [{ day, person, requests }] : [];
    });
  }

  /** The usual times come in, and whether they are back; of all of them in few reads. */
  async function dueOf(
    found: readonly Candidate[],
  ): Promise<(DueQuestion & { day: WorkdayDoc; likely: LikelyEnds })[]> {
    const wanted = found.flatMap(({ day: { user, date } }) =>
      datesBetween(addDays(date, -EARLIER_DAYS), today()).map(d => ({ user, date: d })),
    );
    const recordsOf = byUser(await o.workdays.recordsOn(o.team(), wanted));
    return found.flatMap(({ day, person, requests }) => {
      const records = (recordsOf.get(day.user) ?? []).sort((a, b) => (a.date < b.date ? -1 : 1));
      const likely = likelyOn(day.date, person, records, requests);
      const cameBack = records.some(r => r.date > day.date && r.spans.length > 0);
      const facts = { ...day, ownZone: person.zone, cameBack, likely };
      return dueQuestions([facts], o.clock.now(), today()).map(q => ({ ...q, day, likely }));
    });
  }

  /** What tells the usual times of a person before a date. */
  const factsOf = (user: string, date: string) =>
    Promise.all([
      o.people.person(user),
      recordsUntil(user, date, date),
      o.requests.inForceIn(o.team(), LEAVE, date, date, [user]),
    ]);

  return {
    likely: async (user, date, day) => (day ? likelyOn(date, ...(await factsOf(user, date))) : {}),
    shortOf: async (person, day) => {
      const { date } = day;
      const s = summaryOf(person, [day], await o.requests.inForceIn(o.team(), LEAVE, date, date, [person.user]));
      const minutes = s.day(date).early;
      const until = s.likelyEnds(date).plannedEnd;
      return minutes > 0 ? { minutes, ...defined({ until }) } : undefined;
    },
    likelyDay: async (user, date) => summaryOf(...(await factsOf(user, date))).likelyDay(date),

    tick: async () => {
      const now = o.clock.now();
      const all = await o.workdays.unended(o.team(), addDays(today(), -BACK_DAYS), today());
      const open = all.filter(d => mayBeDue(d, undefined, now));
      if (open.length === 0) return 0;
      let owed = 0;
      for (const { day, user, moment, likely } of await dueOf(await candidates(open))) {
        const effects = owe([questionOwed(user, moment, likely)], now);
        // Somebody was faster: the next minute looks again.
        if (!(await o.workdays.owe(day, effects, moment))) continue;
        o.outbox.notify(WORKDAYS, day._id, effects, { ...day, effects: [...day.effects, ...effects] });
        owed++;
      }
      return owed;
    },
  };
}
