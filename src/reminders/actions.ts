import { setImmediate as breathe } from 'node:timers/promises';
import { type PersonSummary, type RecordParts, summariesOf } from '../attendance/records.ts';
import type { DayCommand } from '../attendance/rules.ts';
import { addDays, localDate } from '../calendar/rules.ts';
import { type Claim, RUNS, type RunStore, runId } from '../jobs/store.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import { isActive, type Person } from '../people/rules.ts';
import { type Effect, type Owed, owe } from '../shared/effects.ts';
import { mindsEnds } from './after.ts';
import { afterOwed, showOwed, tellOwed, warnOwed } from './effects.ts';
import { isOnLeave, type Moment, momentsOf, nameOf, type ReminderKind } from './rules.ts';

export interface ReminderParts extends RecordParts {
  people: People;
  runs: RunStore;
  outbox: Outbox;
  zone: string;
}

export interface Reminders {
  /** Claims and owes what is due now; how many were. With nothing due it asks the database nothing. */
  tick(): Promise<number>;
  /** what a change of a person's day owes besides: reminders that are answered by it, and what is to be known at its end */
  follows(user: string, command: DayCommand): Promise<Owed[]>;
}

type Due = Moment & { user: string };

/** Everybody is checked again after this time; in between only those whose moment comes; ms. */
const SCAN_MS = 5 * 60_000;
/** Slack takes a few hundred messages a minute of one app: more wait for the next tick. */
const MOST_A_TICK = 200;
/** Longer than it takes to send so many: nobody else looks for them before. ms */
const LEASE_MS = 90_000;
/** People validated in one go: clicks wait no longer than for these. */
const CHUNK = 100;
const KEPT_MS = 21 * 24 * 3_600_000;
const isOfDay = ({ kind }: Moment): boolean => kind === 'in' || kind === 'out';
const KINDS: readonly ReminderKind[] = ['in', 'out', 'week-near', 'week-most'];

