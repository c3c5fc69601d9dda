import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulk } from '../../src/db/bulk.ts';
import { connect, type Database } from '../../src/db/connection.ts';
import { freePort } from '../../src/db/embedded/process.ts';
import { isUnavailable } from '../../src/db/errors.ts';
import { createLog } from '../../src/shared/log.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { proxyTo, type Wire } from '../support/proxy.ts';

describe('a database that takes 2 s for each answer', () => {
  let given: TestDatabase;
  let wire: Wire;
  let database: Database;
  beforeAll(async () => {
    given = await testDatabase();
    wire = proxyTo(given.uri, await freePort());
    await wire.listen();
    database = await connect({ uri: wire.uri, name: given.name, log: createLog('silent') });
    // Both have their connections.
    await database.db.collection('things').insertOne({ n: 1 });
    await bulk(() => database.db.collection('things').insertOne({ n: 2 }));
    wire.delay(2_000);
  });
  afterAll(async () => {
    wire.delay(0);
    await database.close();
    await wire.close();
    await given.drop();
  });

  it('is away to a press within 3 s, and answers bulk work, whatever way that goes', async () => {
    // Stores get their collections before anybody presses.
    const things = database.db.collection('things');
    const count = async (): Promise<number> => (await things.find({}).toArray()).length;
    const later = (): Promise<number> =>
      new Promise((resolve, reject) => setTimeout(() => void count().then(resolve, reject)));
    const from = performance.now();
    const press = count().then(
      () => expect.unreachable(),
      error => ({ error, ms: performance.now() - from }),
    );
    expect(await bulk(async () => Promise.all([count(), later(), things.countDocuments()]))).toEqual([2, 2, 2]);
    const { error, ms } = await press;
    expect(isUnavailable(error)).toBe(true);
    expect(ms).toBeLessThan(3_000);
  });
});
