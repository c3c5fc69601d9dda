import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Daybook, startDaybook } from '../../src/app.ts';
import { koreanCalendar, localDate } from '../../src/calendar/rules.ts';
import { readConfig } from '../../src/config.ts';
import { bulk } from '../../src/db/bulk.ts';
import { connect, type Database } from '../../src/db/connection.ts';
import { withLock } from '../../src/db/embedded/lock.ts';
import { type EmbeddedServer, startEmbedded } from '../../src/db/embedded.ts';
import { prepare } from '../../src/db/indexes.ts';
import { COLLECTIONS } from '../../src/features.ts';
import type { Language } from '../../src/shared/languages.ts';
import type { Log } from '../../src/shared/log.ts';
import { usablePort } from '../../src/shared/port.ts';
import { readKept } from '../simulator/memory.ts';
import { bundlePage } from '../simulator/page/bundle.ts';
import type { Page } from '../simulator/routes.ts';
import { type Seeded, seedWorkspace } from '../simulator/seed.ts';
import { type Simulator, startSimulator } from '../simulator/server.ts';
import { liveOn } from './colleagues.ts';
import { seedHistory } from './history.ts';
import { isHalf, keepMoment, lastMoment, livelyMoment } from './moment.ts';
import { calendarAbroad, placesOf, seedOrganisation } from './organisation.ts';
import { seedPeople } from './people.ts';
import { staffOf } from './staff.ts';
import { recallTalk } from './talk.ts';
import { addTeamChannel, recallBoards } from './team-channel.ts';

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
  /** the data folder was deleted: nothing is kept any more */
  onLost(listener: () => void): void;
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
  language: Language;
  /** how many people the company has; at least the eight whom the demo tells about */
  people?: number;
  summaryAt?: string;
  /** Socket Mode in place of HTTP */
  socket?: boolean;
  log: Log;
}

/**
 * The real app, a real database and the Slack stand-in with its page, eight people and a month of history.
 * @throws FolderUnusable, PortUnusable, DatabaseUnavailable, DatabaseTooNew: each a sentence for people
 */
export async function startDemo(o: DemoOptions): Promise<Demo> {
  if (o.port !== 0) await usablePort(o.port, '127.0.0.1');
  const release = await holdFolder(o.dataDir);
  const lost: (() => void)[] = [];
  let embedded: EmbeddedServer | undefined;
  try {
    const key = await tokenKey(o.dataDir);
    const [server, page] = await Promise.all([
      o.mongodbUri ? undefined : startEmbedded({ dataDir: o.dataDir, log: o.log }),
      bundlePage(),
      // While the database starts.
      calendarAbroad(),
    ]);
    embedded = server;
    embedded?.onLost(() => {
      for (const listener of lost) listener();
    });
    const uri = o.mongodbUri ?? embedded?.uri ?? '';
    const running = await startOn(await connect({ uri, name: 'daybook_demo', log: o.log }), page, { ...o, key });
    return {
      ...running,
      database: embedded?.description ?? 'MONGODB_URI',
      onLost: listener => void lost.push(listener),
      stop: async () => {
        await running.stop();
        await embedded?.stop();
        release();
      },
    };
  } catch (error) {
    await embedded?.stop();
    release();
    throw error;
  }
}

/** The data folder cannot be had: another demo has it, or nothing can be written there. */
class FolderUnusable extends Error {}

/** One demo a folder: two would move one workspace's clock and keep its messages against each other. */
async function holdFolder(dataDir: string): Promise<() => void> {
  let release: () => void = () => undefined;
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  const refused = (error: Error): Error =>
    new FolderUnusable(
      `${error.message}. Nothing can be kept in ${dataDir}: choose another folder with DAYBOOK_DATA_DIR.`,
    );
  await mkdir(dataDir, { recursive: true }).catch((error: Error) => Promise.reject(refused(error)));
  await new Promise<void>((resolve, reject) => {
    withLock(join(dataDir, 'demo.lock'), 0, async () => {
      resolve();
      await held;
    }).catch((error: Error) => {
      const another = `Another demo runs on ${dataDir}. End it, or choose another folder: DAYBOOK_DATA_DIR=data/demo2 PORT=4100 npm run demo.`;
      reject(error.name === 'LockHeld' ? new FolderUnusable(another) : refused(error));
    });
  });
  return release;
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

async function startOn(
  database: Database,
  page: Page,
  o: DemoOptions & { key: string },
): Promise<Omit<Demo, 'database' | 'onLost'>> {
  const calendar = koreanCalendar();
  if (await isHalf(database.db)) await database.db.dropDatabase();
  // Before anything is written: a database of a newer version stays as it is.
  await prepare(database.db, COLLECTIONS);
  // It reads every day of a thousand people, which takes longer than a press may.
  const last = await bulk(() => lastMoment(database.db));
  const messages = join(o.dataDir, 'slack.json');
  const kept = last === undefined ? undefined : readKept(messages);
  const earliest = Math.max(last ?? 0, kept?.now ?? 0);
  const startAt = Math.max(earliest, o.at ?? (earliest || livelyMoment(Date.now(), zone, calendar)));
  const slack = await startSimulator({ port: o.port, zone, startAt, page });
  const seeded = seedWorkspace(slack);
  const placeOf = await placesOf(seeded, { zone, calendar });
  Object.assign(slack.users.get(seeded.people.lucas) ?? {}, { zone: placeOf(seeded.people.lucas).zone });
  const beside = Math.max(0, (o.people ?? 0) - seeded.colleagues.length);
  const staff = staffOf(beside, { today: localDate(startAt, zone), head: seeded.owner });
  for (const { slack: user } of staff) slack.addUser(user);
  addTeamChannel(slack, seeded);
  if (kept) slack.restore(kept);
  const now = slack.clock.now();
  if (!kept) recallTalk(slack, { now, zone, calendar, seeded });
  await bulk(() => seedPeople(database.db, { team: slack.team.id, zone, now, seeded, users: slack.users, staff }));
  await bulk(() =>
    seedHistory(database.db, {
      ...{ team: slack.team.id, zone, now, seeded, calendar, placeOf, staff },
      kept: kept !== undefined,
    }),
  );
  await seedOrganisation(database.db, { team: slack.team.id, now, seeded });
  const told = { team: slack.team.id, now, zone, calendar, placeOf, seeded, language: o.language };
  if (!kept) await recallBoards(database.db, slack, told);
  const keepClock = await keepMoment(database.db, slack.clock);
  slack.keepIn(messages, error => {
    if (existsSync(o.dataDir)) o.log.error({ err: error }, 'messages are not kept');
  });
  const config = readConfig({
    SLACK_BOT_TOKEN: slack.token,
    ...(o.socket ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: slack.signingSecret }),
    SLACK_API_URL: slack.apiUrl,
    SLACK_CLIENT_ID: slack.client.id,
    SLACK_CLIENT_SECRET: slack.client.secret,
    DAYBOOK_TOKEN_KEY: o.key,
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
  slack.connect(`http://127.0.0.1:${app.port}/slack/events`, o.socket);
  slack.clock.onJump(async () => {
    await app.tick();
    await app.idle();
  });
  const rest = liveOn(slack, { db: database.db, app, zone, calendar, placeOf, seeded, summaryAt: config.summaryAt });
  return {
    slack,
    app,
    seeded,
    zone,
    kept: last !== undefined,
    stop: async () => {
      rest();
      await app.stop();
      await keepClock().catch(() => undefined);
      await slack.close();
      await database.close();
    },
  };
}
