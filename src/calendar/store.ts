import type { Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema } from '../db/documents.ts';
import { stored } from '../db/stored.ts';
import { versionedStore } from '../db/versioned-store.ts';
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

export type CalendarDoc = z.infer<typeof calendarSchema>;

export interface CalendarChange {
  days?: AddedDay[];
  years?: EnteredYear[];
  entry: DayEntry | YearEntry;
}

export const CALENDARS = 'calendars';
export const calendarDocs = stored(CALENDARS, { owes: true, schema: calendarSchema });

export function calendarStore(db: Db) {
  const calendars = versionedStore(db, calendarDocs);
  const empty = (team: string): CalendarDoc => ({
    ...{ _id: team, team, days: [], years: [], history: [], effects: [], version: 0 },
  });
  return {
    /** without history: read before each press */
    days: async (team: string): Promise<Pick<CalendarDoc, 'version' | 'days' | 'years'>> => {
      const found = await calendars.collection.findOne(
        { _id: team },
        { projection: { version: 1, days: 1, years: 1 } },
      );
      return calendarSchema.pick({ version: true, days: true, years: true }).parse(found ?? empty(team));
    },
    get: async (team: string): Promise<CalendarDoc> => (await calendars.byId(team)) ?? empty(team),
    save: (
      doc: CalendarDoc,
      { days = doc.days, years = doc.years, entry }: CalendarChange,
      effects: Effect[],
    ): Promise<boolean> =>
      doc.version > 0
        ? calendars.save(doc, { days, years }, { history: [entry], effects })
        : calendars.insert({ ...doc, days, years, history: [entry], effects }),
  };
}
