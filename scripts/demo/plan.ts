import { atLocal } from '../../src/calendar/rules.ts';
import type { Hours } from '../../src/leave-record/days.ts';
import { halfOf } from '../../src/leave-record/form.ts';
import type { ActiveLeave } from '../../src/leave-record/rules.ts';
import { weekOf } from '../../src/people/schedule.ts';
import { weekdayOf } from '../../src/people/terms.ts';
import type { Seeded } from '../simulator/seed.ts';

export type Colleague = Seeded['colleagues'][number] & {
  /** usually so much longer, minutes */
  stays?: number;
  /** their first day, where it lies within the history */
  hiredOn?: string;
};

export const MINUTE = 60_000;

/** The policy's day. */
const FULL_DAY = 480;

/** As a leave keeps them; undefined: the usual ones. */
export const hoursOf = ({ schedule }: Pick<Colleague, 'schedule'>): Hours | undefined =>
  schedule === undefined ? undefined : { week: [...weekOf(schedule)], fullDay: FULL_DAY };

/** How somebody spends a day, ms; nothing for a day of leave. */
export interface DayPlan {
  in: number;
  out: number;
  place: Colleague['place'] | 'outside';
  lunch?: { from: number; to: number };
}

/** Repeatable, so that the demo looks the same each time: numbers in 0…1 (mulberry32) from a text. */
export function numbers(text: string): () => number {
  let a = 0;
  for (const sign of text) a = Math.imul(a ^ sign.charCodeAt(0), 0x01_00_01_93);
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What a colleague does on a working day; the same for the same day, moved by their leave; nothing on an own day off. */
export function planOf(
  c: Colleague,
  date: string,
  zone: string,
  leaves: readonly Pick<ActiveLeave, 'type' | 'from' | 'to' | 'part'>[],
): DayPlan | undefined {
  if (c.hiredOn !== undefined && date < c.hiredOn) return undefined;
  const work = hoursOf(c)?.week[weekdayOf(date)] ?? FULL_DAY;
  const parts = leaves.filter(l => l.from <= date && date <= l.to).map(l => l.part ?? halfOf(l.type));
  const morningOff = parts.includes('am');
  const afternoonOff = parts.includes('pm');
  if (work === 0 || (parts.length > 0 && morningOff === afternoonOff)) return undefined;
  const random = numbers(`${c.user} ${date}`);
  const at = (time: string, minutes: number): number => atLocal(date, time, zone) + Math.round(minutes) * MINUTE;
  const usual = at('08:00', c.arrives + random() * 20 - 10);
  const start = morningOff ? at('13:30', random() * 15) : usual;
  const length = morningOff || afternoonOff ? work / 2 + 5 + random() * 10 : work + 50 + (c.stays ?? 0) + random() * 45;
  const noon = at('12:00', random() * 20);
  const place = random() < 0.12 ? (c.place === 'home' ? 'office' : 'home') : c.place;
  return {
    in: start,
    out: start + Math.round(length) * MINUTE,
    place,
    ...(morningOff || afternoonOff
      ? {}
      : { lunch: { from: noon, to: noon + Math.round(50 + random() * 12) * MINUTE } }),
  };
}
