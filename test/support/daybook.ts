import { type Seeded, seedWorkspace } from '../../scripts/simulator/seed.ts';
import { type Simulator, startSimulator } from '../../scripts/simulator/server.ts';
import { type Daybook, startDaybook } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/shared/log.ts';
import { type TestDatabase, testDatabase } from './database.ts';

/** The real app on the real wire protocol, with the Slack stand-in in front of it. */
export interface World {
  slack: Simulator;
  seeded: Seeded;
  app: Daybook;
  database: TestDatabase;
  /** the same environment for a second process on the same workspace and database */
  another(): Promise<Daybook>;
  close(): Promise<void>;
}

/** `at`: where the workspace's clock stands, ISO; it must lie ahead of the real one. */
export async function startWorld(
  o: { at?: string; language?: 'ko' | 'en'; env?: Record<string, string> } = {},
): Promise<World> {
  const [slack, database] = await Promise.all([
    startSimulator({ zone: 'Asia/Seoul', retryDelays: [10, 20, 30] }),
    testDatabase(),
  ]);
  if (o.at) await slack.clock.jump(Date.parse(o.at));
  const seeded = seedWorkspace(slack);
  const config = readConfig({
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    DAYBOOK_ADMIN_CHANNEL: seeded.adminChannel,
    DAYBOOK_LANGUAGE: o.language ?? 'en',
    ...o.env,
  });
  const log = createLog(process.env.LOG_LEVEL ?? 'silent');
  const start = () =>
    startDaybook({ config: { ...config, port: 0 }, database: database.database, log, clock: slack.clock });
  const app = await start();
  const others: Daybook[] = [];
  slack.connect(`http://127.0.0.1:${app.port}/slack/events`);
  await app.idle();
  return {
    slack,
    seeded,
    app,
    database,
    another: async () => {
      const other = await start();
      others.push(other);
      return other;
    },
    close: async () => {
      for (const other of others) await other.stop();
      await app.stop();
      await slack.close();
      await database.drop();
    },
  };
}
