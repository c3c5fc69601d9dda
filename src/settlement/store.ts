import type { Collection, Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema, saveVersion, write } from '../db/documents.ts';
import { isDuplicateKey } from '../db/errors.ts';
import { stored } from '../db/stored.ts';
import { grantSchema } from '../grants/ledger/types.ts';
import type { Effect } from '../shared/effects.ts';
import { portions } from '../shared/portions.ts';

const entrySchema = z.object({
  at: z.number(),
  /** a user id, or `system` where the last day was changed */
  by: z.string(),
  what: z.enum(['settled', 'reopened']),
  key: z.string(),
  lastDay: z.string(),
  /** stands for the figures that were settled */
  mark: z.string().exactOptional(),
  /** 1/2400 day */
  difference: z.number().exactOptional(),
  pay: z.number().exactOptional(),
});
/** One line of a settlement's history, which only grows. */
export type SettlementEntry = z.infer<typeof entrySchema>;

const docSchema = z.object({
  _id: z.string(),
  team: z.string(),
  user: z.string(),
  /** the last day that is settled; null: none is */
  settledFor: z.string().nullable(),
  /** the grant of the difference that stands; null: none was needed */
  grant: grantSchema.nullable(),
  history: z.array(entrySchema),
  effects: z.array(effectSchema),
  version: z.number(),
});
export type SettlementDoc = z.infer<typeof docSchema>;

export const SETTLEMENTS = 'settlements';
export const settlementDocs = stored(SETTLEMENTS, {
  indexes: [{ key: { team: 1, settledFor: 1 }, name: 'settled' }],
  owes: true,
  schema: docSchema,
});

export const settlementId = (team: string, user: string): string => `${team}:${user}`;

export type SettlementChange = Pick<SettlementDoc, 'settledFor' | 'grant'> & { history: SettlementEntry[] };

export interface SettlementStore {
  get(team: string, user: string): Promise<SettlementDoc | undefined>;
  ofMany(team: string, users: readonly string[]): Promise<Map<string, SettlementDoc>>;
  /** settled for this last day or a later one */
  settledFrom(team: string, lastDay: string): Promise<SettlementDoc[]>;
  /** `before` absent: nothing was settled of this person yet; false: somebody was faster */
  save(
    team: string,
    user: string,
    before: SettlementDoc | undefined,
    change: SettlementChange,
    effects: Effect[],
  ): Promise<boolean>;
}

export function settlementStore(db: Db): SettlementStore {
  const collection: Collection<SettlementDoc> = db.collection(SETTLEMENTS);
  return {
    get: async (team, user) => {
      const doc = await collection.findOne({ _id: settlementId(team, user) });
      return doc ? docSchema.parse(doc) : undefined;
    },
    ofMany: async (team, users) => {
      const found = new Map<string, SettlementDoc>();
      for (const some of portions(users.map(u => settlementId(team, u))))
        for (const d of await collection.find({ _id: { $in: some } }).toArray()) found.set(d.user, docSchema.parse(d));
      return found;
    },
    settledFrom: async (team, lastDay) =>
      (await collection.find({ team, settledFor: { $gte: lastDay } }).toArray()).map(d => docSchema.parse(d)),
    save: async (team, user, before, { history, ...set }, effects) => {
      if (before) return saveVersion(collection, before, set, { history, effects });
      try {
        await write(() =>
          collection.insertOne({ _id: settlementId(team, user), team, user, ...set, history, effects, version: 1 }),
        );
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}
