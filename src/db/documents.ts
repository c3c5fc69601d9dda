import {
  type Collection,
  type Document,
  type Filter,
  MongoBulkWriteError,
  type OptionalUnlessRequiredId,
  type UpdateFilter,
} from 'mongodb';
import { z } from 'zod';
import type { Effect } from '../shared/effects.ts';
import { portions } from '../shared/portions.ts';
import { awayBy, WriteUnconfirmed } from './errors.ts';

export const DUPLICATE_KEY = 11_000;

export const effectSchema: z.ZodType<Effect> = z.object({
  id: z.string(),
  kind: z.string(),
  lane: z.string(),
  due: z.number(),
  from: z.number().exactOptional(),
  request: z.string().exactOptional(),
  tries: z.number(),
  to: z.string(),
  data: z.record(z.string(), z.unknown()).exactOptional(),
});

export interface Owing extends Document {
  _id: string;
  team: string;
  effects: Effect[];
}

/** Runs a write. A lost answer throws `WriteUnconfirmed`, since the write may have happened. */
export async function write<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const away = awayBy(error);
    throw away === undefined || away === 'unsent' ? error : new WriteUnconfirmed(error);
  }
}

/** Stores the documents that do not exist yet, and returns these. */
export async function insertNew<T extends { _id: string }>(
  collection: Collection<T>,
  docs: readonly T[],
): Promise<T[]> {
  const stored: T[] = [];
  for (const some of portions(docs))
    try {
      await write(() => collection.insertMany(some as OptionalUnlessRequiredId<T>[], { ordered: false }));
      stored.push(...some);
    } catch (error) {
      const failed = error instanceof MongoBulkWriteError ? [error.writeErrors].flat() : [];
      if (failed.length === 0 || failed.some(f => f.code !== DUPLICATE_KEY)) throw error;
      const there = new Set(failed.map(f => f.index));
      stored.push(...some.filter((_, i) => !there.has(i)));
    }
  return stored;
}

/** The conditional write; false: lost race. Effects are pushed, never replaced: the outbox removes some meanwhile. */
export async function saveVersion<T extends { _id: string; version: number }>(
  collection: Collection<T>,
  doc: { _id: string; version: number },
  set: Record<string, unknown>,
  push: { history?: unknown[]; effects?: Effect[] },
): Promise<boolean> {
  const pushed = Object.fromEntries(
    Object.entries(push).flatMap(([field, list]) => (list && list.length > 0 ? [[field, { $each: list }]] : [])),
  );
  const update = {
    $set: set,
    $inc: { version: 1 },
    ...(Object.keys(pushed).length > 0 ? { $push: pushed } : {}),
  };
  const filter = { _id: doc._id, version: doc.version } as unknown as Filter<T>;
  const result = await write(() => collection.updateOne(filter, update as unknown as UpdateFilter<T>));
  return result.matchedCount === 1;
}
