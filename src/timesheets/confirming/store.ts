import type { Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema } from '../../db/documents.ts';
import { stored } from '../../db/stored.ts';
import { versionedStore } from '../../db/versioned-store.ts';
import type { Effect } from '../../shared/effects.ts';
import { perWorkspace } from '../../workspace/workspace.ts';
import type { Confirming } from './rules.ts';

const minutes = z.number();
const confirmationSchema = z.object({
  _id: z.string(),
  team: z.string(),
  month: z.string(),
  user: z.string(),
  history: z.array(
    z.object({
      at: z.number(),
      key: z.string(),
      digest: z.string(),
      figures: z.object({ worked: minutes, leave: minutes, overtime: minutes, holiday: minutes }),
    }),
  ),
  effects: z.array(effectSchema),
  version: z.number(),
});
export type ConfirmationDoc = z.infer<typeof confirmationSchema>;

export const CONFIRMATIONS = 'confirmations';
export const confirmationDocs = stored(CONFIRMATIONS, {
  indexes: [{ key: { team: 1, month: 1 }, name: 'month' }],
  owes: true,
  schema: confirmationSchema,
});

export const confirmationId = (team: string, month: string, user: string): string => `${team}:${month}:${user}`;

function confirmationStore(db: Db) {
  const docs = versionedStore(db, confirmationDocs);
  return {
    get: (team: string, month: string, user: string): Promise<ConfirmationDoc | undefined> =>
      docs.byId(confirmationId(team, month, user)),
    /** everybody's of a month, by person */
    ofMonth: async (team: string, month: string): Promise<Map<string, ConfirmationDoc>> =>
      new Map((await docs.find({ team, month })).map(d => [d.user, d])),
    insert: (team: string, month: string, user: string, step: Confirming, effects: Effect[]): Promise<boolean> =>
      docs.insert({ _id: confirmationId(team, month, user), team, month, user, history: [step], effects }),
    add: (doc: ConfirmationDoc, step: Confirming, effects: Effect[]): Promise<boolean> =>
      docs.save(doc, {}, { history: [step], effects }),
  };
}

export const confirmations = perWorkspace(ws => confirmationStore(ws.db));
