import { afterAll, beforeAll, expect, it } from 'vitest';
import { WORKDAYS, workdayStore } from '../../src/attendance/store.ts';
import { remembering } from '../../src/db/remembering.ts';
import { withinRequest } from '../../src/shared/request.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it('whoever records a day for the first time has one in every process at once', async () => {
  const { db } = database.database;
  const [one, other] = [1, 2].map(() => workdayStore(remembering(db, 'T1')));
  const first = () => withinRequest('r', async () => one?.firstOf('T1', 'U1'));
  const day = (date: string) => ({ team: 'T1', user: 'U1', date, zone: 'Asia/Seoul' });
  expect(await first()).toBeUndefined();
  // Past the counter, as by hand: what is kept is not read again.
  await db.collection<ReturnType<typeof day> & { _id: string }>(WORKDAYS).insertOne({ _id: 'x', ...day('2026-11-20') });
  expect(await first()).toBeUndefined();
  const step = { at: 1, by: 'U1', what: 'check-in', key: 'k' } as const;
  await other?.insert(day('2026-11-23'), { spans: [], open: true, step }, []);
  expect(await first()).toBe('2026-11-20');
});

it('days that are as they were are the same objects, and what another process changes is seen', async () => {
  const { db } = database.database;
  const [one, other] = [1, 2].map(() => workdayStore(remembering(db, 'T2')));
  const near = () => withinRequest('r', async () => (await one?.near('T2', 'U1', '2026-11-01', '2026-11-30')) ?? []);
  const day = (date: string) => ({ team: 'T2', user: 'U1', date, zone: 'Asia/Seoul' });
  const step = { at: 1, by: 'U1', what: 'check-in', key: 'k' } as const;
  for (const date of ['2026-11-23', '2026-11-24'])
    await other?.insert(day(date), { spans: [{ in: 1, out: 2, place: 'office', breaks: [] }], open: false, step }, []);
  const [first, second] = await near();
  expect(await near()).toEqual([first, second]);
  expect((await near())[1]).toBe(second);
  if (second) await other?.save(second, { spans: [], open: false, step }, []);
  const [same, changed] = await near();
  expect(same).toBe(first);
  expect(changed).toMatchObject({ date: '2026-11-24', spans: [], version: 2, history: [step, step] });
  expect(Object.isFrozen(changed?.history)).toBe(true);
});

it.each(['2026-11-23', '2026-11-26'])(
  'whether anything was recorded in a month is known by one day, as by %s',
  async date => {
    const store = workdayStore(database.database.db);
    const team = `T${date}`;
    const step = { at: 1, by: 'U1', what: 'check-in', key: 'k' } as const;
    expect(await store.anyIn(team, '2026-11-01', '2026-11-30')).toBe(false);
    await store.insert({ team, user: 'U1', date, zone: 'Asia/Seoul' }, { spans: [], open: true, step }, []);
    const asked = [
      ['2026-11-01', '2026-11-30'],
      [date, date],
      ['2026-11-27', '2026-11-30'],
      ['2026-10-01', '2026-10-31'],
    ];
    expect(await Promise.all(asked.map(([from = '', to = '']) => store.anyIn(team, from, to)))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  },
);
