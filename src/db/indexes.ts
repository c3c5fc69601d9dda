import { setTimeout as pause } from 'node:timers/promises';
import type { Db, IndexDescription } from 'mongodb';
import { awayBy } from './errors.ts';
import { type MigrateOptions, migrate } from './migrations/migrate.ts';
import type { Stored } from './stored.ts';

const PATIENCE_MS = 600_000;

/** Migrates and creates indexes; safe at every start and in several processes at once. @throws DatabaseTooNew */
export async function prepare(db: Db, collections: readonly Stored<unknown>[], o?: MigrateOptions): Promise<void> {
  await migrate(db, o);
  for (const { collection, indexes } of collections) {
    if (indexes.length > 0) await createIndexes(db, collection, indexes);
  }
}

/** The server goes on building after the time limit of bulk work; asking again waits for it. */
async function createIndexes(db: Db, collection: string, indexes: readonly IndexDescription[]): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await db.collection(collection).createIndexes([...indexes]);
      return;
    } catch (error) {
      // Only a server that answers is busy with the index.
      if (awayBy(error) !== 'unanswered' || Date.now() > deadline) throw error;
      await db.command({ ping: 1 });
    }
    await pause(200);
  }
}
