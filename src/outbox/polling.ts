import type { Db } from 'mongodb';
import { bulk } from '../db/bulk.ts';
import type { Owing } from '../db/documents.ts';
import { FACTS } from '../db/facts.ts';
import { keptAs } from '../db/remembering.ts';
import type { Clock } from '../shared/clock.ts';
import { isDue } from '../shared/effects.ts';
import type { Log } from '../shared/log.ts';
import { readAnew, unremembered } from '../shared/request.ts';
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

  // From 0 on: the index holds null for documents without effects, and some servers would fetch them all.
  const read = (name: string, until: { $lte?: number }, limit: number): Promise<Owing[]> =>
    unremembered(() =>
      o.db
        .collection<Owing>(name)
        .find({ team: o.team, 'effects.due': { $gte: 0, ...until } }, { projection: { effects: 1 } })
        .limit(limit)
        .toArray(),
    );

  /** That facts owe nothing is kept until one is changed; not what they owe: a delivery counts as no change. */
  const owesNothing = async (name: string): Promise<boolean> =>
    FACTS.has(name) && (await keptAs(o.db, name, 'owing', () => read(name, {}, 1))).length === 0;

  /** `ahead`: with those that only a clock that was set back since can have dated. */
  async function owing(ahead: boolean): Promise<Found[]> {
    const now = o.clock.now();
    const found = await Promise.all(
      o.collections.map(async name => {
        if (await owesNothing(name)) return [];
        const docs = await (ahead ? read(name, {}, MOST_OWING) : read(name, { $lte: now }, BATCH));
        const ready = docs.filter(d => d.effects.some(e => isDue(e, now)));
        return ready.slice(0, BATCH).map(d => ({ name, id: d._id }));
      }),
    );
    return found.flat();
  }

  async function due(): Promise<void> {
    if (stopped) return;
    looks += 1;
    const found = await readAnew(() => owing(false)).finally(() => {
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
