import { afterAll, beforeAll, expect, it } from 'vitest';
import { requestFacts } from '../../src/approvals/request-facts.ts';
import { DEFAULT_STEPS } from '../../src/approvals/route/choose.ts';
import { requestStore } from '../../src/approvals/store.ts';
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

it('own requests that are as they were are the same objects, and what another process changes is seen', async () => {
  const { db } = database.database;
  const [one, other] = [1, 2].map(() => requestStore(remembering(db, 'T2')));
  const own = () => withinRequest('r', async () => (await one?.of('T2', 'U1')) ?? []);
  const step = { need: 'any', direct: false, notes: [], seats: [{ rule: { who: 'administrators' } }] } as const;
  const state = { state: 'waiting', purpose: 'request', at: 0, round: 1, asked: [], marks: [] } as const;
  const set = { ...state, ruled: [...DEFAULT_STEPS], steps: [{ ...step, notes: [], seats: [...step.seats] }] };
  for (const [i, from] of ['2026-12-01', '2026-12-08'].entries()) {
    const request = { _id: `r${i}`, team: 'T2', user: 'U1', submission: `s${i}`, kind: 'leave', form: {}, sentAt: i };
    await other?.insert({ ...request, period: { from, to: from } }, { set, history: [] } as never, i + 1, []);
  }
  const [second, first] = await own();
  expect([second?._id, first?._id]).toEqual(['r1', 'r0']);
  expect((await own())[1]).toBe(first);
  if (second) await other?.save(second, { set: { state: 'withdrawn' }, history: [] } as never, []);
  const [changed, same] = await own();
  expect(same).toBe(first);
  expect(changed).toMatchObject({ _id: 'r1', state: 'withdrawn', version: 2 });
});
