import type { Document } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseTooNew } from '../../src/db/errors.ts';
import { migrate } from '../../src/db/migrations/migrate.ts';
import type { Step } from '../../src/db/migrations/rewrite.ts';
import { rewrite } from '../../src/db/migrations/rewrite.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

let test: TestDatabase;
beforeEach(async () => {
  test = await testDatabase();
});
afterEach(() => test.drop());

const meta = () => test.db.collection<{ _id: string } & Document>('meta');
const mark = () => meta().findOne({ _id: 'schema' });
const step = (version: number, run: Step['run'] = async () => undefined): Step => ({
  version,
  name: `step ${version}`,
  run,
});

/** A step that ends when it is let go. */
function held(version: number) {
  let runs = 0;
  let letGo = (): void => undefined;
  const gate = new Promise<void>(resolve => {
    letGo = resolve;
  });
  const run = async (): Promise<void> => {
    runs++;
    await gate;
  };
  return { step: step(version, run), runs: () => runs, letGo };
}

describe('migrations', () => {
  it('run once each, in order, of which the mark stays', async () => {
    await meta().insertOne({ _id: 'schema', version: 1 });
    const ran: number[] = [];
    const steps = [2, 3].map(version => step(version, async () => void ran.push(version)));
    await migrate(test.db, { steps });
    await migrate(test.db, { steps });
    expect(ran).toEqual([2, 3]);
    expect(await mark()).toEqual({ _id: 'schema', version: 3 });
  });

  it('are for documents: an empty database has the mark at once, one with documents and no mark runs all', async () => {
    const ran: string[] = [];
    const steps = [1, 2].map(version => step(version, async db => void ran.push(`${db.databaseName} ${version}`)));
    await migrate(test.db, { steps });
    expect([ran, await mark()]).toEqual([[], { _id: 'schema', version: 2 }]);
    const other = await testDatabase();
    try {
      await other.db.collection('requests').insertOne({});
      await migrate(other.db, { steps });
      expect(ran).toEqual([1, 2].map(version => `${other.name} ${version}`));
    } finally {
      await other.drop();
    }
  });

  it('are run by one of two processes; the other one waits until they are complete', async () => {
    await meta().insertOne({ _id: 'schema', version: 0 });
    const slow = held(1);
    let waited = false;
    // So often is a living process seen to be alive that it is never taken for dead.
    const first = migrate(test.db, { steps: [slow.step], staleMs: 400 });
    await until(() => slow.runs() === 1, { what: 'the first process in its step' });
    const second = migrate(test.db, { steps: [slow.step], staleMs: 400 }).then(() => {
      waited = true;
    });
    const beat = (await mark())?.beat ?? 0;
    await until(async () => (await mark())?.beat > beat + 8, { what: 'signs of life for longer than a stale turn' });
    expect(waited).toBe(false);
    slow.letGo();
    await Promise.all([first, second]);
    expect(slow.runs()).toBe(1);
    expect(await mark()).toEqual({ _id: 'schema', version: 1 });
  });

  it('go on where a process died, and refuse older programs meanwhile', async () => {
    await meta().insertOne({ _id: 'schema', version: 3, done: 2, turn: 'dead', beat: 7 });
    const ran: number[] = [];
    const steps = [2, 3].map(version => step(version, async () => void ran.push(version)));
    await expect(migrate(test.db, { steps: steps.slice(0, 1) })).rejects.toThrow(DatabaseTooNew);
    await migrate(test.db, { steps, staleMs: 50 });
    expect(ran).toEqual([3]);
    expect(await mark()).toEqual({ _id: 'schema', version: 3 });
  });

  it('go on at once where a step failed', async () => {
    await meta().insertOne({ _id: 'schema', version: 0 });
    const failing = step(2, () => Promise.reject(new Error('full disk')));
    await expect(migrate(test.db, { steps: [step(1), failing] })).rejects.toThrow('full disk');
    expect(await mark()).toEqual({ _id: 'schema', version: 2, done: 1 });
    const ran: number[] = [];
    const steps = [1, 2].map(version => step(version, async () => void ran.push(version)));
    await migrate(test.db, { steps, staleMs: 60_000 });
    expect(ran).toEqual([2]);
  });

  it('rewrite what still fits, in portions, and leave the rest', async () => {
    const docs = Array.from({ length: 130 }, (_, i) => ({ _id: `d${i}`, ...(i < 70 ? { list: ['kept'] } : {}) }));
    const collection = test.db.collection<{ _id: string; list?: string[] }>('things');
    await collection.insertMany(docs);
    await rewrite(test.db, 'things', { list: { $exists: false } }, doc => ({ list: [doc._id] }));
    const after = await collection.find().toArray();
    expect(after.map(d => d.list?.[0] === (Number(d._id.slice(1)) < 70 ? 'kept' : d._id))).not.toContain(false);
  });
});
