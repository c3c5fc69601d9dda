import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WORKDAYS } from '../../src/attendance/store.ts';
import { atLocal, datesBetween, weekday } from '../../src/calendar/rules.ts';
import { bulk } from '../../src/db/bulk.ts';
import { connect, type Database } from '../../src/db/connection.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import { prepare } from '../../src/db/indexes.ts';
import { COLLECTIONS } from '../../src/features.ts';
import { words } from '../../src/i18n/index.ts';
import { everybodyIn, monthPeriod } from '../../src/payroll/actions.ts';
import { fileIn } from '../../src/payroll/make.ts';
import { FORMATS } from '../../src/payroll/workbook.ts';
import { PEOPLE } from '../../src/people/store.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { createLog } from '../../src/shared/log.ts';
import { openReader } from '../../src/workspace/reader.ts';

/**
 * The month for payroll of a company with a month of days on record: time, size and the most memory of a process that does nothing else, as
 * `daybook export` is. `npx tsx scripts/bench/payroll.ts [people] [xlsx|csv]`, one size a run: memory once taken is not given back.
 */
const COUNT = Number(process.argv[2] ?? 100);
const FORMAT = FORMATS.find(f => f === process.argv[3]) ?? 'xlsx';
/** The database of a company that the process which started this one has stored. */
const [STORED_ON, STORED_IN] = process.argv.slice(4);
const [TEAM, ZONE, MONTH] = ['T1', 'Asia/Seoul', '2026-10'];
const AT_ONCE = 2_000;
const log = createLog('error');
const MB = 1024 * 1024;

export interface PayrollFigures {
  people: number;
  days: number;
  seconds: number;
  /** of the file */
  mb: number;
  /** MB of memory, before and at most */
  before: number;
  most: number;
}

const dates = datesBetween('2026-09-28', '2026-11-01').filter(date => weekday(date) <= 5);
const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'));

const opened = (uri: string, name: string): Promise<Database> =>
  connect({ uri, name, log, timeoutMs: 60_000, bulkMs: 120_000 });

async function store({ db }: Database): Promise<void> {
  await prepare(db, COLLECTIONS);
  for (let first = 0; first < COUNT; first += AT_ONCE / 100) {
    const some = Array.from({ length: Math.min(AT_ONCE / 100, COUNT - first) }, (_, i) => first + i);
    await db.collection<{ _id: string }>(PEOPLE).insertMany(
      some.map(i => ({
        ...{ _id: `${TEAM}:U${i}`, team: TEAM, user: `U${i}`, name: `직원 ${i}`, zone: ZONE, employee: true },
        ...{ administrator: false, deleted: false, quickIn: false, place: 'office', syncedAt: 0 },
        ...{ employeeNo: String(i).padStart(5, '0'), hiredOn: '2024-03-04', teamName: `팀 ${i % 40}` },
      })),
    );
    await db.collection<{ _id: string }>(WORKDAYS).insertMany(
      some.flatMap(i =>
        dates.map(date => ({
          ...{ _id: `${TEAM}:U${i}:${date}`, team: TEAM, user: `U${i}`, date, zone: ZONE, open: false, effects: [] },
          spans: [{ in: atLocal(date, '09:00', ZONE), out: atLocal(date, '18:30', ZONE), place: 'office', breaks: [] }],
          ...{ version: 2, history: [] },
        })),
      ),
    );
  }
}

async function measured({ db }: Database): Promise<PayrollFigures> {
  const ws = await openReader({
    ...{ db, team: TEAM, clock: systemClock, log, named: [] },
    defaults: policyDefaults({ timeZone: ZONE, language: 'ko', summaryAt: '18:30' }),
  });
  const rest = process.memoryUsage().rss;
  let most = rest;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  const begun = performance.now();
  const period = monthPeriod(MONTH);
  const people = await everybodyIn(ws, period);
  const file = await bulk(() => fileIn(ws, folder, { people, period, format: FORMAT, w: words('ko') }));
  clearInterval(look);
  if (file.people !== COUNT) throw new Error('somebody is missing');
  return {
    ...{ people: COUNT, days: COUNT * dates.length, seconds: (performance.now() - begun) / 1000 },
    ...{ mb: file.size / MB, before: rest / MB, most: most / MB },
  };
}

if (STORED_ON) {
  const database = await opened(STORED_ON, STORED_IN ?? '');
  const figures = await measured(database);
  process.send?.(figures);
  await database.close();
} else {
  const embedded = process.env.MONGODB_URI ? undefined : await startEmbedded({ dataDir: folder, log });
  const [uri, name] = [process.env.MONGODB_URI ?? embedded?.uri ?? '', `bench_${Date.now()}`];
  const database = await opened(uri, name);
  try {
    await store(database);
    const child = fork(fileURLToPath(import.meta.url), [String(COUNT), FORMAT, uri, name]);
    const died = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the export ended with ${code}`)));
    const [figures] = (await Promise.race([once(child, 'message'), died])) as [PayrollFigures];
    died.catch(() => undefined);
    if (process.send) process.send(figures);
    else console.log(FORMAT, figures);
  } finally {
    if (!embedded) await database.db.dropDatabase();
    await database.close();
    await embedded?.stop();
  }
}
rmSync(folder, { recursive: true, force: true });
process.disconnect?.();
