import type { Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema } from '../../db/documents.ts';
import { stored } from '../../db/stored.ts';
import { versionedStore } from '../../db/versioned-store.ts';
import { type Scope, scopeText } from './scope.ts';

const feedSchema = z.object({
  _id: z.string(),
  team: z.string(),
  /** shows what they may see, in their language */
  user: z.string(),
  scope: z.string(),
  /** false: revoked; the hash stays, so that answers take the same time */
  active: z.boolean(),
  hash: z.string(),
  /** see `secret.ts` */
  sealed: z.string(),
  madeAt: z.number(),
  /** the last answer's digest and its age; ms */
  served: z.object({ etag: z.string(), at: z.number() }).exactOptional(),
  history: z.array(z.object({ what: z.enum(['made', 'renewed', 'revoked']), at: z.number(), key: z.string() })),
  effects: z.array(effectSchema),
  version: z.number(),
});

export type FeedDoc = z.infer<typeof feedSchema>;
export type FeedEntry = FeedDoc['history'][number];

const FEEDS = 'feeds';
export const feedDocs = stored(FEEDS, {
  indexes: [
    { key: { hash: 1 }, name: 'by-hash', unique: true },
    { key: { team: 1, user: 1 }, name: 'by-user' },
  ],
  schema: feedSchema,
});

export interface FeedKey {
  team: string;
  user: string;
  scope: Scope;
}

export const feedId = ({ team, user, scope }: FeedKey): string => `${team}:${user}:${scopeText(scope)}`;

export function feedStore(db: Db) {
  const feeds = versionedStore(db, feedDocs);
  return {
    of: (team: string, user: string): Promise<FeedDoc[]> => feeds.find({ team, user }),
    /** in any workspace: an address names none */
    byHash: async (hash: string): Promise<FeedDoc | undefined> => (await feeds.find({ hash }))[0],
    /** false: lost race */
    save: (
      { team, user, scope }: FeedKey,
      before: FeedDoc | undefined,
      set: Partial<Pick<FeedDoc, 'active' | 'hash' | 'sealed' | 'madeAt'>>,
      entry: FeedEntry,
    ): Promise<boolean> => {
      if (before) return feeds.save(before, set, { history: [entry] });
      const text = scopeText(scope);
      const { active = false, hash = '', sealed = '', madeAt = entry.at } = set;
      const doc = { _id: feedId({ team, user, scope }), team, user, scope: text, active, hash, sealed, madeAt };
      return feeds.insert({ ...doc, history: [entry], effects: [] });
    },
    served: async (feed: FeedDoc, served: NonNullable<FeedDoc['served']>): Promise<void> =>
      void (await feeds.collection.updateOne({ _id: feed._id, hash: feed.hash }, { $set: { served } })),
  };
}
