import { randomBytes } from 'node:crypto';
import type { Db, MongoClient } from 'mongodb';
import { inject } from 'vitest';
import { connect, type Database, databaseOn } from '../../src/db/connection.ts';
import { FACTS } from '../../src/db/facts.ts';
import { WRITES } from '../../src/db/writes.ts';
import { createLog } from '../../src/shared/log.ts';

export interface TestDatabase {
  /** what tests write here counts as a change by another process */
  db: Db;
  client: MongoClient;
  database: Database;
  uri: string;
  name: string;
  /** Drops the database and closes the connection; for `afterAll`. */
  drop(): Promise<void>;
}

let known: string | undefined;

/** Where the worker's database server listens; it is started when this is asked first. */
export async function serverUri(): Promise<string> {
  if (known) return known;
  const answer = await fetch(`${inject('databaseDoor')}/${process.env.VITEST_POOL_ID}`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  known = text;
  return text;
}

/** A database of its own, with a random name, on the server of this test run, or on another one. */
export async function testDatabase(server?: string): Promise<TestDatabase> {
  const uri = server ?? (await serverUri());
  const name = `test_${randomBytes(6).toString('hex')}`;
  const database = await (server === undefined ? onSharedConnections(name) : connected(uri, name));
  const { client } = database;
  const db = counting(database.db);
  return {
    ...{ db, client, database, uri, name },
    async drop() {
      // The run's own server goes with its folder; dropping hundreds of documents there takes it seconds.
      if (process.env.MONGODB_URI) await db.dropDatabase();
      await database.close();
    },
  };
}

/** Generous: many test files share one small machine, and storing hundreds of documents at once takes the embedded server seconds. */
const connected = (uri: string, name: string): Promise<Database> =>
  connect({ uri, name, log: createLog('warn'), timeoutMs: 60_000 });

let shared: Promise<Database> | undefined;

/** A worker's databases on the server of the run stand on the same connections, which end with the worker. */
async function onSharedConnections(name: string): Promise<Database> {
  shared ??= serverUri().then(uri => connected(uri, name));
  const { client, bulkClient } = await shared;
  return { ...databaseOn(client, bulkClient, name), close: async () => undefined };
}

/** Writes to facts move the counters of all workspaces, once they are done. */
function counting(db: Db): Db {
  const count = async (name: string): Promise<void> => {
    const parts: Record<string, string[]> = { requests: ['away', 'asked'], workdays: ['recorded'] };
    const facts = parts[name] ?? (FACTS.has(name) ? [name] : []);
    if (facts.length === 0) return;
    const $inc = Object.fromEntries(facts.map(fact => [`n.${fact}`, 1]));
    await db.collection('people').updateMany({ user: { $regex: '#counters$' } }, { $inc });
  };
  const either = <T extends object>(of: T, own: (key: PropertyKey) => unknown): T =>
    new Proxy(of, {
      get: (_, key) => {
        const value: unknown = own(key) ?? Reflect.get(of, key, of);
        return typeof value === 'function' ? value.bind(of) : value;
      },
    });
  const collection = (name: string) => {
    const found = db.collection(name);
    return either(found, key => {
      if (!(WRITES as readonly PropertyKey[]).includes(key)) return undefined;
      return async (...args: unknown[]) => {
        const write = Reflect.get(found, key) as (...a: unknown[]) => Promise<unknown>;
        const done = await write.apply(found, args);
        await count(name);
        return done;
      };
    });
  };
  return either(db, key => (key === 'collection' ? collection : undefined));
}
