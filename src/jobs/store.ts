import type { Collection, Db, Filter, UpdateFilter } from 'mongodb';
import { insertNew, type Owing, write } from '../db/documents.ts';
import { stored } from '../db/stored.ts';
import { insertOnce } from '../db/versioned-store.ts';
import type { Effect } from '../shared/effects.ts';
import { portions } from '../shared/portions.ts';
import { perWorkspace } from '../workspace/workspace.ts';

/** A job's run. Storing it with its effects is the claim. */
export interface RunDoc extends Owing {
  job: string;
  date: string;
  at: number;
  by?: string;
  user?: string;
  sent?: { channel: string; ts: string };
  /** of a summary: where it stands */
  posts?: { channel: string; ts: string }[];
  /** what the sent message shows, in short */
  shown?: string;
}

export interface Claim {
  name: string;
  run: Pick<RunDoc, 'job' | 'date' | 'at' | 'user'>;
  effects: Effect[];
}

export const RUNS = 'runs';
export const runDocs = stored<RunDoc>(RUNS, {
  indexes: [
    { key: { team: 1, job: 1, at: 1 }, name: 'by-time' },
    { key: { team: 1, at: 1 }, name: 'by-age' },
  ],
  owes: true,
});

export const runId = (team: string, name: string): string => `${team}:${name}`;

const nameIn = (team: string, id: string): string => id.slice(team.length + 1);

export function runStore(db: Db) {
  const collection: Collection<RunDoc> = db.collection(RUNS);
  return {
    /** false: claimed before */
    claim: (
      team: string,
      name: string,
      run: Pick<RunDoc, 'job' | 'date' | 'at' | 'by'>,
      effects: Effect[],
    ): Promise<boolean> => insertOnce(collection, { _id: runId(team, name), team, ...run, effects }),
    isClaimed: async (team: string, name: string): Promise<boolean> =>
      (await collection.findOne({ _id: runId(team, name) }, { projection: { _id: 1 } })) !== null,
    /** answers the names that were not claimed before */
    claimMany: async (team: string, claims: readonly Claim[]): Promise<Set<string>> => {
      const docs = claims.map(c => ({ _id: runId(team, c.name), team, ...c.run, effects: c.effects }));
      const stored = await insertNew(collection, docs);
      return new Set(stored.map(d => nameIn(team, d._id)));
    },
    claimed: async (team: string, names: readonly string[]): Promise<Set<string>> => {
      const found: Pick<RunDoc, '_id'>[] = [];
      for (const some of portions(names.map(name => runId(team, name))))
        found.push(...(await collection.find({ _id: { $in: some } }, { projection: { _id: 1 } }).toArray()));
      return new Set(found.map(d => nameIn(team, d._id)));
    },
    /** runs with a sent message, by name */
    sent: async (team: string, names: readonly string[]): Promise<Map<string, RunDoc>> => {
      const docs = await collection.find({ _id: { $in: names.map(name => runId(team, name)) } }).toArray();
      return new Map(docs.flatMap(d => (d.sent ? [[nameIn(team, d._id), d] as const] : [])));
    },
    /** claimed ones, by name */
    named: async (team: string, names: readonly string[]): Promise<Map<string, RunDoc>> => {
      const docs = await collection.find({ _id: { $in: names.map(name => runId(team, name)) } }).toArray();
      return new Map(docs.map(d => [nameIn(team, d._id), d]));
    },
    /** for a message that shows `shown` and is to show more; false: somebody was faster */
    owe: async (team: string, name: string, shown: string | undefined, effects: Effect[]): Promise<boolean> => {
      // null matches a run whose message was not sent yet
      const filter = { _id: runId(team, name), shown: shown ?? null, effects: { $size: 0 } } as Filter<RunDoc>;
      const push = { $push: { effects: { $each: effects } } } as unknown as UpdateFilter<RunDoc>;
      const done = await write(() => collection.updateOne(filter, push));
      return done.modifiedCount === 1;
    },
    /** drops runs from before a time, ms; of several jobs the embedded server would read all runs */
    forget: async (team: string, job: string, before: number): Promise<void> => {
      await collection.deleteMany({ team, job, at: { $lt: before } });
    },
    lastDate: async (team: string, job: string): Promise<string | undefined> => {
      const [last] = await collection
        .find({ team, job }, { projection: { date: 1 } })
        .sort({ at: -1 })
        .limit(1)
        .toArray();
      return last?.date;
    },
    /** whether the job was run by hand in (`from`, `to`], ms */
    byHandBetween: async (team: string, job: string, from: number, to: number): Promise<boolean> => {
      const runs = await collection
        .find({ team, job, at: { $gt: from, $lte: to } }, { projection: { by: 1 } })
        .toArray();
      return runs.some(r => r.by !== undefined);
    },
  };
}

/** What jobs keep of their work. */
export const runs = perWorkspace(ws => runStore(ws.db));
