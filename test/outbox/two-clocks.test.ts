import type { WebClient } from '@slack/web-api';
import type { Collection } from 'mongodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Owing } from '../../src/db/documents.ts';
import { stored } from '../../src/db/stored.ts';
import { effect } from '../../src/outbox/effect.ts';
import { type Deliver, type Outbox, outboxWorker } from '../../src/outbox/worker.ts';
import { type Effect, LEASE_MS } from '../../src/shared/effects.ts';
import { createLog } from '../../src/shared/log.ts';
import { handle } from '../../src/workspace/feature.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const NOW = Date.parse('2026-11-24T09:00:00+09:00');

/** One process: its own clock, its own log, and what it delivered. */
interface Process {
  outbox: Outbox;
  clock: { at: number };
  delivered: string[];
  logged: { msg: string; effect?: string }[];
  poll(): Promise<void>;
}

/** A delivery that goes on once the test says so. */
function gate(): { begun: Promise<void>; open(): void; pass(): Promise<void> } {
  let [open, began] = [(): void => undefined, (): void => undefined];
  const opened = new Promise<void>(resolve => (open = resolve));
  const begun = new Promise<void>(resolve => (began = resolve));
  return {
    begun,
    open: () => open(),
    pass: () => {
      began();
      return opened;
    },
  };
}

const tell = (id: string, o: Partial<Effect> = {}): Effect => ({
  ...{ id, kind: 'tell', lane: id, due: NOW, tries: 0, to: 'U1' },
  ...o,
});

