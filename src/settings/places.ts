import { type AddedDay, withDays } from '../calendar/days.ts';
import { type Calendar, koreanCalendar } from '../calendar/rules.ts';
import { countryCalendar } from '../calendar/world.ts';
import { type EnteredYear, isEntered } from '../calendar/years.ts';
import { type Named, named } from '../shared/languages.ts';
import { type OfficeVersion, policyIn, valuesOn } from './offices.ts';
import { inForce, type Policy, type PolicyVersion, placeOf } from './policy.ts';

/** What administrators added to the calendars of countries. */
export interface Added {
  days: readonly AddedDay[];
  years: readonly EnteredYear[];
}

export const NOTHING_ADDED: Added = { days: [], years: [] };

/** Policy and holidays of each day in one office. */
export interface Place {
  /** days from which another policy is in force, in order; '' stands for ever before */
  changes: readonly string[];
  on(day: string): Policy;
  /** without the added days */
  country: Calendar;
  calendar: Calendar;
}

const NO_HOLIDAYS: Calendar = { holiday: () => undefined };
const NOT_READ: Calendar = { holiday: () => 'unknown' };

export type Countries = ReadonlyMap<string, Calendar>;

/** Calendars of the countries and regions named: they come from a large library, read only here. */
export async function countriesOf(
  versions: readonly PolicyVersion[],
  offices: readonly { versions: readonly Pick<OfficeVersion, 'values'>[] }[] = [],
): Promise<Countries> {
  const named = new Set([
    ...versions.flatMap(({ change: { workingTime: w } }) => [w?.holidays ?? [], w?.region ?? []].flat()),
    ...offices.flatMap(o => o.versions.map(v => placeOf(v.values))),
  ]);
  const others = [...named].filter(place => place !== 'kr' && place !== 'none');
  return new Map(await Promise.all(others.map(async place => [place, await countryCalendar(place)] as const)));
}

interface PolicyPeriod {
  from: string;
  policy: Policy;
  country: Calendar;
}

/** `office`: absent for the first one, which is the workspace's settings. */
export function placeFrom(o: {
  defaults: Policy;
  versions: readonly PolicyVersion[];
  countries: Countries;
  added: Added;
  office?: readonly OfficeVersion[] | undefined;
}): Place {
  const { office = [] } = o;
  const days = ['', ...new Set([...o.versions, ...office].map(v => v.from))].sort();
  const periods = days.map((from): PolicyPeriod => {
    const settings = inForce(o.defaults, o.versions, from);
    const policy = office.length > 0 ? policyIn(settings, valuesOn(office, from)) : settings;
    return { from, policy, country: calendarOf(policy, o.countries) };
  });
  const at = (day: string): PolicyPeriod => periods.findLast(p => p.from <= day) ?? (periods[0] as PolicyPeriod);
  const country: Calendar = { holiday: date => at(date).country.holiday(date) };
  const on = (day: string): Policy => at(day).policy;
  const { added } = o;
  const calendar = withDays(country, added.days, date => isEntered(added.years, date, on(date).workingTime.holidays));
  return { changes: days, on, country, calendar };
}

function calendarOf({ workingTime }: Policy, countries: Countries): Calendar {
  const own = workingTime.companyDays.map(({ date, name }) => ({ date, name: named({ en: name }) }));
  if (workingTime.holidays === 'kr') return koreanCalendar(own);
  const country = workingTime.holidays === 'none' ? NO_HOLIDAYS : (countries.get(placeOf(workingTime)) ?? NOT_READ);
  const days = new Map<string, Named>(own.map(d => [d.date, d.name]));
  return { holiday: date => days.get(date) ?? country.holiday(date) };
}
