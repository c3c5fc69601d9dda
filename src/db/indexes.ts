import { setTimeout as pause } from 'node:timers/promises';
import type { Db, IndexDescription } from 'mongodb';
import { awayBy, DatabaseTooNew, isDuplicateKey } from './errors.ts';
import type { Stored } from './stored.ts';

/** Raised when documents change in a way that an older program would misread. */
export const SCHEMA_VERSION = 1;

const PATIENCE_MS = 600_000;

interface SchemaMark {
  _id: 'schema';
  version: number;
}

/**
 * Makes the database ready: refuses one that a newer Daybook wrote, creates collections and indexes, and notes the schema version. May run at
 * every start and in several processes at once.
 * @throws DatabaseTooNew
 */
export async function prepare(db: Db, collections: readonly Stored<unknown>[]): Promise<void> {
  const meta = db.collection<SchemaMark>('meta');
  const mark = await meta.findOne({ _id: 'schema' });
  if (mark && mark.version > SCHEMA_VERSION) throw new DatabaseTooNew(tooNew(db, mark.version));
  for (const { collection, indexes } of collections) {
    if (indexes.length > 0) await createIndexes(db, collection, indexes);
  }
  await raiseVersion(db, mark?.version);
}

/** An index may take longer than bulk work may: the server goes on building, and asking again waits for that. */
async function createIndexes(db: Db, collection: string, indexes: readonly IndexDescription[]): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await db.collection(collection).createIndexes([...indexes]);
      return;
    } catch (error) {
      // An away server is not waited for: that is for the caller to tell. Only one that answers is busy with the index.
      if (awayBy(error) !== 'unanswered' || Date.now() > deadline) throw error;
      await db.command({ ping: 1 });
    }
    await pause(200);
  }
}

async function raiseVersion(db: Db, found: number | undefined): Promise<void> {
  const meta = db.collection<SchemaMark>('meta');
  if (found === SCHEMA_VERSION) return;
  if (found === undefined) {
    try {
      await meta.insertOne({ _id: 'schema', version: SCHEMA_VERSION });
      return;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
  await meta.updateOne({ _id: 'schema', version: { $lt: SCHEMA_VERSION } }, { $set: { version: SCHEMA_VERSION } });
}

function tooNew(db: Db, version: number): string {
  return `The database ${db.databaseName} was written by a newer Daybook (schema ${version}; this one knows ${SCHEMA_VERSION}). Update Daybook or use another database.`;
}
