import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startDaybook } from '../../src/app.ts';
import { koreanCalendar } from '../../src/calendar/rules.ts';
import { readConfig } from '../../src/config.ts';
import { connect } from '../../src/db/connection.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import type { Language } from '../../src/shared/languages.ts';
import { createLog } from '../../src/shared/log.ts';
import { bundlePage } from '../simulator/page/bundle.ts';
import { seedWorkspace } from '../simulator/seed.ts';
import { type Simulator, startSimulator } from '../simulator/server.ts';
import { livelyMoment } from './moment.ts';

const zone = 'Asia/Seoul';

interface InstallDemo {
  companies: readonly Pick<Simulator, 'team' | 'url'>[];
  /** on which Daybook is installed */
  page: string;
  stop(): Promise<void>;
}

/** Two companies on one Slack that have not installed Daybook; the page of the second is at the next port. */
export async function startInstallDemo(o: {
  port: number;
  dataDir: string;
  mongodbUri?: string;
  language: Language;
  socket?: boolean;
  logLevel: string;
}): Promise<InstallDemo> {
  const log = createLog(o.logLevel);
  const [embedded, page] = await Promise.all([
    o.mongodbUri ? undefined : startEmbedded({ dataDir: join(o.dataDir, 'install'), log }),
    bundlePage(),
  ]);
  const uri = o.mongodbUri ?? embedded?.uri ?? '';
  const database = await connect({ uri, name: 'daybook_demo_install', log });
  // Slack has forgotten the tokens of an earlier run.
  await database.db.dropDatabase();
  const startAt = livelyMoment(Date.now(), zone, koreanCalendar());
  const acorn = await startSimulator({ ...{ port: o.port, zone, startAt, page, token: null } });
  const team = { id: 'T0BIRCH', name: '자작 상사', domain: 'birch-trading' };
  const port = o.port === 0 ? 0 : o.port + 1;
  const birch = await startSimulator({ ...{ port, zone, page, team, token: null, beside: acorn } });
  for (const slack of [acorn, birch]) seedWorkspace(slack);
  const config = readConfig({
    ...(o.socket ? { SLACK_APP_TOKEN: acorn.appToken } : { SLACK_SIGNING_SECRET: acorn.signingSecret }),
    SLACK_API_URL: acorn.apiUrl,
    SLACK_CLIENT_ID: acorn.client.id,
    SLACK_CLIENT_SECRET: acorn.client.secret,
    SLACK_STATE_SECRET: randomBytes(32).toString('hex'),
    DAYBOOK_TOKEN_KEY: randomBytes(32).toString('base64'),
    DAYBOOK_PUBLIC_URL: acorn.url,
    DAYBOOK_TIME_ZONE: zone,
    DAYBOOK_LANGUAGE: o.language,
  });
  const app = await startDaybook({ config: { ...config, port: 0 }, database, log, clock: acorn.clock });
  for (const slack of [acorn, birch]) slack.connect(`http://127.0.0.1:${app.port}/slack/events`, o.socket);
  acorn.clock.onJump(async () => {
    await app.tick();
    await app.idle();
  });
  return {
    companies: [acorn, birch],
    page: `${acorn.url}/slack/install`,
    stop: async () => {
      await app.stop();
      await Promise.all([acorn.close(), birch.close()]);
      await database.close();
      await embedded?.stop();
    },
  };
}
