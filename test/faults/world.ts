import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Db, MongoClient } from 'mongodb';
import { readKept } from '../../scripts/simulator/memory.ts';
import { type Seeded, seedWorkspace } from '../../scripts/simulator/seed.ts';
import { type Simulator, startSimulator } from '../../scripts/simulator/server.ts';
import { freePort } from '../../src/db/embedded/process.ts';
import { isAlive, uriOf } from '../../src/db/embedded/record.ts';
import { databaseDisk } from '../support/disk.ts';
import { until } from '../support/until.ts';
import { type Gate, openGate } from './gate.ts';
import { type AppProcess, databaseOf, endsWithUs, startProcess } from './process.ts';
import { type Random, randomOf } from './random.ts';
import { Tally } from './tally.ts';

/** What is prepared once: a company with its database and its Slack, as an orderly end left them. */
export interface Prepared {
  folder: string;
  ahead: number;
  /** by user id */
  hired: ReadonlyMap<string, string>;
}

export interface FaultWorld {
  slack: Simulator;
  seeded: Seeded;
  gate: Gate;
  tally: Tally;
  random: Random;
  /** everybody */
  users: string[];
  folder: string;
  /** processes that run, or should */
  apps: AppProcess[];
  socket: boolean;
  ahead: number;
  hired: ReadonlyMap<string, string>;
  /** one process more, ready */
  start(): Promise<AppProcess>;
  /** ends a process and takes it from the list */
  end(app: AppProcess, how: 'kill' | 'stop'): Promise<void>;
  killDatabase(): void;
  /** what is stored; asks again while the server is away */
  read<T>(ask: (db: Db) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const QUICK_RETRIES = [300, 1_500, 5_000];
/** In place of Slack's 3 s, which a machine that is busy otherwise takes for anything, ms. */
const HANGS_MS = 10_000;
const STAFF = 10;
const READ_MS = 60_000;

const staffId = (n: number): string => `U0STAFF${n}`;
const STAFF_IDS = Array.from({ length: STAFF }, (_, n) => staffId(n));

export async function openWorld(o: {
  seed: number;
  prepared?: Prepared;
  ahead: number;
  socket?: boolean;
  /** people may let it set their Slack status */
  status?: boolean;
  /** in place of a copy of what was prepared */
  folder?: string;
  before?: () => Promise<void>;
}): Promise<FaultWorld> {
  const { prepared, ahead, socket = false } = o;
  const folder = o.folder ?? mkdtempSync(join(await databaseDisk(), 'daybook-faults-'));
  if (prepared && o.folder === undefined) {
    cpSync(prepared.folder, folder, { recursive: true });
    // Copies may run side by side.
    const { kind } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8')) as { kind: string };
    writeFileSync(join(folder, 'server.json'), JSON.stringify({ kind, port: await freePort() }));
  }
  const tally = new Tally();
  const random = randomOf(o.seed);
  const hooks = { before: o.before };
  const slack = await startSimulator({
    ...{ retryDelays: QUICK_RETRIES, answerLimitMs: HANGS_MS, triggerMs: HANGS_MS },
    deliveries: { answered: tally.answered, before: async () => hooks.before?.() },
  });
  const seeded = seedWorkspace(slack);
  for (const [n, id] of STAFF_IDS.entries())
    slack.addUser({ id, name: `staff${n}`, realName: `직원 ${n}`, email: `staff${n}@acorn.example` });
  const kept = prepared && readKept(join(folder, 'slack.json'));
  if (kept) slack.restore(kept);
  if (!prepared) slack.keepIn(join(folder, 'slack.json'), error => console.error(error));
  const gate = await openGate();
  slack.connect(gate.url, socket);
  const env = {
    SLACK_BOT_TOKEN: slack.token,
    ...(socket ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: slack.signingSecret }),
    SLACK_API_URL: slack.apiUrl,
    ...{ DAYBOOK_ADMIN_CHANNEL: seeded.adminChannel, DAYBOOK_LANGUAGE: 'ko', DAYBOOK_DATA_DIR: folder },
    ...(o.status
      ? {
          ...{ SLACK_CLIENT_ID: slack.client.id, SLACK_CLIENT_SECRET: slack.client.secret },
          ...{ DAYBOOK_TOKEN_KEY: Buffer.alloc(32, 7).toString('base64'), DAYBOOK_PUBLIC_URL: slack.url },
        }
      : {}),
  };
  const apps: AppProcess[] = [];
  const databases = new Set<number>();
  const seen = (pid: number): void => {
    databases.add(pid);
    endsWithUs(pid);
  };
  let client: { port: number; client: MongoClient } | undefined;

  async function connected(): Promise<Db> {
    const found = databaseOf(folder);
    if (!found) throw new Error('the database is away');
    seen(found.pid);
    if (client?.port !== found.port) {
      await client?.client.close(true);
      client = { port: found.port, client: new MongoClient(uriOf(found.port), { serverSelectionTimeoutMS: 2_000 }) };
    }
    return client.client.db('daybook');
  }

  async function asked<T>(ask: (db: Db) => Promise<T>): Promise<{ found: T }> {
    try {
      return { found: await ask(await connected()) };
    } catch (error) {
      // The driver closes one whose first look for a server failed.
      await client?.client.close(true);
      client = undefined;
      throw error;
    }
  }

  return {
    ...{ slack, seeded, gate, tally, random, folder, apps, socket, ahead, hired: prepared?.hired ?? new Map() },
    users: [...seeded.colleagues.map(c => c.user), ...STAFF_IDS],
    start: async function start(again = true): Promise<AppProcess> {
      const app = await startProcess(folder, env, ahead);
      apps.push(app);
      try {
        await app.ready();
      } catch (error) {
        apps.splice(apps.indexOf(app), 1);
        // A database that goes away during the start ends it; whatever starts the app does so again.
        if (again) return start(false);
        throw new Error(`${error instanceof Error ? error.message : error}: ${logOf(folder).at(-1) ?? ''}`);
      }
      gate.ports.add(app.port);
      const found = databaseOf(folder);
      if (found) seen(found.pid);
      return app;
    },
    end: async (app, how) => {
      // A balancer takes a process away before it is stopped; one that dies it finds out.
      if (how === 'stop') gate.ports.delete(app.port);
      await app[how]();
      gate.ports.delete(app.port);
      if (apps.includes(app)) apps.splice(apps.indexOf(app), 1);
    },
    killDatabase: () => {
      const found = databaseOf(folder);
      if (found) process.kill(found.pid, 'SIGKILL');
    },
    read: async ask => (await until(() => asked(ask), { what: 'the database', timeout: READ_MS })).found,
    close: async () => {
      await client?.client.close(true);
      for (const app of [...apps]) await app.stop();
      await slack.close();
      await gate.close();
      for (const pid of databases) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
      if (prepared) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Lines of all processes so far. */
export const logOf = (folder: string): string[] =>
  readdirSync(folder)
    .filter(name => name.startsWith('app-') && name.endsWith('.log'))
    .flatMap(name => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter(line => line !== '');
