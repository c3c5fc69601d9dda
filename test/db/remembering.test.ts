import type { Db, Document } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countersId, FACTS } from '../../src/db/facts.ts';
import { changesFact, freshly, keptAs, remembering, stampOf } from '../../src/db/remembering.ts';
import { together } from '../../src/db/together.ts';
import { WRITES, writtenFields } from '../../src/db/writes.ts';
import { COLLECTIONS } from '../../src/features.ts';
import { inBulk, isBulk, withinRequest } from '../../src/shared/request.ts';
import { commandsOf } from '../support/commands.ts';
import { serverUri, type TestDatabase, testDatabase } from '../support/database.ts';

const T = 'T1';

describe('what is remembered of the database', () => {
  let database: TestDatabase;
  let watched: ReturnType<typeof commandsOf>;
  /** the databases of two processes, and what somebody mends by hand */
  let one: Db;
  let other: Db;
  let raw: Db;
  let n = 0;

  const inRequest = <R>(work: () => R): R => withinRequest(`r${n++}`, work);
  /** how many reads it sends */
  const reads = async (work: () => Promise<unknown>): Promise<number> => {
    const from = watched.sent.length;
    await work();
    return watched.sent.slice(from).filter(s => s.name === 'find').length;
  };
  const all = (db: Db, name: string, filter: Document = { team: T }): Promise<Document[]> =>
    db.collection(name).find(filter).toArray();
  const add = (db: Db, name: string, doc: Document = {}) =>
    db.collection<Document>(name).insertOne({ _id: `${T}:${n++}`, team: T, user: `U${n}`, ...doc } as never);

  beforeAll(async () => {
    const uri = await serverUri();
    database = await testDatabase(`${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true`);
    raw = database.database.db;
    watched = commandsOf(database.client);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    for (const name of [...FACTS.keys(), 'workdays']) await raw.collection(name).deleteMany({});
    one = remembering(raw, T);
    other = remembering(raw, T);
  });

  it('a request asks once, until this process writes; the next one asks again', async () => {
    await add(one, 'workdays');
    await inRequest(async () => {
      expect(await reads(() => Promise.all([all(one, 'workdays'), all(one, 'workdays')]))).toBe(1);
      expect(await reads(() => all(one, 'workdays', { team: T, user: 'U1' }))).toBe(1);
      await add(one, 'workdays');
      expect(await all(one, 'workdays')).toHaveLength(2);
      expect(await reads(() => all(one, 'workdays'))).toBe(0);
    });
    expect(await reads(() => inRequest(() => all(one, 'workdays')))).toBe(1);
    expect(await reads(() => Promise.all([all(one, 'workdays'), all(one, 'workdays')]))).toBe(2);
  });

  it('who asks beside a request that has read it before gets it as it is now', async () => {
    const _id = `${T}:U1:2026-11-24`;
    await add(one, 'workdays', { _id, open: false });
    const day = together(async (_scope, ids) => {
      const found = await all(one, 'workdays', { _id: { $in: [...ids] } });
      return new Map(found.map(d => [String(d._id), d.open as boolean]));
    });
    await inRequest(async () => {
      expect(await day(T, _id)).toBe(false);
      await raw.collection<{ _id: string }>('workdays').updateOne({ _id }, { $set: { open: true } });
      const [, beside] = await Promise.all([day(T, _id), inRequest(() => day(T, _id))]);
      expect(beside).toBe(true);
    });
  });

  it('a write that runs is waited for by nobody, and nothing is remembered meanwhile', async () => {
    await inRequest(async () => {
      await all(one, 'workdays');
      const writing = add(one, 'workdays');
      await all(one, 'workdays');
      await writing;
      expect(await all(one, 'workdays')).toHaveLength(1);
    });
  });

  it('people by id are asked for one by one, whoever asks for several, and a missing one is missing', async () => {
    await raw
      .collection<Document>('people')
      .insertMany(['a', 'b', 'c'].map(id => ({ _id: id, team: T, user: id }) as never));
    const some = (...ids: string[]) => all(one, 'people', { _id: { $in: ids } });
    await inRequest(async () => {
      expect(await reads(() => some('a', 'b', 'x'))).toBe(2);
      expect(await reads(() => some('b', 'x', 'a'))).toBe(0);
      expect((await some('c', 'b')).map(d => d._id)).toEqual(['c', 'b']);
    });
    const users = one.collection<{ _id: string }>('people');
    const without = { projection: { _id: 0, user: 1 } };
    expect(await inRequest(() => users.find({ _id: { $in: ['a', 'b'] } }, without).toArray())).toHaveLength(2);
    const fresh = { _id: { $in: ['a'] } };
    await inRequest(async () => {
      const person = () => one.collection<{ _id: string }>('people').find(fresh, freshly({})).toArray();
      expect(await reads(person)).toBe(1);
      expect(await person()).toHaveLength(1);
      // The counters came with the person.
      expect(await reads(() => some('b', 'c'))).toBe(0);
      expect(await reads(() => stampOf(one, ['teams']))).toBe(0);
    });
  });

  it('a failed read is not remembered', async () => {
    await inRequest(async () => {
      const bad = () => all(one, 'workdays', { $nonsense: 1 });
      await expect(bad()).rejects.toThrow();
      expect(await reads(() => bad().catch(() => undefined))).toBe(1);
    });
  });

  it.each([...FACTS.keys()])(
    '%s: kept for all requests, and what another process writes is seen by the next one',
    async name => {
      const key = async (): Promise<number> => (await inRequest(() => all(one, name))).length;
      await add(one, name);
      expect(await key()).toBe(1);
      // Only the counters.
      expect(await reads(key)).toBe(1);
      await add(other, name);
      expect(await key()).toBe(2);
      expect(await reads(key)).toBe(1);
      await other.collection(name).updateMany({ team: T }, { $set: { anything: 1 } });
      expect(await inRequest(() => all(one, name))).toMatchObject([{ anything: 1 }, { anything: 1 }]);
      await other.collection(name).bulkWrite([{ deleteOne: { filter: { anything: 1 } } }]);
      expect(await key()).toBe(1);
      await one.collection(name).deleteMany({ team: T });
      expect([await key(), (await inRequest(() => all(other, name))).length]).toEqual([0, 0]);
    },
  );

  it('of ledgers each is kept by itself, and what another process writes to it is seen by the next request', async () => {
    const [_id, version] = ['T1:U1', 1];
    const ledgers = (db: Db) => db.collection<{ _id: string; version: number; effects: object[] }>('ledgers');
    await ledgers(raw).insertOne({ _id, version, effects: [] });
    const asked = async (filter: Document): Promise<{ versions: unknown[]; reads: string[] }> => {
      const from = watched.sent.length;
      const found = await inRequest(() => all(one, 'ledgers', filter));
      return { versions: found.map(d => d.version), reads: watched.sent.slice(from).map(s => s.collection) };
    };
    const own = { _id: { $in: [_id] } };
    await asked(own);
    // The counters, which otherwise come with the person.
    expect(await asked(own)).toEqual({ versions: [1], reads: ['people'] });
    await ledgers(other).updateOne({ _id }, { $inc: { version: 1 } });
    expect(await asked(own)).toEqual({ versions: [2], reads: ['people', 'ledgers'] });
    await ledgers(other).updateOne({ _id }, { $pull: { effects: { id: 'e' } } });
    expect((await asked(own)).reads).toEqual(['people']);
    for (const _ of [1, 2]) expect((await asked({ team: T })).reads).toEqual(['ledgers']);
  });

  it('a part of a collection is kept in the same way', async () => {
    const away = (db: Db) => inRequest(() => keptAs(db, 'away', 'today', () => all(db, 'requests')));
    expect(await away(one)).toEqual([]);
    await add(other, 'requests');
    expect(await away(one)).toEqual([]);
    await changesFact(other, 'away', () => add(other, 'requests'));
    expect(await away(one)).toHaveLength(2);
    await raw.collection('requests').deleteMany({});
  });

  it('what concerns only a press of the person, or the outbox, counts nothing', async () => {
    await add(one, 'people', { effects: [] });
    const seen = (): Promise<number> => reads(() => inRequest(() => all(one, 'people')));
    await seen();
    const users = other.collection('people');
    await users.updateOne({ team: T }, { $set: { place: 'home', lastPlace: 'home', 'effects.0.due': 1 } });
    await users.updateOne({ team: T }, { $pull: { effects: { id: 'e' } } as never });
    expect(await seen()).toBe(1);
    await users.updateOne({ team: T }, { $set: { place: 'home', manager: 'U2' } });
    expect(await seen()).toBe(2);
  });

  it('while a process that died has announced a change, nothing is relied on, until it is over', async () => {
    await add(one, 'teams');
    const seen = async (): Promise<number> => (await inRequest(() => all(one, 'teams'))).length;
    expect(await seen()).toBe(1);
    const _id = countersId(T) as never;
    const announced = (at: number) =>
      raw.collection('people').updateOne({ _id }, { $set: { 'announced.a1': { of: 'teams', at } } });
    await announced(Date.now());
    await add(raw, 'teams');
    expect(await seen()).toBe(2);
    await add(raw, 'teams');
    expect(await seen()).toBe(3);
    expect(await inRequest(() => stampOf(one, ['teams', 'offices']))).toBe('');
    // What died long ago is counted by whoever finds it.
    await announced(Date.now() - 3_600_000);
    await seen();
    await expect.poll(async () => (await raw.collection('people').findOne({ _id }))?.announced).toEqual({});
    expect(await seen()).toBe(3);
    expect(await reads(seen)).toBe(1);
  });

  it('another workspace of the same database has its own counters', async () => {
    const elsewhere = remembering(raw, 'T2');
    await inRequest(() => all(one, 'teams'));
    await add(elsewhere, 'teams', { team: 'T2' });
    expect(await reads(() => inRequest(() => all(one, 'teams')))).toBe(1);
  });

  it('every way to read from a cursor gives the same', async () => {
    for (const user of ['a', 'b', 'c']) await add(one, 'workdays', { user });
    const sorted = () => one.collection('workdays').find({ team: T }).sort({ user: 1 }).limit(2);
    const users = (docs: Document[]) => docs.map(d => d.user);
    await inRequest(async () => {
      expect(users(await sorted().toArray())).toEqual(['a', 'b']);
      expect((await sorted().skip(1).next())?.user).toBe('b');
      expect(await sorted().hasNext()).toBe(true);
      const streamed: Document[] = [];
      for await (const doc of sorted()) streamed.push(doc);
      expect(users(streamed)).toEqual(['a', 'b']);
      expect(
        users(
          await sorted()
            .map(d => ({ user: `${d.user}!` }))
            .toArray(),
        ),
      ).toEqual(['a!', 'b!']);
    });
  });

  it('a job keeps no list of everybody, for others or for itself; a press does', async () => {
    let asked = 0;
    const list = (n: number) => {
      const read = async () => {
        asked++;
        return Array.from({ length: n }, (_, i) => ({ i }));
      };
      return keptAs(one, 'teams', `list of ${n}`, read);
    };
    const times = async (n: number, within: <R>(work: () => R) => R): Promise<number> => {
      asked = 0;
      for (const _ of [1, 2]) await within(() => inRequest(async () => [await list(n), await list(n)]));
      return asked;
    };
    expect(await times(5_001, inBulk)).toBe(4);
    expect(await times(5_000, inBulk)).toBe(1);
    expect(await times(5_001, work => work())).toBe(1);
  });

  it('a press waits for no read of a job: neither of what is kept, nor of what is read together', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    let asked = 0;
    const slowly = async () => {
      if (++asked === 1) await held;
      return [{ asked }];
    };
    const kept = () => inRequest(() => keptAs(one, 'teams', 'slowly', slowly));
    const job = inBulk(kept);
    await expect.poll(() => asked).toBe(1);
    expect(await kept()).toHaveLength(1);
    release();
    await job;
    expect(await kept()).toHaveLength(1);
    expect(asked).toBe(2);

    const kinds: boolean[] = [];
    const day = together(async (_scope, ids) => {
      kinds.push(isBulk());
      return new Map(ids.map(id => [id, id]));
    });
    expect(await Promise.all([inBulk(() => day(T, 'a')), day(T, 'b'), day(T, 'c')])).toEqual(['a', 'b', 'c']);
    expect(kinds.sort()).toEqual([false, true]);
  });

  it('nobody can change what is kept for all', async () => {
    await add(one, 'teams', { teams: [{ id: 't1' }] });
    const [doc = {}] = await inRequest(() => all(one, 'teams'));
    expect([doc, doc.teams, (doc.teams as unknown[])[0]].map(Object.isFrozen)).toEqual([true, true, true]);
  });
});

describe('what a write names', () => {
  it('the first part of each field of an update; undefined for whole documents', () => {
    expect(writtenFields('updateOne', [{}, { $set: { 'a.b': 1, c: 2 }, $push: { d: 1 } }])).toEqual(['a', 'c', 'd']);
    expect(writtenFields('bulkWrite', [[{ updateOne: { update: { $set: { a: 1 } } } }]])).toEqual(['a']);
    expect(
      writtenFields('bulkWrite', [[{ updateOne: { update: { $set: { a: 1 } } } }, { insertOne: {} }]]),
    ).toBeUndefined();
    for (const method of WRITES.filter(m => /insert|delete|replace/i.test(m)))
      expect(writtenFields(method, [{}, { a: 1 }])).toBeUndefined();
  });

  it('every fact is a collection of some feature', () => {
    expect(COLLECTIONS.map(c => c.collection)).toEqual(expect.arrayContaining([...FACTS.keys()]));
  });
});
