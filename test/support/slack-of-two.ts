import type { Sending } from '../../scripts/simulator/delivery.ts';
import { type Seeded, seedWorkspace } from '../../scripts/simulator/seed.ts';
import { type Simulator, startSimulator } from '../../scripts/simulator/server.ts';
import { type Daybook, startDaybook } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/shared/log.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { MORNING } from './daybook.ts';

export const TEAMS = { acorn: 'T0ACORN', birch: 'T0BIRCH' };
export const KEY = Buffer.alloc(32, 7).toString('base64');

/** Two companies on one Slack, whose people and channels have the same ids; neither has installed the app. */
export interface SlackOfTwo {
  acorn: Simulator;
  birch: Simulator;
  database: TestDatabase;
  seeded: Seeded;
  adminChannel: string;
  people: Seeded['people'];
  /** where browsers begin */
  installPage: string;
  app: Daybook;
  env: Record<string, string>;
  /** a process; one that is told of nothing by Slack stands beside `app` */
  start(more?: Record<string, string>): Promise<Daybook>;
  quiet(): Promise<void>;
  close(): Promise<void>;
}

export async function slackOfTwo(
  o: { socket?: boolean; enterprise?: boolean; sending?: (sending: Sending) => Promise<void> } = {},
): Promise<SlackOfTwo> {
  const socket = o.socket ?? process.env.SOCKET_MODE !== undefined;
  const patient = { retryDelays: [10, 20, 30], triggerMs: 60_000, answerLimitMs: 60_000 };
  const [acorn, database] = await Promise.all([
    startSimulator({
      ...patient,
      ...{ startAt: Date.parse(MORNING), team: { id: TEAMS.acorn, name: '도토리' }, token: null },
      ...(o.enterprise ? { enterprise: { id: 'E0OAK', name: 'Oak' } } : {}),
    }),
    testDatabase(),
  ]);
  const birch = await startSimulator({
    ...(o.sending ? { deliveries: { before: o.sending } } : {}),
    ...{ ...patient, beside: acorn, team: { id: TEAMS.birch, name: '자작 <b>상사</b>' }, token: null },
  });
  const seeded = seedWorkspace(acorn);
  const { adminChannel, people } = seeded;
  seedWorkspace(birch);
  const running: Daybook[] = [];
  const env = {
    ...(socket ? { SLACK_APP_TOKEN: acorn.appToken } : { SLACK_SIGNING_SECRET: acorn.signingSecret }),
    SLACK_API_URL: acorn.apiUrl,
    SLACK_CLIENT_ID: acorn.client.id,
    SLACK_CLIENT_SECRET: acorn.client.secret,
    SLACK_STATE_SECRET: 's'.repeat(32),
    DAYBOOK_TOKEN_KEY: KEY,
    DAYBOOK_PUBLIC_URL: acorn.url,
    DAYBOOK_LANGUAGE: 'en',
  };
  const start = async (more: Record<string, string> = {}): Promise<Daybook> => {
    const config = readConfig({ ...env, ...more });
    const log = createLog(process.env.LOG_LEVEL ?? 'silent');
    const daybook = await startDaybook({
      config: { ...config, port: 0 },
      database: database.database,
      log,
      clock: acorn.clock,
    });
    running.push(daybook);
    return daybook;
  };
  const app = await start();
  for (const slack of [acorn, birch]) slack.connect(`http://127.0.0.1:${app.port}/slack/events`, socket);
  return {
    ...{ acorn, birch, database, seeded, adminChannel, people, app, start, env },
    installPage: `${acorn.url}/slack/install/start`,
    quiet: async () => {
      do {
        await Promise.all([acorn.settled(60_000), birch.settled(60_000)]);
        for (const each of running) await each.idle();
      } while (!acorn.isSettled() || !birch.isSettled());
    },
    close: async () => {
      for (const each of running) await each.stop();
      await Promise.all([acorn.close(), birch.close()]);
      await database.drop();
    },
  };
}
