import type { Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema } from '../db/documents.ts';
import { stored } from '../db/stored.ts';
import { versionedStore } from '../db/versioned-store.ts';
import type { Effect } from '../shared/effects.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import { definitionSchema, type FormDefinition } from './definition.ts';
import { type FormEntry, formEntrySchema } from './editing.ts';

const formSchema = z.object({
  _id: z.string(),
  team: z.string(),
  ...definitionSchema.shape,
  history: z.array(formEntrySchema),
  effects: z.array(effectSchema),
});

/** Archived, never deleted. */
export type FormDoc = z.infer<typeof formSchema>;

const FORMS = 'forms';

export const formDocs = stored(FORMS, {
  indexes: [{ key: { team: 1, id: 1 }, name: 'by-team' }],
  owes: true,
  schema: formSchema,
});

export function formStore(db: Db) {
  const forms = versionedStore(db, formDocs);
  const idOf = (team: string, id: string): string => `${team}:${id}`;
  return {
    get: (team: string, id: string): Promise<FormDoc | undefined> => forms.byId(idOf(team, id)),
    all: (team: string): Promise<FormDoc[]> => forms.find({ team }),
    /** False: lost race. */
    save: (
      team: string,
      { version, ...definition }: FormDefinition,
      entry: FormEntry,
      effects: Effect[] = [],
    ): Promise<boolean> => {
      const _id = idOf(team, definition.id);
      return version > 1
        ? forms.save({ _id, version: version - 1 }, definition, { history: [entry], effects })
        : forms.insert({ _id, team, ...definition, history: [entry], effects });
    },
  };
}

export const formDefinitions = perWorkspace(ws => formStore(ws.db));
