import type { Collection, Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema, owingIndex, saveVersion, write } from '../db/documents.ts';
import { isDuplicateKey } from '../db/errors.ts';
import type { CollectionIndexes } from '../db/indexes.ts';
import type { Effect } from '../shared/effects.ts';
import type { RequestChange, RequestStep } from './rules.ts';

const requestSchema = z.object({
  _id: z.string(),
  team: z.string(),
  user: z.string(),
  /** the person's requests are numbered without gaps: two sent at once cannot both be judged on the same state */
  seq: z.number(),
  /** what recognises the submission that made it */
  submission: z.string(),
  kind: z.string(),
  /** as the kind has it */
  form: z.record(z.string(), z.unknown()),
  /** the local dates it is about */
  period: z.object({ from: z.string(), to: z.string() }),
  state: z.enum(['waiting', 'approved', 'rejected', 'withdrawn']),
  sentAt: z.number(),
  /** the messages that show it, by audience */
  cards: z.record(z.string(), z.object({ channel: z.string(), ts: z.string() })),
  history: z.array(
    z.object({
      at: z.number(),
      by: z.string(),
      what: z.enum(['sent', 'approved', 'rejected', 'withdrawn']),
      key: z.string(),
      comment: z.string().exactOptional(),
    }),
  ),
  effects: z.array(effectSchema),
  version: z.number(),
});

/** One request of any kind, as it is stored. */
export type RequestDoc = z.infer<typeof requestSchema>;

export const REQUESTS = 'requests';

export const requestIndexes: CollectionIndexes = {
  collection: REQUESTS,
  indexes: [
    { key: { team: 1, user: 1, seq: 1 }, name: 'seq', unique: true },
    { key: { team: 1, submission: 1 }, name: 'submission', unique: true },
    { key: { team: 1, state: 1, sentAt: 1 }, name: 'by-state' },
    { key: { team: 1, kind: 1, state: 1, 'period.to': 1 }, name: 'by-period' },
    owingIndex,
  ],
};

/** A request as it is sent, before it has a number. */
export type NewRequest = Pick<RequestDoc, '_id' | 'team' | 'user' | 'submission' | 'kind' | 'form' | 'period'> & {
  sentAt: number;
  step: RequestStep;
};

export interface RequestStore {
  byId(team: string, id: string): Promise<RequestDoc | undefined>;
  bySubmission(team: string, submission: string): Promise<RequestDoc | undefined>;
  /** the person's requests, the newest first */
  of(team: string, user: string): Promise<RequestDoc[]>;
  /** all that wait, the oldest first */
  waiting(team: string): Promise<RequestDoc[]>;
  /** approved ones of a kind that touch the period */
  approvedIn(team: string, kind: string, from: string, to: string): Promise<RequestDoc[]>;
  /** `seq` is one more than the last one that was judged; false: another request was faster, or this one is there */
  insert(request: NewRequest, seq: number, effects: Effect[]): Promise<boolean>;
  /** false: somebody was faster */
  save(request: RequestDoc, change: RequestChange, effects: Effect[]): Promise<boolean>;
}

export function requestStore(db: Db): RequestStore {
  const collection: Collection<RequestDoc> = db.collection(REQUESTS);
  const read = (doc: unknown): RequestDoc | undefined => (doc ? requestSchema.parse(doc) : undefined);
  const readAll = (docs: unknown[]): RequestDoc[] => docs.map(d => requestSchema.parse(d));
  return {
    byId: async (team, id) => read(await collection.findOne({ _id: id, team })),
    bySubmission: async (team, submission) => read(await collection.findOne({ team, submission })),
    of: async (team, user) => readAll(await collection.find({ team, user }).sort({ seq: -1 }).toArray()),
    waiting: async team => readAll(await collection.find({ team, state: 'waiting' }).sort({ sentAt: 1 }).toArray()),
    approvedIn: async (team, kind, from, to) =>
      readAll(
        await collection
          .find({ team, kind, state: 'approved', 'period.to': { $gte: from }, 'period.from': { $lte: to } })
          .toArray(),
      ),
    insert: async ({ step, ...request }, seq, effects) => {
      try {
        const doc: RequestDoc = { ...request, seq, state: 'waiting', cards: {}, history: [step], effects, version: 1 };
        await write(() => collection.insertOne(doc));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    save: (request, change, effects) =>
      saveVersion(collection, request, { state: change.state }, { history: [change.step], effects }),
  };
}
