import type { Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema } from '../db/documents.ts';
import { stored } from '../db/stored.ts';
import { versionedStore } from '../db/versioned-store.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import { definitionSchema, type FormDefinition } from './definition.ts';
import { type FormEntry, formEntrySchema } from './editing.ts';

const formSchema = z.object({
  _id: z.string(),
  team: z.string(),
  ...definitionSchema.shape,
  history: z.array(formEntrySchema),
  /** unused; versioned documents have them */
  effects: z.array(effectSchema),
});

/** Archived, never deleted. */
export type FormDoc = z.infer<typeof formSchema>;

const FORMS = 'forms';

export const formDocs = stored(FORMS, { indexes: [{ key: { team: 1, id: 1 }, name: 'by-team' }], schema: formSchema });

export interface FormStore {
  get(team: string, id: string): Promise<FormDoc | undefined>;
  all(team: string): Promise<FormDoc[]>;
  /** False: lost race. */
  save(team: string, definition: FormDefinition, entry: FormEntry): Promise<boolean>;
}

export function formStore(db: Db): FormStore {
  const forms = versionedStore(db, formDocs);
  const idOf = (team: string, id: string): string => `${team}:${id}`;
  return {
    get: (team, id) => forms.byId(idOf(team, id)),
    all: team => forms.find({ team }),
    save: (team, { version, ...definition }, entry) => {
      const _id = idOf(team, definition.id);
      return version > 1
        ? forms.save({ _id, version: version - 1 }, definition, { history: [entry] })
        : forms.insert({ _id, team, ...definition, history: [entry], effects: [] });
    },
  };
}

export const formDefinitions = perWorkspace(ws => formStore(ws.db));
