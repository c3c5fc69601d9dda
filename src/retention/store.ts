import type { Collection, Db, Filter } from 'mongodb';
import { REQUESTS, type RequestDoc } from '../approvals/store.ts';
import { MONTHS } from '../attendance/months/store.ts';
import { WORKDAYS } from '../attendance/store.ts';
import { type Owing, type Versioned, write } from '../db/documents.ts';
import { RECEIVED } from '../delivery/received.ts';
import { RUNS } from '../jobs/store.ts';
import { ATTENDED } from '../leave/grants/attended.ts';
import { GRANTS, type GrantDoc, grantDocId } from '../leave/grants/store.ts';
import { SETTLEMENTS } from '../leave/settlement/store.ts';
import { FACT_FIELDS } from '../people/facts.ts';
import type { PersonDoc } from '../people/store.ts';

/** Documents at once: more than the embedded database drops within the time limit of one operation would be too many. */
const PORTION = 100;
/** Kept by `received` itself only as long as this, where the database drops by time. */
const EMPTY: [] = [];

/** Before which day and moment (ms) records are over. */
export interface Before {
  day: string;
  at: number;
}

export interface RetentionStore {
  /** Drops a portion of the days that are over, never one that is open; how many. */
  workdays(team: string, before: Before): Promise<number>;
  months(team: string, before: Before): Promise<number>;
  /** runs of jobs, and what came in and owes nothing more */
  leftovers(team: string, before: Before): Promise<number>;
  /** settlements of people whose last day is that long ago, and who were settled before */
  settlements(team: string, before: Before): Promise<number>;
  /** what HR said of attendance before it said something else */
  attended(team: string, before: Before): Promise<number>;
  /** people of whom a request or a grant may be over */
  users(team: string, before: Before): Promise<string[]>;
  /** of a person's grants, by id, when they were stored (ms) and whether they still owe something */
  stamps(team: string, user: string): Promise<Map<string, { at: number; owes: boolean }>>;
  /** Drops requests that still are as they were read; true: none of them is left. */
  requests(team: string, requests: readonly Pick<RequestDoc, '_id' | 'version'>[]): Promise<boolean>;
  /** in this order, by id within the person */
  grants(team: string, user: string, ids: readonly string[]): Promise<void>;
  /** accounts that are closed in Slack, of people whose last day is over and of whom something is still known */
  left(team: string, before: Before): Promise<LeftPerson[]>;
  /** Forgets what administrators set of a person, but for the last day; false: something else of them is still kept. */
  forget(team: string, person: LeftPerson): Promise<boolean>;
}

export type LeftPerson = Pick<PersonDoc, '_id' | 'user'> & { lastDay?: string; factsVersion?: number };

/** What stays: it says that they left, so that nobody takes them for somebody who works here. */
const KEPT_FACT = 'lastDay';
const FORGOTTEN = [...FACT_FIELDS.filter(f => f !== KEPT_FACT), 'terms', 'delegations', 'factsHistory'];

interface AttendedDoc {
  _id: string;
  version: number;
  history: { at: number; key: string }[];
}

export function retentionStore(db: Db): RetentionStore {
  const requests: Collection<RequestDoc> = db.collection(REQUESTS);
  const grants: Collection<GrantDoc> = db.collection(GRANTS);
  const people: Collection<PersonDoc> = db.collection('people');
  const attended: Collection<AttendedDoc> = db.collection(ATTENDED);

  /** Finds a portion first, so that no operation is long; what changed meanwhile and is no longer meant stays. */
  async function drop(name: string, filter: Filter<Owing>, at?: string): Promise<number> {
    const collection: Collection<Owing> = db.collection(name);
    const meant = { ...filter, effects: EMPTY } as Filter<Owing>;
    const sorted = at === undefined ? {} : { sort: { [at]: 1 as const } };
    const found = await collection.find(meant, { projection: { _id: 1 }, limit: PORTION, ...sorted }).toArray();
    if (found.length === 0) return 0;
    const ids = { _id: { $in: found.map(d => d._id) } };
    return (await write(() => collection.deleteMany({ $and: [ids, meant] } as Filter<Owing>))).deletedCount;
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
    workdays: (team, { day }) => drop(WORKDAYS, { team, date: { $lt: day }, open: false }, 'date'),
    // Of the month in which the last day lies that stays, some days are kept.
    months: (team, { day }) => drop(MONTHS, { team, month: { $lt: day.slice(0, 7) } }),
    leftovers: async (team, { at }) => {
      for (const job of await db.collection(RUNS).distinct('job', { team })) {
        const dropped = await drop(RUNS, { team, job, at: { $lt: at } });
        if (dropped > 0) return dropped;
      }
      return drop(RECEIVED, { team, at: { $lt: new Date(at) } });
    },
    settlements,
    attended: async (team, { at }) => {
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
    users: async (team, { day, at }) => {
      const states = ['approved', 'rejected', 'withdrawn', 'cancelled'] as const;
      const found = await Promise.all([
        grants.distinct('user', { team, usableUntil: { $lt: day } }),
        ...states.map(state =>
          requests.distinct('user', { team, state, sentAt: { $lt: at }, 'period.to': { $lt: day } }),
        ),
      ]);
      return [...new Set(found.flat())].sort();
    },
    stamps: async (team, user) => {
      const docs = await grants.find({ team, user }, { projection: { id: 1, at: 1, 'effects.id': 1 } }).toArray();
      return new Map(docs.map(d => [d.id, { at: d.at, owes: (d.effects ?? []).length > 0 }]));
    },
    requests: async (team, gone) => {
      for (const { _id, version } of gone)
        await write(() => requests.deleteOne({ _id, team, version, effects: EMPTY } as Filter<RequestDoc>));
      const ids = gone.map(r => r._id);
      return (await requests.find({ _id: { $in: ids } }, { projection: { _id: 1 }, limit: 1 }).toArray()).length === 0;
    },
    grants: async (team, user, ids) => {
      for (const id of ids)
        await write(() => grants.deleteOne({ _id: grantDocId(team, user, id), effects: EMPTY } as Filter<GrantDoc>));
    },
    left: async (team, { day }) => {
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
          ...(lastDay === undefined ? {} : { lastDay }),
          ...(factsVersion === undefined ? {} : { factsVersion }),
        }));
    },
    forget: async (team, { _id, user, lastDay, factsVersion }) => {
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
