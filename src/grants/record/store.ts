import { type AnyBulkWriteOperation, type Db, type Filter, MongoBulkWriteError } from 'mongodb';
import { DUPLICATE_KEY, write } from '../../db/documents.ts';
import { readOnce, stored } from '../../db/stored.ts';
import { together } from '../../db/together.ts';
import { uncounted, uncountedIn } from '../../db/uncounted.ts';
import { versionedStore } from '../../db/versioned-store.ts';
import type { Effect } from '../../shared/effects.ts';
import { namesIn, portions, STRETCH } from '../../shared/portions.ts';
import { perWorkspace } from '../../workspace/workspace.ts';
import { type Employment, type LedgerDoc, ledgerSchema, noticesSchema, type WithNotices } from './schema.ts';

export const LEDGERS = 'ledgers';

export const ledgerDocs = {
  ...stored<LedgerDoc>(LEDGERS, {
    indexes: [
      { key: { team: 1, user: 1 }, name: 'person', unique: true },
      { key: { team: 1, 'current.grants.usableUntil': 1 }, name: 'lapsing' },
      { key: { team: 1, 'current.notices.usableUntil': 1 }, name: 'notices' },
      { key: { team: 1, 'current.settlement.settledFor': 1 }, name: 'settled' },
      { key: { team: 1, 'earlier.lastDay': 1 }, name: 'ended' },
      uncounted,
    ],
    owes: true,
  }),
  // As it was stored: a change writes it back, with what a newer version may have added.
  parse: readOnce((doc: unknown): LedgerDoc => {
    ledgerSchema.parse(doc);
    return doc as LedgerDoc;
  }),
};

const ledgerId = (team: string, user: string): string => `${team}:${user}`;

export const NO_EMPLOYMENT: Employment = {
  grants: [],
  attended: { version: 0, history: [] },
  notices: [],
  settlement: { settledFor: '', history: [] },
};

/** `version` 0: nothing is stored. */
const emptyLedger = (team: string, user: string): LedgerDoc => ({
  ...{ _id: ledgerId(team, user), team, user, version: 0, current: NO_EMPLOYMENT, effects: [] },
});

export type LedgerSet = Partial<Pick<LedgerDoc, 'current' | 'earlier'>>;

/** A conditional write of a ledger that was read. */
export interface LedgerWrite {
  before: LedgerDoc;
  set: LedgerSet;
  effects: readonly Effect[];
}

const CHANGED = { uncounted: true } as const;

export function ledgerStore(db: Db) {
  const { collection, find, insert, save } = versionedStore(db, ledgerDocs);

  /** `most`: most of the active people */
  async function ofMany(team: string, users: readonly string[], most = false): Promise<Map<string, LedgerDoc>> {
    const found = new Map(users.map(u => [u, emptyLedger(team, u)]));
    for (const some of most ? portions([...users].sort(), STRETCH) : portions(users))
      for (const doc of await find({ team, user: namesIn(some, most) } as Filter<LedgerDoc>))
        if (found.has(doc.user)) found.set(doc.user, doc);
    return found;
  }
  const one = together(async (team, users) => {
    const docs = await find({ _id: { $in: users.map(user => ledgerId(team, user)) } });
    return new Map(docs.map(doc => [doc.user, doc]));
  });

  const operation = ({ before, set, effects }: LedgerWrite): AnyBulkWriteOperation<LedgerDoc> =>
    before.version === 0
      ? { insertOne: { document: { ...before, ...set, ...CHANGED, version: 1, effects: [...effects] } } }
      : {
          updateOne: {
            filter: { _id: before._id, version: before.version },
            update: { $set: { ...set, ...CHANGED }, $inc: { version: 1 }, $push: { effects: { $each: [...effects] } } },
          },
        };

  return {
    /** empty where nothing is stored */
    get: async (team: string, user: string): Promise<LedgerDoc> => (await one(team, user)) ?? emptyLedger(team, user),
    ofMany,
    find,
    ...uncountedIn(collection),
    /** false: lost race */
    save: ({ before, set, effects }: LedgerWrite): Promise<boolean> =>
      before.version === 0
        ? insert({ ...before, ...set, ...CHANGED, effects: [...effects] })
        : save(before, { ...set, ...CHANGED }, { effects: [...effects] }),
    /** false: some lost their race, nobody knows which */
    saveMany: async (writes: readonly LedgerWrite[]): Promise<boolean> => {
      try {
        const done = await write(() => collection.bulkWrite(writes.map(operation), { ordered: false }));
        return done.insertedCount + done.matchedCount === writes.length;
      } catch (error) {
        const failed = error instanceof MongoBulkWriteError ? [error.writeErrors].flat() : [];
        if (failed.length === 0 || failed.some(f => f.code !== DUPLICATE_KEY)) throw error;
        return false;
      }
    },
    /** people with a grant whose last usable day lies between these dates */
    lapsing: async (team: string, from: string, to: string): Promise<string[]> => {
      // Both ends may be met by different grants, so it is looked at again.
      const filter = { team, 'current.grants.usableUntil': { $gte: from, $lte: to } } as Filter<LedgerDoc>;
      const docs = await collection
        .find(filter, { projection: { user: 1, 'current.grants.usableUntil': 1 } })
        .toArray();
      const lapses = (d: LedgerDoc) => d.current.grants.some(g => from <= g.usableUntil && g.usableUntil <= to);
      return docs.filter(lapses).map(d => d.user);
    },
    /** people settled for this last day or a later one */
    settledFrom: (team: string, lastDay: string): Promise<LedgerDoc[]> =>
      find({ team, 'current.settlement.settledFor': { $gte: lastDay } } as Filter<LedgerDoc>),
    /** people with a notice about days that lapse on this date or later */
    noticesFrom: async (team: string, date: string): Promise<WithNotices[]> => {
      const filter = { team, 'current.notices.usableUntil': { $gte: date } } as Filter<LedgerDoc>;
      return (await collection.find(filter, NOTICES).toArray()).map(doc => noticesSchema.parse(doc));
    },
    /** people who were employed before */
    employedBefore: async (team: string): Promise<WithNotices[]> => {
      const filter = { team, 'earlier.lastDay': { $gte: '' } } as Filter<LedgerDoc>;
      return (await collection.find(filter, NOTICES).toArray()).map(doc => noticesSchema.parse(doc));
    },
  };
}

const NOTICES = { projection: { user: 1, 'current.notices': 1, 'earlier.notices': 1 } };

export const ledgers = perWorkspace(ws => ledgerStore(ws.db));
