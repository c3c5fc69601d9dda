import type { Db } from 'mongodb';
import { z } from 'zod';
import { stored } from '../db/stored.ts';
import { together } from '../db/together.ts';
import { versionedStore } from '../db/versioned-store.ts';
import { portions, STRETCH } from '../shared/portions.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import { NEVER_ABSENT } from './facts.ts';
import type { Attended } from './vestings.ts';

/** Months of the first year that count for monthly days. */
export const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const;

const attendedSchema = z.object({
  absentMonths: z.array(z.int().min(1).max(12)),
  /** the n-th annual grant follows a year under 80 %: its full months */
  lowYears: z.record(z.string().regex(/^[1-9]\d?$/), z.int().min(0).max(12)),
});

const entrySchema = attendedSchema.extend({ at: z.number(), by: z.string(), why: z.string(), key: z.string() });
/** What HR recorded of a person's attendance, and why. */
export type AttendedEntry = z.infer<typeof entrySchema>;

const docSchema = z.object({
  _id: z.string(),
  team: z.string(),
  user: z.string(),
  version: z.number(),
  /** append-only; the last entry counts */
  history: z.array(entrySchema),
});
type AttendedDoc = z.infer<typeof docSchema>;

export interface StoredAttended extends Attended {
  version: number;
  history: AttendedEntry[];
}

export const ATTENDED = 'attended';

export const attendedDocs = stored(ATTENDED, {
  indexes: [{ key: { team: 1, user: 1 }, name: 'person', unique: true }],
  schema: docSchema,
});

/** Nothing was recorded. */
export const NOTHING_SAID: StoredAttended = { ...NEVER_ABSENT, version: 0, history: [] };

/** Full attendance is assumed where nothing else was recorded (LSA 60 ①, ②). */
export function attendedStore(db: Db) {
  const attended = versionedStore(db, attendedDocs);
  const read = ({ version, history }: AttendedDoc): StoredAttended => {
    const { absentMonths, lowYears } = history.at(-1) ?? NEVER_ABSENT;
    return { absentMonths, lowYears, version, history };
  };
  async function stored(team: string, users: readonly string[]): Promise<Map<string, AttendedDoc>> {
    const found = new Map<string, AttendedDoc>();
    for (const some of portions(
      users.map(u => `${team}:${u}`),
      STRETCH,
    ))
      for (const doc of await attended.find({ _id: { $in: some } })) found.set(doc.user, doc);
    return found;
  }
  const one = together(stored);

  return {
    get: async (team: string, user: string): Promise<StoredAttended> => {
      const doc = await one(team, user);
      return doc ? read(doc) : NOTHING_SAID;
    },
    /** only people with a record */
    ofMany: async (team: string, users: readonly string[]): Promise<Map<string, StoredAttended>> =>
      new Map([...(await stored(team, users))].map(([user, doc]) => [user, read(doc)])),
    /** false: lost race */
    add: (team: string, user: string, version: number, entry: AttendedEntry): Promise<boolean> => {
      const _id = `${team}:${user}`;
      return version > 0
        ? attended.save({ _id, version }, {}, { history: [entry] })
        : attended.insert({ _id, team, user, history: [entry] });
    },
  };
}

export const attended = perWorkspace(ws => attendedStore(ws.db));
