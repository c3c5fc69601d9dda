import type { Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema } from '../../db/documents.ts';
import { stored } from '../../db/stored.ts';
import { versionedStore } from '../../db/versioned-store.ts';
import { defined } from '../../shared/defined.ts';
import type { Effect } from '../../shared/effects.ts';
import { perWorkspace } from '../../workspace/workspace.ts';
import type { MonthChange } from './rules.ts';

const monthSchema = z.object({
  _id: z.string(),
  team: z.string(),
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
  /** time of the closing whose late changes were checked */
  checked: z.number().exactOptional(),
  /** days changed during the closing */
  late: z.array(z.object({ user: z.string(), date: z.string() })).exactOptional(),
  effects: z.array(effectSchema),
  version: z.number(),
});

export type MonthDoc = z.infer<typeof monthSchema>;

export const MONTHS = 'months';
export const monthDocs = stored(MONTHS, {
  indexes: [{ key: { team: 1, month: 1 }, name: 'month', unique: true }],
  owes: true,
  schema: monthSchema,
});

export const monthId = (team: string, month: string): string => `${team}:${month}`;

function monthStore(db: Db) {
  const months = versionedStore(db, monthDocs);
  const setOf = ({ closed, closedAt }: MonthChange) => ({ closed, ...defined({ closedAt }) });
  return {
    get: (team: string, month: string): Promise<MonthDoc | undefined> => months.byId(monthId(team, month)),
    /** ever closed, from this month on */
    from: (team: string, month: string): Promise<MonthDoc[]> => months.find({ team, month: { $gte: month } }),
    insert: (team: string, month: string, change: MonthChange, effects: Effect[]): Promise<boolean> => {
      const doc = { _id: monthId(team, month), team, month, ...setOf(change) };
      return months.insert({ ...doc, history: [change.step], effects });
    },
    save: (month: MonthDoc, change: MonthChange, effects: Effect[]): Promise<boolean> =>
      months.save(month, setOf(change), { history: [change.step], effects }),
    /** late changes of a closing; false: lost race */
    checked: (month: MonthDoc, late: MonthDoc['late'] = [], effects: Effect[]): Promise<boolean> =>
      months.save(month, { checked: month.closedAt, late }, { effects }),
  };
}

export const months = perWorkspace(ws => monthStore(ws.db));
