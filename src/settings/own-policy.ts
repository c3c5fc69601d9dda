import { type Calendar, localDate } from '../calendar/rules.ts';
import type { Language } from '../i18n/index.ts';
import type { Place } from './places.ts';
import type { Policy } from './policy.ts';

/** Policy, holidays and today as they hold for one person, or in one office. */
export interface OwnPolicy {
  /** today's */
  readonly zone: string;
  readonly language: Language;
  /** each day's holidays by the policy in force on that day, with the days that administrators added */
  readonly calendar: Calendar;
  /** without the added days */
  readonly country: Calendar;
  /** the days from which another policy may be in force, in order; '' stands for ever before */
  readonly changes: readonly string[];
  today(): string;
  on(day: string): Policy;
  now(): Policy;
  /** the office of a day; undefined: the first one */
  office(day: string): string | undefined;
}

/** A place from a day on, until the next one's. */
export interface PlacePeriod {
  from: string;
  office?: string;
  place: Place;
}

/**
 * Along the offices of one person. The zone of another office counts once its first day has begun in both, so that
 * nobody's date goes back and no day is left out.
 */
export function ownPolicy(
  path: readonly PlacePeriod[],
  o: { now: () => number; knownZone: (zone: string) => string },
): OwnPolicy {
  const at = (day: string): PlacePeriod => path.findLast(p => p.from <= day) ?? (path[0] as PlacePeriod);
  const on = (day: string): Policy => at(day).place.on(day);
  const changes = [...new Set(path.flatMap(p => [p.from, ...p.place.changes]))].sort();
  const zones: { from: string; zone: string }[] = [];
  for (const from of changes) {
    const zone = o.knownZone(on(from).workingTime.zone);
    if (zones.at(-1)?.zone !== zone) zones.push({ from, zone });
  }
  const begunIn = (zone: string, from: string): boolean => localDate(o.now(), zone) >= from;
  const zoneNow = (): string =>
    zones.reduce(
      (zone, next) => (begunIn(zone, next.from) && begunIn(next.zone, next.from) ? next.zone : zone),
      zones[0]?.zone ?? 'UTC',
    );
  const today = (): string => localDate(o.now(), zoneNow());
  return {
    get zone() {
      return zoneNow();
    },
    get language() {
      return on(today()).people.language;
    },
    calendar: { holiday: date => at(date).place.calendar.holiday(date) },
    country: { holiday: date => at(date).place.country.holiday(date) },
    changes,
    today,
    on,
    now: () => on(today()),
    office: day => at(day).office,
  };
}
