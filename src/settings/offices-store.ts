import type { Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema } from '../db/documents.ts';
import { stored } from '../db/stored.ts';
import { versionedStore } from '../db/versioned-store.ts';
import type { Effect } from '../shared/effects.ts';
import { type Office, officeValuesSchema } from './offices.ts';

const versionSchema = z.object({
  version: z.number(),
  from: z.string(),
  values: officeValuesSchema,
  by: z.string(),
  at: z.number(),
  key: z.string(),
});

/** What was done beside a version: by whom, under the key of the press. */
const entrySchema = z.object({
  what: z.enum(['added', 'renamed', 'changed', 'archived', 'restored']),
  by: z.string(),
  at: z.number(),
  key: z.string(),
  was: z.string().exactOptional(),
});
export type OfficeEntry = z.infer<typeof entrySchema>;

const officeSchema = z.object({
  /** team:id */
  _id: z.string(),
  team: z.string(),
  id: z.string(),
  name: z.string(),
  archived: z.boolean(),
  versions: z.array(versionSchema).min(1),
  history: z.array(entrySchema),
  effects: z.array(effectSchema),
  version: z.number(),
});
export type OfficeDoc = z.infer<typeof officeSchema>;

export const OFFICES = 'offices';
export const officeDocs = stored(OFFICES, { owes: true, schema: officeSchema });

export const officeDocId = (team: string, id: string): string => `${team}:${id}`;

const READ = { _id: 0, id: 1, name: 1, archived: 1, versions: 1, version: 1 } as const;
const readSchema = officeSchema.pick({ id: true, name: true, archived: true, versions: true, version: true });

/** An office as the policy reads it; `version` counts the changes of its document. */
export type StoredOffice = Office & { version: number };

export function officeStore(db: Db) {
  const offices = versionedStore(db, officeDocs);
  return {
    /** without histories: read before each press */
    all: async (team: string): Promise<StoredOffice[]> =>
      z.array(readSchema).parse(await offices.collection.find({ team }, { projection: READ }).toArray()),
    get: (team: string, id: string): Promise<OfficeDoc | undefined> => offices.byId(officeDocId(team, id)),
    insert: (doc: Omit<OfficeDoc, 'version'>): Promise<boolean> => offices.insert(doc),
    save: (
      doc: OfficeDoc,
      set: Partial<Pick<OfficeDoc, 'name' | 'archived' | 'versions'>>,
      entry: OfficeEntry,
      effects: Effect[],
    ): Promise<boolean> => offices.save(doc, set, { history: [entry], effects }),
  };
}
