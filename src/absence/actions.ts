import type { RequestDoc, RequestStore } from '../approvals/store.ts';
import {
  type DayCommand,
  type DayEntry,
  type DayProblem,
  decideDays,
  type Recount,
  UNKNOWN_YEAR,
  unknownAhead,
} from '../calendar/days.ts';
import { type Calendar, datesBetween, isDate, localDate } from '../calendar/rules.ts';
import { CALENDARS, type CalendarDoc, type CalendarStore } from '../calendar/store.ts';
import { decideYear, type YearCommand, type YearEntry, type YearProblem } from '../calendar/years.ts';
import { RUNS, type RunStore, runId } from '../jobs/store.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Denial } from '../people/may.ts';
import type { Clock } from '../shared/clock.ts';
import { owe } from '../shared/effects.ts';
import { LEAVE } from './leaves.ts';
import { daysOn } from './recount.ts';

export type DayOutcome =
  /** `touched`: leaves that take a different number of days by it */
  | { ok: true; entry: DayEntry; touched: number }
  | { ok: false; denied: Denial }
  | { ok: false; problem: DayProblem }
  | { ok: false; busy: true };

export type YearOutcome =
  | { ok: true; entry: YearEntry }
  | { ok: false; denied: Denial }
  | { ok: false; problem: YearProblem }
  | { ok: false; busy: true };

/** The days that administrators add to the calendar of their country. */
export interface CalendarDays {
  get(): Promise<CalendarDoc>;
  /** Says that the holidays of a year without data were all added, or takes that back. */
  sayOfYear(actor: string, command: YearCommand, key: string): Promise<YearOutcome>;
  /** `key` recognises the press when it comes twice */
  change(actor: string, command: DayCommand, key: string): Promise<DayOutcome>;
  /** leaves, asked for or in force, that would take a different number of days if this date became a day off or a working day */
  requestsTouched(date: string): Promise<RequestDoc[]>;
  /** Tells administrators of a year without data, once a year; how many years it told of. */
  tick(): Promise<number>;
}

const ROUNDS = 5;
const JOB = 'calendar-unknown';

export function calendarDays(o: {
  store: CalendarStore;
  requests: RequestStore;
  runs: RunStore;
  people: People;
  administration: PeopleAdministration;
  outbox: Outbox;
  clock: Clock;
  team: () => string;
  zone: string;
  calendar: Calendar;
  /** without the added days */
  country: Calendar;
  /** whose holidays count on a day, by the policy */
  countryOn: (date: string) => string;
  isClosed?: (date: string) => Promise<boolean>;
  /** reads the calendar anew, everywhere in this process */
  changed: () => Promise<void>;
}): CalendarDays {
  const today = (): string => localDate(o.clock.now(), o.zone);
  /** told of by this process, or found told */
  const told = new Set<string>();

  async function touchedBy(dates: readonly string[]): Promise<RequestDoc[]> {
    const [from = '', to = from] = [dates[0], dates.at(-1)];
    if (from === '') return [];
    const found = await o.requests.occupyingIn(o.team(), LEAVE, from, to);
    return found.filter(r => daysOn(leaveFormOf(r.form), dates) > 0);
  }

  const datesOf = (command: DayCommand): string[] => {
    if (command.do === 'remove') return [command.date];
    const { from, to } = command;
    return isDate(from) && isDate(to) && from <= to && to.slice(0, 4) <= String(Number(from.slice(0, 4)) + 1)
      ? datesBetween(from, to)
      : [];
  };

  /** Of each month only one date is asked about. */
  async function closedMonths(dates: readonly string[]): Promise<Set<string>> {
    const { isClosed } = o;
    const months = [...new Set(dates.map(d => d.slice(0, 7)))];
    const closed = isClosed ? await Promise.all(months.map(m => isClosed(`${m}-01`))) : [];
    return new Set(months.filter((_, i) => closed[i]));
  }

  async function outcome(entry: DayEntry, recount: Recount | undefined): Promise<DayOutcome> {
    return { ok: true, entry, touched: recount ? (await touchedBy(recount.dates)).length : 0 };
  }

  return {
    get: () => o.store.get(o.team()),
    requestsTouched: date => touchedBy([date]),
    change: async (actor, command, key) => {
      const denied = await o.administration.allows(actor, 'change-calendar');
      if (denied !== 'yes') return { ok: false, denied };
      const closed = await closedMonths(datesOf(command));
      for (let round = 0; round < ROUNDS; round++) {
        const doc = await o.store.get(o.team());
        const before = doc.history.find(h => h.key === key);
        if (before && 'dates' in before)
          return outcome(before, { dates: before.dates, off: true, name: before.name, by: before.by });
        const now = o.clock.now();
        const decision = decideDays(doc.days, command, {
          ...{ today: today(), country: o.country, by: actor, now, key },
          isClosed: date => closed.has(date.slice(0, 7)),
        });
        if (!decision.ok) return decision;
        const effects = owe(decision.change.effects, now);
        if (!(await o.store.save(doc, decision.change, effects))) continue;
        // What is told next is counted by the calendar as it is now.
        await o.changed();
        o.outbox.notify(CALENDARS, doc._id, effects);
        return outcome(decision.change.entry, decision.change.effects[0]?.data as Recount | undefined);
      }
      return { ok: false, busy: true };
    },
    sayOfYear: async (actor, command, key) => {
      const denied = await o.administration.allows(actor, 'change-calendar');
      if (denied !== 'yes') return { ok: false, denied };
      for (let round = 0; round < ROUNDS; round++) {
        const doc = await o.store.get(o.team());
        const before = doc.history.find(h => h.key === key);
        if (before && 'year' in before) return { ok: true, entry: before };
        const decision = decideYear(doc, command, {
          ...{ today: today(), country: o.country, countryOn: o.countryOn, by: actor, now: o.clock.now(), key },
        });
        if (!decision.ok) return decision;
        if (!(await o.store.save(doc, decision.change, []))) continue;
        await o.changed();
        return { ok: true, entry: decision.change.entry };
      }
      return { ok: false, busy: true };
    },
    tick: async () => {
      let count = 0;
      for (const year of unknownAhead(today(), o.calendar)) {
        const name = `${JOB}:${year}`;
        if (told.has(year)) continue;
        const administrators = await o.people.administrators();
        // Before the members were read there may be nobody yet: the next tick asks again.
        if (administrators.length === 0) continue;
        const now = o.clock.now();
        const effects = owe(
          administrators.map(({ user }) => ({ kind: UNKNOWN_YEAR, lane: user, to: user, data: { year } })),
          now,
        );
        if (await o.runs.claim(o.team(), name, { job: JOB, date: today(), at: now }, effects)) {
          o.outbox.notify(RUNS, runId(o.team(), name), effects);
          count++;
        }
        told.add(year);
      }
      return count;
    },
  };
}
