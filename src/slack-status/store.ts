import type { Collection, Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema, saveVersion, write } from '../db/documents.ts';
import { isDuplicateKey } from '../db/errors.ts';
import { stored } from '../db/stored.ts';
import type { Effect } from '../shared/effects.ts';
import type { StatusText } from './rules.ts';

const consentSchema = z.object({
  _id: z.string(),
  team: z.string(),
  user: z.string(),
  on: z.boolean(),
  /** the person's own token, sealed; empty once the consent has ended */
  token: z.string(),
  /** what was set lately, the newest last */
  shown: z.array(z.object({ text: z.string(), emoji: z.string() })),
  history: z.array(z.object({ at: z.number(), what: z.enum(['given', 'withdrawn', 'revoked']), key: z.string() })),
  effects: z.array(effectSchema),
  version: z.number(),
});

/** A person's consent that their Slack status be set. */
export type ConsentDoc = z.infer<typeof consentSchema>;
export type ConsentStep = ConsentDoc['history'][number];

export const CONSENTS = 'consents';
export const consentDocs = stored(CONSENTS, { owes: true, schema: consentSchema });

const SHOWN_KEPT = 4;

export interface ConsentStore {
  get(team: string, user: string): Promise<ConsentDoc | undefined>;
  /** false: somebody was faster */
  save(
    was: ConsentDoc | undefined,
    key: { team: string; user: string },
    next: { on: boolean; token: string },
    step: ConsentStep,
    effects: Effect[],
  ): Promise<boolean>;
  /** keeps what is about to be set, so that it is known as ours later */
  remember(team: string, user: string, shown: StatusText): Promise<void>;
}

export function consentStore(db: Db): ConsentStore {
  const collection: Collection<ConsentDoc> = db.collection(CONSENTS);
  const idOf = (team: string, user: string): string => `${team}:${user}`;
  return {
    get: async (team, user) => {
      const doc = await collection.findOne({ _id: idOf(team, user) });
      return doc ? consentSchema.parse(doc) : undefined;
    },
    save: async (was, { team, user }, next, step, effects) => {
      if (was) return saveVersion(collection, was, { ...next }, { history: [step], effects });
      try {
        const doc = { _id: idOf(team, user), team, user, ...next, shown: [], history: [step], effects, version: 1 };
        await write(() => collection.insertOne(doc));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    remember: async (team, user, shown) => {
      await write(() =>
        collection.updateOne({ _id: idOf(team, user) }, { $push: { shown: { $each: [shown], $slice: -SHOWN_KEPT } } }),
      );
    },
  };
}
