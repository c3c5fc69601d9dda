import fc from 'fast-check';
import type { Document } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgers as step } from '../../src/db/migrations/ledgers.ts';
import { statement } from '../../src/grants/ledger/statement.ts';
import { grantsOf } from '../../src/grants/record/change.ts';
import type { LedgerDoc } from '../../src/grants/record/schema.ts';
import { LEDGERS, ledgerDocs, ledgerStore } from '../../src/grants/record/store.ts';
import { PEOPLE } from '../../src/people/store.ts';
import { anyLedger } from '../grants/ledger/ledgers.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { runs } from '../support/runs.ts';

const TODAY = '2026-11-24';

describe('a ledger made of documents of older versions', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  const has = (name: string, docs: Document[]) => database.db.collection(name).insertMany(docs);
  const grantDocs = (team: string, user: string, grants: readonly { id: string }[], more: object = {}): Document[] =>
    grants.map((g, at) => ({ _id: `${team}:${user}:${g.id}` as never, team, user, at, effects: [], ...more, ...g }));
  const stored = async (team: string, user: string): Promise<LedgerDoc> => ledgerStore(database.db).get(team, user);

  it('has every balance and every line of a statement as before', async () => {
    const all = fc.sample(anyLedger, runs(40));
    for (const [n, { grants }] of all.entries())
      if (grants.length > 0) await has('grants', grantDocs('T1', `U${n}`, grants));
    await step.run(database.db);
    for (const [n, { grants, uses }] of all.entries()) {
      const { current } = await stored('T1', `U${n}`);
      for (const pool of new Set(grants.map(g => g.pool))) {
        const before = statement(
          [...grants].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
          uses,
          TODAY,
          pool,
        );
        expect(statement(grantsOf(current), uses, TODAY, pool)).toEqual(before);
      }
    }
  });

  const owed = (id: string, kind: string, lane: string, data: object = {}) => ({
    ...{ id, kind, lane, data, due: 5, tries: 0, to: 'U1' },
  });
  const grant = { pool: 'annual', on: '2026-03-15', usableUntil: '2027-03-14', amount: 100 };

  it('owes what its parts owed, and gives what a settlement had yet to give', async () => {
    const told = owed('e1', 'leave-granted', 'told', { ids: ['annual:2'] });
    await has(
      'grants',
      grantDocs('T2', 'U1', [{ ...grant, id: 'annual:2', kind: 'annual' } as never], { effects: [told] }),
    );
    const notice = { stage: 'annual', usableUntil: '2027-03-14', grants: ['annual:2'], history: [] };
    const dates = {
      from: '2026-09-15',
      to: '2026-09-24',
      designateBy: '2027-01-14',
      state: 'sent',
      prepared: 1,
      left: 1,
    };
    await has('promotions', [
      {
        ...{ _id: 'T2:U1:annual:2027-03-14' as never, team: 'T2', user: 'U1', version: 3, ...notice, ...dates },
        effects: [owed('e2', 'promotion-notice', 'notice'), owed('e3', 'home', 'home:U1')],
      },
    ]);
    const give = { ...grant, id: 'settlement:2026-11-24', kind: 'correction' };
    const back = { ...grant, id: 'settlement:2026-11-20', kind: 'correction', amount: 40 };
    const history = [
      { at: Date.parse('2026-11-24T03:00:00Z'), by: 'U9', what: 'settled', key: 'k', lastDay: '2026-11-24' },
    ];
    await has('settlements', [
      {
        ...{
          _id: 'T2:U1' as never,
          team: 'T2',
          user: 'U1',
          version: 2,
          settledFor: '2026-11-24',
          grant: give,
          history,
        },
        effects: [owed('e4', 'settlement-grants', 'grants', { give, back, by: 'U9' })],
      },
    ]);
    await step.run(database.db);
    const ledger = ledgerDocs.parse(await database.db.collection<LedgerDoc>('ledgers').findOne({ _id: 'T2:U1' }));
    expect(ledger.current.grants.map(g => [g.id, g.amount, g.by])).toEqual([
      ['annual:2', 100, undefined],
      ['reversal:settlement:2026-11-20', -40, 'U9'],
      ['settlement:2026-11-24', 100, 'U9'],
    ]);
    expect(ledger.current.notices.map(n => [n.id, n.state])).toEqual([['T2:U1:annual:2027-03-14', 'sent']]);
    expect(ledger.current.settlement).toEqual({ settledFor: '2026-11-24', history });
    const about = { notice: 'T2:U1:annual:2027-03-14' };
    expect(ledger.effects.map(e => [e.kind, e.lane, e.data])).toEqual([
      ['leave-granted', 'told', { ids: ['annual:2'] }],
      ['promotion-notice', `notice:${about.notice}`, about],
      ['home', 'home:U1', {}],
      ['leave-granted', 'told', { ids: ['reversal:settlement:2026-11-20'] }],
      ['leave-granted', 'told', { ids: ['settlement:2026-11-24'] }],
    ]);
  });

  it('is the same where the migration was cut short, of each workspace', async () => {
    const one = { ...grant, id: 'annual:1', kind: 'annual' };
    const two = { ...grant, id: 'annual:2', kind: 'annual' };
    for (const team of ['T3', 'T4']) await has('grants', grantDocs(team, 'U1', [one, two] as never));
    await has('attended', [{ _id: 'T4:U1' as never, team: 'T4', user: 'U1', version: 1, history: [] }]);
    await step.run(database.db);
    const before = await database.db.collection('ledgers').find({ team: 'T3' }).toArray();
    // The ledger was stored, and half of its parts deleted.
    await has('grants', grantDocs('T3', 'U1', [two] as never));
    await step.run(database.db);
    expect(await database.db.collection('ledgers').find({ team: 'T3' }).toArray()).toEqual(before);
    expect((await stored('T4', 'U1')).current).toMatchObject({ grants: [one, two], attended: { version: 1 } });
    // Beside the counters, which stand with people.
    const left = (await database.db.listCollections().toArray()).map(c => c.name).filter(name => name !== PEOPLE);
    expect(left).toEqual([LEDGERS]);
  });
});
