import type { WebClient } from '@slack/web-api';
import type { Db } from 'mongodb';
import pLimit from 'p-limit';
import { bulk } from '../db/bulk.ts';
import type { Owing } from '../db/documents.ts';
import { BESIDE_MS, together } from '../db/together.ts';
import type { Clock } from '../shared/clock.ts';
import { type Effect, isDue, LEASE_MS, timeOf } from '../shared/effects.ts';
import type { Log } from '../shared/log.ts';
import { currentRequest, type Request, unremembered, withinRequest } from '../shared/request.ts';
import { watch } from '../shared/watched.ts';
import { within } from '../shared/within.ts';
import { codeOf, slackFailure } from '../slack-api/errors.ts';
import { UnreadableEffect } from './effect.ts';
import { type Removals, removals } from './removals.ts';
import { nextTry } from './schedule.ts';
import { type Sender, senderFor } from './sender.ts';

/** Delivers one kind. The write that removes the effect sets what it answers. */
export type Deliver = (doc: Owing, effect: Effect, sender: Sender) => Promise<Record<string, unknown> | undefined>;

/** Effects stored by this process, by id, with their due time: another due time means that another worker took them. */
type Fresh = ReadonlyMap<string, number>;

interface Found {
  name: string;
  id: string;
}

const SWEEP_MS = 5_000;
const BATCH = 50;
const MOST_OWING = 1_000;
/** Documents at once, and lanes of one document: background work must not delay a click. */
const DOCUMENTS_AT_ONCE = 8;
const LANES_AT_ONCE = 4;
/** The rest of a lease must suffice to send, before another process takes the effect over. */
const MARGIN_MS = 8_000;

