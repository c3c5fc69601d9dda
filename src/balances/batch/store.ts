import type { Db, Filter } from 'mongodb';
import { z } from 'zod';
import { effectSchema, write } from '../../db/documents.ts';
import { stored } from '../../db/stored.ts';
import { versionedStore } from '../../db/versioned-store.ts';
import { grantSchema } from '../../grants/ledger/types.ts';
import { LEASE_MS } from '../../shared/effects.ts';
import { perWorkspace } from '../../workspace/workspace.ts';
import { LEFT_OUT } from './rules.ts';

const KEPT = ['taken', 'other-employment'] as const;

const batchSchema = z.object({
  _id: z.string(),
  team: z.string(),
  version: z.number(),
  at: z.number(),
  by: z.string(),
  grant: grantSchema.pick({ kind: true, pool: true, on: true, usableUntil: true }).extend({ why: z.string() }),
  /** of full-timers; absent: each amount came from a file */
  days: z.number().exactOptional(),
  /** in the order in which they are given */
  gives: z.array(z.object({ user: z.string(), amount: z.number(), why: z.string().exactOptional() })),
  left: z.array(z.object({ user: z.string(), why: z.enum(LEFT_OUT) })),
  tell: z.boolean(),
  state: z.enum(['giving', 'given', 'undoing', 'undone']),
  /** how many of `gives` were given, then taken back; a later process goes on there */
  done: z.number(),
  /** of whom it was not taken back */
  kept: z.array(z.object({ user: z.string(), why: z.enum(KEPT) })),
  undone: z.object({ at: z.number(), by: z.string(), key: z.string() }).exactOptional(),
  effects: z.array(effectSchema),
});
export type BatchDoc = z.infer<typeof batchSchema>;
export type Kept = BatchDoc['kept'][number];

export const BATCHES = 'grantBatches';

export const batchDocs = stored(BATCHES, {
  indexes: [{ key: { team: 1, at: -1 }, name: 'by-time' }],
  owes: true,
  schema: batchSchema,
});

function batchStore(db: Db) {
  const { collection, byId, insert, save } = versionedStore(db, batchDocs);
  return {
    byId,
    insert,
    save,
    /** the latest, with the total */
    page: async (team: string, skip: number, limit: number): Promise<{ rows: BatchDoc[]; count: number }> => {
      const [found, count] = await Promise.all([
        collection.find({ team }).sort({ at: -1 }).skip(skip).limit(limit).toArray(),
        collection.countDocuments({ team }),
      ]);
      return { rows: found.map(doc => batchDocs.parse(doc)), count };
    },
    /** Progress of the effect, whose lease is extended. */
    progress: async (id: string, effect: string, set: Partial<BatchDoc>, now: number): Promise<void> => {
      const filter = { _id: id, 'effects.id': effect } as Filter<BatchDoc>;
      await write(() => collection.updateOne(filter, { $set: { ...set, 'effects.$.due': now + LEASE_MS } as object }));
    },
  };
}

export const batches = perWorkspace(ws => batchStore(ws.db));
