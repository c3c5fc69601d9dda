import type { Collection, Db, Filter } from 'mongodb';
import { REQUESTS, type RequestDoc } from '../approvals/store.ts';
import type { WorkdayDoc } from '../attendance/schema.ts';
import { WORKDAYS } from '../attendance/store.ts';
import { addDays } from '../calendar/rules.ts';
import { type Owing, write } from '../db/documents.ts';
import type { LedgerDoc } from '../grants/record/schema.ts';
import { LEDGERS } from '../grants/record/store.ts';
import { RUNS, type RunDoc } from '../jobs/store.ts';
import { RECEIVED, type ReceivedDoc } from '../outbox/received.ts';
import { type PersonVersion, VERSIONS } from '../payroll/versions.ts';
import { FACT_FIELDS } from '../people/facts.ts';
import type { PersonDoc } from '../people/store.ts';
import { defined } from '../shared/defined.ts';
import { MONTHS, type MonthDoc } from '../timesheets/closing/store.ts';
import { CONFIRMATIONS, type ConfirmationDoc } from '../timesheets/confirming/store.ts';
import { type LogDoc, logDocs } from '../workspace/log.ts';
import { perWorkspace } from '../workspace/workspace.ts';

/** Documents at once: few enough that the embedded database holds up nobody. */
const PORTION = 100;
const EMPTY: [] = [];
/** Days that are read at once. */
const PORTION_DAYS = 30;

/** Before which day and moment (ms) records are over. */
export interface Before {
  day: string;
  at: number;
}

export type LeftPerson = Pick<PersonDoc, '_id' | 'user'> & { lastDay?: string; factsVersion?: number };

/** What stays: it says that the person left. */
const KEPT_FACT = 'lastDay';
const FORGOTTEN = [...FACT_FIELDS.filter(f => f !== KEPT_FACT), 'terms', 'former', 'delegations', 'factsHistory'];

