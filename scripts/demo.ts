import { parseArgs } from 'node:util';
import { DateTime } from 'luxon';
import { ConfigError, readConfig } from '../src/config.ts';
import { lastResort } from '../src/shared/last-resort.ts';
import { createLog } from '../src/shared/log.ts';
import { usablePort } from '../src/shared/port.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * The whole of Daybook without a Slack account: the real app, a real database, and a Slack stand-in with a page to click in.
 * `--people N` makes the company larger than its eight, `--socket` lets the app open lines to Slack (Socket Mode), `--install` has two companies that have not installed Daybook yet, `--alone` is the stand-in without the app. `PORT` chooses the page's port (4000), `DAYBOOK_DATA_DIR` the folder (`data/demo`), `MONGODB_URI` another database.
 */
async function demo(): Promise<void> {
  const begun = Date.now();
  let stop: (code: number) => Promise<void> = async code => process.exit(code);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  const given = { ...settings(), ...options() };
  await usablePort(given.port, '127.0.0.1');
  if (given.alone) return alone(given, stopping => (stop = stopping));
  if (given.install) return installing({ ...given, stopBy: stopping => (stop = stopping) });
  const size = given.people ? ` of ${given.people} people` : '';
  say(
    `Starting Daybook with a database, a Slack stand-in and a month of history${size}; the first start takes up to a minute.`,
  );
  // What takes a second to load comes after what can be told at once.
  const { startDemo } = await import('./demo/stage.ts');
  const log = createLog(given.logLevel);
  lastResort(log, code => stop(code));
  const running = await startDemo({ ...given, log });
  let stopping = false;
  stop = async code => {
    if (stopping) return;
    stopping = true;
    await running.stop();
    process.exit(code);
  };
  running.onLost(() => {
    process.stderr.write(
      `The folder ${given.dataDir} was deleted, so the demo ends. Start it again to begin from scratch.\n`,
    );
    void stop(1);
    setTimeout(() => process.exit(1), 5_000).unref();
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
  say(
    given.mongodbUri
      ? `  in the database, messages in ${given.dataDir}.`
      : `  in ${given.dataDir}: delete that folder to begin again.`,
  );
  say('');
}

/** Two companies, and the page on which they install Daybook. */
async function installing(
  o: Parameters<typeof import('./demo/install.ts')['startInstallDemo']>[0] & {
    stopBy: (stop: (code: number) => Promise<void>) => void;
  },
): Promise<void> {
  const { startInstallDemo } = await import('./demo/install.ts');
  const running = await startInstallDemo(o);
  let stopping = false;
  o.stopBy(async code => {
    if (stopping) return;
    stopping = true;
    await running.stop();
    process.exit(code);
  });
  say('');
  for (const { team, url } of running.companies) say(`  ${team.name}: ${url}`);
  say(`  Neither has Daybook. It is installed at ${running.page}; nothing is kept when this ends (Ctrl-C).`);
  say('');
}

/** A Slack for an app that is set up by hand, as the README tells. */
async function alone(o: { port: number }, stopBy: (stop: (code: number) => Promise<void>) => void): Promise<void> {
  const { startAlone } = await import('./demo/alone.ts');
  const slack = await startAlone(o);
  stopBy(async code => {
    await slack.close();
    process.exit(code);
  });
  say('');
  say(`  Slack's stand-in, without an app: ${slack.url}`);
  say(`  For a Daybook of your own put SLACK_API_URL=${slack.apiUrl} into its .env, then run its setup.`);
  say(`  Bot token: ${slack.token}   app-level token: ${slack.appToken}   (Ctrl-C ends it, nothing is kept.)`);
  say('');
}

const MOST_PEOPLE = 10_000;

/** `--people N`, `--socket`, `--install`, `--alone` */
function options(): { people?: number; socket?: boolean; install?: boolean; alone?: boolean } {
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({ options: { people: { type: 'string' }, socket: flag, install: flag, alone: flag } });
  const { people, ...rest } = values;
  if (people === undefined) return rest;
  const wanted = Number(people);
  if (!Number.isInteger(wanted) || wanted < 8 || wanted > MOST_PEOPLE)
    throw new ConfigError(`--people is a whole number from 8 to ${MOST_PEOPLE}, not ${people}.`);
  return { ...rest, people: wanted };
}

/** The variables that the demo reads, checked as the app checks them. */
function settings() {
  const { PORT, DAYBOOK_DATA_DIR, MONGODB_URI, DAYBOOK_LANGUAGE, DAYBOOK_SUMMARY_AT, LOG_LEVEL } = process.env;
  const read = readConfig({
    SLACK_BOT_TOKEN: 'xoxb-demo',
    SLACK_SIGNING_SECRET: 'the-stand-in-has-its-own',
    PORT: PORT?.trim() || '4000',
    DAYBOOK_DATA_DIR: DAYBOOK_DATA_DIR?.trim() || 'data/demo',
    DAYBOOK_LANGUAGE: DAYBOOK_LANGUAGE?.trim() || 'ko',
    LOG_LEVEL: LOG_LEVEL?.trim() || 'warn',
    ...(MONGODB_URI ? { MONGODB_URI } : {}),
    ...(DAYBOOK_SUMMARY_AT ? { DAYBOOK_SUMMARY_AT } : {}),
  });
  const { port, dataDir, language, summaryAt, logLevel, mongodbUri } = read;
  return { port, dataDir, language, summaryAt, logLevel, ...(mongodbUri ? { mongodbUri } : {}) };
}

demo().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(error instanceof ConfigError ? `${message}\n` : `The demo could not start: ${message}\n`);
  process.exit(1);
});
