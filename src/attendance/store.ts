import type { Db } from 'mongodb';
import { z } from 'zod';
import { addDays, datesBetween, weekday } from '../calendar/rules.ts';
import { decodedOnce } from '../db/decoded.ts';
import { effectSchema } from '../db/documents.ts';
import { changesFact, keptAs } from '../db/remembering.ts';
import { stored } from '../db/stored.ts';
import { together } from '../db/together.ts';
import { uncounted, uncountedIn } from '../db/uncounted.ts';
import { versionedStore } from '../db/versioned-store.ts';
import { defined } from '../shared/defined.ts';
import type { Effect } from '../shared/effects.ts';
import { portions, STRETCH } from '../shared/portions.ts';
import { perWorkspace } from '../workspace/workspace.ts';
import { MOMENTS, type Moment } from './missed-check-out/rules.ts';
import { type DayChange, type DayState, PLACES } from './rules.ts';

const place = z.enum(PLACES);

const span = z.object({
  in: z.number(),
  out: z.number().exactOptional(),
  place,
  stays: z.array(z.object({ from: z.number(), place })).exactOptional(),
  note: z.string().exactOptional(),
  outNote: z.string().exactOptional(),
  forgotten: z.boolean().exactOptional(),
  breaks: z.array(z.object({ from: z.number(), to: z.number().exactOptional() })),
});

const stateShape = {
  open: z.boolean(),
  unfinished: z.boolean().exactOptional(),
  corrected: z.boolean().exactOptional(),
  workedThrough: z.boolean().exactOptional(),
  spans: z.array(span),
};
export const stateSchema = z.object(stateShape);

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
        'undo',
      ]),
      key: z.string(),
      place: place.exactOptional(),
      note: z.string().exactOptional(),
      said: z.number().exactOptional(),
      was: span.exactOptional(),
      undid: z.enum(['check-in', 'check-out']).exactOptional(),
      reason: z.string().exactOptional(),
      request: z.string().exactOptional(),
      from: stateSchema.exactOptional(),
      to: stateSchema.exactOptional(),
    }),
  ),
  /** the moments at which the question about a missing check-out was sent, each once */
  asked: z.array(z.enum(MOMENTS)).exactOptional(),
  /** rejected corrections after which the person left the day as it was */
  kept: z.array(z.string()).exactOptional(),
  /** the message about the day that its person got after the check-out */
  note: z.object({ channel: z.string(), ts: z.string() }).exactOptional(),
  questions: z.partialRecord(z.enum(MOMENTS), z.object({ channel: z.string(), ts: z.string() })).exactOptional(),
  /** figures that are kept do not have it yet, see `figures` */
  uncounted: z.literal(true).exactOptional(),
  effects: z.array(effectSchema),
  version: z.number(),
});

export type WorkdayDoc = z.infer<typeof workdaySchema>;

export type WorkdayState = Pick<
  WorkdayDoc,
  '_id' | 'user' | 'date' | 'zone' | 'spans' | 'open' | 'unfinished' | 'forgottenAfter' | 'workedThrough' | 'asked'
>;

export type DayRecord = Pick<
  WorkdayDoc,
  'user' | 'date' | 'zone' | 'spans' | 'open' | 'unfinished' | 'corrected' | 'workedThrough'
>;

export type AnswersRecord = Omit<DayRecord, 'user'> &
  Pick<WorkdayDoc, 'forgottenAfter' | 'kept'> & { history: readonly { at: number }[] };

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

/** Of everybody's days so many are decoded before presses pass. */
const AT_ONCE = 1_000;

const STATE = {
  ...{ user: 1, date: 1, zone: 1, spans: 1, open: 1, unfinished: 1, forgottenAfter: 1, workedThrough: 1, asked: 1 },
} as const;

const RECORD = {
  _id: 0,
  user: 1,
  date: 1,
  zone: 1,
  spans: 1,
  open: 1,
  unfinished: 1,
  corrected: 1,
  workedThrough: 1,
} as const;

const MOST_KNOWN = 20_000;
/** Some 25 MB. */
const MOST_DECODED = 10_000;

/** A fact: who has recorded no day. Whoever recorded one once is known as that: only the first is counted. */
const RECORDED = 'recorded';

/** Days that one query for the first one covers. */
const WEEK = 7;

const ANSWERED = { ...RECORD, forgottenAfter: 1, kept: 1, 'history.at': 1 } as const;

