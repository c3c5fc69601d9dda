import type { Collection, Db } from 'mongodb';
import { z } from 'zod';
import { write } from '../../db/documents.ts';
import { isDuplicateKey } from '../../db/errors.ts';
import type { BlockedPeriod } from '../../leave-record/rules.ts';

const periodSchema: z.ZodType<BlockedPeriod> = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  teamName: z.string().exactOptional(),
});
const schema = z.object({ version: z.number(), periods: z.array(periodSchema) });

interface BlockedDoc {
  _id: string;
  team: string;
  version: number;
  periods: BlockedPeriod[];
  /** every change: who, when, and what stood before */
  history: { at: number; by: string; before: BlockedPeriod[] }[];
}

export interface StoredBlocked {
  /** counts the changes; 0: none was ever made */
  version: number;
  /** the earliest first */
  periods: BlockedPeriod[];
}

export interface BlockedStore {
  get(team: string): Promise<StoredBlocked>;
  /** replaces the list if it still stands at this version; false: somebody was faster */
  save(
    team: string,
    before: StoredBlocked,
    periods: BlockedPeriod[],
    entry: { at: number; by: string },
  ): Promise<boolean>;
}

/** The workspace's days without leave, kept with their history. */
export function blockedStore(db: Db): BlockedStore {
  const collection: Collection<BlockedDoc> = db.collection('leaveBlocked');
  return {
    get: async team => {
      const doc = await collection.findOne({ _id: team }, { projection: { history: 0 } });
      return doc ? schema.parse(doc) : { version: 0, periods: [] };
    },
    save: async (team, before, periods, entry) => {
      try {
        if (before.version === 0) {
          const doc = { _id: team, team, periods, version: 1, history: [{ ...entry, before: [] }] };
          await write(() => collection.insertOne(doc));
          return true;
        }
        const { matchedCount } = await write(() =>
          collection.updateOne(
            { _id: team, version: before.version },
            {
              $set: { periods, version: before.version + 1 },
              $push: { history: { ...entry, before: before.periods } },
            },
          ),
        );
        return matchedCount === 1;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}
