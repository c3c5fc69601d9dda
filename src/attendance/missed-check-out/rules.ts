import { addDays, atLocal, localMinutes } from '../../calendar/rules.ts';
import type { LikelyEnds } from '../../worktime/summary.ts';
import { isCheckOutMissed, missedAt, type Workday } from '../rules.ts';

/** When a question about a missing check-out is sent: the same evening, or the next morning. */
export const MOMENTS = ['evening', 'morning'] as const;
export type Moment = (typeof MOMENTS)[number];

/** A day without a check-out, with what the question needs. */
export interface UnendedDay
  extends Pick<Workday, 'date' | 'zone' | 'spans' | 'open' | 'unfinished' | 'forgottenAfter'> {
  user: string;
  asked?: readonly Moment[];
  likely: LikelyEnds;
  ownZone: string;
  /** checked in on a later day */
  cameBack: boolean;
}

/** A question that is due now. */
export interface DueQuestion {
  user: string;
  date: string;
  moment: Moment;
}

/** The evening's question comes so long after the likely end; ms. */
const EVENING_AFTER_MS = 2 * 3_600_000;
/** The morning's question comes at this time at the latest, on the person's own clock. */
const MORNING = '10:00';
/** A day that begins from this minute of the day on, or before the other one, is a night shift. */
const NIGHT_FROM = 17 * 60;
const NIGHT_TO = 5 * 60;
/** Older days are left to the person. */
const MOST_DAYS = 7;

/**
 * Each once per day and moment. Evening: still in two hours after the later of planned and usual end, no night shift.
 * Morning: the day was given up, and they are back or it is past 10:00.
 */
export function dueQuestions(days: readonly UnendedDay[], now: number, today: string): DueQuestion[] {
  return days.flatMap(day => {
    const moment = momentFor(day, now, today);
    return moment === undefined || day.asked?.includes(moment) ? [] : [{ user: day.user, date: day.date, moment }];
  });
}

function momentFor(day: UnendedDay, now: number, today: string): Moment | undefined {
  if (day.date < addDays(today, -MOST_DAYS)) return undefined;
  if (day.unfinished || isCheckOutMissed(day, now)) {
    const morning = atLocal(addDays(day.date, 1), MORNING, day.ownZone);
    return day.cameBack || now >= morning ? 'morning' : undefined;
  }
  const last = day.spans.at(-1);
  if (!day.open || !last || isNightShift(day)) return undefined;
  const { usual, plannedEnd } = day.likely;
  const end = Math.max(usual ?? 0, plannedEnd ?? 0);
  // Whoever came later stays knowingly.
  return end > last.in && now >= end + EVENING_AFTER_MS ? 'evening' : undefined;
}

/** From when on a question may be due, by the planned end alone if it is known; ms. Other facts are read only then. */
export function mayBeDueFrom(
  day: Pick<UnendedDay, 'spans' | 'open' | 'unfinished' | 'forgottenAfter' | 'asked'>,
  plannedEnd: number | undefined,
  now: number,
): number {
  const givenUp = day.unfinished ? 0 : missedAt(day, now);
  const morning = day.asked?.includes('morning') ? Number.POSITIVE_INFINITY : givenUp;
  if (now >= givenUp || day.asked?.includes('evening')) return morning;
  // The expected end comes after the last check-in.
  const since = Math.max(day.spans.at(-1)?.in ?? now, plannedEnd ?? 0);
  return Math.min(morning, since + EVENING_AFTER_MS);
}

function isNightShift(day: UnendedDay): boolean {
  const first = day.spans[0];
  if (!first) return false;
  const began = localMinutes(first.in, day.zone);
  return began >= NIGHT_FROM || began < NIGHT_TO;
}

/** Index of the span whose end is missing: the first without a check-out, else the last one. */
export function unendedSpan(day: Pick<Workday, 'spans'>): number {
  const forgotten = day.spans.findIndex(s => s.forgotten && s.out === undefined);
  return forgotten >= 0 ? forgotten : day.spans.length - 1;
}

/** Each once, within the open span, not ahead. */
export function offeredTimes(
  day: Pick<Workday, 'spans'>,
  likely: LikelyEnds,
  now: number,
): { is: 'usual' | 'planned'; at: number }[] {
  const index = unendedSpan(day);
  const span = day.spans[index];
  const latest = Math.max(span?.in ?? 0, ...(span?.breaks.map(b => b.to ?? b.from) ?? []));
  const until = Math.min(now, day.spans[index + 1]?.in ?? now);
  const offered: { is: 'usual' | 'planned'; at: number }[] = [];
  const minute = (ms: number): number => Math.floor(ms / 60_000);
  for (const [is, at] of [['usual', likely.usual] as const, ['planned', likely.plannedEnd] as const]) {
    if (at === undefined || at <= latest || at > until) continue;
    if (offered.some(o => minute(o.at) === minute(at))) continue;
    offered.push({ is, at });
  }
  return offered;
}
