import type { Collection, Document } from 'mongodb';
import { addDays, datesBetween, weekday } from '../calendar/rules.ts';
import { portions, STRETCH } from '../shared/portions.ts';
import { type DayRecord, type WorkdayDoc, type WorkdayState, workdaySchema } from './schema.ts';

/** Of everybody's days so many are decoded before presses pass. */
const AT_ONCE = 1_000;

const STATE = {
  ...{ user: 1, date: 1, zone: 1, spans: 1, open: 1, unfinished: 1, forgottenAfter: 1, workedThrough: 1, asked: 1 },
} as const;

export const RECORD = {
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

/** Days that one query for the first one covers. */
const WEEK = 7;

export const idOf = (team: string, user: string, date: string): string => `${team}:${user}:${date}`;

/** Reads of many people's days, and of everybody's. */
export function daysOfMany(collection: Collection<WorkdayDoc>) {
  const each = <T extends { _id: string }>(found: T[][]): T[] => [
    ...new Map(found.flat().map(d => [d._id, d])).values(),
  ];
  const dated = (team: string, from: string, to: string) => ({ team, date: { $gte: from, $lte: to } });
  const byDate = (a: { date: string }, b: { date: string }): number => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0);

  async function byIds<D = WorkdayDoc>(ids: readonly string[], projection: object = {}): Promise<D[]> {
    const found: D[] = [];
    for (const some of portions(ids, STRETCH))
      found.push(...(await collection.find<D & Document>({ _id: { $in: some } }, { projection }).toArray()));
    return found;
  }
  const recordsOn = (team: string, days: readonly { user: string; date: string }[]): Promise<DayRecord[]> =>
    byIds(
      days.map(d => idOf(team, d.user, d.date)),
      RECORD,
    );
  const openIn = async (team: string, from: string, to: string): Promise<WorkdayState[]> => {
    const open = await collection.find({ team, open: true, date: { $lte: to } }, { projection: STATE }).toArray();
    return open.filter(d => from <= d.date);
  };
  /** of these people, or of everybody, without private fields: for who is in now */
  async function statesOn(team: string, date: string, users?: readonly string[]): Promise<WorkdayState[]> {
    if (users === undefined) return collection.find({ team, date }, { projection: STATE }).toArray();
    return byIds(
      users.map(user => idOf(team, user, date)),
      STATE,
    );
  }
  const givenUpIn = (team: string, from: string, to: string): Promise<WorkdayState[]> =>
    collection.find({ ...dated(team, from, to), unfinished: true }, { projection: STATE }).toArray();

  return {
    ofDay: async (team: string, date: string): Promise<WorkdayDoc[]> => {
      const [open, today] = await Promise.all([
        collection.find({ team, open: true, date: { $lt: date } }).toArray(),
        collection.find({ team, date }).toArray(),
      ]);
      return each([open, today]).map(d => workdaySchema.parse(d));
    },
    statesOn,
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
    /** those on record, in no order */
    recordsOn,
    /** with what was done to them */
    whole: async (days: readonly { _id: string }[]): Promise<WorkdayDoc[]> =>
      (await byIds(days.map(d => d._id))).map(d => workdaySchema.parse(d)),
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
