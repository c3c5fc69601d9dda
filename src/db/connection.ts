import { setTimeout as pause } from 'node:timers/promises';
import { type Db, MongoClient } from 'mongodb';
import type { Log } from '../shared/log.ts';
import { byWork } from './bulk.ts';
import { DatabaseUnavailable } from './errors.ts';
import { atMostEvery, probe } from './probe.ts';

export { DatabaseUnavailable, isDuplicateKey, isUnavailable } from './errors.ts';

export interface Database {
  /** Commands have a press's time limit; `bulk` work has connections of its own. */
  db: Db;
  client: MongoClient;
  bulkClient: MongoClient;
  /** Never throws. */
  ping(): Promise<boolean>;
  /** Writes and reads a small document, at most once in 5 s. Never throws. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

export interface ConnectOptions {
  uri: string;
  name?: string;
  log: Log;
  /** Longest silence in one operation, ms. The driver tries twice and Slack waits 3 s: hence 1200. */
  timeoutMs?: number;
  /** At least 30 s. */
  bulkMs?: number;
  startMs?: number;
  /** between two looks whether it is ready */
  readyMs?: number;
  /** each command's time is emitted by the clients; costs a twentieth of a millisecond a command */
  monitored?: boolean;
}

const START_MS = 30_000;
const BULK_MS = 30_000;
const SELECTION_MS = 5_000;
const READY_MS = 5_000;

const NO_ADDRESS =
  'MONGODB_URI is not a MongoDB address (mongodb://host:27017/daybook or mongodb+srv://…; in a password %40 for @, %2F for /, %3A for :).';

/** Connects and waits for the server. @throws DatabaseUnavailable, without the password, after `startMs` (30 s). */
export async function connect(options: ConnectOptions): Promise<Database> {
  const { uri, log, timeoutMs = 1200, bulkMs = BULK_MS, startMs = START_MS } = options;
  const clients = (): [MongoClient, MongoClient] => [
    open(uri, timeoutMs, timeoutMs, options.monitored),
    // Bulk work hears of an absent server soon, too: it is tried again.
    open(uri, Math.max(bulkMs, timeoutMs), Math.max(SELECTION_MS, timeoutMs), options.monitored),
  ];
  const waiting = () => log.info(`waiting up to ${Math.ceil(startMs / 1000)} s for the database at ${hosts(uri)}`);
  const [client, bulkClient] = await firstAnswer(clients, startMs, waiting).catch(error => {
    throw error instanceof DatabaseUnavailable ? error : sentence(uri, error);
  });
  const name = options.name ?? nameIn(uri) ?? 'daybook';
  log.debug({ host: hosts(uri), database: name }, 'database connected');
  return databaseOn(client, bulkClient, name, options.readyMs);
}

/** Several databases may stand on the same connections. */
export function databaseOn(client: MongoClient, bulkClient: MongoClient, name: string, readyMs = READY_MS): Database {
  const db = byWork(client.db(name), bulkClient.db(name));
  return {
    db,
    client,
    bulkClient,
    ping: () =>
      db.command({ ping: 1 }).then(
        () => true,
        () => false,
      ),
    ready: atMostEvery(readyMs, () => probe(db)),
    close: async () => void (await Promise.all([client.close(), bulkClient.close()])),
  };
}

function open(uri: string, timeoutMs: number, selectionMs: number, monitorCommands = false): MongoClient {
  try {
    return new MongoClient(uri, {
      appName: 'daybook',
      ignoreUndefined: true,
      // Given as false it would overrule the URI.
      ...(monitorCommands && { monitorCommands }),
      serverSelectionTimeoutMS: selectionMs,
      waitQueueTimeoutMS: timeoutMs,
      socketTimeoutMS: timeoutMs,
      connectTimeoutMS: Math.max(timeoutMs, 2000),
      // Finds a server that came back; the driver asks more often while something waits.
      heartbeatFrequencyMS: 2000,
      // An acknowledged write must survive the server's process: wait for the journal, also on a standalone server.
      writeConcern: { w: 'majority', journal: true },
    });
  } catch {
    throw new DatabaseUnavailable(NO_ADDRESS);
  }
}

/** Each try has clients of its own: the driver closes one whose first server selection failed. */
async function firstAnswer(
  open: () => [MongoClient, MongoClient],
  startMs: number,
  waiting: () => void,
): Promise<[MongoClient, MongoClient]> {
  const deadline = Date.now() + startMs;
  for (let tries = 0; ; tries++) {
    const clients = open();
    try {
      for (const client of clients) await client.db('admin').command({ ping: 1 });
      return clients;
    } catch (error) {
      await Promise.allSettled(clients.map(client => client.close(true)));
      if (isFinal(error) || Date.now() + 200 >= deadline) throw error;
      if (tries === 0) waiting();
    }
    await pause(100);
  }
}

/** Waiting does not help a wrong password or address. */
function isFinal(error: unknown): boolean {
  const { name, code } = error as { name?: string; code?: unknown };
  return (
    code === 18 || code === 13 || code === 8000 || name === 'MongoParseError' || name === 'MongoInvalidArgumentError'
  );
}

function sentence(uri: string, error: unknown): DatabaseUnavailable {
  const { code, message = String(error) } = error as { code?: unknown; message?: string };
  const where = `The database at ${hosts(uri)}`;
  if (code === 18 || code === 13 || code === 8000) {
    return new DatabaseUnavailable(`${where} refused the user name or password in MONGODB_URI.`);
  }
  if (isFinal(error)) {
    return new DatabaseUnavailable(NO_ADDRESS);
  }
  const reason = message.replace(/mongodb(\+srv)?:\/\/\S*/gi, '…');
  return new DatabaseUnavailable(`${where} does not answer (${reason}). Check MONGODB_URI and that the server runs.`);
}

/** Without user, password, path and options. */
export function hosts(uri: string): string {
  return /^mongodb(?:\+srv)?:\/\/(?:[^/?]*@)?([^/?@]+)(?:[/?]|$)/i.exec(uri)?.[1] ?? 'an unreadable address';
}

function nameIn(uri: string): string | undefined {
  return /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^?]+)/i.exec(uri)?.[1];
}
