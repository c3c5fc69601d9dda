import type { Document } from 'mongodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { teams } from '../../src/db/migrations/teams.ts';
import { organisationStore } from '../../src/people/organisation/store.ts';
import { peopleStore } from '../../src/people/store.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let test: TestDatabase;
beforeEach(async () => {
  test = await testDatabase();
});
afterEach(() => test.drop());

const known = { zone: 'Asia/Seoul', administrator: false, employee: true, deleted: false, quickIn: false, syncedAt: 0 };
const person = (team: string, user: string, more: Document = {}): Document => ({
  ...{ _id: `${team}:${user}`, team, user, name: user, place: 'office', ...known, ...more },
});
const changed = (from: string | undefined, to: string) => ({
  ...{ at: 1, by: 'U1', source: 'form', key: `k-${to}` },
  steps: [
    { field: 'teamName', ...(from === undefined ? {} : { from }), to },
    { field: 'hiredOn', to: '2024-01-01' },
  ],
});

it('names of teams become one tree a workspace, which people, histories, blackout dates and feeds name', async () => {
  const { db } = test;
  const insert = (name: string, docs: Document[]) => db.collection(name).insertMany(docs);
  await insert('people', [
    person('T1', 'U1', { teamName: '개발팀', factsHistory: [changed(undefined, '옛팀'), changed('옛팀', '개발팀')] }),
    person('T1', 'U2', { teamName: ' 개발팀 ', deleted: true }),
    person('T1', 'U3', { teamName: '  ' }),
    person('T1', 'U4'),
    person('T2', 'U1', { teamName: '개발팀' }),
  ]);
  const period = { id: 'p', from: '2026-12-01', to: '2026-12-02', reason: '재고' };
  await insert('leaveBlocked', [
    {
      ...{ _id: 'T1', team: 'T1', version: 1, history: [] },
      periods: [{ ...period, teamName: '물류팀' }, period],
    },
  ]);
  const feed = { team: 'T1', user: 'U1', active: true };
  await insert('feeds', [
    { _id: 'T1:U1:team:개발팀', ...feed, scope: 'team:개발팀', hash: 'a' },
    { _id: 'T1:U1:led', ...feed, scope: 'led', hash: 'b' },
  ]);
  const tree = organisationStore(db);
  const people = peopleStore(db);
  // The second run finds what a step that was cut short has done already.
  for (const again of [false, true]) {
    if (again) await db.collection('people').updateOne({ user: 'U2' }, { $set: { teamName: '개발팀' } });
    await teams.run(db);
    const stored = await tree.get('T1');
    expect(stored.teams.map(t => t.name).sort()).toEqual(['개발팀', '물류팀']);
    const id = (name: string) => stored.teams.find(t => t.name === name)?.id;
    const dev = id('개발팀');
    expect((await people.all('T1')).map(p => [p.user, p.teamId])).toEqual([
      ['U1', dev],
      ['U2', dev],
      ['U3', undefined],
      ['U4', undefined],
    ]);
    expect(await db.collection('people').countDocuments({ teamName: { $exists: true } })).toBe(0);
    const history = await people.factsHistory('T1', 'U1');
    expect(history.map(h => h.steps[0])).toEqual([
      // A name that nobody has any more is read as it was.
      { field: 'teamId', to: '옛팀' },
      { field: 'teamId', from: '옛팀', to: dev },
    ]);
    expect(history[0]?.steps[1]).toEqual({ field: 'hiredOn', to: '2024-01-01' });
    expect((await db.collection('leaveBlocked').findOne({}))?.periods).toEqual([
      { ...period, teamId: id('물류팀') },
      period,
    ]);
    const scopes = await db.collection('feeds').find().sort({ hash: 1 }).toArray();
    expect(scopes.map(f => f.scope)).toEqual([`team:${dev}`, 'led']);
    const [other] = (await tree.get('T2')).teams;
    expect(other?.name).toBe('개발팀');
    expect((await people.get('T2', 'U1'))?.teamId).toBe(other?.id);
  }
});
