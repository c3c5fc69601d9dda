import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseUnavailable } from '../../src/db/errors.ts';
import { prepare } from '../../src/db/indexes.ts';
import { remembering } from '../../src/db/remembering.ts';
import { type PeopleAdministration, peopleAdministration } from '../../src/people/administer.ts';
import { organisationStore } from '../../src/people/organisation/store.ts';
import type { Person } from '../../src/people/rules.ts';
import { type PeopleStore, peopleDocs, peopleStore } from '../../src/people/store.ts';
import { createLog } from '../../src/shared/log.ts';
import { withinRequest } from '../../src/shared/request.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { isLong } from '../support/runs.ts';
import { person, TEAM } from './people.ts';

const now = () => ({
  ...{ people: { slackAdmins: true }, workingTime: { holidays: 'kr', arrangement: 'staggered' as const } },
});
const OWN = { language: 'ko' as const, today: () => '2026-11-24', now };
const POLICY = { zone: 'Asia/Seoul', language: 'ko', now, offices: [], of: () => OWN } as const;
const NOW = Date.parse('2026-11-24T09:00:00+09:00');
let database: TestDatabase;
let store: PeopleStore;
let admin: PeopleAdministration;
const logged: Record<string, unknown>[] = [];

async function put(people: Person[]): Promise<void> {
  const slack = people.map(({ team: _t, quickIn: _i, place: _p, ...facts }) => facts);
  await store.put(TEAM, slack);
}

beforeAll(async () => {
  database = await testDatabase();
  await prepare(database.db, [peopleDocs]);
  store = peopleStore(database.db);
  const log = createLog('warn', { destination: { write: line => void logged.push(JSON.parse(line)) } });
  const clock = { now: () => NOW };
  const teams = organisationStore(database.db);
  const named = ['a', 'b', ...Array.from({ length: 20 }, (_, i) => String(i))];
  const entry = { at: 0, by: 'UO', key: 'k' };
  await teams.addAll(
    TEAM,
    named.map(name => ({ id: `t-${name}`, name })),
    entry,
  );
  admin = peopleAdministration({ store, teams, clock, log, team: TEAM, named: [], policy: POLICY });
});
afterAll(() => database.drop());
beforeEach(async () => {
  logged.length = 0;
  await database.db.collection('people').deleteMany({});
  await put([
    person('UO', { owner: true, administrator: true, email: 'owner@daybook.test' }),
    person('UH', { administrator: true, email: 'hr@daybook.test' }),
    person('U1', { email: 'one@daybook.test' }),
    person('U2', { email: 'two@daybook.test' }),
    person('UX', { deleted: true }),
  ]);
});

