import { setTimeout as pause } from 'node:timers/promises';
import { type Db, MongoClient } from 'mongodb';
import type { Log } from '../shared/log.ts';
import { byWork } from './bulk.ts';
import { DatabaseUnavailable } from './errors.ts';
import { atMostEvery, probe } from './probe.ts';

export { DatabaseUnavailable, isDuplicateKey, isUnavailable } from './errors.ts';

export interface Database {
  /** Its commands have the limit of a press; those of `bulk` work go over connections of their own. */
  db: Db;
  client: MongoClient;
  bulkClient: MongoClient;
  /** Whether the database answers now, within the ordinary time limit. Never throws. */
  ping(): Promise<boolean>;
  /** Whether a small document is written and read now; asked of the database at most once in 5 s. Never throws. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

export interface ConnectOptions {
  uri: string;
  /** The database's name. Default: the one in the URI, else `daybook`. */
  name?: string;
  log: Log;
  /**
   * Longest silence of the server during one operation, in milliseconds. The driver tries once more, and Slack waits 3 s for an answer:
   * hence 1200.
   */
  timeoutMs?: number;
  /** The same for bulk work, on connections of its own: 30 s, or `timeoutMs` where that is more. */
  bulkMs?: number;
  /** Longest wait for the first answer at start, in milliseconds. */
  startMs?: number;
}

const START_MS = 30_000;
const BULK_MS = 30_000;
const SELECTION_MS = 5_000;
const READY_MS = 5_000;

const NO_ADDRESS = 'MONGODB_URI is not a MongoDB address (mongodb://host:27017/daybook or mongodb+srv://…).';

/**
 * Connects and waits until the server answers.
 * @throws DatabaseUnavailable in one sentence, without the password, when it does not within `startMs` (30 s).
 */
export async function connect(options: ConnectOptions): Promise<Database> {
  const { uri, log, timeoutMs = 1200, bulkMs = BULK_MS, startMs = START_MS } = options;
  const clients = (): [MongoClient, MongoClient] => [
    open(uri, timeoutMs, timeoutMs),
    // A server that is not there is told soon to bulk work, too: it is tried again.
    open(uri, Math.max(bulkMs, timeoutMs), Math.max(SELECTION_MS, timeoutMs)),
  ];
  const waiting = () => log.info(`waiting up to ${Math.ceil(startMs / 1000)} s for the database at ${hosts(uri)}`);
  const [client, bulkClient] = await firstAnswer(clients, startMs, waiting).catch(error => {
    throw error instanceof DatabaseUnavailable ? error : sentence(uri, error);
  });
  const name = options.name ?? nameIn(uri) ?? 'daybook';
  const db = byWork(client.db(name), bulkClient.db(name));
  log.debug({ host: hosts(uri), database: db.databaseName }, 'database connected');
  return {
    db,
    client,
    bulkClient,
    ping: () =>
      db.command({ ping: 1 }).then(
        () => true,
        () => false,
      ),
    ready: atMostEvery(READY_MS, () => probe(db)),
    close: async () => void (await Promise.all([client.close(), bulkClient.close()])),
  };
}

function open(uri: string, timeoutMs: number, selectionMs: number): MongoClient {
  try {
    return new MongoClient(uri, {
      appName: 'daybook',
      ignoreUndefined: true,
      serverSelectionTimeoutMS: selectionMs,
      waitQueueTimeoutMS: timeoutMs,
      socketTimeoutMS: timeoutMs,
      connectTimeoutMS: Math.max(timeoutMs, 2000),
      // The heartbeat finds a server that came back; the driver asks more often by itself while something waits.
      heartbeatFrequencyMS: 2000,
      // "Acknowledged" has to outlive the server's process: wait for the journal, also on a standalone server.
      writeConcern: { w: 'majority', journal: true },
    });
  } catch {
    throw new DatabaseUnavailable(NO_ADDRESS);
  }
}

/** Each try has clients of its own: the driver closes one for good whose first server selection failed. */
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

/** Waiting does not mend a wrong password or a malformed address. */
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

/** The host list of a MongoDB URI, without user, password, path and options. */
export function hosts(uri: string): string {
  return /^mongodb(?:\+srv)?:\/\/(?:[^/?]*@)?([^/?@]+)(?:[/?]|$)/i.exec(uri)?.[1] ?? 'an unreadable address';
}

function nameIn(uri: string): string | undefined {
  return /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^?]+)/i.exec(uri)?.[1];
}
