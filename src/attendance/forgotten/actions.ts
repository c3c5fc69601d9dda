import type { RequestDoc, RequestStore } from '../../approvals/store.ts';
import { addDays, type Calendar, localDate } from '../../calendar/rules.ts';
import type { Courier } from '../../delivery/courier.ts';
import { approvedDays, LEAVE } from '../../leave/uses.ts';
import type { People } from '../../people/actions.ts';
import { isActive, type Person } from '../../people/rules.ts';
import type { Policy } from '../../settings/policy.ts';
import type { Clock } from '../../shared/clock.ts';
import { owe } from '../../shared/effects.ts';
import { byUser } from '../records.ts';
import { type LikelyEnds, type Standing, standing } from '../standing/standing.ts';
import type { RecordedDay } from '../standing/types.ts';
import { WORKDAYS, type WorkdayDoc, type WorkdayStore } from '../store.ts';
import { questionOwed } from './effects.ts';
import { type DueQuestion, dueQuestions, mayBeDue } from './rules.ts';

export interface Forgotten {
  /** Owes the questions that are due now; how many were. Stored with the day, so that none is asked twice. */
  tick(): Promise<number>;
  /** when somebody probably leaves or left, on a day that is recorded */
  likely(user: string, date: string, day: WorkdayDoc | undefined): Promise<LikelyEnds>;
  /** what a day that ended lacks, minutes, and how long it would have gone on, ms; undefined: nothing */
  shortOf(person: Person, day: RecordedDay): Promise<{ minutes: number; until?: number } | undefined>;
  /** when a day without a record was probably worked */
  likelyDay(user: string, date: string): Promise<ReturnType<Standing['likelyDay']>>;
}

/** Days that the usual time is read from. */
const EARLIER_DAYS = 28;
/** A question is about a day of the last week. */
const BACK_DAYS = 7;

export function forgottenActions(o: {
  workdays: WorkdayStore;
  requests: Pick<RequestStore, 'inForceIn'>;
  people: People;
  courier: Courier;
  clock: Clock;
  calendar: Calendar;
  team: () => string;
  zone: string;
  policyOn: (date: string) => Policy;
}): Forgotten {
  const today = (): string => localDate(o.clock.now(), o.zone);

  function standingOf(person: Person, records: readonly RecordedDay[], requests: readonly RequestDoc[]): Standing {
    const leaves = approvedDays(requests, o.calendar);
    const { policyOn, calendar } = o;
    return standing({ now: o.clock.now(), today: today(), policyOn, calendar, person, records, leaves });
  }
  const likelyOn = (date: string, ...of: Parameters<typeof standingOf>): LikelyEnds =>
    standingOf(...of).likelyEnds(date);

  const recordsUntil = (user: string, date: string, until: string) =>
    o.workdays.recordsIn(o.team(), addDays(date, -EARLIER_DAYS), until, [user]);

  /** What is due by the planned ends alone, which the day and its leave tell: of thousands who are in, these few are looked at closely. */
  async function candidates(days: readonly WorkdayDoc[]): Promise<{ day: WorkdayDoc; person: Person }[]> {
    const now = o.clock.now();
    const first = days.map(d => d.date).sort()[0] ?? today();
    const [people, requests] = await Promise.all([
      o.people.some([...new Set(days.map(d => d.user))]),
      o.requests.inForceIn(o.team(), LEAVE, first, today()),
    ]);
    const byId = new Map(people.filter(isActive).map(p => [p.user, p]));
    const leavesOf = byUser(requests);
    return days.flatMap(day => {
      const person = byId.get(day.user);
      if (!person) return [];
      const { plannedEnd } = likelyOn(day.date, person, [day], leavesOf.get(day.user) ?? []);
      return mayBeDue(day, plannedEnd, now) ? [{ day, person }] : [];
    });
  }

  /** The usual time comes in, and whether they are back. */
  async function dueOf({ day, person }: { day: WorkdayDoc; person: Person }): Promise<DueQuestion[]> {
    const { user, date } = day;
    const [records, requests] = await Promise.all([
      recordsUntil(user, date, today()),
      o.requests.inForceIn(o.team(), LEAVE, date, date, [user]),
    ]);
    const facts = {
      ownZone: person.zone,
      cameBack: records.some(r => r.date > date && r.spans.length > 0),
      likely: likelyOn(date, person, records, requests),
    };
    return dueQuestions([{ ...day, ...facts }], o.clock.now(), today());
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
      const s = standingOf(person, [day], await o.requests.inForceIn(o.team(), LEAVE, date, date, [person.user]));
      const minutes = s.day(date).early;
      const until = s.likelyEnds(date).plannedEnd;
      return minutes > 0 ? { minutes, ...(until === undefined ? {} : { until }) } : undefined;
    },
    likelyDay: async (user, date) => standingOf(...(await factsOf(user, date))).likelyDay(date),

    tick: async () => {
      const now = o.clock.now();
      const all = await o.workdays.unended(o.team(), addDays(today(), -BACK_DAYS), today());
      const open = all.filter(d => mayBeDue(d, undefined, now));
      if (open.length === 0) return 0;
      let owed = 0;
      for (const candidate of await candidates(open)) {
        const { day } = candidate;
        for (const { user, moment } of await dueOf(candidate)) {
          const effects = owe([questionOwed(user, moment)], now);
          // Somebody was faster: the next minute looks again.
          if (!(await o.workdays.owe(day, effects, moment))) continue;
          o.courier.wake(WORKDAYS, day._id, effects);
          owed++;
        }
      }
      return owed;
    },
  };
}
