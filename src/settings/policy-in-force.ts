import { type AddedDay, withDays } from '../calendar/days.ts';
import { type Calendar, koreanCalendar, localDate } from '../calendar/rules.ts';
import { countryCalendar } from '../calendar/world.ts';
import { type EnteredYear, isEntered } from '../calendar/years.ts';
import type { Language } from '../i18n/index.ts';
import type { Clock } from '../shared/clock.ts';
import { type Named, named } from '../shared/languages.ts';
import { inForce, type Policy, type PolicyChange, type PolicyVersion, placeOf } from './policy.ts';
import type { PolicyStore } from './store.ts';

/** The policy in force, read at each use without waiting: that of the day concerned, or today's. */
export interface PolicyInForce {
  /** today's */
  readonly zone: string;
  /** of channels, and of people whose Slack speaks neither language; today's */
  readonly language: Language;
  /** each day's holidays by the policy in force on that day, with the days that administrators added */
  readonly calendar: Calendar;
  /** without the added days */
  readonly country: Calendar;
  /** what a version of the policy made of the holidays; or what a change would make of them, if it were stored now */
  holidaysMoved(of: number | { from: string; change: PolicyChange }): Promise<HolidaysMoved | undefined>;
  /** the days from which another policy is in force, in order; '' stands for ever before */
  readonly changes: readonly string[];
  today(): string;
  on(day: string): Policy;
  now(): Policy;
  /** reads what other processes may have changed, if that was not done within the last second */
  refreshPolicy(): Promise<void>;
  /** reads it now: after a change of one's own */
  reload(): Promise<void>;
}

/** Holidays from `from` on, before and after a change of the policy, with the days that administrators added. */
export interface HolidaysMoved {
  from: string;
  /** who changed it; empty as long as nobody has */
  by: string;
  before: Calendar;
  after: Calendar;
  was: Policy['workingTime'];
  is: Policy['workingTime'];
}

const FRESH_MS = 1_000;

/** What administrators added to the calendars of countries. */
interface Added {
  days: readonly AddedDay[];
  years: readonly EnteredYear[];
}

/** Days with the same policy. */
interface PolicyPeriod {
  from: string;
  policy: Policy;
  calendar: Calendar;
}

const NO_HOLIDAYS: Calendar = { holiday: () => undefined };
const NOT_READ: Calendar = { holiday: () => 'unknown' };

export function policyInForce(o: {
  store: PolicyStore;
  /** the days that administrators added, and how often they changed */
  added?: () => Promise<Added & { version: number }>;
  clock: Clock;
  team: string;
  defaults: Policy;
  /** reads a stored zone that this Node.js may not know; by default every zone is known */
  knownZone?: (zone: string) => string;
}): PolicyInForce {
  const { knownZone = zone => zone } = o;
  let periods = periodsOf(o.defaults, [], new Map());
  let version = 0;
  let addedVersion = 0;
  let own: Added = { days: [], years: [] };
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  const at = (day: string): PolicyPeriod => periods.findLast(s => s.from <= day) ?? (periods[0] as PolicyPeriod);
  // The zone has a date too, and is looked up by the configured zone's day, as in `change.ts`.
  const zone = (): string =>
    knownZone(at(localDate(o.clock.now(), o.defaults.workingTime.zone)).policy.workingTime.zone);
  const today = (): string => localDate(o.clock.now(), zone());
  const on = (day: string): Policy => at(day).policy;
  const country: Calendar = { holiday: date => at(date).calendar.holiday(date) };
  let calendar = country;

  async function read(): Promise<void> {
    const begun = o.clock.now();
    const [stored, added] = await Promise.all([o.store.get(o.team), o.added?.()]);
    if (stored.version !== version) {
      periods = periodsOf(o.defaults, stored.versions, await countriesOf(stored.versions));
      version = stored.version;
    }
    if (added && added.version !== addedVersion) {
      own = added;
      calendar = withAdded(country, own, on);
      addedVersion = added.version;
    }
    readAt = begun;
  }

  async function holidaysMoved(
    of: number | { from: string; change: PolicyChange },
  ): Promise<HolidaysMoved | undefined> {
    await read();
    const { versions } = await o.store.get(o.team);
    const next = { version: versions.length + 1, by: '', at: o.clock.now(), key: '' };
    const moved = typeof of === 'number' ? versions.find(v => v.version === of) : { ...next, ...of };
    if (!moved) return undefined;
    const countries = await countriesOf([...versions, moved]);
    const earlier = versions.filter(v => v.version < moved.version);
    const holidays = (by: readonly PolicyVersion[]): Calendar => {
      const days = periodsOf(o.defaults, by, countries);
      const of = (date: string): PolicyPeriod => days.findLast(s => s.from <= date) ?? (days[0] as PolicyPeriod);
      return withAdded({ holiday: date => of(date).calendar.holiday(date) }, own, date => of(date).policy);
    };
    return {
      ...{ from: moved.from, by: moved.by },
      ...{ before: holidays(earlier), after: holidays([...earlier, moved]) },
      was: inForce(o.defaults, earlier, moved.from).workingTime,
      is: inForce(o.defaults, [...earlier, moved], moved.from).workingTime,
    };
  }

  return {
    get zone() {
      return zone();
    },
    get language() {
      return on(today()).people.language;
    },
    calendar: { holiday: date => calendar.holiday(date) },
    country,
    holidaysMoved,
    get changes() {
      return periods.map(s => s.from);
    },
    today,
    on,
    now: () => on(today()),
    reload: read,
    refreshPolicy: () => {
      if (Math.abs(o.clock.now() - readAt) < FRESH_MS) return Promise.resolve();
      reading ??= read().finally(() => {
        reading = undefined;
      });
      return reading;
    },
  };
}

/** Calendars of the countries and regions that any version names: they come from a large library, read only here. */
async function countriesOf(versions: readonly PolicyVersion[]): Promise<ReadonlyMap<string, Calendar>> {
  const named = new Set(
    versions.flatMap(({ change: { workingTime: w } }) => [w?.holidays ?? [], w?.region ?? []].flat()),
  );
  const others = [...named].filter(place => place !== 'kr' && place !== 'none');
  return new Map(await Promise.all(others.map(async place => [place, await countryCalendar(place)] as const)));
}

function periodsOf(
  defaults: Policy,
  versions: readonly PolicyVersion[],
  countries: ReadonlyMap<string, Calendar>,
): PolicyPeriod[] {
  const days = ['', ...new Set(versions.map(v => v.from))].sort();
  return days.map(from => {
    const policy = inForce(defaults, versions, from);
    return { from, policy, calendar: calendarOf(policy, countries) };
  });
}

const withAdded = (country: Calendar, { days, years }: Added, policyOn: (date: string) => Policy): Calendar =>
  withDays(country, days, date => isEntered(years, date, policyOn(date).workingTime.holidays));

function calendarOf({ workingTime }: Policy, countries: ReadonlyMap<string, Calendar>): Calendar {
  const own = workingTime.companyDays.map(({ date, name }) => ({ date, name: named({ en: name }) }));
  if (workingTime.holidays === 'kr') return koreanCalendar(own);
  const country = workingTime.holidays === 'none' ? NO_HOLIDAYS : (countries.get(placeOf(workingTime)) ?? NOT_READ);
  const days = new Map<string, Named>(own.map(d => [d.date, d.name]));
  return { holiday: date => days.get(date) ?? country.holiday(date) };
}
