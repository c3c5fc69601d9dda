import type { WebClient } from '@slack/web-api';
import type { Db } from 'mongodb';
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
import { polling } from './polling.ts';
import { type Removals, removals } from './removals.ts';
import { nextTry } from './schedule.ts';
import { type Sender, senderFor } from './sender.ts';
import { AT_ONCE, turns } from './turns.ts';

/** Delivers one kind. The write that removes the effect sets what it answers. */
export type Deliver = (doc: Owing, effect: Effect, sender: Sender) => Promise<Record<string, unknown> | undefined>;

interface Kind {
  deliver: Deliver;
  /** whose channel the kind posts in */
  audience?: string | undefined;
  /** the method whose limit many of the kind may meet: they go at Slack's pace */
  pace?: string | undefined;
}

/** Effects stored by this process, by id, with their due time: another due time means that another worker took them. */
type Fresh = ReadonlyMap<string, number>;

/** The rest of a lease must suffice to send, before another process takes the effect over. */
const MARGIN_MS = 8_000;

/** For the log. Who delivers it is often within another request, or none. */
const about = ({ id, kind, request = id }: Effect) => ({ request, effect: id, kind });

export function outboxWorker(o: {
  db: Db;
  team: string;
  client: WebClient;
  clock: Clock;
  log: Log;
  /** whose documents carry effects */
  collections: readonly string[];
  /** Resolves when nobody waits for an answer, or soon. */
  lull?: () => Promise<unknown>;
  /** called for each refusal and success */
  onOutcome?: (effect: Effect, error: string | undefined, audience?: string) => Promise<void>;
}) {
  const kinds = new Map<string, Kind>();
  const { inTurn, isLimited, refused } = turns(o.lull);
  /** runs of one document follow one another */
  const runs = new Map<string, Promise<void>>();
  /** effects that wait for Slack's limit, by id: the rest of their document goes on */
  const apart = new Map<string, Promise<void>>();
  /** documents whose last run was asked for by a poll and has not begun */
  const polled = new Set<string>();
  let stopped = false;

  const collection = (name: string) => o.db.collection<Owing>(name);
  const polls = polling({ ...o, found });

  function found(name: string, id: string): Promise<unknown> {
    const key = `${name}/${id}`;
    if (!polled.has(key)) {
      polled.add(key);
      return enqueue(name, id, new Map());
    }
    return runs.get(key) ?? Promise.resolve();
  }

  function enqueue(name: string, id: string, fresh: Fresh, doc?: Owing, after?: Request): Promise<void> {
    const key = `${name}/${id}`;
    const before = runs.get(key);
    // After another run the document has changed.
    const known = before ? undefined : doc;
    const run = (before ?? Promise.resolve())
      .then(() => {
        polled.delete(key);
        return deliverAll(name, id, { fresh, known, after });
      })
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
    let doc = known;
    // What a press has read goes on with the document that it stored, not with one that others have changed since.
    for (let round = 0; !stopped; round++) {
      const given = doc;
      const read = (): Promise<Owing | null> => unremembered(() => collection(name).findOne({ _id: id }));
      const current = given ?? (await (fresh.size > 0 ? inTurn(undefined, read) : swept(name, id)));
      const next = current ? deliverable(current, fresh, tried, cleared) : [];
      doc = undefined;
      // A blocked lane may be free by now.
      if (given && round === 0 && next.length === 0) continue;
      if (!current || next.length === 0 || stopped) return;
      const isVersioned = typeof current.version === 'number';
      const carried = { effects: current.effects, running: next.length, atOnce: AT_ONCE, isVersioned };
      const removing = removals(collection(name), id, carried);
      const work = (effect: Effect, waits = false): Promise<'owed' | 'more' | 'removed'> => {
        tried.add(effect.id);
        return inTurn(paceOf(effect), async toSend => {
          // It is left for the next start, or for another process.
          if (stopped) return 'more';
          // While it waited the document may have changed.
          const doc = waits ? await read() : current;
          if (!doc?.effects.some(e => e.id === effect.id)) return 'more';
          // Near its end the lease is claimed like any other.
          const own = fresh.get(effect.id) === effect.due && effect.due > o.clock.now() + MARGIN_MS;
          const isOurs = own || (await claim(name, doc, effect));
          const outcome = isOurs
            ? await deliver(name, doc, effect, {
                removing,
                toSend,
                own: own ? { after: given && after } : undefined,
              })
            : 'more';
          if (isOurs && outcome !== 'owed') cleared.add(effect.lane);
          return outcome;
        }).finally(removing.ended);
      };
      const isOver = (): boolean => {
        const left = removing.left();
        return (
          left !== undefined && deliverable({ ...current, effects: [...left] }, fresh, tried, cleared).length === 0
        );
      };
      const waiting = next.filter(effect => isLimited(paceOf(effect)));
      for (const effect of waiting) {
        const run: Promise<void> = work(effect, true)
          .then(outcome => {
            if (outcome === 'removed' && !isOver()) void enqueue(name, id, fresh);
          })
          .catch(error => o.log.error({ ...about(effect), err: error }, 'delivery failed'))
          .finally(() => apart.delete(effect.id));
        apart.set(effect.id, run);
      }
      const done = await Promise.all(next.filter(effect => !apart.has(effect.id)).map(effect => work(effect)));
      if (done.every(outcome => outcome === 'removed') && isOver()) return;
    }
  }

  const paceOf = (effect: Effect): string | undefined => kinds.get(effect.kind)?.pace;

  /** The first effect of each lane that is ours, due, or follows one that we have just delivered. */
  function deliverable(doc: Owing, fresh: Fresh, tried: ReadonlySet<string>, cleared: ReadonlySet<string>): Effect[] {
    const now = o.clock.now();
    const lanes = new Set<string>();
    return doc.effects.filter(effect => {
      const first = !lanes.has(effect.lane);
      lanes.add(effect.lane);
      if (!first || tried.has(effect.id) || apart.has(effect.id)) return false;
      return fresh.get(effect.id) === effect.due || isDue(effect, now) || cleared.has(effect.lane);
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
    {
      removing,
      toSend,
      own,
    }: { removing: Removals; toSend: Request['toSend']; own: { after: Request | undefined } | undefined },
  ): Promise<'owed' | 'more' | 'removed'> {
    const remove = async (set: Record<string, unknown> = {}): Promise<'removed'> => {
      await removing.remove(effect.id, set);
      return 'removed';
    };
    const kind = kinds.get(effect.kind);
    if (!kind) {
      o.log.error(about(effect), 'nobody delivers this kind of effect');
      return 'owed';
    }
    try {
      const work = () => kind.deliver(doc, effect, senderFor(o.client, effect, !own));
      const left = await remove(await withinRequest(effect.request ?? effect.id, work, { after: own?.after, toSend }));
      watched(effect, 'delivered');
      await o.onOutcome?.(effect, undefined, kind.audience);
      return left;
    } catch (error) {
      if (error instanceof UnreadableEffect) return setAside(name, doc, effect, error);
      const failure = slackFailure(error);
      const code = codeOf(failure);
      watched(effect, code);
      const wait = nextTry(effect.tries, failure);
      if (failure.is === 'rate-limited') refused(kind.pace, failure.retryAfterMs);
      const told = { ...about(effect), tries: effect.tries, code, err: error };
      o.log.warn(told, wait === undefined ? 'an effect was given up' : 'an effect was not delivered');
      if (failure.is === 'refused') await o.onOutcome?.(effect, failure.error, kind.audience);
      if (wait === undefined) return remove();
      await postpone(name, doc, effect, wait);
      return 'owed';
    }
  }

  /** Unreadable effects are not retried; they stay on the document for repair. */
  async function setAside(name: string, doc: Owing, effect: Effect, error: UnreadableEffect): Promise<'more'> {
    o.log.error({ ...about(effect), document: doc._id, err: error }, 'an effect was set aside');
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
    polls.pollIn(wait);
  }

  const watched = (effect: Effect, outcome: string): void =>
    watch('delivered', { ...about(effect), outcome, late: o.clock.now() - timeOf(effect.id) });

  return {
    register: (kind: string, deliver: Deliver, o: Omit<Kind, 'deliver'> = {}): void =>
      void kinds.set(kind, { deliver, ...o }),
    /** Delivers these effects now, in the background. `doc`: as the write left it, which saves a read. */
    notify: (name: string, id: string, effects: readonly Effect[], doc?: Owing): void => {
      const now = effects.filter(e => e.from === undefined);
      if (now.length > 0) void enqueue(name, id, new Map(now.map(e => [e.id, e.due])), doc, currentRequest());
    },
    /** Delivers what is due: effects of dead processes, retries, and those dated before the clock was set back. */
    poll: polls.poll,
    /** how many documents owe something */
    depth: async (): Promise<number> => {
      const owing = { team: o.team, 'effects.due': { $gte: 0 } };
      const counts = await Promise.all(o.collections.map(name => collection(name).countDocuments(owing)));
      return counts.reduce((sum, n) => sum + n, 0);
    },
    idle: async (): Promise<void> => {
      while (runs.size + apart.size > 0) await Promise.all([...runs.values(), ...apart.values()]);
    },
    start: polls.start,
    stop: async (): Promise<void> => {
      polls.rest();
      const running = [...runs.values(), ...apart.values()];
      await within(5_000, Promise.all(running));
      polls.rest(true);
      stopped = true;
    },
  };
}
export type Outbox = ReturnType<typeof outboxWorker>;