export function reminderActions(o: ReminderParts): Reminders {
  const today = (): string => localDate(o.clock.now(), o.zone);
  /** what is ahead as things stood when everybody was checked, in no order */
  let ahead: Due[] = [];
  let scannedAt: number | undefined;
  /** names that are known to be claimed, so that nobody asks again */
  const done = new Set<string>();
  let cleanedOn = '';

  async function moments(
    people: readonly Person[],
    now: number,
    whole = false,
  ): Promise<Map<string, { told: PersonSummary; due: Due[] }>> {
    const date = today();
    const found = new Map<string, { told: PersonSummary; due: Due[] }>();
    let count = 0;
    for (const [user, told] of await summariesOf(people, date, o, whole)) {
      const { summary, records, person } = told;
      const asked = { summary, records, now, today: date, policyOn: o.policyOn };
      const due = momentsOf({ ...asked, quiet: person.quiet ?? [] }).map(m => ({ ...m, user }));
      found.set(user, { told, due });
      if (++count % CHUNK === 0) await breathe();
    }
    return found;
  }

  async function scan(now: number): Promise<void> {
    const all = await moments(await o.people.active(), now, true);
    ahead = [...all.values()].flatMap(p => p.due).filter(m => !done.has(nameOf(m.user, m)));
    scannedAt = now;
  }

  async function clean(date: string, now: number): Promise<void> {
    if (cleanedOn === date) return;
    cleanedOn = date;
    done.clear();
    for (const kind of KINDS) await o.runs.forget(o.team(), `remind-${kind}`, now - KEPT_MS);
  }

  /** Those that nobody has claimed yet. */
  async function unclaimed(due: readonly Due[]): Promise<Due[]> {
    const names = due.map(m => nameOf(m.user, m));
    for (const name of await o.runs.claimed(o.team(), names)) done.add(name);
    return due.filter(m => !done.has(nameOf(m.user, m)));
  }

  /** Who is warned of the weeks of these people: their manager, or HR where there is none. */
  async function warnedOf(people: readonly Person[]): Promise<(person: Person) => string[]> {
    if (people.length === 0) return () => [];
    const managers = await o.people.some([...new Set(people.flatMap(p => p.manager ?? []))]);
    const active = new Set(managers.filter(isActive).map(p => p.user));
    const without = people.some(p => p.manager === undefined || !active.has(p.manager));
    const office = without ? (await o.people.administrators()).map(p => p.user) : [];
    return ({ user, manager }) =>
      manager !== undefined && active.has(manager) ? [manager] : office.filter(other => other !== user);
  }

  /** Of two limits that are passed at once only the higher one is told. */
  function owed(
    m: Due,
    all: readonly Due[],
    { person, summary }: PersonSummary,
    warned: (person: Person) => string[],
  ): Owed[] {
    if (isOfDay(m)) return [tellOwed(m.user)];
    if (m.kind === 'week-near' && all.some(other => other.user === m.user && other.kind === 'week-most')) return [];
    const spared = person.quiet?.includes('week') || isOnLeave(summary, today());
    return [...(spared ? [] : [tellOwed(m.user)]), ...warned(person).map(to => warnOwed(to, m.user))];
  }

  async function claim(due: readonly Due[], now: number): Promise<number> {
    const fresh = await unclaimed(due);
    if (fresh.length === 0) return 0;
    const people = await o.people.some([...new Set(fresh.map(m => m.user))]);
    const current = await moments(people.filter(isActive), now);
    const still = fresh.flatMap(m => {
      const found = current.get(m.user)?.due.find(d => d.kind === m.kind && d.date === m.date);
      if (found && found.at > now) ahead.push(found);
      return found && found.at <= now ? [found] : [];
    });
    const ofWeeks = still.filter(m => !isOfDay(m)).flatMap(m => current.get(m.user)?.told.person ?? []);
    const warned = await warnedOf(ofWeeks);
    const claims: Claim[] = [];
    for (const m of still) {
      const told = current.get(m.user)?.told;
      const effects: Effect[] = told ? owe(owed(m, still, told, warned), now) : [];
      claims.push({
        name: nameOf(m.user, m),
        run: { job: `remind-${m.kind}`, date: m.date, at: now, user: m.user },
        effects: effects.map(e => ({ ...e, due: now + LEASE_MS })),
      });
    }
    const won = claims.length > 0 ? await o.runs.claimMany(o.team(), claims) : new Set<string>();
    for (const { name, run, effects } of claims) {
      done.add(name);
      const doc = { _id: runId(o.team(), name), team: o.team(), ...run, effects };
      if (won.has(name)) o.outbox.notify(RUNS, doc._id, effects, doc);
    }
    return won.size;
  }

  return {
    tick: async () => {
      const now = o.clock.now();
      await clean(today(), now);
      if (scannedAt === undefined || Math.abs(now - scannedAt) >= SCAN_MS) await scan(now);
      const due = ahead.filter(m => m.at <= now);
      if (due.length === 0) return 0;
      // Who is warned of two limits at once is validated once; the rest waits for the next minute.
      const users = new Set([...new Set(due.map(m => m.user))].slice(0, MOST_A_TICK));
      const taken = due.filter(m => users.has(m.user));
      ahead = ahead.filter(m => m.at > now || !users.has(m.user));
      try {
        return await claim(taken, now);
      } catch (error) {
        // Nothing is lost with it: everybody is checked again.
        scannedAt = undefined;
        throw error;
      }
    },
    follows: async (user, command) => {
      const all: ReminderKind[] = ['in', 'out'];
      const kinds =
        command.do === 'undo'
          ? all
          : command.do === 'check-in'
            ? ['in' as const]
            : command.do === 'check-out'
              ? ['out' as const]
              : [];
      if (kinds.length === 0) return [];
      const dates = [today(), addDays(today(), -1)];
      const names = kinds.flatMap(kind => dates.map(date => nameOf(user, { kind, date })));
      const sent = await o.runs.sent(o.team(), names);
      const ends = command.do === 'check-out' && mindsEnds(o.policyOn(today()));
      return [...[...sent.keys()].map(name => showOwed(user, name)), ...(ends ? [afterOwed(user)] : [])];
    },
  };
}
