import type { Db } from 'mongodb';
import { z } from 'zod';
import { insertNew } from '../db/documents.ts';
import { stored } from '../db/stored.ts';
import { versionedStore } from '../db/versioned-store.ts';
import { defined } from '../shared/defined.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import type { Held } from './kinds.ts';

/** Of 5,000 people 160 in each: few documents to read, and each can be written at once. */
const BUCKETS = 32;

const schema = z.object({
  _id: z.string(),
  team: z.string(),
  kind: z.string(),
  period: z.string(),
  /** `KeptRow` by person, as JSON: one text is read far faster than thousands of fields */
  rows: z.string(),
  version: z.number(),
});
type FiguresDoc = z.infer<typeof schema>;

/** A copy of what can be counted: it may be deleted at any time, and is counted again. */
export const figureDocs = stored<FiguresDoc>('figures', {
  indexes: [{ key: { team: 1, kind: 1, period: 1 }, name: 'period' }],
  schema,
});

/** `by`: what it was counted by, but for the documents that are marked, see `countedBy`. */
export interface KeptRow<F> extends Held<F> {
  by: string;
}

export interface KeptBucket<F> {
  period: string;
  bucket: number;
  /** 0: nothing is kept yet */
  version: number;
  rows: Map<string, KeptRow<F>>;
}

export const BUCKET_NUMBERS: readonly number[] = Array.from({ length: BUCKETS }, (_, i) => i);

/** FNV-1a. */
export function bucketOf(user: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let i = 0; i < user.length; i++) hash = Math.imul(hash ^ user.charCodeAt(i), 0x01_00_01_93);
  return (hash >>> 0) % BUCKETS;
}

function figureStore(db: Db) {
  const { collection, insert, save } = versionedStore(db, figureDocs);
  const idOf = (team: string, kind: string, period: string, bucket: number): string =>
    `${team}:${kind}:${period}:${bucket}`;
  const rowsOf = <F>(team: string, kind: string, { period, bucket, rows }: KeptBucket<F>) => ({
    ...{ _id: idOf(team, kind, period, bucket), team, kind, period },
    rows: JSON.stringify(Object.fromEntries(rows)),
  });
  return {
    of: async <F>(
      team: string,
      kind: string,
      periods: readonly string[],
      buckets = BUCKET_NUMBERS,
    ): Promise<KeptBucket<F>[]> => {
      const wanted = periods.flatMap(period => buckets.map(bucket => ({ period, bucket })));
      const ids = wanted.map(k => idOf(team, kind, k.period, k.bucket));
      const docs = new Map((await collection.find({ _id: { $in: ids } }).toArray()).map(d => [d._id, d]));
      return wanted.map(({ period, bucket }) => {
        const { version = 0, rows = '{}' } = docs.get(idOf(team, kind, period, bucket)) ?? {};
        const all = JSON.parse(rows) as Record<string, KeptRow<F>>;
        return { period, bucket, version, rows: new Map(Object.entries(all)) };
      });
    },
    /** whether there is any, or any of the kind */
    isKept: async (team: string, kind?: string): Promise<boolean> =>
      (await collection.findOne({ team, ...defined({ kind }) }, { projection: { _id: 1 } })) !== null,
    /**
     * Stores those of which nothing is kept, empty: what is counted after that is written over this, unless somebody
     * else, who takes off the mark of a later change, has written it meanwhile.
     */
    begun: async <F>(team: string, kind: string, found: readonly KeptBucket<F>[]): Promise<KeptBucket<F>[]> => {
      const next = found.filter(b => b.version === 0).map(b => ({ ...rowsOf(team, kind, b), version: 1 }));
      if (next.length === 0) return [...found];
      const ids = new Set((await insertNew(collection, next)).map(d => d._id));
      return found.map(b => (ids.has(idOf(team, kind, b.period, b.bucket)) ? { ...b, version: 1 } : b));
    },
    /** false: somebody else wrote it since it was read */
    save: <F>(team: string, kind: string, bucket: KeptBucket<F>): Promise<boolean> => {
      const { version } = bucket;
      const doc = rowsOf(team, kind, bucket);
      return version === 0 ? insert(doc) : save({ _id: doc._id, version }, { rows: doc.rows }, {});
    },
    drop: async (team: string, kind: string, before: string): Promise<unknown> =>
      collection.deleteMany({ team, kind, period: { $lt: before } }),
  };
}

export const figures = perWorkspace(ws => figureStore(ws.db));
