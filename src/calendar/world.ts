import type Holidays from 'date-holidays';
import { everyLanguage, isWrittenIn, type Named } from '../shared/languages.ts';
import { COUNTRIES } from './countries.ts';
import { regionOf } from './regions.ts';
import { addDays, type Calendar } from './rules.ts';

const HOUR = 3_600_000;
const known = new Map<string, Calendar>();

/** By `date-holidays`, which is wrong about South Korea: see `koreanCalendar`. */
export async function countryCalendar(place: string): Promise<Calendar> {
  if (!COUNTRIES.includes(place) && !regionOf(place))
    throw new RangeError(`not a country or region whose holidays are known: ${place}`);
  const before = known.get(place);
  if (before) return before;
  // It reads 12 MB of data, which most workplaces never need.
  const { default: Library } = await import('date-holidays');
  const library = new Library();
  library.init(...(place.split('-') as [string, string, string]), { types: ['public'] });
  const calendar = yearly(library);
  known.set(place, calendar);
  return calendar;
}

function yearly(library: Holidays): Calendar {
  const years = new Map<string, ReadonlyMap<string, Named> | 'unknown'>();
  return {
    holiday: date => {
      const year = date.slice(0, 4);
      const days = years.get(year) ?? daysOf(library, year);
      years.set(year, days);
      return days === 'unknown' ? days : days.get(date);
    },
  };
}

/** A holiday of several days is named on each, also when it began in the year before. */
function daysOf(library: Holidays, year: string): ReadonlyMap<string, Named> | 'unknown' {
  const days = new Map<string, Named>();
  for (const y of [Number(year) - 1, Number(year)]) {
    const inAll = everyLanguage(l => library.getHolidays(y, l));
    for (const [i, { date, start, end, name: en }] of inAll.en.entries()) {
      const hours = (end.getTime() - start.getTime()) / HOUR;
      if (hours < 23) continue;
      // Where the library has no name in a language, it gives the country's own.
      const name = everyLanguage(l => {
        const said = inAll[l][i]?.name;
        return said !== undefined && isWrittenIn(l, said) ? said : en;
      });
      for (let n = 0; n < Math.round(hours / 24); n++) {
        const day = addDays(date.slice(0, 10), n);
        if (day.startsWith(year) && !days.has(day)) days.set(day, name);
      }
    }
  }
  return days.size === 0 ? 'unknown' : days;
}
