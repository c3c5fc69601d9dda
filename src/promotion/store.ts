import type { Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema, insertNew } from '../db/documents.ts';
import { stored } from '../db/stored.ts';
import { versionedStore } from '../db/versioned-store.ts';
import type { Effect } from '../shared/effects.ts';
import { portions } from '../shared/portions.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import { STAGES } from './rules.ts';

const entrySchema = z.object({
  at: z.number(),
  by: z.string(),
  what: z.enum(['prepared', 'excluded', 'included', 'sent', 'seen', 'answered', 'designated']),
  key: z.string(),
  reason: z.string().exactOptional(),
  /** where it was read */
  where: z.enum(['dm', 'home']).exactOptional(),
  dates: z.array(z.string()).exactOptional(),
  /** the leaves of these dates */
  requests: z.array(z.string()).exactOptional(),
});
export type PromotionEntry = z.infer<typeof entrySchema>;

const promotionSchema = z.object({
  _id: z.string(),
  team: z.string(),
  user: z.string(),
  stage: z.enum(STAGES),
  usableUntil: z.string(),
  grants: z.array(z.string()),
  from: z.string(),
  to: z.string(),
  designateBy: z.string(),
  /** after sending: last day for naming dates */
  answerBy: z.string().exactOptional(),
  state: z.enum(['prepared', 'excluded', 'sent']),
  /** at preparation, at sending, and at the last check */
  prepared: z.number(),
  sent: z.number().exactOptional(),
  left: z.number(),
  /** the direct message */
  delivered: z.object({ channel: z.string(), ts: z.string(), at: z.number() }).exactOptional(),
  history: z.array(entrySchema),
  effects: z.array(effectSchema),
  version: z.number(),
});

export type PromotionDoc = z.infer<typeof promotionSchema>;

export const PROMOTIONS = 'promotions';
export const promotionDocs = stored(PROMOTIONS, {
  indexes: [
    { key: { team: 1, user: 1 }, name: 'person' },
    { key: { team: 1, usableUntil: 1 }, name: 'by-end' },
  ],
  owes: true,
  schema: promotionSchema,
});

export const promotionId = (team: string, p: Pick<PromotionDoc, 'user' | 'stage' | 'usableUntil'>): string =>
  `${team}:${p.user}:${p.stage}:${p.usableUntil}`;

export interface PromotionChange {
  set: Partial<Pick<PromotionDoc, 'state' | 'sent' | 'left' | 'answerBy'>>;
  entry: PromotionEntry;
}

export type NewPromotion = Omit<PromotionDoc, '_id' | 'effects' | 'version'>;

export function promotionStore(db: Db) {
  const { collection, find, save } = versionedStore(db, promotionDocs);
  return {
    byId: async (team: string, id: string): Promise<PromotionDoc | undefined> => (await find({ _id: id, team }))[0],
    of: (team: string, user: string): Promise<PromotionDoc[]> => find({ team, user }, { usableUntil: 1 }),
    /** lapsing on this date or later, the soonest first */
    from: (team: string, date: string): Promise<PromotionDoc[]> =>
      find({ team, usableUntil: { $gte: date } }, { usableUntil: 1, _id: 1 }),
    /** existing ones stay */
    insert: async (docs: readonly NewPromotion[]): Promise<void> => {
      const full = docs.map(doc => ({ _id: promotionId(doc.team, doc), ...doc, effects: [], version: 1 }));
      await insertNew(collection, full);
    },
    save: (doc: PromotionDoc, { set, entry }: PromotionChange, effects: Effect[]): Promise<boolean> =>
      save(doc, set, { history: [entry], effects }),
    /** the rest at the last check; decides nothing */
    updateLeft: async (docs: readonly { id: string; left: number }[]): Promise<void> => {
      for (const some of portions(docs)) {
        const writes = some.map(({ id, left }) => ({
          updateOne: { filter: { _id: id }, update: { $set: { left } } },
        }));
        await collection.bulkWrite(writes, { ordered: false });
      }
    },
    /** that lapsed before a date */
    forget: async (team: string, before: string): Promise<void> =>
      void (await collection.deleteMany({ team, usableUntil: { $lt: before } })),
  };
}

export const promotions = perWorkspace(ws => promotionStore(ws.db));
