import { afterAll, beforeAll, expect, it } from 'vitest';
import { atLocal, datesBetween, weekday } from '../../src/calendar/rules.ts';
import { prepare } from '../../src/db/indexes.ts';
import { COLLECTIONS } from '../../src/features.ts';
import type { Person } from '../../src/people/rules.ts';
import type { ListedPerson } from '../../src/people/store.ts';
import { policyStore } from '../../src/settings/store.ts';
import { countedMonths, monthProblems, personMonth } from '../../src/timesheets/actions.ts';
import { monthKind } from '../../src/timesheets/months/kind.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { testWorkspace } from '../support/workspace.ts';

const [TEAM, USER, ZONE] = ['T1', 'U1', 'Asia/Seoul'];
const NOW = Date.parse('2027-01-04T10:05:00+09:00');
const person = { team: TEAM, user: USER, name: 'P', zone: ZONE, employee: true, deleted: false } as Person;

let database: TestDatabase;
let ws: Workspace;
beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  await prepare(db, COLLECTIONS);
  const workingTime = { arrangement: 'selective', settlementMonths: 3, overtimeNeedsApproval: true };
  const version = { from: '2026-01-01', change: { workingTime }, by: USER, at: 1, key: 'k' };
  await policyStore(db).add(TEAM, 0, version as never);
  const dates = datesBetween('2026-10-01', '2026-12-31').filter(date => weekday(date) <= 5);
  await db.collection<{ _id: string }>('workdays').insertMany(
    dates.map(date => ({
      ...{ _id: `${TEAM}:${USER}:${date}`, team: TEAM, user: USER, date, zone: ZONE, open: false, version: 1 },
      ...{ history: [], effects: [] },
      spans: [{ in: atLocal(date, '09:00', ZONE), out: atLocal(date, '20:00', ZONE), place: 'office', breaks: [] }],
    })),
  );
  ws = testWorkspace({ db, clock: { now: () => NOW }, team: TEAM, provides: [] });
  await ws.policy.reload();
});
afterAll(() => database.drop());

it('overtime of a period of several months is the same in lists as in the person’s own month', async () => {
  for (const month of ['2026-10', '2026-11', '2026-12']) {
    const { record } = await personMonth(ws, person, month);
    const dates = record.days.filter(d => d.premium.unapproved > 0).map(d => d.date);
    const [found] = await monthProblems(ws, [person as ListedPerson], month);
    expect([month, found?.problems.get('overtime-unapproved') ?? []]).toEqual([month, dates]);
    const kept = (await monthKind.count(ws, [person as ListedPerson], [month])).get(USER)?.get(month);
    expect(new Map(kept?.figures.problems ?? []).get('overtime-unapproved') ?? []).toEqual(dates);
    const [overtime] = await countedMonths(ws, [person], month, (_, of) => of.totals.overtime);
    expect([month, overtime]).toEqual([month, record.totals.overtime]);
    if (month === '2026-12') expect(dates.length).toBeGreaterThan(5);
  }
});
