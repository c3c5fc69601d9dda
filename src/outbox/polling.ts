import type { Db } from 'mongodb';
import { bulk } from '../db/bulk.ts';
import type { Owing } from '../db/documents.ts';
import type { Clock } from '../shared/clock.ts';
import { isDue } from '../shared/effects.ts';
import type { Log } from '../shared/log.ts';
import { within } from '../shared/within.ts';

interface Found {
  name: string;
  id: string;
}

const SWEEP_MS = 5_000;
const BATCH = 50;
const MOST_OWING = 1_000;
/** The jobs of the next minute do not wait for Slack to take all that is due. */
const MOST_MS = 20_000;

/** Looks for effects that are due: of dead processes, later tries, and what was dated before a clock was set back. */
export function polling(o: {
  db: Db;
  team: string;
  clock: Clock;
  log: Log;
  collections: readonly string[];
  /** until what it finds there is delivered */
  found: (name: string, id: string) => Promise<unknown>;
}) {
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Timeout | undefined;
  let stopped = false;
  let looks = 0;

  const deliver = (found: readonly Found[]): Promise<unknown> =>
    within(MOST_MS, Promise.all(found.map(({ name, id }) => o.found(name, id))));

  /** `ahead`: with those that only a clock that was set back since can have dated. */
  async function owing(ahead: boolean): Promise<Found[]> {
    const now = o.clock.now();
    // From 0 on: the index holds null for documents without effects, and some servers would fetch them all.
    const due = ahead ? { $gte: 0 } : { $gte: 0, $lte: now };
    const found = await Promise.all(
      o.collections.map(async name => {
        const docs = await o.db
          .collection<Owing>(name)
          .find({ team: o.team, 'effects.due': due }, { projection: { effects: 1 } })
          .limit(ahead ? MOST_OWING : BATCH)
          .toArray();
        const ready = docs.filter(d => d.effects.some(e => isDue(e, now)));
        return ready.slice(0, BATCH).map(d => ({ name, id: d._id }));
      }),
    );
    return found.flat();
  }

  async function due(): Promise<void> {
    if (stopped) return;
    looks += 1;
    const found = await owing(false).finally(() => {
      looks -= 1;
    });
    await deliver(found);
  }

  async function poll(): Promise<void> {
    if (!stopped) await deliver(await owing(true));
  }

  return {
    poll,
    /** Sooner than the next one of its own; ms. */
    pollIn: (ms: number): void => {
      if (stopped || ms > SWEEP_MS || soon) return;
      soon = setTimeout(() => {
        soon = undefined;
        bulk(due).catch(error => o.log.error({ err: error }, 'poll failed'));
      }, ms + 20);
    },
    start: (): void => {
      timer = setInterval(() => {
        // Polls do not pile up before a database that hangs.
        if (looks > 0) return;
        // Others log an outage; due effects stay due.
        bulk(due).catch(error => o.log.debug({ err: error }, 'poll failed'));
      }, SWEEP_MS);
      timer.unref();
    },
    /** No more timers; `over`: no more reads either. */
    rest: (over = false): void => {
      clearInterval(timer);
      clearTimeout(soon);
      stopped ||= over;
    },
  };
}