describe('changing a person', () => {
  it('keeps who, when, from and to, and what Slack says later does not touch it', async () => {
    const first = await admin.changePerson('UH', 'U1', { hiredOn: '2024-03-02', manager: 'U2' }, 'k1');
    expect(first).toMatchObject({ ok: true, replay: false, person: { hiredOn: '2024-03-02', manager: 'U2' } });
    await admin.changePerson('UO', 'U1', { hiredOn: '2024-03-03', manager: null }, 'k2');
    await put([person('U1', { name: 'New name' })]);
    const stored = await store.get(TEAM, 'U1');
    expect(stored).toMatchObject({ name: 'New name', hiredOn: '2024-03-03', factsVersion: 2 });
    expect(stored).not.toHaveProperty('manager');
    expect(await admin.history('U1')).toEqual([
      {
        ...{ at: NOW, by: 'UH', source: 'form', key: 'k1' },
        steps: [
          { field: 'hiredOn', to: '2024-03-02' },
          { field: 'manager', to: 'U2' },
        ],
      },
      {
        ...{ at: NOW, by: 'UO', source: 'form', key: 'k2' },
        steps: [
          { field: 'hiredOn', from: '2024-03-02', to: '2024-03-03' },
          { field: 'manager', from: 'U2' },
        ],
      },
    ]);
  });

  it('sent twice is made once, also after somebody else’s change', async () => {
    await admin.changePerson('UH', 'U1', { teamId: 't-a' }, 'k1');
    await admin.changePerson('UO', 'U1', { teamId: 't-b' }, 'k2');
    expect(await admin.changePerson('UH', 'U1', { teamId: 't-a' }, 'k1')).toMatchObject({ ok: true, replay: true });
    expect(await store.get(TEAM, 'U1')).toMatchObject({ teamId: 't-b', factsVersion: 2 });
  });

  it('20 changes at once: each is in the history, the last one stands', async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, i) => admin.changePerson('UH', 'U1', { teamId: `t-${i}` }, `k${i}`)),
    );
    const history = await store.factsHistory(TEAM, 'U1');
    const made = all.filter(o => o.ok);
    expect(history).toHaveLength(made.length);
    expect(made.length).toBeGreaterThan(0);
    expect(all.every(o => o.ok || 'busy' in o)).toBe(true);
    for (const [i, entry] of history.entries()) expect(entry.steps[0]?.from).toBe(history[i - 1]?.steps[0]?.to);
    expect((await store.get(TEAM, 'U1'))?.teamId).toBe(history.at(-1)?.steps[0]?.to);
  });

  it('one number for two people at once: one of them has it', async () => {
    const both = await Promise.all([
      admin.changePerson('UH', 'U1', { employeeNo: '7' }, 'k1'),
      admin.changePerson('UO', 'U2', { employeeNo: '7' }, 'k2'),
    ]);
    expect(both.filter(o => o.ok)).toHaveLength(1);
    expect(both.find(o => !o.ok)).toMatchObject({ problems: [{ code: 'number-taken' }] });
    expect((await store.all(TEAM)).filter(p => p.employeeNo === '7')).toHaveLength(1);
  });

  it('each other’s manager at once: no loop stays', async () => {
    await Promise.all([
      admin.changePerson('UH', 'U1', { manager: 'U2' }, 'k1'),
      admin.changePerson('UO', 'U2', { manager: 'U1' }, 'k2'),
    ]);
    const [one, two] = await store.some(TEAM, ['U1', 'U2']);
    expect(one?.manager !== undefined && two?.manager !== undefined).toBe(false);
  });

  it('a change of managers that was taken back says so, also when it is sent again', async () => {
    // The other half of the circle comes between the look and the write.
    const slow = { ...store, saveFacts: store.saveFacts };
    let once = true;
    slow.saveFacts = async (...args) => {
      if (once) {
        once = false;
        await admin.changePerson('UO', 'U2', { manager: 'U1' }, 'other');
      }
      return store.saveFacts(...args);
    };
    const clock = { now: () => NOW };
    const silent = createLog('silent');
    const second = peopleAdministration({
      teams: organisationStore(database.db),
      store: slow,
      clock,
      log: silent,
      team: TEAM,
      named: [],
      policy: POLICY,
    });
    const change = { manager: 'U2', arrangement: 'fixed' } as const;
    const undone = { ok: false, undone: true };
    expect(await second.changePerson('UH', 'U1', change, 'k')).toEqual(undone);
    expect(await second.changePerson('UH', 'U1', change, 'k')).toEqual(undone);
    const [one, two] = await store.some(TEAM, ['U1', 'U2']);
    expect([one?.manager, one?.arrangement, one?.terms, two?.manager]).toEqual([undefined, undefined, [], 'U1']);
    expect((await store.factsHistory(TEAM, 'U1')).map(e => e.key)).toEqual(['k', 'k:back']);
  });

  it('terms are kept by date, with the day in the history', async () => {
    await admin.changePerson('UH', 'U1', { schedule: 'mon 5:00' }, 'k1');
    await admin.changePerson('UH', 'U1', { schedule: 'tue 5:00' }, 'k2');
    await admin.changePerson('UH', 'U1', { schedule: null, arrangement: 'fixed', termsFrom: '2026-12-01' }, 'k3');
    expect((await store.get(TEAM, 'U1'))?.terms).toEqual([
      { from: '0001-01-01', schedule: 'mon 5:00' },
      { from: '2026-11-24', schedule: 'tue 5:00' },
      { from: '2026-12-01', arrangement: 'fixed' },
    ]);
    expect((await store.factsHistory(TEAM, 'U1')).at(-1)?.steps).toEqual([
      { field: 'arrangement', to: 'fixed' },
      { field: 'schedule', from: 'tue 5:00' },
      { field: 'termsFrom', from: '2026-11-24', to: '2026-12-01' },
    ]);
  });

  const refusals: [string, string, Parameters<PeopleAdministration['changePerson']>[2], string][] = [
    ['U1', 'U1', { hiredOn: '2000-01-01' }, 'hr-only'],
    ['U1', 'U2', { role: 'owner' }, 'hr-only'],
    ['UX', 'U1', { teamId: 't-a' }, 'not-employed'],
    ['U404', 'U1', { teamId: 't-a' }, 'not-employed'],
    ['UH', 'U404', { teamId: 't-a' }, 'not-found'],
    ['UH', 'UH', { role: 'manager' }, 'owners-only'],
    ['UH', 'UH', { role: 'owner' }, 'owners-only'],
    ['UH', 'U1', { role: 'owner' }, 'owners-only'],
    ['UH', 'UO', { role: 'employee' }, 'owners-only'],
  ];
  it.each(refusals)('%s changes %s to %o: %s, logged, and nothing changes', async (actor, user, change, denied) => {
    const before = await database.db.collection('people').find().toArray();
    expect(await admin.changePerson(actor, user, change, 'k')).toEqual({ ok: false, denied });
    expect(await database.db.collection('people').find().toArray()).toEqual(before);
    expect(logged).toMatchObject([{ actor, subject: user, why: denied }]);
  });

  it('after losing a role an old form is refused', async () => {
    await admin.changePerson('UO', 'UH', { role: 'employee' }, 'k1');
    expect(await admin.changePerson('UH', 'U1', { teamId: 't-a' }, 'k2')).toEqual({ ok: false, denied: 'hr-only' });
  });

  it('the last owner stays', async () => {
    expect(await admin.changePerson('UO', 'UO', { role: 'hr' }, 'k')).toMatchObject({
      problems: [{ code: 'last-owner' }],
    });
  });
});

