import type { Collection, Db } from 'mongodb';
import { type Owing, owingIndex, write } from '../db/documents.ts';
import { isDuplicateKey } from '../db/errors.ts';
import type { CollectionIndexes } from '../db/indexes.ts';
import type { Effect } from '../shared/effects.ts';

/** A job's run. Storing it with what it owes is the claim: whoever comes second finds it there. */
export interface RunDoc extends Owing {
  job: string;
  date: string;
  at: number;
  /** who asked for it by hand */
  by?: string;
}

export const RUNS = 'runs';
export const runIndexes: CollectionIndexes = {
  collection: RUNS,
  indexes: [{ key: { team: 1, job: 1, at: 1 }, name: 'by-time' }, owingIndex],
};

export interface RunStore {
  /** `name` within the workspace, such as `summary:2026-11-24`; false: it was claimed before */
  claim(
    team: string,
    name: string,
    run: Pick<RunDoc, 'job' | 'date' | 'at' | 'by'>,
    effects: Effect[],
  ): Promise<boolean>;
  isClaimed(team: string, name: string): Promise<boolean>;
  /** whether somebody asked for this job by hand since `since`, ms */
  byHandSince(team: string, job: string, since: number): Promise<boolean>;
}

export const runId = (team: string, name: string): string => `${team}:${name}`;

export function runStore(db: Db): RunStore {
  const collection: Collection<RunDoc> = db.collection(RUNS);
  return {
    claim: async (team, name, run, effects) => {
      try {
        await write(() => collection.insertOne({ _id: runId(team, name), team, ...run, effects }));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    isClaimed: async (team, name) =>
      (await collection.findOne({ _id: runId(team, name) }, { projection: { _id: 1 } })) !== null,
    byHandSince: async (team, job, since) => {
      const runs = await collection.find({ team, job, at: { $gt: since } }, { projection: { by: 1 } }).toArray();
      return runs.some(r => r.by !== undefined);
    },
  };
}
