import { IANAZone } from 'luxon';
import type { Log } from '../shared/log.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Days of a zone in the cache: about 50 years. */
const REMEMBERED_DAYS = 20_000;

/** A period with one UTC offset; all in ms, `offset` = local minus UTC. */
export interface OffsetPeriod {
  from: number;
  to: number;
  offset: number;
}

interface ZoneCache {
  zone: IANAZone;
  days: Map<number, OffsetPeriod[]>;
}

const caches = new Map<string, ZoneCache>();

export const isZone = (text: string): boolean => caches.has(text) || IANAZone.isValidZone(text);

/** Falls back where Node.js does not know a zone yet; logs each name once. */
export function zonesKnown(o: { instead: () => string; log: Log }): (zone: string) => string {
  const unknown = new Set<string>();
  return zone => {
    if (!unknown.has(zone)) {
      if (caches.has(zone)) return zone;
      if (isZone(zone)) {
        cacheOf(zone);
        return zone;
      }
      unknown.add(zone);
      o.log.warn({ zone, instead: o.instead() }, 'Node.js does not know this time zone: another one is used');
    }
    return o.instead();
  };
}

/** Local time minus UTC at an instant, ms. Throws `RangeError` for an unknown zone. */
export function offsetAt(ms: number, zone: string): number {
  for (const s of periodsOfDay(Math.floor(ms / DAY), zone)) if (ms < s.to) return s.offset;
  throw new RangeError(`not a time: ${ms}`);
}

/** The offset periods of [from, to), ms, in order and without a gap. */
export function offsetPeriods(from: number, to: number, zone: string): OffsetPeriod[] {
  const found: OffsetPeriod[] = [];
  for (let day = Math.floor(from / DAY); day * DAY < to; day++) {
    for (const s of periodsOfDay(day, zone)) {
      const [begins, ends] = [Math.max(s.from, from), Math.min(s.to, to)];
      const last = found.at(-1);
      if (begins >= ends) continue;
      if (last?.offset === s.offset) last.to = ends;
      else found.push({ from: begins, to: ends, offset: s.offset });
    }
  }
  return found;
}

/** One UTC day. A zone never changes twice in a day, so its two ends suffice. */
function periodsOfDay(day: number, zone: string): OffsetPeriod[] {
  const { zone: iana, days } = cacheOf(zone);
  const before = days.get(day);
  if (before) return before;
  const from = day * DAY;
  const to = from + DAY;
  const first = iana.offset(from) * MINUTE;
  const last = iana.offset(to) * MINUTE;
  const found: OffsetPeriod[] = [];
  if (first === last) found.push({ from, to, offset: first });
  else {
    let low = from / MINUTE;
    let high = to / MINUTE;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (iana.offset(middle * MINUTE) * MINUTE === first) low = middle;
      else high = middle;
    }
    found.push({ from, to: high * MINUTE, offset: first });
    // A change at the very end belongs to the next day.
    if (high * MINUTE < to) found.push({ from: high * MINUTE, to, offset: last });
  }
  if (days.size >= REMEMBERED_DAYS) days.clear();
  days.set(day, found);
  return found;
}

function cacheOf(zone: string): ZoneCache {
  const before = caches.get(zone);
  if (before) return before;
  if (!isZone(zone)) throw new RangeError(`not a time zone: ${zone}`);
  const now = { zone: IANAZone.create(zone), days: new Map() };
  caches.set(zone, now);
  return now;
}