it('a listing is built once until somebody, a team or the policy is another one, whoever changed it', async () => {
  let slackAdmins = true;
  const processOf = () => {
    const db = remembering(database.db, TEAM);
    const [people, teams] = [peopleStore(db), organisationStore(db)];
    const inForce = { ...POLICY, now: () => ({ ...now(), people: { slackAdmins } }) };
    const o = { store: people, teams, clock: { now: () => NOW }, log: createLog('error'), team: TEAM, named: [] };
    return { ...o, rights: peopleAdministration({ ...o, policy: inForce }) };
  };
  const [one, other] = [processOf(), processOf()];
  const listing = () => withinRequest('r', () => one.rights.listing());
  /** whether the next request has another one */
  const isAnother = async (change: () => unknown): Promise<boolean> => {
    const before = await listing();
    await change();
    return (await listing()) !== before;
  };
  expect(await isAnother(() => other.store.prefer(TEAM, 'U1', { place: 'home' }))).toBe(false);
  expect(await isAnother(() => other.rights.changePerson('UO', 'U1', { manager: 'U2' }, 'm1'))).toBe(true);
  const names = async () => (await withinRequest('r', () => one.rights.among('U2', 'see-now'))).map(p => p.user);
  expect(await names()).toEqual(['U1']);
  const team = { id: 't-new', name: 'New', lead: 'UH' };
  expect(await isAnother(() => other.teams.addAll(TEAM, [team], { at: 0, by: 'UO', key: 'k' }))).toBe(true);
  expect((await listing()).teams.leads('UH')).toBe(true);
  expect((await listing()).role('UH')).toBe('hr');
  const withThem = await listing();
  slackAdmins = false;
  expect(await listing()).not.toBe(withThem);
  expect((await listing()).role('UH')).toBe('manager');
  expect(await isAnother(() => one.rights.changePerson('UO', 'U1', { manager: null }, 'm2'))).toBe(true);
  expect(await names()).toEqual([]);
});