describe('outbox workers of two processes', () => {
  let database: TestDatabase;
  let things: Collection<Owing & { unreadable?: Effect[]; state?: string }>;
  const processes: Process[] = [];
  beforeAll(async () => {
    database = await testDatabase();
    things = database.db.collection('things');
  });
  beforeEach(() => things.deleteMany({}));
  afterEach(async () => {
    await Promise.all(processes.splice(0).map(p => p.outbox.stop()));
  });
  afterAll(() => database.drop());

  /** A process whose clock is `ahead` ms of the other one's. */
  function start(
    ahead: number,
    deliver: Record<string, Deliver> = { tell: async () => undefined },
    client = {} as WebClient,
  ): Process {
    const logged: Process['logged'] = [];
    const log = createLog('warn', { destination: { write: line => logged.push(JSON.parse(line)) } });
    const clock = { at: NOW + ahead };
    const outbox = outboxWorker({
      ...{ db: database.db, team: 'T', client, log, collections: ['things'] },
      clock: { now: () => clock.at },
    });
    const delivered: string[] = [];
    for (const [kind, run] of Object.entries(deliver))
      outbox.register(kind, async (doc, owed, sender) => {
        delivered.push(owed.id);
        return run(doc, owed, sender);
      });
    const poll = async (): Promise<void> => {
      await outbox.poll();
      await outbox.idle();
    };
    const process = { outbox, clock, delivered, logged, poll };
    processes.push(process);
    return process;
  }

  const store = async (...effects: Effect[]): Promise<Owing> => {
    const doc = { _id: 'thing', team: 'T', effects };
    await things.insertOne(doc);
    return doc;
  };
  const kept = async () => await things.findOne({ _id: 'thing' });
  const left = async () => (await kept())?.effects ?? [];

  describe('claims and leases', () => {
    it('take an effect at its due time by their own clock, and not before', async () => {
      await store(tell('e1', { due: NOW + 5_000 }));
      const [slow, fast] = [start(-1), start(4_999)];
      await Promise.all([slow.poll(), fast.poll()]);
      expect([slow.delivered, fast.delivered]).toEqual([[], []]);
      fast.clock.at = NOW + 5_000;
      await Promise.all([slow.poll(), fast.poll()]);
      expect([slow.delivered, fast.delivered]).toEqual([[], ['e1']]);
    });

    it.each([0, 15_000, LEASE_MS - 1])('keep another off while they deliver, its clock %i ms ahead', async ahead => {
      await store(tell('e1'));
      const door = gate();
      const [first, second] = [start(0, { tell: async () => void (await door.pass()) }), start(ahead)];
      const polled = first.poll();
      await door.begun;
      await second.poll();
      expect(second.delivered).toEqual([]);
      door.open();
      await polled;
      expect(await left()).toEqual([]);
    });

    it('end with the lease, so that another takes over what a dead process left', async () => {
      await store(tell('e1'));
      const door = gate();
      const [dead, other] = [start(0, { tell: async () => void (await door.pass()) }), start(0)];
      const polled = dead.poll();
      await door.begun;
      other.clock.at += LEASE_MS;
      await other.poll();
      expect(other.delivered).toEqual(['e1']);
      door.open();
      await polled;
    });

    it('go to one of two that have read the same document', async () => {
      const doc = await store(tell('e1', { due: NOW + 5_000 }));
      const [first, second] = [start(0), start(2_000)];
      for (const p of [first, second]) p.outbox.notify('things', doc._id, doc.effects, doc);
      await Promise.all([first.outbox.idle(), second.outbox.idle()]);
      expect([...first.delivered, ...second.delivered]).toEqual(['e1']);
    });

    it('show in the due time even when the lease would end at the very same moment', async () => {
      const next = tell('e2', { lane: 'e1', due: NOW + LEASE_MS });
      await store(tell('e1'), next);
      const door = gate();
      const first = start(0, { tell: async (_, { id }) => void (id === 'e2' && (await door.pass())) });
      const second = start(0);
      const polled = first.poll();
      await door.begun;
      // The one that stored it is about to deliver it, too.
      second.outbox.notify('things', 'thing', [next]);
      await second.outbox.idle();
      door.open();
      await polled;
      expect([first.delivered, second.delivered]).toEqual([['e1', 'e2'], []]);
    });

    it('make it look in Slack first, which the process that stored the effect need not', async () => {
      const [own, taken] = [tell('own', { due: NOW + LEASE_MS }), tell('taken')];
      await store(own, taken);
      const calls: string[] = [];
      const history = async (): Promise<object> => {
        calls.push('looked');
        return { messages: [] };
      };
      const postMessage = async (m: { metadata: { event_payload: { effect: string } } }): Promise<object> => {
        calls.push(m.metadata.event_payload.effect);
        return {};
      };
      const client = { conversations: { history }, chat: { postMessage } } as unknown as WebClient;
      const post: Deliver = async (_doc, _effect, sender) =>
        void (await sender.post({ channel: 'C1' }, { text: '', blocks: [] }));
      const p = start(0, { tell: post }, client);
      p.outbox.notify('things', 'thing', [own]);
      await p.outbox.idle();
      expect(calls.filter(call => call !== 'own')).toEqual(['looked', 'taken']);
      expect(calls).toHaveLength(3);
      expect(await left()).toEqual([]);
    });

    it('leave alone what belongs to another workspace', async () => {
      await things.insertOne({ _id: 'theirs', team: 'T2', effects: [tell('e1')] });
      const p = start(0);
      await p.poll();
      expect(p.delivered).toEqual([]);
    });
  });

  describe('an unknown kind', () => {
    it('is left for a process that knows it, and is not tried in a loop', async () => {
      await store(tell('new', { kind: 'of-tomorrow' }), tell('other'));
      const old = start(0);
      const today = start(0, { 'of-tomorrow': async () => undefined });
      await old.poll();
      await old.poll();
      old.clock.at += LEASE_MS - 1;
      await old.poll();
      expect(old.delivered).toEqual(['other']);
      expect(old.logged).toMatchObject([{ msg: 'nobody delivers this kind of effect', effect: 'new' }]);
      expect(await left()).toMatchObject([{ id: 'new', tries: 0, due: NOW + LEASE_MS }]);
      today.clock.at += LEASE_MS;
      await today.poll();
      expect(today.delivered).toEqual(['new']);
      expect(await left()).toEqual([]);
    });

    it('holds up what follows it under its ordering key', async () => {
      await store(tell('new', { kind: 'of-tomorrow', lane: 'card' }), tell('next', { lane: 'card' }));
      const old = start(0);
      await old.poll();
      expect(old.delivered).toEqual([]);
      expect((await left()).map(e => e.id)).toEqual(['new', 'next']);
    });
  });

  describe('effects of one ordering key', () => {
    it('are delivered in the order in which they were stored, each after the one before is done', async () => {
      await store(tell('e1', { lane: 'card' }), tell('e2', { lane: 'card', due: NOW + LEASE_MS }), tell('dm'));
      const door = gate();
      const p = start(0, { tell: async (_, { id }) => void (id === 'e1' && (await door.pass())) });
      const polled = p.poll();
      await door.begun;
      await until(() => p.delivered.includes('dm'), { what: 'the effect of another key' });
      expect(p.delivered.filter(id => id !== 'dm')).toEqual(['e1']);
      door.open();
      await polled;
      expect(p.delivered.filter(id => id !== 'dm')).toEqual(['e1', 'e2']);
      expect(await left()).toEqual([]);
    });

    it('wait for another process that delivers the first, which then goes on with the second', async () => {
      const second = tell('e2', { lane: 'card', due: NOW + LEASE_MS });
      await store(tell('e1', { lane: 'card' }));
      const door = gate();
      const slow = start(0, { tell: async (_, { id }) => void (id === 'e1' && (await door.pass())) });
      const fast = start(3_000);
      const polled = slow.poll();
      await door.begun;
      await things.updateOne({ _id: 'thing' }, { $push: { effects: second } as never });
      fast.outbox.notify('things', 'thing', [second]);
      await fast.outbox.idle();
      expect(fast.delivered).toEqual([]);
      door.open();
      await polled;
      expect(slow.delivered).toEqual(['e1', 'e2']);
      expect(await left()).toEqual([]);
    });

    it('all wait when the first fails, and others do not', async () => {
      await store(tell('e1', { lane: 'card' }), tell('dm'), tell('e2', { lane: 'card' }));
      let broken = true;
      const fails: Deliver = async (_, { id }) => {
        if (broken && id === 'e1') throw new Error('no answer');
        return undefined;
      };
      const [first, second] = [start(0, { tell: fails }), start(1_999, { tell: fails })];
      await first.poll();
      expect(first.delivered.sort()).toEqual(['dm', 'e1']);
      expect(await left()).toMatchObject([
        { id: 'e1', tries: 1, due: NOW + 2_000 },
        { id: 'e2', tries: 0, due: NOW + 2_000 },
      ]);
      await second.poll();
      expect(second.delivered).toEqual([]);
      broken = false;
      second.clock.at = NOW + 2_000;
      await second.poll();
      expect(second.delivered).toEqual(['e1', 'e2']);
    });

    it('are not lost when they are stored while the one before is removed', async () => {
      const late = tell('e2', { lane: 'e1', due: NOW + LEASE_MS });
      await store(tell('e1'));
      const p = start(0, {
        tell: async (_, { id }) => {
          if (id === 'e1') await things.updateOne({ _id: 'thing' }, { $push: { effects: late } as never });
          return { state: id };
        },
      });
      await p.poll();
      expect(p.delivered).toEqual(['e1', 'e2']);
      expect(await kept()).toMatchObject({ effects: [], state: 'e2' });
    });
  });

  describe('data that no handler reads', () => {
    it('are logged and set aside, the next effect goes on, and nobody tries them again', async () => {
      const kind = effect('tell', [stored<{ name: string }>('things', {})], z.object({ name: z.string() }));
      const names: string[] = [];
      const { run } = handle(kind, async (_ws, { data }) => void names.push(data.name));
      const read: Deliver = async (doc, owed, sender) => (await run({} as Workspace, doc, owed, sender)) ?? undefined;
      const bad = tell('bad', { lane: 'card', data: { name: 7 } });
      await store(bad, tell('good', { lane: 'card', data: { name: 'Minji' } }));
      const [first, second] = [start(0, { tell: read }), start(LEASE_MS * 60, { tell: read })];
      await first.poll();
      expect(names).toEqual(['Minji']);
      expect(first.logged).toMatchObject([{ msg: 'an effect was set aside', effect: 'bad', level: 'error' }]);
      const doc = await kept();
      expect(doc?.effects).toEqual([]);
      expect(doc?.unreadable).toMatchObject([{ id: 'bad', kind: 'tell', lane: 'card', data: { name: 7 }, tries: 0 }]);
      await second.poll();
      expect(second.delivered).toEqual([]);
      expect((await kept())?.unreadable).toHaveLength(1);
    });
  });
});
