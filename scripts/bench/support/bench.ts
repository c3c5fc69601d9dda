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

export interface Company {
  database: Database;
  name: string;
}

/** What all rows have in common: a server, Slack, and processes beside it. */
export interface Bench {
  quick: boolean;
  slack: FakeSlack;
  server: string;
  uri: string;
  /** A workspace of so many people with `days` of working days before today, and everybody out. */
  company(people: number, days: number): Promise<Company>;
  daybook(company: Company, o?: Partial<Start>): Promise<Child>;
  bare(): Promise<Child>;
  /** What the embedded server did so far, ms. */
  serverCpu(): number;
  /** Ends what a row has left, and forgets what it stored. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openBench(quick: boolean): Promise<Bench> {
  const log = createLog('error');
  const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'));
  const embedded = process.env.MONGODB_URI ? undefined : await startEmbedded({ dataDir: folder, log });
  const uri = process.env.MONGODB_URI ?? embedded?.uri ?? '';
  const slack = await fakeSlack();
  const databases: Database[] = [];
  const start = (what: 'bare' | 'daybook', name: string, o: Partial<Start> = {}): Promise<Child> => {
    const slacks = { api: slack.api, secret: SECRET, token: TOKEN, channel: 'C0BENCH01' };
    return child({ what, ...slacks, database: { uri, name }, counted: false, ...o });
  };
  const clear = async (): Promise<void> => {
    endChildren();
    Object.assign(slack, { delay: 0, rate: Number.POSITIVE_INFINITY });
    for (const database of databases.splice(0)) {
      // The embedded one goes with its folder: dropping takes it minutes.
      if (!embedded) await database.db.dropDatabase();
      await database.close();
    }
  };
  return {
    quick,
    slack,
    uri,
    server: embedded?.kind ?? 'the server of MONGODB_URI',
    company: async (people, days) => {
      const name = `bench_${randomBytes(4).toString('hex')}`;
      const database = await connect({ uri, name, log, timeoutMs: 60_000, bulkMs: 120_000 });
      databases.push(database);
      const yesterday = addDays(localDate(Date.now(), ZONE), -1);
      // Indexes of what is stored are made sooner than they are kept while it is being stored.
      await storeCrowd(database.db, { team: TEAM, people, days, today: yesterday, leaves: 3, open: false });
      await database.db
        .collection('people')
        .updateMany({ team: TEAM }, { $set: { quickIn: true, syncedAt: Date.now(), homeSeenAt: 1 } });
      await prepare(database.db, COLLECTIONS);
      return { database, name };
    },
    daybook: ({ name }, o) => start('daybook', name, o),
    bare: () => start('bare', ''),
    serverCpu: () => cpuOf(embedded?.pid),
    clear,
    close: async () => {
      await clear();
      slack.close();
      await embedded?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
