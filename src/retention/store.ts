import type { Collection, Db, Filter } from 'mongodb';
import { REQUESTS, type RequestDoc } from '../approvals/store.ts';
import { WORKDAYS, type WorkdayDoc } from '../attendance/store.ts';
import { type Owing, type Versioned, write } from '../db/documents.ts';
import { ATTENDED } from '../grants/attended.ts';
import { GRANTS, type GrantDoc, grantDocId } from '../grants/store.ts';
import { RUNS, type RunDoc } from '../jobs/store.ts';
import { RECEIVED, type ReceivedDoc } from '../outbox/received.ts';
import { FACT_FIELDS } from '../people/facts.ts';
import type { PersonDoc } from '../people/store.ts';
import { SETTLEMENTS } from '../settlement/store.ts';
import { defined } from '../shared/defined.ts';
import { MONTHS, type MonthDoc } from '../timesheets/closing/store.ts';
import { perWorkspace } from '../workspace/workspace.ts';

/** Documents at once: few enough that the embedded database holds up nobody. */
const PORTION = 100;
const EMPTY: [] = [];

/** Before which day and moment (ms) records are over. */
export interface Before {
  day: string;
  at: number;
}

export type LeftPerson = Pick<PersonDoc, '_id' | 'user'> & { lastDay?: string; factsVersion?: number };

/** What stays: it says that the person left. */
const KEPT_FACT = 'lastDay';
const FORGOTTEN = [...FACT_FIELDS.filter(f => f !== KEPT_FACT), 'terms', 'delegations', 'factsHistory'];

interface AttendedDoc {
  _id: string;
  version: number;
  history: { at: number; key: string }[];
}

