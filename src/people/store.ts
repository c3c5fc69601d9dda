import type { Collection, Db } from 'mongodb';
import { z } from 'zod';
import type { CollectionIndexes } from '../db/indexes.ts';
import type { Person, SlackFacts } from './rules.ts';

const personSchema = z.object({
  _id: z.string(),
  team: z.string(),
  user: z.string(),
  name: z.string(),
  zone: z.string(),
  locale: z.string().exactOptional(),
  email: z.string().exactOptional(),
  administrator: z.boolean(),
  employee: z.boolean(),
  deleted: z.boolean(),
  language: z.enum(['en', 'ko']).exactOptional(),
  quickIn: z.boolean(),
  quickOut: z.boolean(),
  place: z.enum(['office', 'home', 'outside']),
  homeSeenAt: z.number().exactOptional(),
  syncedAt: z.number(),
});
export type PersonDoc = z.infer<typeof personSchema>;

export const peopleIndexes: CollectionIndexes = {
  collection: 'people',
  indexes: [{ key: { team: 1, user: 1 }, name: 'person', unique: true }],
};

const DEFAULTS = { quickIn: false, quickOut: false, place: 'office' } as const;

export type Preferences = Partial<Pick<Person, 'language' | 'quickIn' | 'quickOut' | 'place' | 'homeSeenAt'>>;

export interface PeopleStore {
  get(team: string, user: string): Promise<PersonDoc | undefined>;
  some(team: string, users: readonly string[]): Promise<PersonDoc[]>;
  all(team: string): Promise<PersonDoc[]>;
  /** what Slack says; the person's own settings stay */
  put(team: string, facts: SlackFacts[]): Promise<void>;
  /** `language: null` goes back to Slack's */
  prefer(
    team: string,
    user: string,
    change: Omit<Preferences, 'language'> & { language?: Preferences['language'] | null },
  ): Promise<void>;
}

export function peopleStore(db: Db): PeopleStore {
  const collection: Collection<PersonDoc> = db.collection('people');
  const idOf = (team: string, user: string): string => `${team}:${user}`;
  return {
    get: async (team, user) => {
      const doc = await collection.findOne({ _id: idOf(team, user) });
      return doc ? personSchema.parse(doc) : undefined;
    },
    some: async (team, users) => {
      const ids = users.map(u => idOf(team, u));
      return (await collection.find({ _id: { $in: ids } }).toArray()).map(d => personSchema.parse(d));
    },
    all: async team => (await collection.find({ team }).toArray()).map(d => personSchema.parse(d)),
    put: async (team, facts) => {
      if (facts.length === 0) return;
      await collection.bulkWrite(
        facts.map(f => ({
          updateOne: {
            filter: { _id: idOf(team, f.user) },
            update: { $set: { ...f, team }, $setOnInsert: DEFAULTS },
            upsert: true,
          },
        })),
        { ordered: false },
      );
    },
    prefer: async (team, user, { language, ...change }) => {
      const set = { ...change, ...(language ? { language } : {}) };
      await collection.updateOne(
        { _id: idOf(team, user) },
        {
          ...(Object.keys(set).length > 0 ? { $set: set } : {}),
          ...(language === null ? { $unset: { language: '' as const } } : {}),
        },
      );
    },
  };
}
