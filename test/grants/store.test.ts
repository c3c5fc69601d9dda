import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepare } from '../../src/db/indexes.ts';
import { corrections } from '../../src/db/migrations/corrections.ts';
import { attendedDocs, attendedStore } from '../../src/grants/attended.ts';
import { dueGrants } from '../../src/grants/due.ts';
import type { Grant } from '../../src/grants/ledger/types.ts';
import { grantDocs, grantStore } from '../../src/grants/store.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
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

describe('grants', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await prepare(database.database.db, [grantDocs, attendedDocs]);
  });
  afterAll(() => database.drop());

  const store = () => grantStore(database.database.db);
  const withEffects = (user: string, grants: readonly Grant[]) => grants.map(g => ({ user, grant: g, effects: [] }));

  it('vest once however many processes find them due at the same moment', async () => {
    const vestIn = async () => {
      const stored = await store().of('T1', 'U1');
      return store().add('T1', withEffects('U1', due(stored, '2026-11-24')), 1);
    };
    const made = await Promise.all(Array.from({ length: 50 }, vestIn));
    expect(made.flat()).toHaveLength(13);
    const stored = await store().of('T1', 'U1');
    expect(new Map(stored.map(g => [g.id, g]))).toEqual(new Map(due([], '2026-11-24').map(g => [g.id, g])));
    expect(await vestIn()).toEqual([]);
  });

  it('vest once for the same days even where processes see different policies', async () => {
    const grants = [
      grant('annual:3', '2027-03-15', '2028-03-14', 16, { covers: { from: '2027-03-15', to: '2028-03-14' } }),
      grant('annual:2027-03-15', '2027-03-15', '2028-03-14', 15, { covers: { from: '2027-03-15', to: '2028-03-14' } }),
    ];
    const made = await Promise.all(grants.map(g => store().add('T1', withEffects('U2', [g]), 1)));
    expect(made.flat()).toHaveLength(1);
    expect(await store().of('T1', 'U2')).toHaveLength(1);
  });

  it('that correct one have its name, also those that were stored before they named it', async () => {
    const correction = (id: string, more: Partial<Grant> = {}) =>
      grant(id, '2026-01-01', '2026-01-01', -1, { kind: 'correction', ...more });
    const grants = [
      correction('attended:annual:2026-01-01:1'),
      correction('attended:monthly:3:2', { corrects: 'monthly:3' }),
      correction('hand:V1'),
      grant('reversal:attended:annual:2:1', '2026-01-01', '2026-01-01', 1, { kind: 'reversal', reverses: 'x' }),
    ];
    await store().add('T3', withEffects('U1', grants), 1);
    await corrections.run(database.database.db);
    const named = new Map((await store().of('T3', 'U1')).map(g => [g.id, g.corrects]));
    expect(grants.map(g => named.get(g.id))).toEqual(['annual:2026-01-01', 'monthly:3', undefined, undefined]);
  });

  it('are found by person, and by who has one that lapses', async () => {
    await store().add('T2', withEffects('U9', [grant('a', '2026-01-01', '2026-12-31', 1)]), 1);
    const many = await store().ofMany('T1', ['U1', 'U2', 'U9']);
    expect([...many].map(([user, grants]) => [user, grants.length])).toEqual([
      ['U1', 13],
      ['U2', 1],
      ['U9', 0],
    ]);
    // As a range of all, both ends of it included.
    expect(await store().ofMany('T1', ['U2', 'U1'], true)).toEqual(await store().ofMany('T1', ['U2', 'U1']));
    expect(await store().lapsing('T1', '2027-01-01', '2027-03-31')).toEqual(['U1']);
    expect(await store().lapsing('T2', '2026-12-31', '2026-12-31')).toEqual(['U9']);
  });

  it('hundreds at once are stored in batches, and those that are there are left alone', async () => {
    const all = Array.from({ length: 1_203 }, (_, i) => ({
      ...{ user: `B${i % 40}`, grant: grant(`hand:${i}`, '2026-01-01', '2026-12-31', 1), effects: [] },
    }));
    expect(await store().add('T3', all.slice(0, 700), 1)).toHaveLength(700);
    expect(await store().add('T3', all, 1)).toHaveLength(503);
    expect(await store().add('T3', all, 1)).toEqual([]);
  });

  it('attendance is said by one at a time', async () => {
    const attended = attendedStore(database.database.db);
    expect(await attended.get('T1', 'U1')).toMatchObject({ version: 0, absentMonths: [] });
    const entry = { absentMonths: [2], lowYears: { 2: 6 }, at: 1, by: 'U7', why: 'sick', key: 'k' };
    const saved = await Promise.all(
      Array.from({ length: 10 }, (_, i) => attended.add('T1', 'U1', 0, { ...entry, key: `k${i}` })),
    );
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect(await attended.add('T1', 'U1', 1, { ...entry, absentMonths: [], lowYears: {} })).toBe(true);
    expect(await attended.get('T1', 'U1')).toMatchObject({ version: 2, absentMonths: [], lowYears: {} });
    expect((await attended.ofMany('T1', ['U1', 'U2'])).get('U1')?.history).toHaveLength(2);
  });
});
