import type { Collection, Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema, saveVersion, write } from '../../db/documents.ts';
import { isDuplicateKey } from '../../db/errors.ts';
import { stored } from '../../db/stored.ts';
import { defined } from '../../shared/defined.ts';
import type { Effect } from '../../shared/effects.ts';
import type { MonthChange } from './rules.ts';

const monthSchema = z.object({
  _id: z.string(),
  team: z.string(),
  /** YYYY-MM */
  month: z.string(),
  closed: z.boolean(),
  closedAt: z.number().exactOptional(),
  history: z.array(
    z.object({
      at: z.number(),
      by: z.string(),
      what: z.enum(['closed', 'reopened']),
      key: z.string(),
      reason: z.string().exactOptional(),
      left: z.record(z.string(), z.number()).exactOptional(),
    }),
  ),
  /** the closing, by its time, whose late changes were looked for */
  checked: z.number().exactOptional(),
  /** days that may have changed while the month was being closed */
  late: z.array(z.object({ user: z.string(), date: z.string() })).exactOptional(),
  effects: z.array(effectSchema),
  version: z.number(),
});

/** A month that was closed at least once, as it is stored. */
export type MonthDoc = z.infer<typeof monthSchema>;

export const MONTHS = 'months';
export const monthDocs = stored(MONTHS, {
  indexes: [{ key: { team: 1, month: 1 }, name: 'month', unique: true }],
  owes: true,
  schema: monthSchema,
});

const monthId = (team: string, month: string): string => `${team}:${month}`;

export interface MonthStore {
  get(team: string, month: string): Promise<MonthDoc | undefined>;
  /** those that were ever closed, from this month on */
  from(team: string, month: string): Promise<MonthDoc[]>;
  /** false: somebody was faster */
  insert(team: string, month: string, change: MonthChange): Promise<boolean>;
  /** false: somebody was faster */
  save(month: MonthDoc, change: MonthChange): Promise<boolean>;
  /** keeps what was looked for after a closing; false: somebody was faster */
  checked(month: MonthDoc, late: MonthDoc['late'], effects: Effect[]): Promise<boolean>;
}

export function monthStore(db: Db): MonthStore {
  const collection: Collection<MonthDoc> = db.collection(MONTHS);
  const setOf = ({ closed, closedAt }: MonthChange) => ({ closed, ...defined({ closedAt }) });
  return {
    get: async (team, month) => {
      const doc = await collection.findOne({ _id: monthId(team, month) });
      return doc ? monthSchema.parse(doc) : undefined;
    },
    from: async (team, month) => {
      const docs = await collection.find({ team, month: { $gte: month } }).toArray();
      return docs.map(d => monthSchema.parse(d));
    },
    insert: async (team, month, change) => {
      const doc: MonthDoc = {
        ...{ _id: monthId(team, month), team, month },
        ...setOf(change),
        history: [change.step],
        effects: [],
        version: 1,
      };
      try {
        await write(() => collection.insertOne(doc));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    save: (month, change) => saveVersion(collection, month, setOf(change), { history: [change.step] }),
    checked: (month, late = [], effects) =>
      saveVersion(collection, month, { checked: month.closedAt, late }, { effects }),
  };
}
