import type { Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema } from '../db/documents.ts';
import { stored } from '../db/stored.ts';
import { versionedStore } from '../db/versioned-store.ts';
import { grantSchema } from '../grants/ledger/types.ts';
import type { Effect } from '../shared/effects.ts';
import { portions } from '../shared/portions.ts';
import { perWorkspace } from '../workspace/workspace.ts';

const entrySchema = z.object({
  at: z.number(),
  /** a user id, or `system` where the last day was changed */
  by: z.string(),
  what: z.enum(['settled', 'reopened']),
  key: z.string(),
  lastDay: z.string(),
  /** identifies the figures that were settled */
  mark: z.string().exactOptional(),
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
  /** the active grant of the difference; null: none was needed */
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

export function settlementStore(db: Db) {
  const settlements = versionedStore(db, settlementDocs);
  return {
    get: (team: string, user: string): Promise<SettlementDoc | undefined> => settlements.byId(settlementId(team, user)),
    ofMany: async (team: string, users: readonly string[]): Promise<Map<string, SettlementDoc>> => {
      const found = new Map<string, SettlementDoc>();
      for (const some of portions(users.map(u => settlementId(team, u))))
        for (const doc of await settlements.find({ _id: { $in: some } })) found.set(doc.user, doc);
      return found;
    },
    /** settled for this last day or a later one */
    settledFrom: (team: string, lastDay: string): Promise<SettlementDoc[]> =>
      settlements.find({ team, settledFor: { $gte: lastDay } }),
    /** `before` absent: nothing was settled of this person yet; false: somebody was faster */
    save: (
      team: string,
      user: string,
      before: SettlementDoc | undefined,
      { history, ...set }: SettlementChange,
      effects: Effect[],
    ): Promise<boolean> =>
      before
        ? settlements.save(before, set, { history, effects })
        : settlements.insert({ _id: settlementId(team, user), team, user, ...set, history, effects }),
  };
}

export const settlements = perWorkspace(ws => settlementStore(ws.db));
