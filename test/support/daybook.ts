import { type Seeded, seedWorkspace } from '../../scripts/simulator/seed.ts';
import { type Simulator, startSimulator } from '../../scripts/simulator/server.ts';
import { type Daybook, startDaybook } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Language } from '../../src/shared/languages.ts';
import { createLog, type Log } from '../../src/shared/log.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { spaced } from './texts.ts';

/** The real app on the real wire protocol, with the Slack stand-in in front of it. */
export interface World {
  slack: Simulator;
  /** short names of the eight people; `manager` and `owner` are administrators */
  people: Seeded['people'];
  adminChannel: string;
  app: Daybook;
  database: TestDatabase;
  /** a second process on the same workspace and database */
  another(): Promise<Daybook>;
  /** Slack sends to this process from now on; over lines it asks any, as it does. */
  sendTo(app: Daybook): void;
  /** everything that was done has been answered and delivered */
  quiet(): Promise<void>;
  /** moves the clock and lets the app notice, as the demo does */
  jump(iso: string): Promise<void>;
  close(): Promise<void>;
}

export const MORNING = '2026-11-24T09:00:00+09:00';

/** In place of Slack's 3 s, which a machine that is busy otherwise takes for anything; only ends what hangs, ms. */
const HANGS_MS = 60_000;

/** `status`: people may let it set their Slack status. `reminders`: they have not switched off those of working time. `at`: where the workspace's clock begins; a Tuesday morning unless told. Seoul, no history. */
export async function startWorld(
  o: {
    at?: string;
    language?: Language;
    env?: Record<string, string>;
    status?: boolean;
    reminders?: boolean;
    before?: (slack: Simulator) => void;
    log?: Log;
    /** Slack reaches the app over lines that it opens */
    socket?: boolean;
    /** in place of one on the server of this test run; closed with the world */
    database?: TestDatabase;
  } = {},
): Promise<World> {
  const [slack, database] = await Promise.all([
    startSimulator({
      startAt: Date.parse(o.at ?? MORNING),
      retryDelays: [10, 20, 30],
      triggerMs: HANGS_MS,
      answerLimitMs: HANGS_MS,
    }),
    o.database ?? testDatabase(),
  ]);
  const socket = o.socket ?? process.env.SOCKET_MODE !== undefined;
  const seeded = seedWorkspace(slack);
  o.before?.(slack);
  const config = readConfig({
    SLACK_BOT_TOKEN: slack.token,
    ...(socket ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: slack.signingSecret }),
    SLACK_API_URL: slack.apiUrl,
    ...(o.status
      ? {
          SLACK_CLIENT_ID: slack.client.id,
          SLACK_CLIENT_SECRET: slack.client.secret,
          DAYBOOK_TOKEN_KEY: Buffer.alloc(32, 7).toString('base64'),
          DAYBOOK_PUBLIC_URL: slack.url,
        }
      : {}),
    DAYBOOK_ADMIN_CHANNEL: seeded.adminChannel,
    DAYBOOK_LANGUAGE: o.language ?? 'en',
    ...o.env,
  });
  const log = o.log ?? createLog(process.env.LOG_LEVEL ?? 'silent');
  const start = () =>
    startDaybook({ config: { ...config, port: 0 }, database: database.database, log, clock: slack.clock });
  const app = await start();
  const others: Daybook[] = [];
  slack.connect(`http://127.0.0.1:${app.port}/slack/events`, socket);
  await app.idle();
  if (!o.reminders) await database.db.collection('people').updateMany({}, { $set: { quiet: ['in', 'out', 'week'] } });
  const quiet = async (): Promise<void> => {
    // What is delivered may make Slack send something in turn.
    do {
      await slack.settled(HANGS_MS);
      for (const each of [app, ...others]) await each.idle();
    } while (!slack.isSettled());
  };
  return {
    slack,
    people: seeded.people,
    adminChannel: seeded.adminChannel,
    app,
    database,
    another: async () => {
      const other = await start();
      others.push(other);
      return other;
    },
    sendTo: ({ port }) => {
      if (!socket) slack.connect(`http://127.0.0.1:${port}/slack/events`);
    },
    quiet,
    jump: async iso => {
      await slack.clock.jump(Date.parse(iso));
      await app.tick();
      await quiet();
    },
    close: async () => {
      for (const other of others) await other.stop();
      await app.stop();
      await slack.close();
      await database.drop();
    },
  };
}

/** All texts of a view or message, in reading order, in one string. */
export function textsOf(shown: { blocks?: unknown[] } | null | undefined): string {
  const found: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node === 'object' && node !== null) {
      if ('text' in node && typeof node.text === 'string') found.push(node.text);
      Object.values(node).forEach(walk);
    }
  };
  walk(shown?.blocks ?? []);
  return spaced(found.join('\n'));
}
