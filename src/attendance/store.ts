import type { Collection, Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema, owingIndex, saveVersion, write } from '../db/documents.ts';
import { isDuplicateKey } from '../db/errors.ts';
import type { CollectionIndexes } from '../db/indexes.ts';
import type { Effect } from '../shared/effects.ts';
import { type DayChange, type DayState, PLACES } from './rules.ts';

const place = z.enum(PLACES);

const stateShape = {
  open: z.boolean(),
  unfinished: z.boolean().exactOptional(),
  corrected: z.boolean().exactOptional(),
  spans: z.array(
    z.object({
      in: z.number(),
      out: z.number().exactOptional(),
      place,
      stays: z.array(z.object({ from: z.number(), place })).exactOptional(),
      note: z.string().exactOptional(),
      outNote: z.string().exactOptional(),
      forgotten: z.boolean().exactOptional(),
      breaks: z.array(z.object({ from: z.number(), to: z.number().exactOptional() })),
    }),
  ),
};
/** A day as presses and corrections change it, wherever it is stored. */
export const stateSchema = z.object(stateShape);

/** When somebody was asked about a check-out that is missing: the same evening, or the next morning. */
const MOMENTS = ['evening', 'morning'] as const;
export type Moment = (typeof MOMENTS)[number];

const workdaySchema = z.object({
  _id: z.string(),
  team: z.string(),
  user: z.string(),
  /** local date on which it began, in `zone` */
  date: z.string(),
  zone: z.string(),
  /** ms */
  forgottenAfter: z.number().exactOptional(),
  ...stateShape,
  history: z.array(
    z.object({
      at: z.number(),
      by: z.string(),
      what: z.enum([
        'check-in',
        'check-out',
        'start-break',
        'end-break',
        'change-place',
        'unfinished',
        'correction',
        'correction-undone',
      ]),
      key: z.string(),
      place: place.exactOptional(),
      note: z.string().exactOptional(),
      said: z.number().exactOptional(),
      reason: z.string().exactOptional(),
      request: z.string().exactOptional(),
      from: stateSchema.exactOptional(),
      to: stateSchema.exactOptional(),
    }),
  ),
  /** the moments at which the person was asked about a missing check-out, each once */
  asked: z.array(z.enum(MOMENTS)).exactOptional(),
  /** the message that told the person, once out, what is to be known of the day */
  note: z.object({ channel: z.string(), ts: z.string() }).exactOptional(),
  /** the messages that ask, by moment */
  questions: z.partialRecord(z.enum(MOMENTS), z.object({ channel: z.string(), ts: z.string() })).exactOptional(),
  effects: z.array(effectSchema),
  version: z.number(),
});

/** One person's working day, as it is stored. */
export type WorkdayDoc = z.infer<typeof workdaySchema>;

/** What is needed to know what somebody is doing. */
export type WorkdayState = Pick<WorkdayDoc, '_id' | 'user' | 'spans' | 'open' | 'forgottenAfter'>;

/** What is needed to count somebody's day. */
export type DayRecord = Pick<WorkdayDoc, 'user' | 'date' | 'zone' | 'spans' | 'open' | 'unfinished' | 'corrected'>;

export const WORKDAYS = 'workdays';

export const workdayIndexes: CollectionIndexes = {
  collection: WORKDAYS,
  indexes: [
    { key: { team: 1, user: 1 }, name: 'one-open', unique: true, partialFilterExpression: { open: true } },
    { key: { team: 1, user: 1, date: 1 }, name: 'by-person' },
    { key: { team: 1, date: 1 }, name: 'by-date' },
    { key: { team: 1, open: 1 }, name: 'open' },
    { key: { team: 1, unfinished: 1, date: 1 }, name: 'unfinished' },
    owingIndex,
  ],
};

const STATE = { user: 1, spans: 1, open: 1, forgottenAfter: 1 } as const;

const RECORD = { _id: 0, user: 1, date: 1, zone: 1, spans: 1, open: 1, unfinished: 1, corrected: 1 } as const;

const idOf = (team: string, user: string, date: string): string => `${team}:${user}:${date}`;

