import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Daybook, startDaybook } from '../../src/app.ts';
import { koreanCalendar } from '../../src/calendar/rules.ts';
import { readConfig } from '../../src/config.ts';
import { connect, type Database } from '../../src/db/connection.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import type { Log } from '../../src/shared/log.ts';
import { bundlePage } from '../simulator/page/bundle.ts';
import type { Page } from '../simulator/routes.ts';
import { type Seeded, seedWorkspace } from '../simulator/seed.ts';
import { type Simulator, startSimulator } from '../simulator/server.ts';
import { liveOn } from './colleagues.ts';
import { seedHistory } from './history.ts';
import { keepMoment, lastMoment, livelyMoment } from './moment.ts';
import { seedPeople } from './people.ts';
import { recallTalk } from './talk.ts';

const zone = 'Asia/Seoul';

interface Demo {
  slack: Simulator;
  app: Daybook;
  seeded: Seeded;
  zone: string;
  /** which database runs, for people */
  database: string;
  /** there were data of an earlier run, and its clock goes on */
  kept: boolean;
  stop(): Promise<void>;
}

export interface DemoOptions {
  /** of the page; 0 for a free one */
  port: number;
  dataDir: string;
  /** another database than the embedded one in `dataDir` */
  mongodbUri?: string;
  /** when the workspace's clock begins, ms; default a lively moment, and never before what is kept */
  at?: number;
  language: 'ko' | 'en';
  summaryAt?: string;
  log: Log;
}

/** The real app, a real database and the Slack stand-in with its page, eight people and a month of history. */
export async function startDemo(o: DemoOptions): Promise<Demo> {
  const [embedded, page] = await Promise.all([
    o.mongodbUri ? undefined : startEmbedded({ dataDir: o.dataDir, log: o.log }),
    bundlePage(),
  ]);
  try {
    const uri = o.mongodbUri ?? embedded?.uri ?? '';
    const running = await startOn(await connect({ uri, name: 'daybook_demo', log: o.log }), page, o);
    return {
      ...running,
      database: embedded?.description ?? 'MONGODB_URI',
      stop: async () => {
        await running.stop();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** What seals people's tokens: made once, and kept beside the data. */
async function tokenKey(dataDir: string): Promise<string> {
  const file = join(dataDir, 'token.key');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known) return known;
  const key = randomBytes(32).toString('base64');
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, key, { mode: 0o600 });
  return key;
}

async function startOn(database: Database, page: Page, o: DemoOptions): Promise<Omit<Demo, 'database'>> {
  const calendar = koreanCalendar();
  const last = await lastMoment(database.db);
  const startAt = Math.max(last ?? 0, o.at ?? last ?? livelyMoment(Date.now(), zone, calendar));
  const slack = await startSimulator({ port: o.port, zone, startAt, page });
  const seeded = seedWorkspace(slack);
  const now = slack.clock.now();
  recallTalk(slack, { now, zone, calendar, seeded });
  await seedPeople(database.db, { team: slack.team.id, zone, now, seeded, users: slack.users });
  await seedHistory(database.db, { team: slack.team.id, zone, now, seeded, calendar });
  const config = readConfig({
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    SLACK_CLIENT_ID: slack.client.id,
    SLACK_CLIENT_SECRET: slack.client.secret,
    DAYBOOK_TOKEN_KEY: await tokenKey(o.dataDir),
    DAYBOOK_PUBLIC_URL: slack.url,
    DAYBOOK_ADMIN_CHANNEL: seeded.adminChannel,
    DAYBOOK_TIME_ZONE: zone,
    DAYBOOK_LANGUAGE: o.language,
    ...(o.summaryAt ? { DAYBOOK_SUMMARY_AT: o.summaryAt } : {}),
  });
  const publicUrl = (port: number): string => `http://127.0.0.1:${port}`;
  const app = await startDaybook({
    config: { ...config, port: 0 },
    database,
    log: o.log,
    clock: slack.clock,
    publicUrl,
  });
  slack.connect(`http://127.0.0.1:${app.port}/slack/events`);
  slack.clock.onJump(() => app.tick());
  const rest = liveOn(slack, { db: database.db, app, zone, calendar, seeded, summaryAt: config.summaryAt });
  const keep = keepMoment(database.db, slack.clock);
  return {
    slack,
    app,
    seeded,
    zone,
    kept: last !== undefined,
    stop: async () => {
      rest();
      await app.stop();
      await keep().catch(() => undefined);
      await slack.close();
      await database.close();
    },
  };
}
