import type { Collection, Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema, saveVersion, write } from '../db/documents.ts';
import { isDuplicateKey } from '../db/errors.ts';
import { stored } from '../db/stored.ts';
import { definitionSchema, type FormDefinition } from './definition.ts';
import { type FormEntry, formEntrySchema } from './editing.ts';

const formSchema = z.object({
  _id: z.string(),
  team: z.string(),
  ...definitionSchema.shape,
  history: z.array(formEntrySchema),
  /** a form owes nobody anything, but every versioned document has them */
  effects: z.array(effectSchema),
});

/** A form as it is stored; it is archived, never deleted. */
export type FormDoc = z.infer<typeof formSchema>;

const FORMS = 'forms';

export const formDocs = stored(FORMS, { indexes: [{ key: { team: 1, id: 1 }, name: 'by-team' }], schema: formSchema });

export interface FormStore {
  get(team: string, id: string): Promise<FormDoc | undefined>;
  all(team: string): Promise<FormDoc[]>;
  /** Stores a version that follows the one that `definition` was made from. False: somebody was faster. */
  save(team: string, definition: FormDefinition, entry: FormEntry): Promise<boolean>;
}

export function formStore(db: Db): FormStore {
  const collection: Collection<FormDoc> = db.collection(FORMS);
  const idOf = (team: string, id: string): string => `${team}:${id}`;
  return {
    get: async (team, id) => {
      const doc = await collection.findOne({ _id: idOf(team, id) });
      return doc ? formSchema.parse(doc) : undefined;
    },
    all: async team => z.array(formSchema).parse(await collection.find({ team }).toArray()),
    save: async (team, definition, entry) => {
      const _id = idOf(team, definition.id);
      if (definition.version > 1) {
        const { version, ...set } = definition;
        return saveVersion(collection, { _id, version: version - 1 }, set, { history: [entry] });
      }
      try {
        await write(() => collection.insertOne({ _id, team, ...definition, history: [entry], effects: [] }));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}
