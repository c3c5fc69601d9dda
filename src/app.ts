import type { Config } from './config.ts';
import { bulk } from './db/bulk.ts';
import type { Database } from './db/connection.ts';
import { prepare } from './db/indexes.ts';
import { COLLECTIONS, FEATURES } from './features.ts';
import { everyMinute } from './jobs/schedule.ts';
import { metrics } from './metrics.ts';
import { type Clock, systemClock } from './shared/clock.ts';
import type { Log } from './shared/log.ts';
import { tellWatched } from './shared/watched.ts';
import { within } from './shared/within.ts';
import { listen } from './slack/listening.ts';
import type { Router } from './slack/router.ts';
import type { Host } from './workspace/feature.ts';
import { openWorkspace } from './workspace/open.ts';
import { workspaces } from './workspaces.ts';

export interface Daybook {
  /** the workspaces that it serves now */
  teams(): string[];
  /** the one whose token is configured; empty where workspaces install the app by themselves */
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

/** For what other processes have installed and closed. */
const FOLLOWING_MS = 5_000;

/** Starts Daybook with all features. `port: 0` takes a free port. */
export async function startDaybook(o: {
  config: Config;
  database: Database;
  log: Log;
  clock?: Clock;
  /** public address by port, in place of the configuration: for the demo, which takes any free port */
  publicUrl?: (port: number) => string;
}): Promise<Daybook> {
  const { config, database, log, clock = systemClock } = o;
  const { db } = database;
  await bulk(() => prepare(db, COLLECTIONS, { log }));

  let port = config.port;
  const { access, entrance, apiUrl } = config.slack;
  const served = await workspaces({
    ...{ access, db, clock, log },
    open: slack =>
      openWorkspace({
        config,
        slack: { ...slack, apiUrl },
        features: FEATURES,
        db,
        clock,
        log,
        publicUrl: () => o.publicUrl?.(port) ?? config.publicUrl,
      }),
  });

  const host: Host = {
    ...{ config, db, clock, log },
    workspace: async team => (await served.find(team))?.ws,
    all: () => served.all().map(r => r.ws),
    follow: served.follow,
  };
  const untell = tellWatched(log);
  const measured = config.metrics ? metrics({ database, workspaces: host.all }) : undefined;
  const listening = await listen({
    find: served.find,
    gone: served.gone,
    port,
    entrance,
    apiUrl,
    log,
    ready: () => database.ready(),
    pages: [
      ...FEATURES.filter(f => f.when?.(config) ?? true).flatMap(f => f.pages ?? []),
      ...(measured ? [measured.page] : []),
    ].map(({ path, handle }) => ({ path, handle: (req, res) => handle(host, req, res) })),
  }).catch(async error => {
    await served.stop();
    throw error;
  });
  port = listening.port;

  const [first] = served.all();
  const ticks = new Set<Promise<void>>();
  const tick = (): Promise<void> => {
    // One slow workspace does not hold up another.
    const run = bulk(async () => {
      const followed = served.followAll().catch(error => log.warn({ err: error }, 'installations were not read'));
      await within(FOLLOWING_MS, followed);
      await Promise.all(served.all().map(r => r.tick()));
    }).finally(() => ticks.delete(run));
    ticks.add(run);
    return run;
  };
  const cron = everyMinute({ log, tick });
  const startup = tick().catch(error =>
    log.warn({ err: error }, 'the start could not be finished; it goes on by itself'),
  );

  return {
    teams: () => served.all().map(r => r.ws.team),
    team: 'botToken' in access ? (first?.ws.team ?? '') : '',
    port,
    tick,
    routes: first?.router.ids() ?? { actions: [], callbacks: [], commands: [], shortcuts: [], events: [] },
    idle: async () => {
      await Promise.allSettled(ticks);
      await Promise.all(served.all().map(r => r.idle()));
    },
    stop: async () => {
      await cron.stop();
      await listening.stop();
      await Promise.race([startup, new Promise(resolve => setTimeout(resolve, 1_000).unref())]);
      await served.stop();
      measured?.stop();
      untell();
    },
  };
}
