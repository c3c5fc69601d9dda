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
