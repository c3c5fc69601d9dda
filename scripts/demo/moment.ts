import type { Db } from 'mongodb';
import { REQUESTS } from '../../src/approvals/store.ts';
import { WORKDAYS } from '../../src/attendance/store.ts';
import { addDays, atLocal, type Calendar, isWorkingDay, localDate } from '../../src/calendar/rules.ts';

const CLOCK = 'demo';
const KEEP_MS = 10_000;

/**
 * When a new demo begins, ms: now, while people are at work (09:30–17:00 of a working day in `zone`); otherwise at 10:20 of the
 * day, or of the next working day. A weekend or a night would show an office with nobody in it.
 */
export function livelyMoment(now: number, zone: string, calendar: Calendar): number {
  let date = localDate(now, zone);
  if (isWorkingDay(date, calendar) && now >= atLocal(date, '09:30', zone) && now < atLocal(date, '17:00', zone))
    return now;
  while (!isWorkingDay(date, calendar)) date = addDays(date, 1);
  return atLocal(date, '10:20', zone);
}

/** The last moment of an earlier demo on this database, ms; undefined where there was none. */
export async function lastMoment(db: Db): Promise<number | undefined> {
  const kept = await db.collection<{ _id: string; now: number }>(CLOCK).findOne({ _id: 'clock' });
  const stored = await Promise.all([WORKDAYS, REQUESTS].map(name => lastStep(db, name)));
  const last = Math.max(kept?.now ?? 0, ...stored);
  return last > 0 ? last : undefined;
}

/** Whether a demo ended while it wrote its history: nobody has used that, and half of a month would stay for good. */
export async function isHalf(db: Db): Promise<boolean> {
  if (await db.collection(CLOCK).findOne({})) return false;
  const found = await Promise.all(['people', WORKDAYS].map(name => db.collection(name).findOne({})));
  return found.some(Boolean);
}

/** Of what people did, in case the clock was not written before a crash. */
async function lastStep(db: Db, collection: string): Promise<number> {
  const docs = await db
    .collection<{ _id: string; history: { at: number }[] }>(collection)
    .find({}, { projection: { 'history.at': 1 } })
    .toArray();
  return Math.max(0, ...docs.flatMap(d => d.history.map(h => h.at)));
}

/** Writes the clock down, now and every ten seconds; the function that is given back writes it once more and ends that. */
export async function keepMoment(db: Db, clock: { now(): number }): Promise<() => Promise<void>> {
  const write = async (): Promise<void> => {
    await db
      .collection<{ _id: string; now: number }>(CLOCK)
      .updateOne({ _id: 'clock' }, { $set: { now: clock.now() } }, { upsert: true });
  };
  await write();
  // A database that is away for a while is no reason to end the demo: the next write comes soon.
  const timer = setInterval(() => void write().catch(() => undefined), KEEP_MS);
  return async () => {
    clearInterval(timer);
    await write();
  };
}