export interface WorkdayStore {
  open(team: string, user: string): Promise<WorkdayDoc | undefined>;
  on(team: string, user: string, date: string): Promise<WorkdayDoc | undefined>;
  /** a person's days from `from` to `to`, both included, by date */
  between(team: string, user: string, from: string, to: string): Promise<WorkdayDoc[]>;
  /** everybody's days of a date, and those still open from a day before */
  ofDay(team: string, date: string): Promise<WorkdayDoc[]>;
  /** the same without what only a day's own person sees: for who is in now, of thousands */
  statesOf(team: string, date: string): Promise<WorkdayState[]>;
  /** the days from `from` to `to` of these people, or of everybody, by date, as they are counted: for thousands of people at once */
  recordsIn(team: string, from: string, to: string, users?: readonly string[]): Promise<DayRecord[]>;
  /** false: the day is there already, or another one of the person is open */
  insert(
    key: { team: string; user: string; date: string; zone: string; forgottenAfter?: number },
    change: DayChange,
    effects: Effect[],
  ): Promise<boolean>;
  /** false: somebody was faster */
  save(day: WorkdayDoc, change: DayChange, effects: Effect[]): Promise<boolean>;
  /** adds effects without a change, and keeps that the person was asked; false: somebody was faster */
  owe(day: WorkdayDoc, effects: Effect[], asked?: Moment): Promise<boolean>;
  /** everybody's days from `from` to `to` that nobody ended: still open, or given up */
  unended(team: string, from: string, to: string): Promise<WorkdayDoc[]>;
  /** the date of the workspace's first day on record */
  first(team: string): Promise<string | undefined>;
  /** days from `from` to `to`, dates, with a step from `since` on, ms: what people and corrections changed */
  changedSince(team: string, from: string, to: string, since: number): Promise<WorkdayDoc[]>;
}

/** What a change sets. What it does not say of the flags stays as it is. */
const stateOf = ({ spans, open, unfinished, corrected }: DayState): DayState => ({
  spans,
  open,
  ...(unfinished === undefined ? {} : { unfinished }),
  ...(corrected === undefined ? {} : { corrected }),
});

export function workdayStore(db: Db): WorkdayStore {
  const collection: Collection<WorkdayDoc> = db.collection(WORKDAYS);
  const read = (doc: unknown): WorkdayDoc | undefined => (doc ? workdaySchema.parse(doc) : undefined);
  return {
    open: async (team, user) => read(await collection.findOne({ team, user, open: true })),
    on: async (team, user, date) => read(await collection.findOne({ _id: idOf(team, user, date) })),
    between: async (team, user, from, to) => {
      const docs = await collection
        .find({ team, user, date: { $gte: from, $lte: to } })
        .sort({ date: 1 })
        .toArray();
      return docs.map(d => workdaySchema.parse(d));
    },
    ofDay: async (team, date) => {
      const [today, open] = await Promise.all([
        collection.find({ team, date }).toArray(),
        collection.find({ team, open: true, date: { $lt: date } }).toArray(),
      ]);
      const byId = new Map([...open, ...today].map(d => [d._id, d]));
      return [...byId.values()].map(d => workdaySchema.parse(d));
    },
    statesOf: async (team, date) => {
      const projection = { projection: STATE };
      const found = await Promise.all([
        collection.find({ team, open: true }, projection).toArray(),
        collection.find({ team, date, open: false }, projection).toArray(),
      ]);
      return [...new Map(found.flat().map(d => [d._id, d])).values()];
    },
    recordsIn: (team, from, to, users) => {
      const [only, ...others] = users ?? [];
      // One person's are found by the index, also by a server that scans for a list of them.
      const few = only !== undefined && others.length === 0 ? { user: only } : { user: { $in: [...(users ?? [])] } };
      const filter = { team, ...(users === undefined ? {} : few), date: { $gte: from, $lte: to } };
      return collection.find(filter, { projection: RECORD }).sort({ date: 1 }).toArray();
    },
    insert: async (key, change, effects) => {
      try {
        const day: WorkdayDoc = {
          _id: idOf(key.team, key.user, key.date),
          ...key,
          ...stateOf(change),
          history: [change.step],
          effects,
          version: 1,
        };
        await write(() => collection.insertOne(day));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    save: async (day, change, effects) => {
      try {
        return await saveVersion(collection, day, { ...stateOf(change) }, { history: [change.step], effects });
      } catch (error) {
        // Opening a closed day again while another one is open.
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    owe: (day, effects, asked) =>
      saveVersion(collection, day, asked ? { asked: [...(day.asked ?? []), asked] } : {}, { effects }),
    unended: async (team, from, to) => {
      const dated = { team, date: { $gte: from, $lte: to } };
      const found = await Promise.all([
        collection.find({ ...dated, open: true }).toArray(),
        collection.find({ ...dated, unfinished: true }).toArray(),
      ]);
      const byId = new Map(found.flat().map(d => [d._id, d]));
      return [...byId.values()].map(d => workdaySchema.parse(d));
    },
    first: async team => {
      const [day] = await collection
        .find({ team }, { projection: { date: 1 } })
        .sort({ date: 1 })
        .limit(1)
        .toArray();
      return day?.date;
    },
    changedSince: async (team, from, to, since) => {
      const filter = { team, date: { $gte: from, $lte: to }, 'history.at': { $gte: since } };
      const docs = await collection.find(filter).sort({ date: 1 }).toArray();
      return docs.map(d => workdaySchema.parse(d));
    },
  };
}