const idOf = (team: string, user: string, date: string): string => `${team}:${user}:${date}`;

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
  const each = <T extends { _id: string }>(found: T[][]): T[] => [
    ...new Map(found.flat().map(d => [d._id, d])).values(),
  ];
  const dated = (team: string, from: string, to: string) => ({ team, date: { $gte: from, $lte: to } });
  const byDate = (a: { date: string }, b: { date: string }): number => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0);

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

  const openIn = async (team: string, from: string, to: string): Promise<WorkdayState[]> => {
    const open = await collection.find({ team, open: true, date: { $lte: to } }, { projection: STATE }).toArray();
    return open.filter(d => from <= d.date);
  };
  const givenUpIn = (team: string, from: string, to: string): Promise<WorkdayState[]> =>
    collection.find({ ...dated(team, from, to), unfinished: true }, { projection: STATE }).toArray();

  async function recordsOn(team: string, days: readonly { user: string; date: string }[]): Promise<DayRecord[]> {
    const found: DayRecord[] = [];
    for (const some of portions(days, STRETCH)) {
      const ids = some.map(d => idOf(team, d.user, d.date));
      found.push(...(await collection.find({ _id: { $in: ids } }, { projection: RECORD }).toArray()));
    }
    return found;
  }

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
    ofDay: async (team: string, date: string): Promise<WorkdayDoc[]> => {
      const [open, today] = await Promise.all([
        collection.find({ team, open: true, date: { $lt: date } }).toArray(),
        collection.find({ team, date }).toArray(),
      ]);
      return each([open, today]).map(d => workdaySchema.parse(d));
    },
    /** without private fields: for who is in now, of thousands */
    statesOf: async (team: string, dates: readonly string[]): Promise<WorkdayState[]> => {
      const projection = { projection: STATE };
      return each(
        await Promise.all([
          // Of the days before those, only what runs on.
          collection.find({ team, open: true, date: { $lt: dates[0] as string } }, projection).toArray(),
          ...dates.map(date => collection.find({ team, date }, projection).toArray()),
        ]),
      );
    },
    /** the days from `from` to `to` of these people, or of everybody, by date: for thousands of people at once */
    recordsIn: async (team: string, from: string, to: string, users?: readonly string[]): Promise<DayRecord[]> => {
      const projection = { projection: RECORD };
      const parted = { ...projection, batchSize: AT_ONCE };
      // A range is sorted, which takes the embedded server a third longer.
      if (users === undefined && from === to) return collection.find({ team, date: from }, parted).toArray();
      if (users === undefined)
        return collection
          .find(dated(team, from, to), parted)
          .sort({ date: 1 })
          .toArray();
      const [only, ...others] = users;
      if (only !== undefined && others.length === 0)
        return collection
          .find({ ...dated(team, from, to), user: only }, projection)
          .sort({ date: 1 })
          .toArray();
      const days = users.flatMap(user => datesBetween(from, to).map(date => ({ user, date })));
      return (await recordsOn(team, days)).sort(byDate);
    },
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
    /** those on record, in no order */
    recordsOn,
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
    /** with what was done to them */
    whole: async (days: readonly { _id: string }[]): Promise<WorkdayDoc[]> => {
      const ids = days.map(d => d._id);
      const found = portions(ids, STRETCH).map(some => collection.find({ _id: { $in: some } }).toArray());
      return (await Promise.all(found)).flat().map(d => workdaySchema.parse(d));
    },
    openIn,
    /** without a check-out, and over */
    givenUpIn,
    /** still open, or given up; everybody who is in is among them */
    unended: async (team: string, from: string, to: string): Promise<WorkdayState[]> =>
      each(await Promise.all([openIn(team, from, to), givenUpIn(team, from, to)])),
    /** days without their check-out; a day that is open past its limit counts, too */
    countUnended: async (team: string, from: string, to: string): Promise<number> => {
      const [open, unfinished] = await Promise.all([
        collection.find({ team, open: true, date: { $lte: to } }, { projection: { date: 1 } }).toArray(),
        collection.countDocuments({ ...dated(team, from, to), unfinished: true }),
      ]);
      return unfinished + open.filter(d => from <= d.date).length;
    },
    /** whether anything was recorded on these dates; one is asked first: the embedded server reads all that fit */
    anyIn: async (team: string, from: string, to: string): Promise<boolean> => {
      const has = async (first: string, last: string): Promise<boolean> =>
        (await collection.findOne(dated(team, first, last), { projection: { _id: 1 } })) !== null;
      const thursday = [addDays(to, -((weekday(to) + 3) % 7)), from].sort()[1] ?? to;
      return (await has(thursday, thursday)) || has(from, to);
    },
    /** the first date on record */
    first: async (team: string, from: string, to: string): Promise<string | undefined> => {
      for (let at = from; at <= to; at = addDays(at, WEEK)) {
        const last = [addDays(at, WEEK - 1), to].sort()[0] ?? to;
        const [day] = await collection
          .find(dated(team, at, last), { projection: { date: 1 } })
          .sort({ date: 1 })
          .limit(1)
          .toArray();
        if (day) return day.date;
      }
      return undefined;
    },
    /** the first day that the person recorded */
    firstOf: async (team: string, user: string): Promise<string | undefined> => {
      // Of one person the index alone answers; with a limit the embedded server reads everybody's.
      const read = () => collection.find({ team, user }, { projection: { _id: 0, date: 1 } }).toArray();
      const days = await (recorded.has(user) ? read() : keptAs(db, RECORDED, user, read));
      if (days.length > 0) hasRecorded(user);
      return days.map(d => d.date).sort()[0];
    },
    /** days with a step from `since` on, ms */
    changedSince: async (team: string, from: string, to: string, since: number): Promise<WorkdayDoc[]> => {
      const found: WorkdayDoc[] = [];
      for (const date of datesBetween(from, to)) {
        const docs = await collection.find({ team, date }).toArray();
        found.push(...docs.filter(d => d.history.some(h => h.at >= since)).map(d => workdaySchema.parse(d)));
      }
      return found;
    },
  };
}

export const workdays = perWorkspace(ws => workdayStore(ws.db));