export function retentionStore(db: Db) {
  const requests: Collection<RequestDoc> = db.collection(REQUESTS);
  const grants: Collection<GrantDoc> = db.collection(GRANTS);
  const people: Collection<PersonDoc> = db.collection('people');
  const attended: Collection<AttendedDoc> = db.collection(ATTENDED);

  /** ids that were found and are not dropped yet, by collection */
  const found = new Map<string, string[]>();

  /**
   * Finds, then drops a portion, so that no operation is long; what changed meanwhile stays. `old`: what an index
   * answers; `rest` is picked out here (see `workdayStore`).
   */
  async function drop<T extends Owing>(name: string, old: Filter<T>, rest: Partial<T> = {}): Promise<number> {
    const collection: Collection<T> = db.collection(name);
    const fields = Object.fromEntries(['effects.id', ...Object.keys(rest)].map(f => [f, 1]));
    const isMeant = (d: T): boolean =>
      d.effects.length === 0 && Object.entries(rest).every(([field, value]) => d[field] === value);
    const findIds = async (): Promise<string[]> =>
      ((await collection.find(old, { projection: fields }).toArray()) as unknown as T[])
        .filter(isMeant)
        .map(d => d._id);
    let ids = found.get(name) ?? [];
    if (ids.length === 0) ids = await findIds();
    for (let left = ids; left.length > 0; left = left.slice(PORTION)) {
      found.set(name, left.slice(PORTION));
      const same = { _id: { $in: left.slice(0, PORTION) }, ...old, ...rest, effects: EMPTY } as unknown as Filter<T>;
      const { deletedCount } = await write(() => collection.deleteMany(same));
      if (deletedCount > 0) return deletedCount;
    }
    return 0;
  }

  async function settlements(team: string, { day, at }: Before): Promise<number> {
    const collection: Collection<Versioned> = db.collection(SETTLEMENTS);
    const docs = await collection.find({ team, effects: EMPTY } as unknown as Filter<Versioned>).toArray();
    let dropped = 0;
    for (const doc of docs) {
      const history = doc.history as { at: number; lastDay: string }[];
      if (history.some(h => h.lastDay >= day || h.at >= at)) continue;
      const same = { _id: doc._id, version: doc.version, effects: EMPTY } as unknown as Filter<Versioned>;
      dropped += (await write(() => collection.deleteOne(same))).deletedCount;
    }
    return dropped;
  }

  return {
    /** Drops a portion of the days that are over, never one that is open; how many. */
    workdays: (team: string, { day }: Before): Promise<number> =>
      drop<WorkdayDoc>(WORKDAYS, { team, date: { $lt: day } }, { open: false }),
    // Of the month in which the last day lies that stays, some days are kept.
    months: (team: string, { day }: Before): Promise<number> =>
      drop<MonthDoc>(MONTHS, { team, month: { $lt: day.slice(0, 7) } }),
    /** runs of jobs, and received input without effects */
    leftovers: async (team: string, { at }: Before): Promise<number> =>
      (await drop<RunDoc>(RUNS, { team, at: { $lt: at } })) ||
      // By time first: that is what its index knows.
      drop<ReceivedDoc>(RECEIVED, { at: { $lt: new Date(at) }, team }),
    /** settlements of people whose last day is that long ago, and who were settled before */
    settlements,
    /** superseded records of attendance */
    attended: async (team: string, { at }: Before): Promise<number> => {
      const docs = await attended.find({ team, 'history.at': { $lt: at } }, { limit: PORTION * 10 }).toArray();
      let dropped = 0;
      for (const { _id, version, history } of docs) {
        const old = history.slice(0, -1).filter(h => h.at < at);
        if (old.length === 0) continue;
        const keys = { key: { $in: old.map(h => h.key) } };
        const { modifiedCount } = await write(() => attended.updateOne({ _id, version }, { $pull: { history: keys } }));
        if (modifiedCount === 1) dropped += old.length;
      }
      return dropped;
    },
    /** people who may have purgeable requests or grants */
    users: async (team: string, { day, at }: Before): Promise<string[]> => {
      const states = ['approved', 'rejected', 'withdrawn', 'cancelled'] as const;
      const found = await Promise.all([
        grants.distinct('user', { team, usableUntil: { $lt: day } }),
        ...states.map(async state => {
          const old = { team, state, sentAt: { $lt: at } };
          const sent = await requests.find(old, { projection: { user: 1, 'period.to': 1 } }).toArray();
          return sent.filter(r => r.period.to < day).map(r => r.user);
        }),
      ]);
      return [...new Set(found.flat())].sort();
    },
    /** of a person's grants, by id, when they were stored (ms) and whether effects are left */
    stamps: async (team: string, user: string): Promise<Map<string, { at: number; owes: boolean }>> => {
      const docs = await grants.find({ team, user }, { projection: { id: 1, at: 1, 'effects.id': 1 } }).toArray();
      return new Map(docs.map(d => [d.id, { at: d.at, owes: (d.effects ?? []).length > 0 }]));
    },
    /** Drops requests that have not changed since they were read; true: none of them is left. */
    requests: async (team: string, gone: readonly Pick<RequestDoc, '_id' | 'version'>[]): Promise<boolean> => {
      for (const { _id, version } of gone)
        await write(() => requests.deleteOne({ _id, team, version, effects: EMPTY } as Filter<RequestDoc>));
      const ids = gone.map(r => r._id);
      return (await requests.find({ _id: { $in: ids } }, { projection: { _id: 1 }, limit: 1 }).toArray()).length === 0;
    },
    /** in this order, by id within the person */
    grants: async (team: string, user: string, ids: readonly string[]): Promise<void> => {
      for (const id of ids)
        await write(() => grants.deleteOne({ _id: grantDocId(team, user, id), effects: EMPTY } as Filter<GrantDoc>));
    },
    /** people with facts whose account is closed in Slack and whose last day is over */
    left: async (team: string, { day }: Before): Promise<LeftPerson[]> => {
      const docs = await people
        .find(
          { team, deleted: true, lastDay: { $lt: day } },
          { projection: Object.fromEntries(['user', KEPT_FACT, 'factsVersion', ...FORGOTTEN].map(f => [f, 1])) },
        )
        .toArray();
      return docs
        .filter(d => FORGOTTEN.some(f => f in d))
        .map(({ _id, user, lastDay, factsVersion }) => ({
          ...{ _id, user },
          ...defined({ lastDay, factsVersion }),
        }));
    },
    /** Forgets what administrators set of a person, except the last day; false: other records are still kept. */
    forget: async (team: string, { _id, user, lastDay, factsVersion }: LeftPerson): Promise<boolean> => {
      const theirs = await Promise.all([
        ...[GRANTS, REQUESTS, WORKDAYS, SETTLEMENTS].map(name =>
          db.collection(name).findOne({ team, user }, { projection: { _id: 1 } }),
        ),
      ]);
      if (theirs.some(doc => doc !== null)) return false;
      const same = { _id, deleted: true, lastDay, factsVersion: factsVersion ?? null } as unknown as Filter<PersonDoc>;
      const unset = Object.fromEntries(FORGOTTEN.map(f => [f, '' as const]));
      const { modifiedCount } = await write(() => people.updateOne(same, { $unset: unset, $inc: { factsVersion: 1 } }));
      if (modifiedCount === 1) await write(() => attended.deleteOne({ _id }));
      return modifiedCount === 1;
    },
  };
}

export const records = perWorkspace(ws => retentionStore(ws.db));