export function outboxWorker(o: {
  db: Db;
  team: string;
  client: WebClient;
  clock: Clock;
  log: Log;
  /** whose documents carry effects */
  collections: readonly string[];
  /** called for each refusal and success */
  onOutcome?: (effect: Effect, error: string | undefined, audience?: string) => Promise<void>;
}) {
  const kinds = new Map<string, { deliver: Deliver; audience?: string | undefined }>();
  const limit = pLimit(DOCUMENTS_AT_ONCE);
  /** runs of one document follow one another */
  const runs = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Timeout | undefined;
  let stopped = false;
  let looks = 0;

  const collection = (name: string) => o.db.collection<Owing>(name);

  function enqueue(name: string, id: string, fresh: Fresh, doc?: Owing, after?: Request): Promise<void> {
    const key = `${name}/${id}`;
    const before = runs.get(key);
    // After another run the document has changed.
    const known = before ? undefined : doc;
    const run = (before ?? Promise.resolve())
      .then(() => limit(() => deliverAll(name, id, { fresh, known, after })))
      .catch(error => o.log.error({ err: error, document: key }, 'delivery failed'))
      .finally(() => {
        if (runs.get(key) === run) runs.delete(key);
      });
    runs.set(key, run);
    return run;
  }

  /** Joins reads of the poll. */
  const swept = together(
    async (name, ids) =>
      new Map(
        (
          await unremembered(() =>
            collection(name)
              .find({ _id: { $in: [...ids] } })
              .toArray(),
          )
        ).map(d => [d._id, d]),
      ),
    { waitMs: BESIDE_MS },
  );

  async function deliverAll(
    name: string,
    id: string,
    { fresh, known, after }: { fresh: Fresh; known: Owing | undefined; after: Request | undefined },
  ): Promise<void> {
    const tried = new Set<string>();
    /** lanes cleared here: their next effect waited for this one */
    const cleared = new Set<string>();
    const lanes = pLimit(LANES_AT_ONCE);
    let doc = known;
    for (let round = 0; !stopped; round++) {
      const given = doc;
      const read = (): Promise<Owing | null> => unremembered(() => collection(name).findOne({ _id: id }));
      const current = given ?? (await (fresh.size > 0 ? read() : swept(name, id)));
      const next = current ? deliverable(current, fresh, tried, cleared) : [];
      doc = undefined;
      // A blocked lane may be free by now.
      if (given && round === 0 && next.length === 0) continue;
      if (!current || next.length === 0 || stopped) return;
      const carried = { effects: current.effects, running: next.length, atOnce: LANES_AT_ONCE };
      const removing = removals(collection(name), id, carried);
      const done = await Promise.all(
        next.map(({ effect, own }) =>
          lanes(async () => {
            tried.add(effect.id);
            const isOurs = own || (await claim(name, current, effect));
            const outcome = isOurs
              ? await deliver(name, current, effect, { removing, own: own ? { after } : undefined })
              : 'more';
            if (isOurs && outcome !== 'owed') cleared.add(effect.lane);
            return outcome;
          }).finally(removing.ended),
        ),
      );
      const left = done.every(outcome => outcome === 'removed') ? removing.left() : undefined;
      if (left && deliverable({ ...current, effects: [...left] }, fresh, tried, cleared).length === 0) return;
    }
  }

  /** The first effect of each lane that is ours, due, or follows one that we have just delivered. */
  function deliverable(
    doc: Owing,
    fresh: Fresh,
    tried: ReadonlySet<string>,
    cleared: ReadonlySet<string>,
  ): { effect: Effect; own: boolean }[] {
    const now = o.clock.now();
    const lanes = new Set<string>();
    return doc.effects.flatMap((effect): { effect: Effect; own: boolean }[] => {
      const first = !lanes.has(effect.lane);
      lanes.add(effect.lane);
      if (!first || tried.has(effect.id)) return [];
      // Near its end the lease is claimed like any other.
      if (fresh.get(effect.id) === effect.due) return [{ effect, own: effect.due > now + MARGIN_MS }];
      return isDue(effect, now) || cleared.has(effect.lane) ? [{ effect, own: false }] : [];
    });
  }

  async function claim(name: string, doc: Owing, effect: Effect): Promise<boolean> {
    // Different from before, so that only one claim succeeds.
    const lease = o.clock.now() + LEASE_MS;
    const due = lease === effect.due ? lease + 1 : lease;
    const result = await collection(name).updateOne(
      { _id: doc._id, effects: { $elemMatch: { id: effect.id, due: effect.due } } },
      { $set: { 'effects.$.due': due } },
    );
    return result.modifiedCount === 1;
  }

  /** Whether the document still owes it; `more`: it owes what else was not looked at. */
  async function deliver(
    name: string,
    doc: Owing,
    effect: Effect,
    { removing, own }: { removing: Removals; own: { after: Request | undefined } | undefined },
  ): Promise<'owed' | 'more' | 'removed'> {
    const remove = async (set: Record<string, unknown> = {}): Promise<'removed'> => {
      await removing.remove(effect.id, set);
      return 'removed';
    };
    const kind = kinds.get(effect.kind);
    if (!kind) {
      o.log.error({ effect: effect.id, kind: effect.kind }, 'nobody delivers this kind of effect');
      return 'owed';
    }
    try {
      const work = () => kind.deliver(doc, effect, senderFor(o.client, effect, !own));
      const left = await remove(await withinRequest(effect.request ?? effect.id, work, own?.after));
      watched(effect, 'delivered');
      await o.onOutcome?.(effect, undefined, kind.audience);
      return left;
    } catch (error) {
      if (error instanceof UnreadableEffect) return setAside(name, doc, effect, error);
      const failure = slackFailure(error);
      const code = codeOf(failure);
      watched(effect, code);
      const wait = nextTry(effect.tries, failure);
      const told = { effect: effect.id, kind: effect.kind, tries: effect.tries, code, err: error };
      o.log.warn(told, wait === undefined ? 'an effect was given up' : 'an effect was not delivered');
      if (failure.is === 'refused') await o.onOutcome?.(effect, failure.error, kind.audience);
      if (wait === undefined) return remove();
      await postpone(name, doc, effect, wait);
      return 'owed';
    }
  }

  /** Unreadable effects are not retried; they stay on the document for repair. */
  async function setAside(name: string, doc: Owing, effect: Effect, error: UnreadableEffect): Promise<'more'> {
    o.log.error({ effect: effect.id, kind: effect.kind, document: doc._id, err: error }, 'an effect was set aside');
    const update = { $pull: { effects: { id: effect.id } }, $push: { unreadable: effect } } as never;
    await collection(name).updateOne({ _id: doc._id }, update);
    return 'more';
  }

  /** The whole lane waits, or the poll would be full of effects that stand behind. */
  async function postpone(name: string, doc: Owing, effect: Effect, wait: number): Promise<void> {
    const due = o.clock.now() + wait;
    await collection(name).updateOne(
      { _id: doc._id },
      { $set: { 'effects.$[lane].due': due }, $inc: { 'effects.$[this].tries': 1 } },
      { arrayFilters: [{ 'lane.lane': effect.lane }, { 'this.id': effect.id }] },
    );
    sweepIn(wait);
  }

  const watched = (effect: Effect, outcome: string): void =>
    watch('delivered', { kind: effect.kind, outcome, late: o.clock.now() - timeOf(effect.id) });

  function sweepIn(ms: number): void {
    if (stopped || ms > SWEEP_MS || soon) return;
    soon = setTimeout(() => {
      soon = undefined;
      bulk(due).catch(error => o.log.error({ err: error }, 'poll failed'));
    }, ms + 20);
  }

  async function foundDue(): Promise<Found[]> {
    const now = o.clock.now();
    const found = await Promise.all(
      o.collections.map(async name => {
        // From 0 on: the index holds null for documents without effects, and some servers would fetch them all.
        const docs = await collection(name)
          .find({ team: o.team, 'effects.due': { $gte: 0, $lte: now } }, { projection: { _id: 1 } })
          .limit(BATCH)
          .toArray();
        return docs.map(d => ({ name, id: d._id }));
      }),
    );
    return found.flat();
  }

  const enqueueAll = (found: readonly Found[]): Promise<unknown> =>
    Promise.all(found.map(d => enqueue(d.name, d.id, new Map())));

  async function due(): Promise<void> {
    if (stopped) return;
    looks += 1;
    const found = await foundDue().finally(() => {
      looks -= 1;
    });
    await enqueueAll(found);
  }

  /** With those that only a clock that was set back since can have dated. */
  async function poll(): Promise<void> {
    if (stopped) return;
    const now = o.clock.now();
    const found = await Promise.all(
      o.collections.map(async name => {
        const docs = await collection(name)
          .find({ team: o.team, 'effects.due': { $gte: 0 } }, { projection: { effects: 1 } })
          .limit(MOST_OWING)
          .toArray();
        const owing = docs.filter(d => d.effects.some(e => isDue(e, now)));
        return owing.slice(0, BATCH).map(d => ({ name, id: d._id }));
      }),
    );
    await enqueueAll(found.flat());
  }

  return {
    /** `audience`: whose channel the kind posts in */
    register: (kind: string, deliver: Deliver, audience?: string): void => void kinds.set(kind, { deliver, audience }),
    /** Delivers these effects now, in the background. `doc`: as the write left it, which saves a read. */
    notify: (name: string, id: string, effects: readonly Effect[], doc?: Owing): void => {
      const now = effects.filter(e => e.from === undefined);
      if (now.length > 0) void enqueue(name, id, new Map(now.map(e => [e.id, e.due])), doc, currentRequest());
    },
    /** Delivers what is due: effects of dead processes, retries, and those dated before the clock was set back. */
    poll,
    /** how many documents owe something */
    depth: async (): Promise<number> => {
      const owing = { team: o.team, 'effects.due': { $gte: 0 } };
      const counts = await Promise.all(o.collections.map(name => collection(name).countDocuments(owing)));
      return counts.reduce((sum, n) => sum + n, 0);
    },
    idle: async (): Promise<void> => {
      while (runs.size > 0) await Promise.all(runs.values());
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
    stop: async (): Promise<void> => {
      clearInterval(timer);
      clearTimeout(soon);
      const running = [...runs.values()];
      await within(5_000, Promise.all(running));
      stopped = true;
    },
  };
}
export type Outbox = ReturnType<typeof outboxWorker>;
