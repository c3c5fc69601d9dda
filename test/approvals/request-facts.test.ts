import { afterAll, beforeAll, expect, it } from 'vitest';
import { requestFacts } from '../../src/approvals/request-facts.ts';
import { remembering } from '../../src/db/remembering.ts';
import { withinRequest } from '../../src/shared/request.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it('whoever is asked to decide for the first time counts as asked in every process at once', async () => {
  const clock = { now: () => Date.parse('2026-11-24T00:00:00Z') };
  const { db } = database.database;
  const [one, other] = [1, 2].map(() => requestFacts(remembering(db, 'T1'), clock));
  const stored: { _id: string }[] = [];
  let reads = 0;
  const isAsked = (facts: typeof one) =>
    withinRequest('r', () =>
      facts?.everAsked('U1', async () => {
        reads += 1;
        return stored;
      }),
    );
  expect([await isAsked(one), await isAsked(one), reads]).toEqual([false, false, 1]);
  const request = { state: 'waiting', purpose: 'request', asked: ['U1'] } as const;
  const period = { from: '2027-03-02', to: '2027-03-02' };
  await other?.counted([{ ...request, asked: [...request.asked], period }], async () => stored.push({ _id: 'r1' }) > 0);
  expect(await isAsked(one)).toBe(true);
  expect([await isAsked(one), await isAsked(other), reads]).toEqual([true, true, 2]);
});
