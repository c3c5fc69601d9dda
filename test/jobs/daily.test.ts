import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { prepare } from '../../src/db/indexes.ts';
import { daily } from '../../src/jobs/daily.ts';
import { runDocs } from '../../src/jobs/store.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { testWorkspace } from '../support/workspace.ts';

describe('a daily job', () => {
  let database: TestDatabase;
  let at: string;
  let done: string[];
  beforeAll(async () => {
    database = await testDatabase();
    await prepare(database.database.db, [runDocs]);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.database.db.collection('runs').deleteMany({});
    done = [];
  });

  /** Another process is another workspace on the same database. */
  const process = () =>
    testWorkspace({ db: database.database.db, clock: { now: () => Date.parse(`2026-11-${at}:00+09:00`) } });
  const work = async (today: string) => void done.push(today);

  it('runs once a day from its time on', async () => {
    const ws = process();
    for (at of ['24T02:59', '24T03:00', '24T03:01', '24T23:59', '25T00:00', '25T04:00'])
      await daily(ws, 'job', '03:00', work);
    expect(done).toEqual(['2026-11-24', '2026-11-25']);
  });

  it('is not repeated by another process', async () => {
    at = '24T03:00';
    await daily(process(), 'job', '03:00', work);
    await daily(process(), 'job', '03:00', work);
    expect(done).toEqual(['2026-11-24']);
  });

  it('goes on in the next minute after an unfinished run, and after a failed one', async () => {
    const ws = process();
    at = '24T03:00';
    await daily(ws, 'job', '03:00', async today => done.push(today) > 1);
    const failing = async () => Promise.reject(new Error('it fails'));
    await expect(daily(ws, 'job', '03:00', failing)).rejects.toThrow('it fails');
    for (at of ['24T03:01', '24T03:02']) await daily(ws, 'job', '03:00', async today => done.push(today) > 1);
    expect(done).toEqual(['2026-11-24', '2026-11-24']);
  });
});
