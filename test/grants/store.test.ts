import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepare } from '../../src/db/indexes.ts';
import { attendedIn, withAttended } from '../../src/grants/attended.ts';
import { dueGrants } from '../../src/grants/due.ts';
import type { Grant } from '../../src/grants/ledger/types.ts';
import { changeLedger, changeLedgers, grantsOf, storeGrants, withGrants } from '../../src/grants/record/change.ts';
import { ledgerDocs, ledgers } from '../../src/grants/record/store.ts';
import type { People } from '../../src/people/actions.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { grantsIn, ledgersIn } from '../support/ledgers.ts';
import { testWorkspace } from '../support/workspace.ts';
import { grant } from './ledger/ledgers.ts';

const leave = policyDefaults({ timeZone: 'Asia/Seoul', language: 'ko', summaryAt: '18:30' }).leave;
const due = (stored: readonly Grant[], until: string, basis: 'hire-date' | 'fiscal-year' = 'hire-date') =>
  dueGrants(
    {
      ...{ hiredOn: '2024-03-15', attended: { absentMonths: [], lowYears: {} }, stored, uses: [], since: '1900-01-01' },
      policies: [{ from: '', leave: { ...leave, basis } }],
    },
    until,
  );

describe('ledgers', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await prepare(database.database.db, [ledgerDocs]);
  });
  afterAll(() => database.drop());

  const people = { some: async () => [] } as Partial<People> as People;
  const ws = (team = 'T1') => testWorkspace({ db: database.database.db, team, people });
  const add = (team: string, user: string, grants: readonly Grant[]) =>
    storeGrants(
      ws(team),
      grants.map(g => ({ user, grant: g, effects: [] })),
    );
  const ofUser = async (user: string, team = 'T1') => grantsOf((await ledgers(ws(team)).get(team, user)).current);

  it('get what vests once however many processes find it due at the same moment', async () => {
    const vestIn = () =>
      changeLedger(ws(), 'U1', ({ current }) => {
        const added = due(grantsOf(current), '2026-11-24');
        return added.length === 0
          ? { answer: 0 }
          : { answer: added.length, set: { current: withGrants(current, added, 1) } };
      });
    const made = await Promise.all(Array.from({ length: 50 }, vestIn));
    expect(made.filter(n => n !== 0)).toEqual([13]);
    expect(new Map((await ofUser('U1')).map(g => [g.id, g]))).toEqual(
      new Map(due([], '2026-11-24').map(g => [g.id, g])),
    );
    expect(await vestIn()).toBe(0);
  });

  it('get a grant once for the same days even where processes see different policies', async () => {
    const covers = { from: '2027-03-15', to: '2028-03-14' };
    const grants = [
      grant('annual:3', '2027-03-15', '2028-03-14', 16, { covers }),
      grant('annual:2027-03-15', '2027-03-15', '2028-03-14', 15, { covers }),
    ];
    await Promise.all(grants.map(g => add('T1', 'U2', [g])));
    expect(await ofUser('U2')).toHaveLength(1);
  });

  it('are found by person, and by who has a grant that lapses between two dates', async () => {
    await add('T2', 'U9', [grant('a', '2026-01-01', '2026-12-31', 1)]);
    // Lapsed before and after, but not between.
    await add('T1', 'U3', [grant('a', '2025-01-01', '2025-12-31', 1), grant('b', '2027-01-01', '2027-12-31', 1)]);
    const store = ledgers(ws());
    const counts = (found: Map<string, { current: { grants: unknown[] } }>) =>
      [...found].map(([user, l]) => [user, l.current.grants.length]).sort();
    expect(counts(await store.ofMany('T1', ['U1', 'U2', 'U9']))).toEqual([
      ['U1', 13],
      ['U2', 1],
      ['U9', 0],
    ]);
    // As a range of all, both ends of it included.
    expect(counts(await store.ofMany('T1', ['U2', 'U1'], true))).toEqual(
      counts(await store.ofMany('T1', ['U1', 'U2'])),
    );
    expect(await store.lapsing('T1', '2027-01-01', '2027-03-31')).toEqual(['U1']);
    expect(await store.lapsing('T2', '2026-12-31', '2026-12-31')).toEqual(['U9']);
    expect(await store.lapsing('T1', '2026-01-01', '2026-02-28')).toEqual([]);
  });

  it('of many people change in few commands, and once each where two processes change them at a time', async () => {
    const users = Array.from({ length: 130 }, (_, n) => `B${n}`);
    const wanted = ['hand:1', 'hand:2'].map(id => grant(id, '2026-01-01', '2026-12-31', 1));
    // One of two is there already: its ledger is changed, the others are new.
    for (const user of users.slice(0, 2)) await add('T3', user, wanted.slice(0, 1));
    const give = async () => {
      const known = await ledgers(ws('T3')).ofMany('T3', users);
      await changeLedgers(ws('T3'), known.values(), ({ current }) => {
        const set = { current: withGrants(current, wanted, 1) };
        return set.current.grants.length > current.grants.length ? { set } : undefined;
      });
    };
    await Promise.all([give(), give()]);
    expect(await grantsIn(database.database.db, { team: 'T3' })).toHaveLength(260);
    expect((await ledgersIn(database.database.db, { team: 'T3' })).map(l => l.version).filter(v => v > 2)).toEqual([]);
  });

  it('keep what a newer version has added', async () => {
    const collection = database.database.db.collection<{ _id: string }>('ledgers');
    await add('T4', 'U1', [grant('a', '2026-01-01', '2026-12-31', 1)]);
    await collection.updateOne({ _id: 'T4:U1' }, { $set: { 'current.grants.0.new': 1, 'current.later': [2] } });
    await add('T4', 'U1', [grant('b', '2026-01-01', '2026-12-31', 1)]);
    expect(await collection.findOne({ _id: 'T4:U1' })).toMatchObject({
      current: { grants: [{ id: 'a', new: 1 }, { id: 'b' }], later: [2] },
    });
  });

  it('hear of attendance once for each key; the last entry counts', async () => {
    const entry = { absentMonths: [2], lowYears: { 2: 6 }, at: 1, by: 'U7', why: 'sick', key: 'k' };
    const say = (said: typeof entry) =>
      changeLedger(ws(), 'U5', ({ current }) => ({
        ...{ answer: true, set: { current: withAttended(current, said) } },
      }));
    expect(attendedIn((await ledgers(ws()).get('T1', 'U5')).current)).toMatchObject({ version: 0, absentMonths: [] });
    await Promise.all(Array.from({ length: 5 }, () => say(entry)));
    await say({ ...entry, absentMonths: [], lowYears: {} as { 2: number }, key: 'l' });
    const { current } = await ledgers(ws()).get('T1', 'U5');
    expect(attendedIn(current)).toMatchObject({ version: 2, absentMonths: [], lowYears: {} });
    expect(current.attended.history.map(h => h.key)).toEqual(['k', 'l']);
  });
});
