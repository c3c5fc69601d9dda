import type { Collection, Db, Document } from 'mongodb';
import { newId } from '../shared/effects.ts';
import { awayBy } from './errors.ts';

/**
 * What a workspace's presses all read and hardly anybody changes. It is kept in the process under counters, which stand
 * in one document of `people`, so that one command reads them with a person. A change is announced there before it is
 * written, and counted afterwards: while one is announced, nobody relies on what is kept. What a dead process announced
 * is counted by whoever finds it.
 */
export const FACTS = new Map<string, { apart: ReadonlySet<string>; onlyById?: true }>([
  // Of a press's own: whoever needs them reads the person.
  ['people', { apart: new Set(['place', 'lastPlace', 'quickIn', 'askOut', 'syncedAt', 'refused']) }],
  ...['teams', 'settings', 'offices', 'calendars', 'months', 'routes', 'forms', 'leaveTypes', 'leaveBlocked'].map(
    name => [name, { apart: new Set<string>() }] as const,
  ),
  // Each is kept by itself: all of them are large, and hardly ever read at once.
  ['ledgers', { apart: new Set(), onlyById: true }],
]);

/** By fact. */
export interface Counters {
  n: Readonly<Record<string, number>>;
  announced: ReadonlySet<string>;
}

interface CountersDoc extends Document {
  _id: string;
  n?: Record<string, number>;
  announced?: Record<string, { of: string; at: number }>;
}

const PEOPLE = 'people';
/** A write is over by then, whatever became of it. */
const OVER_MS = 120_000;
/** Far shorter: what began late must be over, too, when it is counted for a dead process. */
const SHARED_MS = 30_000;

interface Announced {
  key: string;
  at: number;
  announced: Promise<void>;
  writes: number;
  isUncertain: boolean;
}

export const countersId = (team: string): string => `${team}:#counters`;

/** `db`: without memory. */
export function factCounters(db: Db, team: string) {
  const collection: Collection<CountersDoc> = db.collection(PEOPLE);
  const _id = countersId(team);

  const settle = (key: string, of: string): Promise<unknown> =>
    collection.updateOne({ _id }, { $inc: { [`n.${of}`]: 1 }, $unset: { [`announced.${key}`]: '' } });

  async function announce(key: string, of: string): Promise<void> {
    const at = Date.now();
    const update = { $set: { [`announced.${key}`]: { of, at } } };
    if ((await collection.updateOne({ _id }, update)).matchedCount === 1) return;
    // No upsert: with one the embedded server reads everybody. The user makes it unique.
    await collection.insertOne({ _id, user: _id, n: {}, announced: {} }).catch(() => undefined);
    await collection.updateOne({ _id }, update);
  }

  const open = new Map<string, Announced>();
  const begun = (of: string, at: number): Announced => {
    const key = newId('a', at);
    const shared = { key, at, announced: announce(key, of), writes: 0, isUncertain: false };
    open.set(of, shared);
    return shared;
  };

  return {
    _id,
    parse: (doc: Document | undefined): Counters => {
      const { n = {}, announced = {} } = (doc ?? {}) as CountersDoc;
      const now = Date.now();
      for (const [key, { of, at }] of Object.entries(announced))
        if (Math.abs(now - at) > OVER_MS) void settle(key, of).catch(() => undefined);
      return { n, announced: new Set(Object.values(announced).map(a => a.of)) };
    },
    read: async (): Promise<Document | undefined> => (await collection.findOne({ _id })) ?? undefined,
    /** Runs a write that changes this fact; writes side by side share what is announced. */
    changing: async <T>(of: string, work: () => Promise<T>): Promise<T> => {
      const now = Date.now();
      const known = open.get(of);
      const shared = known && now - known.at < SHARED_MS ? known : begun(of, now);
      shared.writes += 1;
      try {
        await shared.announced;
        return await work();
      } catch (error) {
        // A write without an answer may yet happen: it stays announced until it is over.
        if (awayBy(error) !== undefined) shared.isUncertain = true;
        throw error;
      } finally {
        shared.writes -= 1;
        if (shared.writes === 0) {
          if (open.get(of) === shared) open.delete(of);
          if (!shared.isUncertain) await settle(shared.key, of).catch(() => undefined);
        }
      }
    },
  };
}
