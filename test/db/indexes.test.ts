import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseTooNew, isDuplicateKey } from '../../src/db/errors.ts';
import { prepare } from '../../src/db/indexes.ts';
import { SCHEMA_VERSION } from '../../src/db/migrations/index.ts';
import { stored } from '../../src/db/stored.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const collections = [
  stored('workdays', {
    indexes: [
      { key: { team: 1, date: 1 } },
      { key: { team: 1, user: 1 }, unique: true, partialFilterExpression: { open: true }, name: 'one_open_day' },
    ],
  }),
  stored('people', {}),
];

interface Workday {
  _id: number;
  team: string;
  user: string;
  open: boolean;
}

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

describe('prepare', () => {
  it('makes the indexes and the schema version, however often and however many at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => prepare(test.db, collections)));
    await prepare(test.db, collections);
    const names = (await test.db.collection('workdays').indexes()).map(index => index.name).sort();
    expect(names).toEqual(['_id_', 'one_open_day', 'team_1_date_1']);
    expect(await test.db.collection('meta').find().toArray()).toEqual([{ _id: 'schema', version: SCHEMA_VERSION }]);
  });

  it('makes indexes that hold', async () => {
    const workdays = test.db.collection<Workday>('workdays');
    await workdays.insertMany([
      { _id: 1, team: 'T', user: 'U', open: false },
      { _id: 2, team: 'T', user: 'U', open: false },
      { _id: 3, team: 'T', user: 'U', open: true },
    ]);
    const second = await workdays
      .insertOne({ _id: 4, team: 'T', user: 'U', open: true })
      .catch((error: unknown) => error);
    expect(isDuplicateKey(second)).toBe(true);
    await workdays.updateOne({ _id: 3 }, { $set: { open: false } });
    await workdays.insertOne({ _id: 4, team: 'T', user: 'U', open: true });
  });

  it('raises the version of an older database and refuses a newer one', async () => {
    const meta = test.db.collection<{ _id: string; version: number }>('meta');
    await meta.updateOne({ _id: 'schema' }, { $set: { version: SCHEMA_VERSION - 1 } });
    await prepare(test.db, collections);
    expect(await meta.findOne({ _id: 'schema' })).toMatchObject({ version: SCHEMA_VERSION });

    await meta.updateOne({ _id: 'schema' }, { $set: { version: SCHEMA_VERSION + 1 } });
    const refused = prepare(test.db, [stored('untouched', { indexes: [{ key: { a: 1 } }] })]);
    await expect(refused).rejects.toThrow(DatabaseTooNew);
    await expect(refused).rejects.toThrow(/newer Daybook .*Update Daybook/);
    expect(await test.db.listCollections({ name: 'untouched' }).toArray()).toEqual([]);
  });
});

describe('a write with the version it read', () => {
  it('lets exactly one of 50 racers win each round', async () => {
    const races = test.db.collection<{ _id: string; version: number; winners: number[] }>('races');
    await races.insertOne({ _id: 'race', version: 0, winners: [] });
    for (let round = 0; round < 5; round++) {
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, racer) =>
          races.updateOne({ _id: 'race', version: round }, { $inc: { version: 1 }, $push: { winners: racer } }),
        ),
      );
      expect(results.filter(({ matchedCount }) => matchedCount === 1)).toHaveLength(1);
    }
    const race = await races.findOne({ _id: 'race' });
    expect(race).toMatchObject({ version: 5 });
    expect(race?.winners).toHaveLength(5);
  });
});
