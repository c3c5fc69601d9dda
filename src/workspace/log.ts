import type { Db } from 'mongodb';
import { z } from 'zod';
import { stored } from '../db/stored.ts';
import { insertOnce } from '../db/versioned-store.ts';
import { effect } from '../outbox/effect.ts';
import { newId, type Owed, timeOf } from '../shared/effects.ts';
import { LOG } from '../shared/owed-log.ts';
import { handle } from './feature.ts';

/** Fields as `owedLog` (`shared/owed-log.ts`) makes them. */
const value = z.union([z.string(), z.record(z.string(), z.unknown())]);
const entrySchema = z.object({
  what: z.string(),
  by: z.string(),
  about: z.array(z.string()).exactOptional(),
  on: z.string().exactOptional(),
  was: value.exactOptional(),
  now: value.exactOptional(),
  note: z.string().exactOptional(),
  count: z.number().exactOptional(),
});

/** Append-only. `people`: who did it, and whom it concerned. */
const logSchema = entrySchema.extend({
  _id: z.string(),
  team: z.string(),
  at: z.number(),
  kind: z.string(),
  people: z.array(z.string()),
});
export type LogDoc = z.infer<typeof logSchema>;

export const logDocs = stored<LogDoc>('log', {
  indexes: [
    { key: { team: 1, at: -1 }, name: 'by-time' },
    { key: { team: 1, kind: 1, at: -1 }, name: 'by-kind' },
    { key: { team: 1, people: 1, at: -1 }, name: 'by-person' },
  ],
  schema: logSchema,
});

const log = effect(LOG, [], entrySchema);

async function insert(db: Db, team: string, id: string, data: z.infer<typeof entrySchema>): Promise<void> {
  const kind = data.what.split('.', 1)[0] ?? '';
  const people = [...new Set([data.by, ...(data.about ?? [])])];
  await insertOnce(db.collection<LogDoc>(logDocs.collection), {
    ...{ _id: `${team}:${id}`, team, at: timeOf(id), kind, people },
    ...data,
  });
}

/** The entry has the effect's id, so a second delivery changes nothing; its time is the write's. */
export const logged = handle(log, ({ db, team }, { id, data }) => insert(db, team, id, data));

/** For a program that has no outbox, such as the command line. */
export const logNow = (db: Db, team: string, owed: Owed, now: number): Promise<void> =>
  insert(db, team, newId('e', now), entrySchema.parse(owed.data));
