import type { Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema, write } from '../db/documents.ts';
import { stored } from '../db/stored.ts';
import { versionedStore } from '../db/versioned-store.ts';
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
  const consents = versionedStore(db, consentDocs);
  const idOf = (team: string, user: string): string => `${team}:${user}`;
  return {
    get: (team, user) => consents.byId(idOf(team, user)),
    save: (was, { team, user }, next, step, effects) =>
      was
        ? consents.save(was, { ...next }, { history: [step], effects })
        : consents.insert({ _id: idOf(team, user), team, user, ...next, shown: [], history: [step], effects }),
    remember: async (team, user, shown) => {
      await write(() =>
        consents.collection.updateOne(
          { _id: idOf(team, user) },
          { $push: { shown: { $each: [shown], $slice: -SHOWN_KEPT } } },
        ),
      );
    },
  };
}
