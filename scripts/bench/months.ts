import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WORKDAYS, workdayDocs, workdays } from '../../src/attendance/store.ts';
import { addDays, atLocal, datesBetween, weekday } from '../../src/calendar/rules.ts';
import { connect } from '../../src/db/connection.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import { prepare } from '../../src/db/indexes.ts';
import type { Person } from '../../src/people/rules.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import { policyInForce } from '../../src/settings/policy-in-force.ts';
import { policyStore } from '../../src/settings/store.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { createLog } from '../../src/shared/log.ts';
import { monthProblems, monthSummaries } from '../../src/timesheets/actions.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';

/**
 * The month of many people as the list filtered by *to be looked at* counts it, beside a peer in the same run: reading the same documents week by
 * week and nothing else; and what is left in it, as its closing counts that. `npx tsx scripts/bench/months.ts [people]`. They take turns; the longest pause is how long a press may wait.
 */
const PEOPLE = Number(process.argv[2] ?? 1000);
const ROUNDS = 5;
const [TEAM, ZONE, MONTH] = ['T1', 'Asia/Seoul', '2026-10'];
const FROM: string = '2026-09-28';
const TO = '2026-11-01';
const log = createLog('error');

const people = Array.from({ length: PEOPLE }, (_, i) => ({ team: TEAM, user: `U${i}`, name: `P${i}` }) as Person);
const dates = datesBetween(FROM, TO).filter(date => weekday(date) <= 5);

const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'));
const embedded = process.env.MONGODB_URI ? undefined : await startEmbedded({ dataDir: folder, log });
const uri = process.env.MONGODB_URI ?? embedded?.uri ?? '';
const database = await connect({ uri, name: `bench_${Date.now()}`, log });
try {
  await prepare(database.db, [workdayDocs]);
  for (const { user } of people)
    await database.db.collection<{ _id: string }>(WORKDAYS).insertMany(
      dates.map(date => ({
        ...{ _id: `${TEAM}:${user}:${date}`, team: TEAM, user, date, zone: ZONE, open: false, effects: [], version: 2 },
        spans: [{ in: atLocal(date, '09:00', ZONE), out: atLocal(date, '18:30', ZONE), place: 'office', breaks: [] }],
        history: [],
      })),
    );

  const { db } = database;
  const policy = policyInForce({
    store: policyStore(db),
    clock: systemClock,
    team: TEAM,
    defaults: policyDefaults({ timeZone: ZONE, language: 'ko', summaryAt: '18:30' }),
  });
  // What counting reads of a workspace.
  const ws = { team: TEAM, db, clock: systemClock, policy } as Workspace;
  const reading = async (): Promise<void> => {
    for (let monday = FROM; monday <= TO; monday = addDays(monday, 7))
      await workdays(ws).recordsIn(TEAM, monday, addDays(monday, 6));
  };
  const times = { months: [] as number[], left: [] as number[], reading: [] as number[] };
  let pause = 0;
  for (let n = 0; n < ROUNDS; n++) {
    const begun = performance.now();
    await reading();
    times.reading.push(performance.now() - begun);
    let last = performance.now();
    const beat = setInterval(() => {
      pause = Math.max(pause, performance.now() - last);
      last = performance.now();
    }, 1);
    const from = performance.now();
    const found = await monthSummaries(ws, people, MONTH);
    times.months.push(performance.now() - from);
    const counting = performance.now();
    await monthProblems(ws, people, MONTH);
    times.left.push(performance.now() - counting);
    clearInterval(beat);
    if (found.length !== PEOPLE || found.some(s => s.worked === 0)) throw new Error('a month is empty');
  }
  const median = (list: number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
  const [months, left, read] = [median(times.months), median(times.left), median(times.reading)];
  console.log(`${PEOPLE} people, ${PEOPLE * dates.length} documents, median of ${ROUNDS}:`);
  console.log(`  months counted   ${months.toFixed(0)} ms, ratio ${(months / read).toFixed(2)}`);
  console.log(`  what is left      ${left.toFixed(0)} ms, ratio ${(left / read).toFixed(2)}`);
  console.log(`  documents read   ${read.toFixed(0)} ms`);
  console.log(`  longest pause    ${pause.toFixed(0)} ms`);
} finally {
  // The embedded one goes with its folder.
  if (!embedded) await database.db.dropDatabase();
  await database.close();
  await embedded?.stop();
  rmSync(folder, { recursive: true, force: true });
}
