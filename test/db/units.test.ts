import type { Document } from 'mongodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { units } from '../../src/db/migrations/units.ts';
import { UNITS_PER_DAY as DAY } from '../../src/leave-record/units.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let test: TestDatabase;
beforeEach(async () => {
  test = await testDatabase();
});
afterEach(() => test.drop());

type Doc = { _id: string } & Document;
const all = (name: string) => test.db.collection<Doc>(name).find().sort({ _id: 1 }).toArray();

const HALF = 1200;
const before: Record<string, Doc[]> = {
  grants: [
    { _id: 'a', amount: 36_000 },
    { _id: 'b', amount: -HALF, why: '중복' },
    { _id: 'c', amount: 0 },
    { _id: 'd', amount: 1 },
  ],
  promotions: [
    { _id: 'p', prepared: 36_000, left: 0, version: 3 },
    { _id: 'q', prepared: HALF, sent: HALF, left: HALF },
  ],
  settlements: [
    {
      ...{ _id: 's', grant: { id: 'settlement:2026-12-31', amount: HALF } },
      history: [
        { what: 'settled', difference: HALF, pay: 0, mark: 'm' },
        { what: 'reopened', by: 'system' },
      ],
      effects: [{ kind: 'settlement-grants', data: { give: { id: 'settlement:2026-12-31', amount: HALF }, by: 'U1' } }],
    },
    { _id: 't', grant: null, history: [{ what: 'settled', difference: 0, pay: 0 }], effects: [] },
  ],
};

const after: Record<string, Doc[]> = {
  grants: [
    { _id: 'a', amount: 15 * DAY },
    { _id: 'b', amount: -DAY / 2, why: '중복' },
    { _id: 'c', amount: 0 },
    { _id: 'd', amount: 22_309_287 },
  ],
  promotions: [
    { _id: 'p', prepared: 15 * DAY, left: 0, version: 3 },
    { _id: 'q', prepared: DAY / 2, sent: DAY / 2, left: DAY / 2 },
  ],
  settlements: [
    {
      ...{ _id: 's', grant: { id: 'settlement:2026-12-31', amount: DAY / 2 } },
      history: [
        { what: 'settled', difference: DAY / 2, pay: 0, mark: 'm' },
        { what: 'reopened', by: 'system' },
      ],
      effects: [
        { kind: 'settlement-grants', data: { give: { id: 'settlement:2026-12-31', amount: DAY / 2 }, by: 'U1' } },
      ],
    },
    { _id: 't', grant: null, history: [{ what: 'settled', difference: 0, pay: 0 }], effects: [] },
  ],
};

it('what part-timers had in days of their own becomes the hours of these', async () => {
  const db = test.db;
  await db.collection<Doc>('people').insertMany([
    { _id: 'T:P', team: 'T', user: 'P', terms: [{ from: '2026-03-02', schedule: 'mon 8:00, wed 8:00, fri 8:00' }] },
    { _id: 'T:H', team: 'T', user: 'H', terms: [{ from: '0001-01-01', schedule: 'mon 4:00, tue 4:00, wed 4:00' }] },
    { _id: 'S:H', team: 'S', user: 'H', terms: [{ from: '0001-01-01', schedule: 'mon 7:00, tue 7:00' }] },
  ]);
  const policy = [{ from: '2026-01-01', change: { workingTime: { dayLength: 420 } } }];
  await db.collection<Doc>('settings').insertMany([{ _id: 'S', policy }]);
  const grant = (team: string, user: string, on: string, more = {}) => ({
    ...{ _id: `${team}:${user}:${on}`, team, user, on, pool: 'annual', amount: 36_000, ...more },
  });
  await db.collection<Doc>('grants').insertMany([
    // Full-time until March, with days of 8 hours since.
    ...[grant('T', 'P', '2026-01-01'), grant('T', 'P', '2026-04-01')],
    ...[
      grant('T', 'H', '2026-01-01'),
      grant('T', 'H', '2026-05-01', { pool: 'compensatory' }),
      grant('S', 'H', '2026-01-01'),
    ],
  ]);
  const leave = (_id: string, week: number[] | undefined, more = {}) => ({
    ...{
      _id,
      team: 'T',
      kind: 'leave',
      form: { from: '2026-04-06', ...(week ? { hours: { begins: 540, week } } : {}), ...more },
    },
  });
  const [four, full] = [
    [240, 240, 240, 0, 0, 0, 0],
    [600, 600, 600, 600, 0, 0, 0],
  ];
  await db
    .collection<Doc>('requests')
    .insertMany([
      leave('a', four),
      leave('b', full),
      leave('c', undefined),
      leave('d', four, { was: { hours: { week: four } } }),
    ]);
  for (let n = 0; n < 2; n++) {
    await units.run(db);
    expect((await all('grants')).map(g => [g._id, g.amount / DAY])).toEqual([
      ['S:H:2026-01-01', 15],
      ['T:H:2026-01-01', 7.5],
      ['T:H:2026-05-01', 15],
      ['T:P:2026-01-01', 15],
      ['T:P:2026-04-01', 15],
    ]);
    expect((await all('requests')).map(r => r.form.hours?.fullDay)).toEqual([480, undefined, undefined, 480]);
    expect((await all('requests'))[3]?.form.was.hours.fullDay).toBe(480);
  }
});

it('amounts in 1/2400 day become as many of the finer units, once, also where the step was cut short', async () => {
  for (const [name, docs] of Object.entries(before)) await test.db.collection<Doc>(name).insertMany(docs);
  // What a process had done that died.
  await test.db.collection<Doc>('grants').updateOne({ _id: 'a' }, { $set: { amount: 15 * DAY } });
  await test.db.collection<Doc>('promotions').updateOne({ _id: 'q' }, { $set: { sent: DAY / 2 } });
  for (let n = 0; n < 2; n++) {
    await units.run(test.db);
    for (const [name, docs] of Object.entries(after)) expect(await all(name), name).toEqual(docs);
  }
});
