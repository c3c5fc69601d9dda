import { DateTime } from 'luxon';
import { lastResort } from '../src/shared/last-resort.ts';
import { createLog } from '../src/shared/log.ts';
import { startDemo } from './demo/stage.ts';

/**
 * The whole of Daybook without a Slack account: the real app, a real database, and a Slack stand-in with a page to click in.
 * `PORT` chooses the page's port (4000), `DAYBOOK_DATA_DIR` the folder (`data/demo`), `MONGODB_URI` another database.
 */
async function demo(): Promise<void> {
  const begun = Date.now();
  const { env } = process;
  const dataDir = env.DAYBOOK_DATA_DIR ?? 'data/demo';
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const log = createLog(env.LOG_LEVEL ?? 'warn');
  const running = await startDemo({
    port: Number(env.PORT ?? 4000),
    dataDir,
    language: env.DAYBOOK_LANGUAGE === 'en' ? 'en' : 'ko',
    log,
    ...(env.MONGODB_URI ? { mongodbUri: env.MONGODB_URI } : {}),
    ...(env.DAYBOOK_SUMMARY_AT ? { summaryAt: env.DAYBOOK_SUMMARY_AT } : {}),
  });
  const { slack, zone, kept } = running;
  const stands = DateTime.fromMillis(slack.clock.now(), { zone, locale: 'en-GB' }).toFormat('cccc d MMMM yyyy, HH:mm');

  say('');
  say(`  Daybook is ready after ${((Date.now() - begun) / 1000).toFixed(1)} s: ${slack.url}`);
  say(`  Database: ${running.database}`);
  say(
    kept
      ? `  The workspace's clock goes on where an earlier run left it: ${stands} in Seoul. It moves at the top right of the page.`
      : `  In the workspace it is ${stands} in Seoul, an hour with people in. Its clock moves at the top right of the page.`,
  );
  say('  Choose a person at the top left, open Apps → Daybook, and check in. Ctrl-C ends it; what you did is kept');
  say(env.MONGODB_URI ? '  in the database.' : `  in ${dataDir}: delete that folder to begin anew.`);
  say('');

  let stopping = false;
  const stop = async (code = 0): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await running.stop();
    process.exit(code);
  };
  lastResort(log, stop);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
}

demo().catch((error: unknown) => {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    error.message = `port ${process.env.PORT ?? 4000} is taken. Choose another one: PORT=4100 npm run demo`;
  process.stderr.write(`The demo could not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