describe('importing', () => {
  const file = (...lines: string[]) => new TextEncoder().encode(['email,사번,입사일,role', ...lines].join('\n'));
  const good = file('one@daybook.test,1,2024-01-01,', 'two@daybook.test,2,2024-02-01,hr');
  const withBad = file('one@daybook.test,1,2024-01-01,', 'two@daybook.test,2,bad,');
  const digestOf = async (bytes: Uint8Array): Promise<string> => {
    const found = await admin.preview('UH', bytes);
    return found.ok ? found.digest : '';
  };

  it('takes all lines, each with its entry in the history', async () => {
    expect(await admin.import('UH', good, { digest: await digestOf(good), skipBad: false, key: 'i1' })).toEqual({
      ok: true,
      bad: 0,
      changed: 2,
      opened: 0,
      failed: [],
      broke: false,
      roles: ['U2'],
    });
    expect(await store.get(TEAM, 'U2')).toMatchObject({ employeeNo: '2', hiredOn: '2024-02-01', role: 'hr' });
    expect(await store.factsHistory(TEAM, 'U1')).toMatchObject([{ by: 'UH', source: 'import', key: 'i1' }]);
    expect(await admin.preview('UH', good)).toMatchObject({ ok: true, plan: { rows: [], unchanged: 2 } });
  });

  it('takes nothing while a line is bad, unless bad ones are skipped', async () => {
    const digest = await digestOf(withBad);
    const none = await admin.import('UH', withBad, { digest, skipBad: false, key: 'i1' });
    expect(none).toMatchObject({ ok: false, plan: { problems: [{ line: 3, code: 'not-a-date', value: 'bad' }] } });
    expect((await store.all(TEAM)).every(p => p.employeeNo === undefined)).toBe(true);
    expect(await admin.import('UH', withBad, { digest, skipBad: true, key: 'i2' })).toMatchObject({ changed: 1 });
    expect((await store.all(TEAM)).flatMap(p => p.employeeNo ?? [])).toEqual(['1']);
  });

  it('takes nothing when what it would change is not what was shown', async () => {
    const digest = await digestOf(good);
    await admin.changePerson('UO', 'U1', { employeeNo: '1' }, 'k');
    const again = await admin.import('UH', good, { digest, skipBad: false, key: 'i1' });
    expect(again).toMatchObject({ ok: false, plan: { bad: 0 } });
    expect((await store.get(TEAM, 'U2'))?.employeeNo).toBeUndefined();
  });

  it('that breaks off says what is saved, and the same file completes it', async () => {
    const lines = Array.from({ length: 30 }, (_, i) => `p${i}@daybook.test,N${i},,`);
    await put(Array.from({ length: 30 }, (_, i) => person(`UP${i}`, { email: `p${i}@daybook.test` })));
    let saved = 0;
    const breaking: PeopleStore = {
      ...store,
      saveFacts: async (...args) => {
        if (saved >= 10) throw new DatabaseUnavailable('away');
        saved++;
        return store.saveFacts(...args);
      },
    };
    const clock = { now: () => NOW };
    const other = peopleAdministration({
      teams: organisationStore(database.db),
      store: breaking,
      clock,
      log: createLog('silent'),
      team: TEAM,
      named: [],
      policy: POLICY,
    });
    const bytes = file(...lines);
    const digest = await digestOf(bytes);
    const outcome = await other.import('UH', bytes, { digest, skipBad: false, key: 'i1' });
    expect(outcome).toMatchObject({ ok: true, changed: 10, broke: true });
    expect(outcome).toHaveProperty('failed.length', 20);
    expect((await store.all(TEAM)).filter(p => p.employeeNo)).toHaveLength(10);
    expect(await admin.import('UH', bytes, { digest: await digestOf(bytes), skipBad: false, key: 'i2' })).toMatchObject(
      {
        ...{ changed: 20, failed: [], broke: false },
      },
    );
  });

  it('swaps numbers, and hands one on along a chain', async () => {
    await admin.import('UH', good, { digest: await digestOf(good), skipBad: false, key: 'i1' });
    const swap = file('one@daybook.test,2,,', 'two@daybook.test,1,,');
    expect(await admin.import('UH', swap, { digest: await digestOf(swap), skipBad: false, key: 'i2' })).toMatchObject({
      changed: 2,
      failed: [],
    });
    const on = file('hr@daybook.test,1,,', 'two@daybook.test,2,,', 'one@daybook.test,3,,');
    await admin.import('UH', on, { digest: await digestOf(on), skipBad: false, key: 'i3' });
    const numbers = Object.fromEntries((await store.all(TEAM)).map(p => [p.user, p.employeeNo]));
    expect(numbers).toMatchObject({ UH: '1', U2: '2', U1: '3' });
  });

  it('is refused to whoever may not, and a line that makes an owner to an HR administrator', async () => {
    expect(await admin.preview('U1', good)).toEqual({ ok: false, denied: 'hr-only' });
    expect(await admin.import('U1', good, { digest: '', skipBad: true, key: 'i' })).toEqual({
      ok: false,
      denied: 'hr-only',
    });
    const crown = file('one@daybook.test,,,owner');
    expect(await admin.preview('UH', crown)).toMatchObject({ plan: { problems: [{ line: 2, code: 'owners-only' }] } });
  });

  const LINES = isLong ? 2_000 : 100;
  it(`takes a file of ${LINES} lines`, async () => {
    await put(Array.from({ length: LINES }, (_, i) => person(`UP${i}`, { email: `p${i}@daybook.test` })));
    const many = file(...Array.from({ length: LINES }, (_, i) => `p${i}@daybook.test,N${i},2024-01-01,`));
    const digest = await digestOf(many);
    expect(await admin.import('UH', many, { digest, skipBad: false, key: 'i' })).toMatchObject({ changed: LINES });
  });
});
