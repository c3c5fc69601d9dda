import { summaryMessage } from '../../blocks/reports.ts';
import type { Kinds } from '../approvals/kinds.ts';
import type { RequestStore } from '../approvals/store.ts';
import { summariesOf } from '../attendance/records.ts';
import type { WorkdayStore } from '../attendance/store.ts';
import { addDays, atLocal, type Calendar, isWorkingDay, localDate } from '../calendar/rules.ts';
import { type Language, type Words, words } from '../i18n/index.ts';
import { RUNS, type RunDoc, type RunStore, runId } from '../jobs/store.ts';
import { LEAVE } from '../leave/actions.ts';
import { leaveFormOf } from '../leave-record/form.ts';
import { awayOn } from '../leave-record/rules.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import type { Person } from '../people/rules.ts';
import { isEmployedOn } from '../people/terms.ts';
import type { Channels } from '../settings/channels.ts';
import type { Policy } from '../settings/policy.ts';
import type { Clock } from '../shared/clock.ts';
import { owe } from '../shared/effects.ts';
import { refusedAs } from '../slack-api/errors.ts';
import { isExpectedOn } from '../worktime/expected.ts';
import { due } from './rules.ts';
import { LATE_AFTER_MS, type SummaryFacts, summarize } from './summary.ts';

interface Parts {
  workdays: WorkdayStore;
  requests: RequestStore;
  people: People;
  kinds: Kinds;
  runs: RunStore;
  channels: Channels;
  outbox: Outbox;
  calendar: Calendar;
  clock: Clock;
  team: () => string;
  zone: string;
  language: Language;
  policyOn: (date: string) => Policy;
}

export interface Reports {
  /** Claims and starts the runs that are owed now; how many were claimed here. */
  tick(): Promise<number>;
  /** An administrator's press; false: a summary was posted by hand within this minute. */
  postNow(by: Person): Promise<boolean>;
}

export const SUMMARY = 'summary';
const MINUTE_MS = 60_000;
/** A check-out that is missing for longer is not told again each day. */
const UNENDED_DAYS = 7;

export function reportActions(o: Parts): Reports {
  async function claim(name: string, run: Pick<RunDoc, 'date' | 'by'>): Promise<boolean> {
    const now = o.clock.now();
    const effects = owe([{ kind: SUMMARY, lane: SUMMARY, to: 'administrators' }], now);
    if (!(await o.runs.claim(o.team(), name, { job: SUMMARY, at: now, ...run }, effects))) return false;
    o.outbox.notify(RUNS, runId(o.team(), name), effects);
    return true;
  }

  /** the last date on which nobody was to work, as far as this process has looked */
  let quiet = '';
  /** Whether anybody works on a day that is none for most. */
  async function someWork(now: number, at: string): Promise<boolean> {
    const date = localDate(now, o.zone);
    if (isWorkingDay(date, o.calendar) || quiet === date || now < atLocal(date, at, o.zone)) return false;
    const works = (await o.people.activeTerms()).some(p => isExpectedOn(p, date, o));
    if (!works) quiet = date;
    return works;
  }

  return {
    tick: async () => {
      const now = o.clock.now();
      const { daily, dailyAt: summaryAt } = o.policyOn(localDate(now, o.zone)).reports;
      const owed = daily ? due(now, { ...o, summaryAt, done: () => false, works: await someWork(now, summaryAt) }) : [];
      let claimed = 0;
      for (const { job, date } of owed) {
        const name = `${job}:${date}`;
        if (await o.runs.isClaimed(o.team(), name)) continue;
        if (await claim(name, { date })) claimed++;
      }
      return claimed;
    },
    postNow: async by => {
      const now = o.clock.now();
      if (await o.runs.byHandBetween(o.team(), SUMMARY, now - MINUTE_MS, now)) return false;
      const date = localDate(now, o.zone);
      // Named by the minute: a doubled press, or two administrators at once, post one.
      return claim(`${SUMMARY}:${date}:hand:${Math.floor(now / MINUTE_MS)}`, { date, by: by.user });
    },
  };
}

/** Posts a summary as things stand when it is sent. */
export function reportsDelivery(outbox: Outbox, o: Parts): void {
  outbox.register(SUMMARY, async (doc, _effect, sender) => {
    const run = doc as RunDoc;
    const now = o.clock.now();
    const active = await o.people.active();
    const [worktimes, days, unended, approved, waiting] = await Promise.all([
      summariesOf(active, run.date, o, true),
      o.workdays.ofDay(o.team(), run.date),
      o.workdays.unended(o.team(), addDays(run.date, -UNENDED_DAYS), run.date),
      o.requests.inForceIn(o.team(), LEAVE, run.date, run.date),
      o.requests.waiting(o.team()),
    ]);
    const recorded = new Set(days.map(d => d.user));
    // Whoever left is in it only with a record of the day.
    const people = active.filter(p => isEmployedOn(p, run.date) || recorded.has(p.user));
    const [here, expected] = [people, people.filter(p => isExpectedOn(p, run.date, o))].map(
      some => new Set(some.map(p => p.user)),
    ) as [Set<string>, Set<string>];
    const names = await o.people.names(run.by ? [run.by] : []);
    // A request that was sent again, or is to be cancelled, waits since then.
    const late = waiting
      .map(r => ({ r, since: r.steps[0]?.since ?? r.sentAt }))
      .filter(({ r, since }) => now - since >= LATE_AFTER_MS || r.period.from <= run.date);
    const message = (w: Words) => summaryMessage(summarize(factsIn(w), w), w);
    const factsIn = (w: Words): SummaryFacts => ({
      date: run.date,
      now,
      zone: o.zone,
      people,
      worktimes: new Map([...worktimes].map(([user, s]) => [user, s.summary])),
      warnWeekAt: o.policyOn(run.date).reports.warnWeekAt,
      days,
      unended: unended.filter(d => here.has(d.user)),
      away: awayOn(
        run.date,
        approved.filter(r => expected.has(r.user)).map(r => ({ user: r.user, form: leaveFormOf(r.form) })),
      ),
      waiting: late.map(({ r, since }) => ({
        ...{ user: r.user, since, cancels: r.purpose === 'cancel' },
        told: o.kinds.of(r.kind).describe(r.form, w),
      })),
      ...(run.by ? { byHand: names.get(run.by) ?? run.by } : {}),
    });
    const channel = await o.channels.channel('reports');
    if (channel !== undefined) return { sent: await sender.post({ channel }, message(words(o.language))) };
    // No channel was chosen yet: each administrator gets it.
    for (const person of await o.people.administrators())
      try {
        await sender.post({ channel: person.user }, message(words(o.people.language(person))));
      } catch (error) {
        // Somebody who cannot be written to keeps it from nobody else.
        if (refusedAs(error) === undefined) throw error;
      }
    return undefined;
  });
}
