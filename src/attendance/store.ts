import type { Db } from 'mongodb';
import { decodedOnce } from '../db/decoded.ts';
import { changesFact, keptAs } from '../db/remembering.ts';
import { stored } from '../db/stored.ts';
import { together } from '../db/together.ts';
import { uncounted, uncountedIn } from '../db/uncounted.ts';
import { versionedStore } from '../db/versioned-store.ts';
import { defined } from '../shared/defined.ts';
import type { Effect } from '../shared/effects.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import type { Moment } from './missed-check-out/rules.ts';
import { daysOfMany, idOf, RECORD } from './of-many.ts';
import type { DayChange, DayState } from './rules.ts';
import { type AnswersRecord, type WorkdayDoc, workdaySchema } from './schema.ts';

export const WORKDAYS = 'workdays';

export const workdayDocs = stored(WORKDAYS, {
  indexes: [
    { key: { team: 1, user: 1 }, name: 'one-open', unique: true, partialFilterExpression: { open: true } },
    { key: { team: 1, user: 1, date: 1 }, name: 'by-person' },
    { key: { team: 1, date: 1 }, name: 'by-date' },
    { key: { team: 1, open: 1, date: 1 }, name: 'open-by-date' },
    { key: { team: 1, unfinished: 1, date: 1 }, name: 'unfinished' },
    uncounted,
  ],
  owes: true,
  schema: workdaySchema,
});

const MOST_KNOWN = 20_000;
/** Some 25 MB. */
const MOST_DECODED = 10_000;

/** A fact: who has recorded no day. Whoever recorded one once is known as that: only the first is counted. */
const RECORDED = 'recorded';

const ANSWERED = { ...RECORD, forgottenAfter: 1, kept: 1, 'history.at': 1 } as const;

/** Flags that a change does not name stay. */
const stateOf = ({ spans, open, unfinished, corrected, workedThrough }: DayState): DayState => ({
  spans,
  open,
  ...defined({ unfinished, corrected, workedThrough }),
});

/**
 * The embedded server answers from an index only where a filter is equalities and at most one range on the first fields
 * of one index; anything more reads the whole collection. So queries ask no more, and the rest is filtered here.
 */
export function workdayStore(db: Db) {
  const workdays = versionedStore(db, workdayDocs);
  const { collection } = workdays;
  const read = (doc: unknown): WorkdayDoc | undefined => (doc ? workdaySchema.parse(doc) : undefined);
  const one = together(async (team, days) => {
    const docs = await collection.find({ _id: { $in: days.map(day => `${team}:${day}`) } }).toArray();
    return new Map(docs.map(d => [`${d.user}:${d.date}`, d]));
  });

  const decoded = decodedOnce<WorkdayDoc>(MOST_DECODED);
  /** by person: the number of this process's last write */
  const lastWrites = new Map<string, number>();
  let writes = 0;
  /** people with a day on record, as far as this process knows */
  const recorded = new Set<string>();
  const hasRecorded = (user: string): void => {
    if (recorded.size >= MOST_KNOWN) recorded.clear();
    recorded.add(user);
  };
  async function writing<T>(user: string, work: () => Promise<T>): Promise<T> {
    if (lastWrites.size > MOST_KNOWN) lastWrites.clear();
    try {
      return await work();
    } finally {
      writes += 1;
      lastWrites.set(user, writes);
    }
  }
  const save = (day: WorkdayDoc, set: Record<string, unknown>, push: Parameters<typeof workdays.save>[2]) =>
    writing(day.user, () => workdays.save(day, set, push));

  return {
    open: async (team: string, user: string): Promise<WorkdayDoc | undefined> =>
      read(await collection.findOne({ team, user, open: true })),
    on: async (team: string, user: string, date: string): Promise<WorkdayDoc | undefined> =>
      read(await one(team, `${user}:${date}`)),
    between: async (team: string, user: string, from: string, to: string): Promise<WorkdayDoc[]> => {
      const docs = await collection
        .find({ team, user, date: { $gte: from, $lte: to } })
        .sort({ date: 1 })
        .toArray();
      return docs.map(d => workdaySchema.parse(d));
    },
    /** as `between`, taken as they are stored: read at each press, with its Home */
    near: async (team: string, user: string, from: string, to: string): Promise<WorkdayDoc[]> => {
      const days = await collection
        .find({ team, user, date: { $gte: from, $lte: to } }, { raw: true })
        .sort({ date: 1 })
        .toArray();
      if (days.length > 0) hasRecorded(user);
      return (days as unknown as Uint8Array[]).map((bytes, i) => decoded(`${user} ${from} ${i}`, bytes));
    },
    /** the number of this process's last write to a day of this person */
    written: (user: string): number => lastWrites.get(user) ?? 0,
    /** for whether a day needs an answer */
    answersIn: (team: string, user: string, from: string, to: string): Promise<AnswersRecord[]> =>
      collection
        .find({ team, user, date: { $gte: from, $lte: to } })
        .project<AnswersRecord>(ANSWERED)
        .sort({ date: 1 })
        .toArray(),
    /** the person leaves the day as it is after a rejected correction */
    keep: (day: WorkdayDoc, request: string, effects: Effect[]): Promise<boolean> =>
      save(day, { kept: [...(day.kept ?? []), request] }, { effects }),
    /** false: the day exists, or another one is open */
    insert: (
      {
        team,
        user,
        date,
        zone,
        forgottenAfter,
      }: { team: string; user: string; date: string; zone: string; forgottenAfter?: number },
      change: DayChange,
      effects: Effect[],
    ): Promise<boolean> => {
      const day = { _id: idOf(team, user, date), team, user, date, zone, ...defined({ forgottenAfter }) };
      const state = { ...stateOf(change), uncounted: true as const };
      const insert = () => workdays.insert({ ...day, ...state, history: [change.step], effects });
      return writing(user, async () => {
        const done = await (recorded.has(user) ? insert() : changesFact(db, RECORDED, insert));
        if (done) hasRecorded(user);
        return done;
      });
    },
    save: (day: WorkdayDoc, change: DayChange, effects: Effect[]): Promise<boolean> =>
      save(day, { ...stateOf(change), uncounted: true }, { history: [change.step], effects }),
    /** adds effects without a change, and keeps the moment of the question; false: somebody was faster */
    owe: (day: WorkdayDoc, effects: Effect[], asked?: Moment): Promise<boolean> =>
      save(day, asked ? { asked: [...(day.asked ?? []), asked] } : {}, { effects }),
    ...uncountedIn(collection),
    ...daysOfMany(collection),
    /** the first day that the person recorded */
    firstOf: async (team: string, user: string): Promise<string | undefined> => {
      // Of one person the index alone answers; with a limit the embedded server reads everybody's.
      const read = () => collection.find({ team, user }, { projection: { _id: 0, date: 1 } }).toArray();
      const days = await (recorded.has(user) ? read() : keptAs(db, RECORDED, user, read));
      if (days.length > 0) hasRecorded(user);
      return days.map(d => d.date).sort()[0];
    },
  };
}

export const workdays = perWorkspace(ws => workdayStore(ws.db));
