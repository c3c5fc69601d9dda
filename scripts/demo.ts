import { startDaybook } from '../src/app.ts';
import { localDate } from '../src/calendar/rules.ts';
import { readConfig } from '../src/config.ts';
import { connect } from '../src/db/connection.ts';
import { startEmbedded } from '../src/db/embedded.ts';
import { createLog } from '../src/shared/log.ts';
import { seedHistory } from './demo/history.ts';
import { bundlePage } from './simulator/page/bundle.ts';
import { seedWorkspace } from './simulator/seed.ts';
import { startSimulator } from './simulator/server.ts';

/**
 * The whole of Daybook without a Slack account: the real app, a real database, and a Slack stand-in with a page to click in.
 * `PORT` chooses the page's port (4000), `DAYBOOK_DATA_DIR` the folder (`data/demo`), `MONGODB_URI` another database.
 */
async function demo(): Promise<void> {
  const begun = Date.now();
  const env = process.env;
  const log = createLog(env.LOG_LEVEL ?? 'warn');
  const say = (line: string): void => void process.stdout.write(`${line}\n`);

  const [embedded, page, slack] = await Promise.all([
    env.MONGODB_URI ? undefined : startEmbedded({ dataDir: env.DAYBOOK_DATA_DIR ?? 'data/demo', log }),
    bundlePage(),
    startSimulator({ port: Number(env.PORT ?? 4000), zone: 'Asia/Seoul' }),
  ]);
  slack.setPage(page);
  const seeded = seedWorkspace(slack);
  const database = await connect({ uri: env.MONGODB_URI ?? embedded?.uri ?? '', name: 'daybook_demo', log });
  const config = readConfig({
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    DAYBOOK_ADMIN_CHANNEL: seeded.adminChannel,
    DAYBOOK_LANGUAGE: env.DAYBOOK_LANGUAGE ?? 'ko',
    ...(env.DAYBOOK_SUMMARY_AT ? { DAYBOOK_SUMMARY_AT: env.DAYBOOK_SUMMARY_AT } : {}),
  });
  const today = localDate(slack.clock.now(), config.timeZone);
  await seedHistory(database.db, {
    team: slack.team.id,
    zone: config.timeZone,
    now: slack.clock.now(),
    today,
    colleagues: seeded.colleagues,
    administrator: seeded.owner,
  });
  const app = await startDaybook({ config: { ...config, port: 0 }, database, log, clock: slack.clock });
  slack.connect(`http://127.0.0.1:${app.port}/slack/events`);
  slack.clock.onJump(() => app.tick());

  say('');
  say(`  Daybook is ready after ${((Date.now() - begun) / 1000).toFixed(1)} s: ${slack.url}`);
  say(`  Database: ${embedded?.description ?? 'MONGODB_URI'}`);
  say('  Choose a person at the top left, open Apps → Daybook, and check in. Ctrl-C ends it; what you did is kept.');
  say('');

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await app.stop();
    await slack.close();
    await database.close();
    await embedded?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
}

demo().catch(error => {
  process.stderr.write(`The demo could not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
