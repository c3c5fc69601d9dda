import { afterEach, beforeEach, expect, it } from 'vitest';
import { weeklyHoliday } from '../../src/db/migrations/weekly-holiday.ts';
import { policyStore } from '../../src/settings/store.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let test: TestDatabase;
beforeEach(async () => {
  test = await testDatabase();
});
afterEach(() => test.drop());

it('the weekly holiday of each policy version moves to working time, and a second run changes nothing', async () => {
  const version = (n: number, change: object) => ({
    version: n,
    from: '2026-01-01',
    change,
    by: 'U1',
    at: n,
    key: `k${n}`,
  });
  const changes = [
    { workingTime: { dayLength: 420 }, compensatory: { compensates: 'worked', weeklyHoliday: 'sat' } },
    { compensatory: { weeklyHoliday: 'none' } },
    { compensatory: { nightRate: 100 } },
    { leave: { carryOver: 3 } },
  ];
  const settings = test.db.collection('settings');
  await settings.insertMany([
    { _id: 'T1', version: 4, policy: changes.map((change, i) => version(i + 1, change)) },
    { _id: 'T2', channels: {} },
  ] as object[]);
  for (const _ of [1, 2]) {
    await weeklyHoliday.run(test.db);
    expect((await policyStore(test.db).get('T1')).versions.map(v => v.change)).toEqual([
      { workingTime: { dayLength: 420, weeklyHoliday: 'sat' }, compensatory: { compensates: 'worked' } },
      { workingTime: { weeklyHoliday: 'none' } },
      { compensatory: { nightRate: 100 } },
      { leave: { carryOver: 3 } },
    ]);
  }
  expect(await settings.findOne({ _id: 'T2' as never })).toEqual({ _id: 'T2', channels: {} });
});