export function retentionStore(db: Db) {
  const requests: Collection<RequestDoc> = db.collection(REQUESTS);
  const ledgers: Collection<LedgerDoc> = db.collection(LEDGERS);
  const people: Collection<PersonDoc> = db.collection('people');

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

  /** A portion of what owes nothing and is never written again. */
  async function dropFirst<T extends { _id: string }>(name: string, old: Filter<T>): Promise<number> {
    const collection = db.collection<{ _id: string }>(name);
    const ids = await collection
      .find(old as Filter<{ _id: string }>, { projection: { _id: 1 } })
      .limit(PORTION)
      .toArray();
    if (ids.length === 0) return 0;
    return (await write(() => collection.deleteMany({ _id: { $in: ids.map(d => d._id) } }))).deletedCount;
  }

  return {
    /** Drops a portion of the days that are over, never one that is open; how many. */
    workdays: (team: string, { day }: Before): Promise<number> =>
      drop<WorkdayDoc>(WORKDAYS, { team, date: { $lt: day } }, { open: false }),
    /** closed days from `from` on and before `day`, by person */
    daysBetween: async (team: string, from: string, day: string): Promise<Map<string, number>> => {
      const found = new Map<string, number>();
      const projection = { user: 1, open: 1 } as const;
      for (let first = from; first < day; first = addDays(first, PORTION_DAYS)) {
        const next = [addDays(first, PORTION_DAYS), day].sort()[0] ?? day;
        const filter = { team, date: { $gte: first, $lt: next } };
        const days = await db.collection<WorkdayDoc>(WORKDAYS).find(filter, { projection }).toArray();
        for (const { user, open } of days) if (!open) found.set(user, (found.get(user) ?? 0) + 1);
      }
      return found;
    },
    // Of the month in which the last day lies that stays, some days are kept.
    months: (team: string, { day }: Before): Promise<number> =>
      drop<MonthDoc>(MONTHS, { team, month: { $lt: day.slice(0, 7) } }),
    confirmations: (team: string, { day }: Before): Promise<number> =>
      drop<ConfirmationDoc>(CONFIRMATIONS, { team, month: { $lt: day.slice(0, 7) } }),
    /** figures of closings */
    versions: (team: string, { day }: Before): Promise<number> =>
      dropFirst<PersonVersion>(VERSIONS, { team, month: { $lt: day.slice(0, 7) } }),
    /** entries of the log, as old as the records that they are about */
    log: (team: string, { at }: Before): Promise<number> =>
      dropFirst<LogDoc>(logDocs.collection, { team, at: { $lt: at } }),
    /** runs of jobs, and received input without effects */
    leftovers: async (team: string, { at }: Before): Promise<number> =>
      (await drop<RunDoc>(RUNS, { team, at: { $lt: at } })) ||
      // By time first: that is what its index knows.
      drop<ReceivedDoc>(RECEIVED, { at: { $lt: new Date(at) }, team }),
    /** people who may have purgeable requests, or anything of that kind in their ledger */
    users: async (team: string, { day, at }: Before): Promise<string[]> => {
      const states = ['approved', 'rejected', 'withdrawn', 'cancelled'] as const;
      const found = await Promise.all([
        ...[
          { 'current.grants.usableUntil': { $lt: day } },
          { 'current.notices.usableUntil': { $lt: day } },
          { 'current.settlement.settledFor': { $gt: '', $lt: day } },
          { 'earlier.lastDay': { $lt: day } },
        ].map(async old => {
          const filter = { team, ...old } as Filter<LedgerDoc>;
          return (await ledgers.find(filter, { projection: { user: 1 } }).toArray()).map(d => d.user);
        }),
        ...states.map(async state => {
          const old = { team, state, sentAt: { $lt: at } };
          const sent = await requests.find(old, { projection: { user: 1, 'period.to': 1 } }).toArray();
          return sent.filter(r => r.period.to < day).map(r => r.user);
        }),
      ]);
      return [...new Set(found.flat())].sort();
    },
    /** Drops requests that have not changed since they were read; true: none of them is left. */
    requests: async (team: string, gone: readonly Pick<RequestDoc, '_id' | 'version'>[]): Promise<boolean> => {
      for (const { _id, version } of gone)
        await write(() => requests.deleteOne({ _id, team, version, effects: EMPTY } as Filter<RequestDoc>));
      const ids = gone.map(r => r._id);
      return (await requests.find({ _id: { $in: ids } }, { projection: { _id: 1 }, limit: 1 }).toArray()).length === 0;
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
        ...[REQUESTS, WORKDAYS].map(name => db.collection(name).findOne({ team, user }, { projection: { _id: 1 } })),
      ]);
      const ledger = await ledgers.findOne({ _id });
      if (theirs.some(doc => doc !== null) || (ledger && !isEmpty(ledger))) return false;
      const same = { _id, deleted: true, lastDay, factsVersion: factsVersion ?? null } as unknown as Filter<PersonDoc>;
      const unset = Object.fromEntries(FORGOTTEN.map(f => [f, '' as const]));
      const { modifiedCount } = await write(() => people.updateOne(same, { $unset: unset, $inc: { factsVersion: 1 } }));
      // That something was changed stays until its time; what it was does not.
      if (modifiedCount === 1)
        await write(() =>
          db
            .collection(logDocs.collection)
            .updateMany({ team, about: user }, { $unset: { was: '', now: '', note: '' } }),
        );
      // Months before go with their days; of the last one some days of others are kept.
      if (modifiedCount === 1 && lastDay !== undefined)
        for (const name of [VERSIONS, CONFIRMATIONS])
          await write(() => db.collection(name).deleteMany({ team, month: lastDay.slice(0, 7), user }));
      if (modifiedCount === 1 && ledger)
        await write(() => ledgers.deleteOne({ _id, version: ledger.version } as Filter<LedgerDoc>));
      return modifiedCount === 1;
    },
  };
}

/** Attendance alone goes with its person. */
const isEmpty = ({ current, earlier = [], effects }: LedgerDoc): boolean =>
  [effects, ...[current, ...earlier].flatMap(e => [e.grants, e.notices, e.settlement.history])].every(
    l => l.length === 0,
  );

export const records = perWorkspace(ws => retentionStore(ws.db));
