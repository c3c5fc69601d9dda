import type { WebClient } from '@slack/web-api';
import type { Db } from 'mongodb';
import pLimit from 'p-limit';
import type { Owing } from '../db/documents.ts';
import type { Clock } from '../shared/clock.ts';
import { type Effect, LEASE_MS } from '../shared/effects.ts';
import type { Log } from '../shared/log.ts';
import { slackFailure } from '../slack/errors.ts';
import { nextTry } from './schedule.ts';
import { type Sender, senderFor } from './sender.ts';

/** Delivers one kind of effect. What it answers is set on the document in the write that removes the effect. */
export type Deliver = (doc: Owing, effect: Effect, sender: Sender) => Promise<Record<string, unknown> | undefined>;

export interface Courier {
  register(kind: string, deliver: Deliver): void;
  /** Right after a write: delivers these effects of the document now, in the background. */
  wake(collection: string, id: string, effects: readonly Effect[]): void;
  /** Delivers what is due: left behind by a dead process, or to be tried again. */
  sweep(): Promise<void>;
  /** Resolves when nothing is under way here. */
  idle(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

const SWEEP_MS = 5_000;
const BATCH = 50;
/** Documents worked on at once: background work must not make a click wait. */
const AT_ONCE = 8;

export function courier(o: {
  db: Db;
  team: () => string;
  client: WebClient;
  clock: Clock;
  log: Log;
  /** the collections whose documents owe effects */
  collections: readonly string[];
  /** told of each refusal and success, by effect */
  onOutcome?: (effect: Effect, error: string | undefined) => Promise<void>;
}): Courier {
  const kinds = new Map<string, Deliver>();
  const limit = pLimit(AT_ONCE);
  /** the last run of each document here: runs of one document follow one another */
  const runs = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Timeout | undefined;
  let stopped = false;

  const collection = (name: string) => o.db.collection<Owing>(name);

  function enqueue(name: string, id: string, fresh: ReadonlySet<string>): Promise<void> {
    const key = `${name}/${id}`;
    const before = runs.get(key) ?? Promise.resolve();
    const run = before
      .then(() => limit(() => deliverAll(name, id, fresh)))
      .catch(error => o.log.error({ err: error, document: key }, 'delivery failed'))
      .finally(() => {
        if (runs.get(key) === run) runs.delete(key);
      });
    runs.set(key, run);
    return run;
  }

  async function deliverAll(name: string, id: string, fresh: ReadonlySet<string>): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      const doc = await collection(name).findOne({ _id: id });
      const next = doc ? deliverable(doc, fresh, tried) : undefined;
      if (!doc || !next || stopped) return;
      tried.add(next.effect.id);
      if (!next.fresh && !(await claim(name, doc, next.effect))) continue;
      await deliver(name, doc, next.effect, next.fresh);
    }
  }

  /** The first effect of a lane that is ours, due, or follows one that we have just delivered. */
  function deliverable(doc: Owing, fresh: ReadonlySet<string>, tried: ReadonlySet<string>) {
    const lanes = new Set<string>();
    for (const effect of doc.effects) {
      const first = !lanes.has(effect.lane);
      lanes.add(effect.lane);
      if (!first || tried.has(effect.id)) continue;
      if (fresh.has(effect.id) && effect.tries === 0) return { effect, fresh: true };
      if (effect.due <= o.clock.now()) return { effect, fresh: false };
    }
    return undefined;
  }

  async function claim(name: string, doc: Owing, effect: Effect): Promise<boolean> {
    const result = await collection(name).updateOne(
      { _id: doc._id, effects: { $elemMatch: { id: effect.id, due: effect.due } } },
      { $set: { 'effects.$.due': o.clock.now() + LEASE_MS } },
    );
    return result.modifiedCount === 1;
  }

  async function deliver(name: string, doc: Owing, effect: Effect, fresh: boolean): Promise<void> {
    const remove = (set: Record<string, unknown> = {}) =>
      collection(name).updateOne({ _id: doc._id }, {
        $pull: { effects: { id: effect.id } },
        ...(Object.keys(set).length > 0 ? { $set: set } : {}),
      } as never);
    const kind = kinds.get(effect.kind);
    if (!kind) {
      o.log.error({ effect: effect.id, kind: effect.kind }, 'nobody delivers this kind of effect');
      return;
    }
    try {
      await remove(await kind(doc, effect, senderFor(o.client, effect, !fresh)));
      await o.onOutcome?.(effect, undefined);
    } catch (error) {
      const failure = slackFailure(error);
      const code = failure.is === 'refused' ? failure.error : failure.is;
      const wait = nextTry(effect.tries, failure);
      o.log.warn(
        { effect: effect.id, kind: effect.kind, tries: effect.tries, code, err: error },
        'an effect was not delivered',
      );
      if (failure.is === 'refused') await o.onOutcome?.(effect, code);
      if (wait === undefined) {
        await remove();
        return;
      }
      await collection(name).updateOne(
        { _id: doc._id, 'effects.id': effect.id },
        { $set: { 'effects.$.due': o.clock.now() + wait }, $inc: { 'effects.$.tries': 1 } },
      );
      sweepIn(wait);
    }
  }

  function sweepIn(ms: number): void {
    if (stopped || ms > SWEEP_MS || soon) return;
    soon = setTimeout(() => {
      soon = undefined;
      sweep().catch(error => o.log.error({ err: error }, 'sweep failed'));
    }, ms + 20);
  }

  async function sweep(): Promise<void> {
    if (stopped) return;
    const now = o.clock.now();
    const found = await Promise.all(
      o.collections.map(async name => {
        const docs = await collection(name)
          .find({ team: o.team(), 'effects.due': { $lte: now } }, { projection: { _id: 1 } })
          .limit(BATCH)
          .toArray();
        return docs.map(d => ({ name, id: d._id }));
      }),
    );
    await Promise.all(found.flat().map(d => enqueue(d.name, d.id, new Set())));
  }

  return {
    register: (kind, deliver) => void kinds.set(kind, deliver),
    wake: (name, id, effects) => {
      if (effects.length > 0) void enqueue(name, id, new Set(effects.map(e => e.id)));
    },
    sweep,
    idle: async () => {
      while (runs.size > 0) await Promise.all(runs.values());
    },
    start: () => {
      timer = setInterval(() => {
        // An outage of the database is told elsewhere; what is due stays due.
        sweep().catch(error => o.log.debug({ err: error }, 'sweep failed'));
      }, SWEEP_MS);
      timer.unref();
    },
    stop: async () => {
      clearInterval(timer);
      clearTimeout(soon);
      const running = [...runs.values()];
      await Promise.race([Promise.all(running), new Promise(resolve => setTimeout(resolve, 5_000).unref())]);
      stopped = true;
    },
  };
}
