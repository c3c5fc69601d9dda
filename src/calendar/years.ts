import { z } from 'zod';
import { type AddedDay, DAY_LIMITS, isUnknownYear } from './days.ts';
import { addDays, type Calendar, datesBetween } from './rules.ts';

/** A year without data whose holidays were all added by hand. */
export const enteredYearSchema = z.object({ year: z.string(), country: z.string(), by: z.string(), at: z.number() });
export type EnteredYear = z.infer<typeof enteredYearSchema>;

/** A history entry of a whole year; `days`: the days off added in it by then. */
export const yearEntrySchema = z.object({
  what: z.enum(['year-entered', 'year-reopened']),
  year: z.string(),
  country: z.string(),
  days: z.number(),
  by: z.string(),
  at: z.number(),
  /** idempotency key of the press */
  key: z.string(),
});
export type YearEntry = z.infer<typeof yearEntrySchema>;

export interface YearCommand {
  do: 'enter' | 'reopen';
  year: string;
}

export type YearProblem =
  | { code: 'year-known'; year: string }
  | { code: 'year-without-days'; year: string }
  | { code: 'year-out-of-range'; year: string }
  | { code: 'year-entered-already'; year: string }
  | { code: 'year-not-entered'; year: string };

export interface YearContext {
  today: string;
  /** the country's holidays, without what was added */
  country: Calendar;
  /** the country whose holidays count on a day */
  countryOn: (date: string) => string;
  by: string;
  now: number;
  key: string;
}

export type YearDecision =
  | { ok: true; change: { years: EnteredYear[]; entry: YearEntry } }
  | { ok: false; problem: YearProblem };

interface Stored {
  days: readonly AddedDay[];
  years: readonly EnteredYear[];
}

export const isEntered = (years: readonly EnteredYear[], date: string, country: string): boolean =>
  years.some(y => y.year === date.slice(0, 4) && y.country === country);

export const daysOffIn = (days: readonly AddedDay[], year: string): number =>
  days.filter(d => d.kind !== 'working' && d.date.startsWith(`${year}-`)).length;

/** Marks a year without data as entered. Leaves keep their counts: unknown days already count as working days. */
export function decideYear({ days, years }: Stored, { do: what, year }: YearCommand, ctx: YearContext): YearDecision {
  const no = (code: YearProblem['code']): YearDecision => ({ ok: false, problem: { code, year } });
  const last = addDays(ctx.today, DAY_LIMITS.ahead).slice(0, 4);
  if (!/^\d{4}$/.test(year) || year < ctx.today.slice(0, 4) || year > last) return no('year-out-of-range');
  if (!isUnknownYear(year, ctx.country)) return no('year-known');
  const unknown = datesBetween(`${year}-01-01`, `${year}-12-31`).filter(d => ctx.country.holiday(d) === 'unknown');
  const marked = (date: string): boolean => isEntered(years, date, ctx.countryOn(date));
  const date = what === 'enter' ? unknown.find(d => !marked(d)) : unknown.find(marked);
  if (date === undefined) return no(what === 'enter' ? 'year-entered-already' : 'year-not-entered');
  const count = daysOffIn(days, year);
  // A year without any holiday is a mistake.
  if (what === 'enter' && count === 0) return no('year-without-days');
  const country = ctx.countryOn(date);
  const others = years.filter(y => y.year !== year || y.country !== country);
  const said = { year, country, by: ctx.by, at: ctx.now };
  return {
    ok: true,
    change: {
      years: what === 'enter' ? [...others, said] : others,
      entry: { ...said, what: what === 'enter' ? 'year-entered' : 'year-reopened', days: count, key: ctx.key },
    },
  };
}
