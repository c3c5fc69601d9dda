import * as gazette from '@hyunbinseo/holidays-kr/all';
import { everyLanguage, type Named, named } from '../shared/languages.ts';
import { englishName } from './korean-names.ts';
import { offsetAt, offsetPeriods } from './zone.ts';

export { isZone } from './zone.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** The longest list of days: ten years. */
const MOST_DAYS = 3_660;

export function isDate(text: string): boolean {
  if (numbers.has(text)) return true;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  const is = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
  if (is) remember(numbers, text, ms / DAY);
  return is;
}

/** A plausible date with days before and after it. */
export const isMeant = (date: string): boolean => isDate(date) && date >= '1900' && date < '2200';

/** Dates that were read or written: a count of one person's month asks for each hundreds of times. */
const numbers = new Map<string, number>();
const texts = new Map<number, string>();
const REMEMBERED = 20_000;

function remember<K, V>(map: Map<K, V>, key: K, value: V): V {
  if (map.size >= REMEMBERED) map.clear();
  map.set(key, value);
  return value;
}

/** Days since 1970-01-01. Throws `RangeError` for a text that is no day. */
export function dayNumber(date: string): number {
  const known = numbers.get(date);
  if (known !== undefined) return known;
  if (!isDate(date)) throw new RangeError(`not a date (YYYY-MM-DD): ${date}`);
  return numbers.get(date) as number;
}

/** Throws `RangeError` outside the years 0 to 9999. */
export function dateOf(day: number): string {
  const known = texts.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * DAY).toISOString();
  if (text.length !== 24) throw new RangeError(`a date past the year 9999: ${text}`);
  return remember(texts, day, text.slice(0, 10));
}

/** The local date, 'YYYY-MM-DD', of an instant. */
export const localDate = (ms: number, zone: string): string => dateOf(Math.floor((ms + offsetAt(ms, zone)) / DAY));

/** The wall clock of an instant, minutes since 00:00 (0–1439). */
export function localMinutes(ms: number, zone: string): number {
  const local = ms + offsetAt(ms, zone);
  return Math.floor((local - Math.floor(local / DAY) * DAY) / MINUTE);
}

/** As files have it: `2026-11-02 09:05`. */
export function localMoment(ms: number, zone: string): string {
  const minutes = localMinutes(ms, zone);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${localDate(ms, zone)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The instants, ms, at which a local day begins and ends; equal for a day that a zone left out. */
export function dayBounds(date: string, zone: string): { start: number; end: number } {
  const day = dayNumber(date);
  return { start: startOf(day, zone), end: startOf(day + 1, zone) };
}

function startOf(day: number, zone: string): number {
  const local = day * DAY;
  for (const s of offsetPeriods(local - DAY, local + DAY, zone))
    if (s.to + s.offset > local) return Math.max(s.from, local - s.offset);
  throw new RangeError(`not a day: ${day}`);
}

/** The instant, ms; '24:00' is the day's end. Of a doubled hour the first; a skipped time moves forward. */
export function atLocal(date: string, time: string, zone: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time) ?? [];
  const inDay = Number(hours) * 60 + Number(minutes);
  if (hours === undefined || inDay > 1440) throw new RangeError(`not a time (HH:mm): ${time}`);
  return atMinutes(date, inDay, zone);
}

/** The same by whole minutes after 00:00 (0–1440). */
export function atMinutes(date: string, minutes: number, zone: string): number {
  const local = dayNumber(date) * DAY + minutes * MINUTE;
  const near = offsetPeriods(local - DAY, local + DAY, zone);
  for (const [i, s] of near.entries()) {
    const next = near[i + 1];
    // In the period, or in the gap before the next one.
    if (local < s.to + s.offset || (next && local < next.from + next.offset)) return local - s.offset;
  }
  throw new RangeError(`not a time: ${date} ${minutes}`);
}

export const addDays = (date: string, n: number): string => dateOf(dayNumber(date) + n);

/** 1 Monday … 7 Sunday. */
export const weekday = (date: string): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;

export const mondayOf = (date: string): string => addDays(date, 1 - weekday(date));

export function monthBounds(date: string): { first: string; last: string; days: number } {
  if (!isDate(date)) throw new RangeError(`not a date (YYYY-MM-DD): ${date}`);
  const first = `${date.slice(0, 8)}01`;
  const days = new Date(Date.UTC(2000 + (Number(date.slice(0, 4)) % 400), Number(date.slice(5, 7)), 0)).getUTCDate();
  return { first, last: `${date.slice(0, 8)}${days}`, days };
}

/** Every date from first to last; none when last is before first. Throws `RangeError` past ten years. */
export function datesBetween(first: string, last: string): string[] {
  const from = dayNumber(first);
  const count = dayNumber(last) - from + 1;
  if (count > MOST_DAYS) throw new RangeError(`more than ten years: ${first} to ${last}`);
  return Array.from({ length: Math.max(0, count) }, (_, i) => dateOf(from + i));
}

/** A holiday's name, `undefined` for none, `'unknown'` in a year without data. */
export interface Calendar {
  holiday(date: string): Named | undefined | 'unknown';
}

const korean = new Map<string, Named>();
const koreanYears = new Set<string>();
for (const year of Object.values<Readonly<Record<string, readonly string[]>>>(gazette)) {
  for (const [date, names] of Object.entries(year)) {
    koreanYears.add(date.slice(0, 4));
    korean.set(date, named({ ko: names.join(', '), en: names.map(englishName).join(', ') }));
  }
}

/** South Korea's public holidays by the official gazette, and added days. A year without data is 'unknown'. */
export function koreanCalendar(extra: readonly { date: string; name: Named }[] = []): Calendar {
  const own = new Map<string, Named>();
  for (const { date, name } of extra) own.set(date, together(own.get(date) ?? korean.get(date), name));
  return {
    holiday: date => own.get(date) ?? korean.get(date) ?? (koreanYears.has(date.slice(0, 4)) ? undefined : 'unknown'),
  };
}

const together = (first: Named | undefined, second: Named): Named =>
  !first || first.ko === second.ko ? second : everyLanguage(l => `${first[l]}, ${second[l]}`);

/** Holidays of a year without data count as working days. */
export function isWorkingDay(date: string, calendar: Calendar): boolean {
  if (weekday(date) > 5) return false;
  const holiday = calendar.holiday(date);
  return holiday === undefined || holiday === 'unknown';
}

export const workingDays = (first: string, last: string, calendar: Calendar): string[] =>
  datesBetween(first, last).filter(date => isWorkingDay(date, calendar));

/** The years from first to last with unknown holidays, so that counts need a warning. */
export function unknownYears(first: string, last: string, calendar: Calendar): string[] {
  const years = new Set<string>();
  for (const date of datesBetween(first, last)) if (calendar.holiday(date) === 'unknown') years.add(date.slice(0, 4));
  return [...years];
}

export function monthsBefore(today: string, count: number): string[] {
  const index = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  return Array.from({ length: count }, (_, i) => {
    const at = index - 1 - i;
    return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}
