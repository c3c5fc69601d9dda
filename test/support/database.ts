import { randomBytes } from 'node:crypto';
import type { Db, MongoClient } from 'mongodb';
import { inject } from 'vitest';
import { connect, type Database, databaseOn } from '../../src/db/connection.ts';
import { createLog } from '../../src/shared/log.ts';

export interface TestDatabase {
  db: Db;
  client: MongoClient;
  database: Database;
  uri: string;
  name: string;
  /** Drops the database and closes the connection; for `afterAll`. */
  drop(): Promise<void>;
}

let known: string | undefined;

/** Where the run's database server listens; it is started when this is asked first. */
export async function serverUri(): Promise<string> {
  if (known) return known;
  const answer = await fetch(inject('databaseDoor'));
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
  const { db, client } = database;
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
