import type { Collection, Db, Document, Filter } from 'mongodb';
import { AT_ONCE } from '../../shared/portions.ts';

/** One change of stored documents. It never finds a changed document again, so it may be cut short and repeated. */
export interface Step {
  /** the schema version that it makes */
  version: number;
  name: string;
  run(db: Db): Promise<void>;
}

/** Sets fields of all matching documents in portions; afterwards they must not match. */
export async function rewrite(
  db: Db,
  name: string,
  fits: Filter<Document>,
  set: (doc: Document) => Document,
): Promise<void> {
  const collection: Collection<Document> = db.collection(name);
  for (let after: unknown; ; ) {
    const filter = after === undefined ? fits : { ...fits, _id: { $gt: after as never } };
    const docs = await collection.find(filter).sort({ _id: 1 }).limit(AT_ONCE).toArray();
    if (docs.length === 0) return;
    const writes = docs.map(doc => ({ updateOne: { filter: { ...fits, _id: doc._id }, update: { $set: set(doc) } } }));
    await collection.bulkWrite(writes, { ordered: false });
    after = docs.at(-1)?._id;
  }
}
