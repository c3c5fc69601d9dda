import type { Collection, Db, Filter, OptionalUnlessRequiredId, Sort } from 'mongodb';
import type { Effect } from '../shared/effects.ts';
import { saveVersion, write } from './documents.ts';
import { isDuplicateKey } from './errors.ts';
import type { Stored } from './stored.ts';

interface Versioned {
  _id: string;
  version: number;
}

export interface VersionedStore<D extends Versioned> {
  collection: Collection<D>;
  byId(id: string): Promise<D | undefined>;
  find(filter: Filter<D>, sort?: Sort): Promise<D[]>;
  /** stores version 1; false: duplicate id or unique key */
  insert(doc: Omit<D, 'version'>): Promise<boolean>;
  /** `saveVersion`; false: lost race, or duplicate unique key */
  save(
    doc: Versioned,
    set: Record<string, unknown>,
    push: { history?: unknown[]; effects?: Effect[] },
  ): Promise<boolean>;
}

export function versionedStore<D extends Versioned>(db: Db, stored: Stored<D>): VersionedStore<D> {
  const collection: Collection<D> = db.collection(stored.collection);
  return {
    collection,
    byId: async id => {
      const doc = await collection.findOne({ _id: id } as Filter<D>);
      return doc ? stored.parse(doc) : undefined;
    },
    find: async (filter, sort) => {
      const found = collection.find(filter);
      return (await (sort ? found.sort(sort) : found).toArray()).map(stored.parse);
    },
    insert: doc => insertOnce(collection, { ...doc, version: 1 } as OptionalUnlessRequiredId<D>),
    save: (doc, set, push) => unlessTaken(() => saveVersion(collection, doc, set, push)),
  };
}

/** False: duplicate id or unique key. */
export const insertOnce = <D extends { _id: string }>(
  collection: Collection<D>,
  doc: OptionalUnlessRequiredId<D>,
): Promise<boolean> => unlessTaken(() => write(async () => (await collection.insertOne(doc)).acknowledged));

async function unlessTaken(work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work();
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
