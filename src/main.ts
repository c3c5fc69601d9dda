import { type Daybook, startDaybook } from './app.ts';
import { ConfigError, loadEnvFile, readConfig } from './config.ts';
import { connect, type Database } from './db/connection.ts';
import { type EmbeddedServer, startEmbedded } from './db/embedded.ts';
import { DatabaseTooNew, DatabaseUnavailable, isUnavailable } from './db/errors.ts';
import { lastResort } from './shared/last-resort.ts';
import { createLog } from './shared/log.ts';
import { PortUnusable, usablePort } from './shared/port.ts';
import { SlackUnavailable } from './slack-api/identity.ts';

/** Starts everything that the environment asks for; a reason not to start is one clear sentence and exit code 1. */
async function main(): Promise<void> {
  loadEnvFile();
  const config = readConfig(process.env);
  const log = createLog(config.logLevel, {
    secrets: [
      ...Object.values(config.slack.entrance),
      ...['SLACK_BOT_TOKEN', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'].map(name => process.env[name] ?? ''),
      ...(process.env.DAYBOOK_TOKEN_KEY ?? '').split(','),
    ],
  });
  let embedded: EmbeddedServer | undefined;
  let database: Database | undefined;
  let app: Daybook | undefined;
  let stopping = false;

  const stop = async (code: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await app?.stop().catch(error => log.warn({ err: error }, 'the app did not stop cleanly'));
    await database?.close().catch(() => undefined);
    await embedded?.stop().catch(error => log.warn({ err: error }, 'the database did not stop cleanly'));
    process.exit(code);
  };
  lastResort(log, stop);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));

  try {
    await usablePort(config.port);
    const { dataDir, databaseWaitMs: startMs } = config;
    if (!config.mongodbUri) embedded = await startEmbedded({ dataDir, log, startMs });
    embedded?.onLost(() => void stop(1));
    const uri = config.mongodbUri ?? embedded?.uri ?? '';
    database = await connect({ uri, log, startMs, monitored: config.metrics });
    app = await startDaybook({ config, database, log });
    const how = 'appToken' in config.slack.entrance ? 'by Socket Mode' : 'on /slack/events';
    log.info({ port: app.port, teams: app.teams() }, `Daybook listens ${how}`);
  } catch (error) {
    const told = explained(error);
    if (told === undefined) throw error;
    process.stderr.write(`${told}\n`);
    await stop(1);
  }
}

/** One sentence for whoever started it; undefined where the reason is a mistake in the program. */
function explained(error: unknown): string | undefined {
  if (
    [ConfigError, DatabaseUnavailable, DatabaseTooNew, PortUnusable, SlackUnavailable].some(
      kind => error instanceof kind,
    )
  )
    return (error as Error).message;
  return isUnavailable(error) ? `The database went away during the start (${(error as Error).message}).` : undefined;
}

main().catch(error => {
  process.stderr.write(`${explained(error) ?? `Daybook could not start: ${error?.stack ?? error}`}\n`);
  process.exit(1);
});
