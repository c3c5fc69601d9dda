import type { Collection, Db, Filter, UpdateFilter } from 'mongodb';
import { z } from 'zod';
import { write } from '../db/documents.ts';
import { isDuplicateKey } from '../db/errors.ts';
import { stored } from '../db/stored.ts';
import type { Effect } from '../shared/effects.ts';
import { changeSchema, type PolicyChange, type PolicyVersion } from './policy.ts';

const versionSchema = z.object({
  version: z.number(),
  from: z.string(),
  change: changeSchema.transform(change => change as PolicyChange),
  by: z.string(),
  at: z.number(),
  key: z.string(),
});
const settingsSchema = z.object({ version: z.number().optional(), policy: z.array(versionSchema).optional() });

interface SettingsDoc {
  _id: string;
  /** set since a version could carry effects */
  team?: string;
  version?: number;
  policy?: PolicyVersion[];
  effects?: Effect[];
}

export const SETTINGS = 'settings';
export const settingsDocs = stored<SettingsDoc>(SETTINGS, { owes: true });

/** A workspace's policy as it is kept: every version there ever was, none before the setting up. */
export interface StoredPolicy {
  /** counts the versions */
  version: number;
  versions: PolicyVersion[];
}

/** The versions are in the workspace's one document of `settings`, beside what `channels.ts` stores there. */
export function policyStore(db: Db) {
  const collection: Collection<SettingsDoc> = db.collection(SETTINGS);
  return {
    get: async (team: string): Promise<StoredPolicy> => {
      const doc = settingsSchema.parse((await collection.findOne({ _id: team })) ?? {});
      return { version: doc.version ?? 0, versions: doc.policy ?? [] };
    },
    /** adds a version and what it owes if there are still `before` of them; false: somebody was faster */
    add: async (
      team: string,
      before: number,
      entry: Omit<PolicyVersion, 'version'>,
      effects: readonly Effect[] = [],
    ): Promise<boolean> => {
      const version = before + 1;
      try {
        const { matchedCount, upsertedCount } = await write(() =>
          collection.updateOne(
            // null stands for a document in which no policy was ever set
            { _id: team, version: before === 0 ? null : before } as unknown as Filter<SettingsDoc>,
            {
              $set: { version, team },
              $push: { policy: { version, ...entry }, effects: { $each: [...effects] } },
            } as UpdateFilter<SettingsDoc>,
            { upsert: before === 0 },
          ),
        );
        return matchedCount + upsertedCount === 1;
      } catch (error) {
        // The document is there at another version, so the upsert met it.
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}
export type PolicyStore = ReturnType<typeof policyStore>;
