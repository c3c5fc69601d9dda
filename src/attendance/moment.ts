import { addDays, atLocal, localDate } from '../calendar/rules.ts';

const MINUTE = 60_000;
/** A check-in that is reported shortly after midnight may be of the evening before. */
const NIGHT_MS = 6 * 3_600_000;

/** `at`, ms; absent: the time is now, so it is no report of the past. */
export type ReportedTime = { ok: true; at?: number } | { ok: false; problem: 'time-ahead' | 'time-too-far' };

/**
 * The instant of a time of day (`HH:mm` on the clock of `zone`) that is reported at `now`, ms: today's, or that of
 * the evening before if the open span (`open`: its beginning, ms) had begun by then, or it is a few hours past.
 * `within`: how far back, ms.
 */
export function reportedTime(
  time: string,
  o: { now: number; zone: string; within: number; open?: number },
): ReportedTime {
  const today = localDate(o.now, o.zone);
  const todays = atLocal(today, time, o.zone);
  const yesterdays = atLocal(addDays(today, -1), time, o.zone);
  const before = o.open === undefined ? o.now - yesterdays <= NIGHT_MS : yesterdays >= o.open;
  const at = todays <= o.now ? todays : before ? yesterdays : undefined;
  if (at === undefined) return { ok: false, problem: 'time-ahead' };
  if (o.now - at < MINUTE) return { ok: true };
  const ago = Math.floor(o.now / MINUTE) * MINUTE - at;
  return ago > o.within ? { ok: false, problem: 'time-too-far' } : { ok: true, at };
}
