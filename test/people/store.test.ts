import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepare } from '../../src/db/indexes.ts';
import type { SlackFacts } from '../../src/people/rules.ts';
import { type PeopleStore, peopleDocs, peopleStore } from '../../src/people/store.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { person, TEAM } from './people.ts';

let database: TestDatabase;
let store: PeopleStore;

beforeAll(async () => {
  database = await testDatabase();
  await prepare(database.db, [peopleDocs]);
  store = peopleStore(database.db);
});
afterAll(() => database.drop());

function slackSays(user: string, more: Partial<SlackFacts>): SlackFacts {
  const { team: _t, quickIn: _i, place: _p, ...facts } = person(user);
  return { ...facts, ...more };
}

it('what Slack said earlier does not undo what it said later, and holds up nobody else', async () => {
  await store.put(TEAM, [slackSays('U1', { updated: 100 })]);
  await store.put(TEAM, [slackSays('U1', { updated: 200, deleted: true })]);
  // A page of the list of members that was asked for before, and arrives after the event.
  await store.put(TEAM, [slackSays('U1', { updated: 100 }), slackSays('U2', { updated: 100 })]);
  expect(await store.get(TEAM, 'U1')).toMatchObject({ deleted: true, updated: 200 });
  expect(await store.get(TEAM, 'U2')).toMatchObject({ deleted: false, quickIn: false });
});

it('what is as new, newer or without a time is taken', async () => {
  await store.put(TEAM, [slackSays('U3', {})]);
  for (const updated of [5, 5, 6]) {
    await store.put(TEAM, [slackSays('U3', { updated, name: `at ${updated}` })]);
    expect(await store.get(TEAM, 'U3')).toMatchObject({ updated, name: `at ${updated}` });
  }
  await store.put(TEAM, [slackSays('U3', { name: 'no time' })]);
  expect(await store.get(TEAM, 'U3')).toMatchObject({ name: 'no time' });
});

it('of many told at once in any order the newest stands', async () => {
  const told = [3, 9, 1, 7, 2, 8].map(updated => slackSays('U4', { updated, name: `at ${updated}` }));
  await Promise.all(told.map(facts => store.put(TEAM, [facts])));
  expect(await store.get(TEAM, 'U4')).toMatchObject({ updated: 9, name: 'at 9' });
});

it('leads nobody any more once all reports have left', async () => {
  await store.put(TEAM, [slackSays('U5', {}), slackSays('U6', {}), slackSays('U7', {})]);
  expect(await store.leads(TEAM, 'U5')).toBe(false);
  const reports = { team: TEAM, user: { $in: ['U6', 'U7'] } };
  await database.db.collection('people').updateMany(reports, { $set: { manager: 'U5' } });
  expect(await store.leads(TEAM, 'U5')).toBe(true);
  await store.put(TEAM, [slackSays('U6', { deleted: true })]);
  expect(await store.leads(TEAM, 'U5')).toBe(true);
  await store.put(TEAM, [slackSays('U7', { deleted: true })]);
  expect(await store.leads(TEAM, 'U5')).toBe(false);
  expect(await store.leads('T2', 'U5')).toBe(false);
});
