import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, localDate } from '../../../src/calendar/rules.ts';
import { connect, type Database } from '../../../src/db/connection.ts';
import { startEmbedded } from '../../../src/db/embedded.ts';
import { prepare } from '../../../src/db/indexes.ts';
import { COLLECTIONS } from '../../../src/features.ts';
import { createLog } from '../../../src/shared/log.ts';
import { storeCrowd } from '../crowd.ts';
import { type Child, child, endChildren, type Start } from './children.ts';
import { cpuOf } from './load.ts';
import { type FakeSlack, fakeSlack, SECRET, TEAM, TOKEN } from './slack.ts';

export const ZONE = 'Asia/Seoul';

/** A server that stores a crowd on a busy machine answers nobody else for minutes. */
const PATIENT = { check: 5_000, failing: 30_000, silent: 3_600_000, restart: 60_000, restarts: 5 };

/** From so many people on rows share a company: storing it takes minutes. */
const LARGE = 10_000;

export interface Company {
  database: Database;
  name: string;
}

/** What all rows have in common: a server, Slack, and processes beside it. */
export interface Bench {
  quick: boolean;
  /** all rows are made, in 25 minutes */
  hurried: boolean;
  slack: FakeSlack;
  server: string;
  uri: string;
  /** A workspace of so many people with `days` of working days before today, and everybody out. */
  company(people: number, days: number): Promise<Company>;
  daybook(company: Company, o?: Partial<Start>): Promise<Child>;
  bare(): Promise<Child>;
  /** What the embedded server did so far, ms. */
  serverCpu(): number;
  /** Ends what a row has left. */
  clear(): void;
  close(): Promise<void>;
}

export async function openBench({ quick, hurried }: Pick<Bench, 'quick' | 'hurried'>): Promise<Bench> {
  const log = createLog('error');
  const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'));
  const embedded = process.env.MONGODB_URI ? undefined : await startEmbedded({ dataDir: folder, log, pace: PATIENT });
  const uri = process.env.MONGODB_URI ?? embedded?.uri ?? '';
  const slack = await fakeSlack();
  const databases: Database[] = [];
  const large = new Map<string, Promise<Company>>();
  const start = (what: 'bare' | 'daybook', name: string, o: Partial<Start> = {}): Promise<Child> => {
    const slacks = { api: slack.api, secret: SECRET, token: TOKEN, channel: 'C0BENCH01' };
    return child({ what, ...slacks, database: { uri, name }, counted: false, ...o });
  };
  const store = async (people: number, days: number): Promise<Company> => {
    const name = `bench_${randomBytes(4).toString('hex')}`;
    const database = await connect({ uri, name, log, timeoutMs: 60_000, bulkMs: 120_000 });
    databases.push(database);
    const yesterday = addDays(localDate(Date.now(), ZONE), -1);
    // Afterwards they take the embedded server many times as long.
    await prepare(database.db, COLLECTIONS);
    await storeCrowd(database.db, { team: TEAM, people, days, today: yesterday, leaves: 3, open: false });
    await database.db
      .collection('people')
      .updateMany({ team: TEAM }, { $set: { quickIn: true, syncedAt: Date.now(), homeSeenAt: 1 } });
    return { database, name };
  };
  return {
    quick,
    hurried,
    slack,
    uri,
    server: embedded?.kind ?? 'the server of MONGODB_URI',
    company: (people, days) => {
      if (people < LARGE) return store(people, days);
      const key = `${people}/${days}`;
      const stored = large.get(key) ?? store(people, days);
      large.set(key, stored);
      return stored;
    },
    daybook: ({ name }, o) => start('daybook', name, o),
    bare: () => start('bare', ''),
    serverCpu: () => cpuOf(embedded?.pid),
    clear: () => {
      endChildren();
      Object.assign(slack, { delay: 0, rate: Number.POSITIVE_INFINITY });
    },
    close: async () => {
      endChildren();
      for (const database of databases) {
        // The embedded one goes with its folder: dropping takes it minutes.
        if (!embedded) await database.db.dropDatabase();
        await database.close();
      }
      slack.close();
      await embedded?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
