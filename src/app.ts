import type { Config } from './config.ts';
import { bulk } from './db/bulk.ts';
import type { Database } from './db/connection.ts';
import { prepare } from './db/indexes.ts';
import { COLLECTIONS, FEATURES } from './features.ts';
import { everyMinute } from './jobs/schedule.ts';
import { metrics } from './metrics.ts';
import { type Clock, systemClock } from './shared/clock.ts';
import type { Log } from './shared/log.ts';
import { listen } from './slack/listening.ts';
import type { Router } from './slack/router.ts';
import type { Host } from './workspace/feature.ts';
import { openWorkspace } from './workspace/open.ts';

export interface Daybook {
  /** the first workspace, which the configuration names */
  team: string;
  /** where it listens */
  port: number;
  /** Runs what is due now: jobs and effects. The schedule does it every minute; a moved clock at once. */
  tick(): Promise<void>;
  /** Nothing is under way: what was pressed is stored, answered and delivered, or waits for a later try. */
  idle(): Promise<void>;
  /** everything that Slack may send and somebody handles */
  routes: ReturnType<Router['ids']>;
  stop(): Promise<void>;
}

/** Where a workspace is reached, and as whom. */
type Installation = Pick<Config['slack'], 'botToken' | 'apiUrl'>;

/** Starts Daybook with all features. `port: 0` takes a free port. */
export async function startDaybook(o: {
  config: Config;
  database: Database;
  log: Log;
  clock?: Clock;
  /** public address by port, in place of the configuration: for the demo, which takes any free port */
  publicUrl?: (port: number) => string;
  /** workspaces beside the one that the configuration names */
  others?: readonly Installation[];
}): Promise<Daybook> {
  const { config, database, log, clock = systemClock } = o;
  const { db } = database;
  await bulk(() => prepare(db, COLLECTIONS, { log }));

  let port = config.port;
  const open = (slack: Installation) =>
    openWorkspace({
      config,
      slack,
      features: FEATURES,
      db,
      clock,
      log,
      publicUrl: () => o.publicUrl?.(port) ?? config.publicUrl,
    });
  const first = await open(config.slack);
  const all = [first, ...(await Promise.all((o.others ?? []).map(open)))];
  const installed = new Map(all.map(r => [r.ws.team, r]));

  const host: Host = {
    config,
    log,
    workspace: team => installed.get(team)?.ws,
    all: () => all.map(r => r.ws),
  };
  const measured = config.metrics ? metrics({ database, workspaces: host.all }) : undefined;
  const { entrance, apiUrl } = config.slack;
  const listening = await listen(installed, {
    port,
    entrance,
    apiUrl,
    log,
    ready: () => database.ready(),
    pages: [
      ...FEATURES.filter(f => f.when?.(config) ?? true).flatMap(f => f.pages ?? []),
      ...(measured ? [measured.page] : []),
    ].map(({ path, handle }) => ({ path, handle: (req, res) => handle(host, req, res) })),
  });
  port = listening.port;

  const ticks = new Set<Promise<void>>();
  const tick = (): Promise<void> => {
    // One slow workspace does not hold up another.
    const run = bulk(async () => void (await Promise.all(all.map(r => r.tick())))).finally(() => ticks.delete(run));
    ticks.add(run);
    return run;
  };
  const cron = everyMinute({ log, tick });
  const startup = tick().catch(error =>
    log.warn({ err: error }, 'the start could not be finished; it goes on by itself'),
  );

  return {
    team: first.ws.team,
    port,
    tick,
    routes: first.router.ids(),
    idle: async () => {
      await Promise.allSettled(ticks);
      await Promise.all(all.map(r => r.idle()));
    },
    stop: async () => {
      await cron.stop();
      await listening.stop();
      await Promise.race([startup, new Promise(resolve => setTimeout(resolve, 1_000).unref())]);
      await Promise.all(all.map(r => r.stop()));
      measured?.stop();
    },
  };
}
