import type { Collection, Db } from 'mongodb';
import { type Owing, owingIndex } from '../db/documents.ts';
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
export const runIndexes: CollectionIndexes = { collection: RUNS, indexes: [owingIndex] };

export interface RunStore {
  /** `name` within the workspace, such as `summary:2026-11-24`; false: it was claimed before */
  claim(
    team: string,
    name: string,
    run: Pick<RunDoc, 'job' | 'date' | 'at' | 'by'>,
    effects: Effect[],
  ): Promise<boolean>;
  isClaimed(team: string, name: string): Promise<boolean>;
}

export const runId = (team: string, name: string): string => `${team}:${name}`;

export function runStore(db: Db): RunStore {
  const collection: Collection<RunDoc> = db.collection(RUNS);
  return {
    claim: async (team, name, run, effects) => {
      try {
        await collection.insertOne({ _id: runId(team, name), team, ...run, effects });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    isClaimed: async (team, name) =>
      (await collection.findOne({ _id: runId(team, name) }, { projection: { _id: 1 } })) !== null,
  };
}
