import type { Db } from 'mongodb';
import { z } from 'zod';
import { stored } from '../../db/stored.ts';
import { versionedStore } from '../../db/versioned-store.ts';
import { perWorkspace } from '../../workspace/workspace.ts';
import type { WeekFigures } from './rules.ts';

/** Of 5,000 people 160 in each: few documents to read, and each can be written at once. */
const BUCKETS = 32;

const schema = z.object({
  _id: z.string(),
  team: z.string(),
  monday: z.string(),
  /** `KeptWeek` by person, as JSON: one text is read far faster than thousands of fields */
  rows: z.string(),
  version: z.number(),
});
type WeekDoc = z.infer<typeof schema>;

/** A copy of what can be counted: it may be deleted at any time, and is counted again. */
export const weekDocs = stored<WeekDoc>('weeks', {
  indexes: [{ key: { team: 1, monday: 1 }, name: 'week' }],
  schema,
});

/** `by`: what it was counted by, but for days and requests, see `countedBy`. */
export interface KeptWeek {
  by: string;
  figures: WeekFigures;
}

export interface KeptBucket {
  monday: string;
  bucket: number;
  /** 0: nothing is kept yet */
  version: number;
  rows: Map<string, KeptWeek>;
}

export const BUCKET_NUMBERS: readonly number[] = Array.from({ length: BUCKETS }, (_, i) => i);

/** FNV-1a. */
export function bucketOf(user: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let i = 0; i < user.length; i++) hash = Math.imul(hash ^ user.charCodeAt(i), 0x01_00_01_93);
  return (hash >>> 0) % BUCKETS;
}

function weekStore(db: Db) {
  const { collection, insert, save } = versionedStore(db, weekDocs);
  const idOf = (team: string, monday: string, bucket: number): string => `${team}:${monday}:${bucket}`;
  return {
    of: async (team: string, mondays: readonly string[], buckets = BUCKET_NUMBERS): Promise<KeptBucket[]> => {
      const wanted = mondays.flatMap(monday => buckets.map(bucket => ({ monday, bucket })));
      const ids = wanted.map(k => idOf(team, k.monday, k.bucket));
      const docs = new Map((await collection.find({ _id: { $in: ids } }).toArray()).map(d => [d._id, d]));
      return wanted.map(({ monday, bucket }) => {
        const { version = 0, rows = '{}' } = docs.get(idOf(team, monday, bucket)) ?? {};
        return { monday, bucket, version, rows: new Map(Object.entries(JSON.parse(rows) as Record<string, KeptWeek>)) };
      });
    },
    /** false: somebody else wrote it since it was read */
    save: (team: string, { monday, bucket, version, rows: kept }: KeptBucket): Promise<boolean> => {
      const [_id, rows] = [idOf(team, monday, bucket), JSON.stringify(Object.fromEntries(kept))];
      return version === 0 ? insert({ _id, team, monday, rows }) : save({ _id, version }, { rows }, {});
    },
    drop: async (team: string, before: string): Promise<unknown> =>
      collection.deleteMany({ team, monday: { $lt: before } }),
  };
}

export const weeks = perWorkspace(ws => weekStore(ws.db));
