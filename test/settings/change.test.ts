import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Policies, policies } from '../../src/settings/change.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import { type PolicyStore, policyStore } from '../../src/settings/store.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const TEAM = 'T1';
const NOW = Date.parse('2026-11-24T09:00:00+09:00');
const defaults = policyDefaults({ adminChannel: '#admin', timeZone: 'Asia/Seoul', language: 'en', summaryAt: '18:30' });
let database: TestDatabase;
let store: PolicyStore;
let settings: Policies;
const clock = { at: NOW, now: () => clock.at };

beforeAll(async () => {
  database = await testDatabase();
  store = policyStore(database.db);
  settings = policies({ store, clock, team: TEAM, defaults });
});
afterAll(() => database.drop());
beforeEach(async () => {
  clock.at = NOW;
  await database.db.collection('settings').deleteMany({});
});

const later = { reports: { dailyAt: '19:00' } };
async function proposed(change = later, from = '2026-12-01') {
  const outcome = await settings.propose(change, from);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.proposed;
}

describe('setting up', () => {
  it('is the first version, in force since ever, and happens once', async () => {
    expect(await settings.stored()).toMatchObject({ setUp: false, version: 0 });
    const change = { workingTime: { arrangement: 'fixed' as const }, leave: { basis: 'hire-date' as const } };
    const first = await settings.setUp('UH', change, 'k1');
    expect(first).toMatchObject({
      ok: true,
      version: { version: 1, change: { workingTime: { arrangement: 'fixed' } } },
    });
    expect(await settings.setUp('UH', change, 'k1')).toMatchObject({ ok: true, replay: true });
    expect(await settings.setUp('UH', {}, 'k2')).toMatchObject({ ok: false, done: { key: 'k1', by: 'UH' } });
    expect((await settings.on('2010-01-01')).workingTime.arrangement).toBe('fixed');
  });

  it('with nothing but the defaults is a setting up too', async () => {
    expect(await settings.setUp('UH', {}, 'k1')).toMatchObject({ ok: true });
    expect(await settings.stored()).toMatchObject({ setUp: true });
  });

  it('of several at once one is made', async () => {
    const all = await Promise.all(['a', 'b', 'c', 'd'].map(key => settings.setUp('UH', {}, key)));
    expect(all.filter(o => o.ok)).toHaveLength(1);
    expect((await store.get(TEAM)).versions).toHaveLength(1);
  });
});

describe('a change', () => {
  it('is shown before it is saved, and kept with who and when', async () => {
    const shown = await proposed();
    expect(shown).toEqual({
      from: '2026-12-01',
      change: later,
      differences: [{ group: 'reports', field: 'dailyAt', from: '18:30', to: '19:00' }],
      seen: 0,
    });
    expect((await store.get(TEAM)).versions).toEqual([]);
    expect(await settings.change('UH', shown, 'k1')).toMatchObject({ ok: true, replay: false });
    expect(await settings.change('UH', shown, 'k1')).toMatchObject({ ok: true, replay: true });
    expect((await store.get(TEAM)).versions).toEqual([
      { version: 1, from: '2026-12-01', change: later, by: 'UH', at: NOW, key: 'k1' },
    ]);
    expect((await settings.on()).reports.dailyAt).toBe('18:30');
    expect((await settings.on('2026-12-01')).reports.dailyAt).toBe('19:00');
    clock.at = Date.parse('2026-12-01T00:00:00+09:00');
    expect((await settings.on()).reports.dailyAt).toBe('19:00');
  });

  it('shows itself again when somebody else changed something meanwhile', async () => {
    const mine = await proposed();
    await settings.change('UH', await proposed({ reports: { dailyAt: '20:00' } }), 'k1');
    const again = await settings.change('UH', mine, 'k2');
    expect(again).toMatchObject({ ok: false, proposed: { seen: 1, differences: [{ from: '20:00', to: '19:00' }] } });
    expect((await store.get(TEAM)).versions).toHaveLength(1);
  });

  it('of 20 at once is made once, and the others are shown theirs again', async () => {
    const shown = await proposed();
    const all = await Promise.all(Array.from({ length: 20 }, (_, i) => settings.change('UH', shown, `k${i}`)));
    expect(all.filter(o => o.ok)).toHaveLength(1);
    // The others find that what they wanted is so already.
    expect(all.filter(o => !o.ok && 'problems' in o && o.problems[0]?.code === 'nothing-changed')).toHaveLength(19);
    expect((await store.get(TEAM)).versions).toHaveLength(1);
  });

  it('is refused in the past, without a difference, with or with a contradiction', async () => {
    expect(await settings.propose(later, '2026-11-23')).toEqual({ ok: false, problems: [{ code: 'past' }] });
    expect(await settings.propose({ reports: { dailyAt: '18:30' } }, '2026-12-01')).toMatchObject({
      problems: [{ code: 'nothing-changed' }],
    });
    expect(await settings.propose({ workingTime: { windowTo: '07:00' } }, '2026-12-01')).toMatchObject({
      problems: [{ field: 'windowTo' }],
    });
    expect(await store.get(TEAM)).toEqual({ version: 0, versions: [] });
  });

  it('lives beside what else the document keeps', async () => {
    const raw = database.db.collection<{ _id: string; channelProblem?: string }>('settings');
    await raw.updateOne({ _id: TEAM }, { $set: { channelProblem: 'not_in_channel' } }, { upsert: true });
    await settings.setUp('UH', {}, 'k1');
    await settings.change('UH', await proposed(), 'k2');
    await raw.updateOne({ _id: TEAM }, { $unset: { channelProblem: '' } }, { upsert: true });
    expect(await raw.countDocuments()).toBe(1);
    expect((await store.get(TEAM)).versions).toHaveLength(2);
    expect(await raw.findOne({ _id: TEAM })).not.toHaveProperty('channelProblem');
  });
});
