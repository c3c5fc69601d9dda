import { setImmediate as breathe } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { worktimeOf } from '../../../src/attendance/records.ts';
import { WORKDAYS, workdayDocs } from '../../../src/attendance/store.ts';
import { atLocal, datesBetween, weekday } from '../../../src/calendar/rules.ts';
import { connect } from '../../../src/db/connection.ts';
import { prepare } from '../../../src/db/indexes.ts';
import type { Person } from '../../../src/people/rules.ts';
import { policyDefaults } from '../../../src/settings/policy.ts';
import { policyInForce } from '../../../src/settings/policy-in-force.ts';
import { policyStore } from '../../../src/settings/store.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { inPortions } from '../../../src/shared/in-portions.ts';
import { createLog } from '../../../src/shared/log.ts';
import { datesOf, monthSummaries, recordsOf } from '../../../src/timesheets/actions.ts';
import { monthRecord, summaryOf } from '../../../src/timesheets/rules.ts';
import type { Workspace } from '../../../src/workspace/workspace.ts';
import { type Bench, ZONE } from '../support/bench.ts';
import { median, type Row, spread, timed } from '../support/figures.ts';

const [TEAM, MONTH] = ['T1', '2026-10'];
/** People whose minutes luxon counts: the rest would take as long each. */
const SAMPLE = 5;

interface Day {
  in: number;
  out: number;
}

/** Each minute of a month by its local time: of which day, by night, on a weekend. */
function naive(days: readonly Day[]): number {
  const worked = new Map<string, { minutes: number; night: number; weekend: number }>();
  for (const day of days)
    for (let at = day.in; at < day.out; at += 60_000) {
      const local = DateTime.fromMillis(at, { zone: ZONE });
      const date = local.toISODate() ?? '';
      const sum = worked.get(date) ?? { minutes: 0, night: 0, weekend: 0 };
      sum.minutes += 1;
      if (local.hour >= 22 || local.hour < 6) sum.night += 1;
      if (local.weekday > 5) sum.weekend += 1;
      worked.set(date, sum);
    }
  return [...worked.values()].reduce((all, d) => all + d.minutes, 0);
}

/** The month of everybody as the list of months counts it, from the database, beside each minute by luxon. */
export async function month(bench: Bench): Promise<Row[]> {
  const people = bench.quick ? 200 : 1_000;
  const persons = Array.from({ length: people }, (_, i) => ({ team: TEAM, user: `U${i}`, name: `P${i}` }) as Person);
  const dates = datesBetween('2026-09-28', '2026-11-01').filter(date => weekday(date) <= 5);
  const name = `bench_month_${Date.now()}`;
  const database = await connect({ uri: bench.uri, name, log: createLog('error'), timeoutMs: 30_000 });
  const { db } = database;
  await prepare(db, [workdayDocs]);
  const daysOf = dates.map((date): Day => ({ in: atLocal(date, '09:00', ZONE), out: atLocal(date, '18:30', ZONE) }));
  for (const { user } of persons)
    await db.collection<{ _id: string }>(WORKDAYS).insertMany(
      dates.map((date, i) => ({
        ...{ _id: `${TEAM}:${user}:${date}`, team: TEAM, user, date, zone: ZONE, open: false, effects: [], version: 2 },
        ...{ spans: [{ ...daysOf[i], place: 'office', breaks: [] }], history: [] },
      })),
    );
  const policy = policyInForce({
    ...{ store: policyStore(db), clock: systemClock, team: TEAM },
    defaults: policyDefaults({ timeZone: ZONE, language: 'ko', summaryAt: '18:30' }),
  });
  // What counting reads of a workspace.
  const ws = { team: TEAM, db, clock: systemClock, policy } as Workspace;
  const warnAt = (date: string): number => ws.policy.on(date).reports.warnWeekAt;
  const countedAlone = async (): Promise<number> => {
    const records = await recordsOf(ws, persons, datesOf(MONTH));
    return timed(() =>
      inPortions(persons, person => {
        const worktime = worktimeOf(ws, person, records.get(person.user) ?? [], []);
        return summaryOf(person.user, monthRecord(MONTH, worktime), warnAt);
      }),
    );
  };
  const whole: number[] = [];
  const alone: number[] = [];
  const peer: number[] = [];
  await monthSummaries(ws, persons.slice(0, 20), MONTH);
  for (let round = 0; round < (bench.quick ? 2 : 5); round++) {
    whole.push(await timed(() => monthSummaries(ws, persons, MONTH)));
    alone.push(await countedAlone());
    const minutes = await timed(async () => {
      for (let n = 0; n < SAMPLE; n++) {
        naive(daysOf);
        await breathe();
      }
    });
    peer.push((minutes * people) / SAMPLE);
  }
  if (process.env.MONGODB_URI) await db.dropDatabase();
  await database.close();
  const beside = (own: readonly number[]): number[] => own.map((ms, round) => ms / (peer[round] ?? ms));
  const told = (own: readonly number[]): string => `${spread(beside(own), 4)} × (${spread(own, 0)} ms)`;
  return [
    {
      what: `a month of ${people} people counted, to each minute by luxon (of ${SAMPLE}, times ${people / SAMPLE})`,
      goal: '≤ 0.01 ×, counted',
      measured: `${told(alone)}; with reading it from the server ${told(whole)}; luxon ${spread(peer, 0)} ms`,
      met: median(beside(alone)) <= 0.01,
    },
  ];
}
