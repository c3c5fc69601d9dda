import type { Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema } from '../db/documents.ts';
import { stored } from '../db/stored.ts';
import { versionedStore } from '../db/versioned-store.ts';
import { defined } from '../shared/defined.ts';
import type { Effect } from '../shared/effects.ts';
import { type AddedDay, addedDaySchema, type DayEntry, dayEntrySchema } from './days.ts';
import { type EnteredYear, enteredYearSchema, type YearEntry, yearEntrySchema } from './years.ts';

const calendarSchema = z.object({
  /** the team, of the first office; team:office */
  _id: z.string(),
  team: z.string(),
  office: z.string().exactOptional(),
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

const calendarId = (team: string, office: string | undefined): string =>
  office === undefined ? team : `${team}:${office}`;

const READ = { version: 1, office: 1, days: 1, years: 1 } as const;
const readSchema = calendarSchema.pick({ version: true, office: true, days: true, years: true });

/** What was added in an office, without the history. */
export type AddedIn = z.infer<typeof readSchema>;

/** `office`: absent for the first one. */
export function calendarStore(db: Db) {
  const calendars = versionedStore(db, calendarDocs);
  const empty = (team: string, office: string | undefined): CalendarDoc => ({
    ...{ _id: calendarId(team, office), team, ...defined({ office }) },
    ...{ days: [], years: [], history: [], effects: [], version: 0 },
  });
  return {
    /** of all offices, without history: read before each press */
    all: async (team: string): Promise<AddedIn[]> =>
      z.array(readSchema).parse(await calendars.collection.find({ team }, { projection: READ }).toArray()),
    get: async (team: string, office?: string): Promise<CalendarDoc> =>
      (await calendars.byId(calendarId(team, office))) ?? empty(team, office),
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
