import type { Collection, Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema, saveVersion, write } from '../db/documents.ts';
import { isDuplicateKey } from '../db/errors.ts';
import { stored } from '../db/stored.ts';
import type { Effect } from '../shared/effects.ts';
import { type AddedDay, addedDaySchema, type DayEntry, dayEntrySchema } from './days.ts';
import { type EnteredYear, enteredYearSchema, type YearEntry, yearEntrySchema } from './years.ts';

const calendarSchema = z.object({
  /** the team */
  _id: z.string(),
  team: z.string(),
  days: z.array(addedDaySchema),
  /** years without data whose holidays were all added */
  years: z.array(enteredYearSchema),
  history: z.array(z.union([dayEntrySchema, yearEntrySchema])),
  effects: z.array(effectSchema),
  version: z.number(),
});

/** What administrators added to their country's calendar; one document a workspace. */
export type CalendarDoc = z.infer<typeof calendarSchema>;

export interface CalendarChange {
  days?: AddedDay[];
  years?: EnteredYear[];
  entry: DayEntry | YearEntry;
}

export const CALENDARS = 'calendars';
export const calendarDocs = stored(CALENDARS, { owes: true, schema: calendarSchema });

export interface CalendarStore {
  /** without history: read before each press */
  days(team: string): Promise<Pick<CalendarDoc, 'version' | 'days' | 'years'>>;
  get(team: string): Promise<CalendarDoc>;
  /** false: lost race */
  save(doc: CalendarDoc, change: CalendarChange, effects: Effect[]): Promise<boolean>;
}

export function calendarStore(db: Db): CalendarStore {
  const collection: Collection<CalendarDoc> = db.collection(CALENDARS);
  const empty = (team: string): CalendarDoc => ({
    ...{ _id: team, team, days: [], years: [], history: [], effects: [], version: 0 },
  });
  return {
    days: async team => {
      const found = await collection.findOne({ _id: team }, { projection: { version: 1, days: 1, years: 1 } });
      return calendarSchema.pick({ version: true, days: true, years: true }).parse(found ?? empty(team));
    },
    get: async team => {
      const found = await collection.findOne({ _id: team });
      return found ? calendarSchema.parse(found) : empty(team);
    },
    save: async (doc, { days = doc.days, years = doc.years, entry }, effects) => {
      if (doc.version > 0) return saveVersion(collection, doc, { days, years }, { history: [entry], effects });
      try {
        await write(() => collection.insertOne({ ...doc, days, years, history: [entry], effects, version: 1 }));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}
