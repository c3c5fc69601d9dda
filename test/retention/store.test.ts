import type { Document } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepare } from '../../src/db/indexes.ts';
import { COLLECTIONS } from '../../src/features.ts';
import { NO_EMPLOYMENT } from '../../src/grants/record/store.ts';
import { retentionStore } from '../../src/retention/store.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const T = 'T1';
const BEFORE = { day: '2023-11-25', at: Date.parse('2023-11-24T15:00:00Z') };
const OLD = BEFORE.at - 1;
const effects: unknown[] = [];
const owed = [{ id: 'e1', kind: 'card', lane: 'card', due: 1, tries: 0, to: 'U1' }];

describe('records', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await prepare(database.database.db, COLLECTIONS);
  });
  afterAll(() => database.drop());

  const records = () => retentionStore(database.database.db);
  const has = (name: string, docs: Document[]) =>
    database.database.db.collection(name).insertMany(docs.map(d => ({ team: T, ...d })));
  const left = async (name: string) =>
    (await database.database.db.collection(name).find({ team: T }).sort({ _id: 1 }).toArray()).map(d => d._id);

  it('of days go in portions: never one that is open, or that still owes something', async () => {
    const day = (date: string, n: number, more = {}) => ({
      _id: `${date}:${n}`,
      user: `U${n}`,
      date,
      open: false,
      effects,
      ...more,
    });
    await has(
      'workdays',
      Array.from({ length: 130 }, (_, n) => day('2023-11-24', n)),
    );
    await has('workdays', [
      ...[day('2023-11-25', 0), day('2023-11-23', 0, { open: true }), day('2023-11-22', 0, { effects: owed })],
      { ...day('2023-11-24', 0), _id: 'of another workspace', team: 'T2' },
    ]);
    expect([await records().workdays(T, BEFORE), await records().workdays(T, BEFORE)]).toEqual([100, 30]);
    expect(await records().workdays(T, BEFORE)).toBe(0);
    expect(await left('workdays')).toEqual(['2023-11-22:0', '2023-11-23:0', '2023-11-25:0']);
    expect(await database.database.db.collection('workdays').countDocuments({ team: 'T2' })).toBe(1);
  });

  it('of months go once none of their days stays', async () => {
    await has('months', [
      { _id: 'm10', month: '2023-10', effects },
      { _id: 'm11', month: '2023-11', effects },
      { _id: 'm09', month: '2023-09', effects: owed },
    ]);
    expect(await records().months(T, BEFORE)).toBe(1);
    expect(await left('months')).toEqual(['m09', 'm11']);
  });

  it('of closings and confirmations go with their month', async () => {
    await has('monthVersions', [
      ...Array.from({ length: 101 }, (_, n) => ({ _id: `v10:${n}`, month: '2023-10', version: 1, user: `U${n}` })),
      { _id: 'v11', month: '2023-11', version: 1, user: 'U1' },
    ]);
    expect([await records().versions(T, BEFORE), await records().versions(T, BEFORE)]).toEqual([100, 1]);
    expect(await left('monthVersions')).toEqual(['v11']);
    await has('confirmations', [
      { _id: 'c10', month: '2023-10', user: 'U1', effects },
      { _id: 'c11', month: '2023-11', user: 'U1', effects },
      { _id: 'c09', month: '2023-09', user: 'U1', effects: owed },
    ]);
    expect(await records().confirmations(T, BEFORE)).toBe(1);
    expect(await left('confirmations')).toEqual(['c09', 'c11']);
  });

  it('of what jobs did go, but for what they owe', async () => {
    await has('runs', [
      { _id: 'r1', job: 'vesting', at: OLD, effects },
      { _id: 'r2', job: 'vesting', at: BEFORE.at, effects },
      { _id: 'r3', job: 'lapse', at: OLD, effects },
      { _id: 'r4', job: 'lapse', at: OLD, effects: owed },
    ]);
    await has('received', [{ _id: 'x1', at: new Date(BEFORE.at), effects }]);
    while ((await records().leftovers(T, BEFORE)) > 0);
    expect([await left('runs'), await left('received')]).toEqual([['r2', 'r4'], ['x1']]);
  });

  it('of requests that changed meanwhile stay, and it is said', async () => {
    await has('requests', [
      { _id: 'q1', user: 'U1', seq: 1, submission: 's1', version: 4, effects },
      { _id: 'q2', user: 'U1', seq: 2, submission: 's2', version: 5, effects },
      { _id: 'q3', user: 'U1', seq: 3, submission: 's3', version: 1, effects: owed },
    ]);
    expect(
      await records().requests(T, [
        { _id: 'q1', version: 4 },
        { _id: 'gone', version: 1 },
      ]),
    ).toBe(true);
    expect(await records().requests(T, [{ _id: 'q2', version: 4 }])).toBe(false);
    expect(await records().requests(T, [{ _id: 'q3', version: 1 }])).toBe(false);
    expect(await left('requests')).toEqual(['q2', 'q3']);
  });

  it('of people who left: what administrators set, once nothing else of theirs is kept', async () => {
    const person = (user: string, more = {}) => ({
      ...{ _id: `T1:${user}`, user, name: user, deleted: true, lastDay: '2023-11-24', hiredOn: '2020-01-01' },
      ...{
        employeeNo: user,
        role: 'hr',
        terms: [{ from: '2020-01-01' }],
        factsHistory: [{ key: 'k' }],
        factsVersion: 2,
      },
      ...more,
    });
    await has('people', [
      person('U6'),
      person('U7', { deleted: false }),
      person('U8', { lastDay: '2023-11-25' }),
      // Of her a settlement is kept.
      person('U2'),
    ]);
    const settlement = { settledFor: '2023-11-24', history: [{ lastDay: '2023-11-24' }] };
    const ledger = (user: string, more = {}) => ({
      ...{ _id: `T1:${user}`, user, version: 1, effects, current: { ...NO_EMPLOYMENT, ...more } },
    });
    await has('ledgers', [ledger('U2', { settlement }), ledger('U6'), ledger('U7')]);
    await has('monthVersions', [
      { _id: 'v11:U6', month: '2023-11', version: 1, user: 'U6' },
      { _id: 'v11:U2', month: '2023-11', version: 1, user: 'U2' },
    ]);
    await has('confirmations', [{ _id: 'c11:U6', month: '2023-11', user: 'U6', effects }]);
    const over = await records().left(T, BEFORE);
    expect(over.map(p => p.user).sort()).toEqual(['U2', 'U6']);
    const forgotten = new Map<string, boolean>();
    for (const p of over) forgotten.set(p.user, await records().forget(T, p));
    expect(forgotten).toEqual(
      new Map([
        ['U2', false],
        ['U6', true],
      ]),
    );
    const people = database.database.db.collection<{ _id: string }>('people');
    expect(await people.findOne({ _id: 'T1:U6' })).toEqual({
      ...{ _id: 'T1:U6', team: T, user: 'U6', name: 'U6', deleted: true, lastDay: '2023-11-24', factsVersion: 3 },
    });
    expect(await left('ledgers')).toEqual(['T1:U2', 'T1:U7']);
    expect(await left('monthVersions')).toEqual(['v11', 'v11:U2']);
    expect(await left('confirmations')).not.toContain('c11:U6');
    expect(await people.findOne({ _id: 'T1:U7' })).toMatchObject({ hiredOn: '2020-01-01', employeeNo: 'U7' });
    expect((await records().left(T, BEFORE)).map(p => p.user)).toEqual(['U2']);
  });
});
