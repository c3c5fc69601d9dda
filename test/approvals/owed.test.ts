import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approvalActions } from '../../src/approvals/actions.ts';
import { type Decided, type ForceChange, Kinds } from '../../src/approvals/kinds.ts';
import type { PresenceFacts } from '../../src/approvals/presence.ts';
import { requestStore } from '../../src/approvals/store.ts';
import { koreanCalendar } from '../../src/calendar/rules.ts';
import type { Effect } from '../../src/shared/effects.ts';
import { person } from '../people/people.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

describe('what a kind owes by a decision', () => {
  const NOW = Date.parse('2026-11-24T09:00:00+09:00');
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(() => database.drop());

  async function stage() {
    const told: [ForceChange, Pick<Decided, 'by' | 'form'>][] = [];
    const woken: Effect[] = [];
    const kinds = new Kinds();
    kinds.register({
      kind: 'overtime',
      title: () => 'Overtime',
      describe: () => ({ what: '', when: '', amount: '', reason: '' }),
      facts: () => ({}),
      numbers: [],
      owed: (request, change) => {
        told.push([change, { by: request.by, form: request.form }]);
        return [{ kind: 'overtime.apply', lane: 'overtime', to: request.user, data: { change } }];
      },
    });
    const known: PresenceFacts = {
      staff: { active: () => true, managerOf: () => undefined, hr: ['UH'], administrators: ['UH'] },
      today: '2026-11-24',
      onLeave: () => false,
      delegations: [],
      hasHome: () => false,
      knows: () => true,
      name: user => user,
    };
    const store = requestStore(database.database.db);
    const approvals = approvalActions({
      store,
      presences: { of: async () => known },
      outbox: {
        register: () => undefined,
        notify: (_c, _id, effects) => void woken.push(...effects),
        poll: async () => undefined,
        idle: async () => undefined,
        start: () => undefined,
        stop: async () => undefined,
      },
      received: { answer: async () => true, refused: async () => undefined, wasRefused: async () => false },
      clock: { now: () => NOW },
      calendar: koreanCalendar(),
      team: () => 'T1',
      zone: 'Asia/Seoul',
      zoneOf: async () => 'Asia/Seoul',
      kinds,
      routes: async () => [],
      reminders: async () => ({ after: [1], at: '10:00', escalateAfter: 5 }),
    });
    const sending = { user: 'UM', kind: 'overtime', form: { hours: 2 }, facts: {}, submission: 's1' };
    const sent = await approvals.send({ ...sending, period: { from: '2026-11-30', to: '2026-11-30' } }, () => []);
    if (!sent.ok) throw new Error('not sent');
    const doc = async () => {
      const found = await store.byId('T1', sent.request);
      if (!found) throw new Error('not there');
      return found;
    };
    const owed = async () => (await doc()).effects.filter(e => e.kind === 'overtime.apply').map(e => e.data?.change);
    const seen = async () => ({ round: (await doc()).round, step: (await doc()).at });
    return { approvals, told, woken, owed, seen, id: sent.request };
  }

  it('is stored with the approval, and with its cancellation; a cancellation that is refused owes nothing', async () => {
    const { approvals, told, woken, owed, seen, id } = await stage();
    const [minji, hr] = [person('UM'), person('UH')];
    expect(await owed()).toEqual([]);
    await approvals.decide(hr, id, { do: 'approve', seen: await seen() }, 'k1');
    expect(await owed()).toEqual(['in-force']);
    expect(woken.filter(e => e.kind === 'overtime.apply')).toHaveLength(1);
    await approvals.decide(minji, id, { do: 'ask-cancel', reason: 'x' }, 'k2');
    await approvals.decide(hr, id, { do: 'reject', seen: await seen(), reason: 'x' }, 'k3');
    await approvals.decide(minji, id, { do: 'ask-cancel', reason: 'x' }, 'k4');
    await approvals.decide(minji, id, { do: 'withdraw' }, 'k5');
    expect(await owed()).toEqual(['in-force']);
    await approvals.decide(minji, id, { do: 'ask-cancel', reason: 'x' }, 'k6');
    await approvals.decide(hr, id, { do: 'approve', seen: await seen() }, 'k7');
    expect(await owed()).toEqual(['in-force', 'no-longer']);
    const expected = { by: 'UH', form: { hours: 2 } };
    expect(told).toEqual([
      ['in-force', expected],
      ['no-longer', expected],
    ]);
  });

  it('is nothing for a request that is rejected, and one effect for two presses', async () => {
    const first = await stage();
    await first.approvals.decide(
      person('UH'),
      first.id,
      { do: 'reject', seen: await first.seen(), reason: 'no' },
      'k1',
    );
    expect(first.told).toEqual([]);
    await database.database.db.dropDatabase();
    const second = await stage();
    const seen = await second.seen();
    await Promise.all(
      ['k1', 'k1', 'k2', 'k3'].map(k => second.approvals.decide(person('UH'), second.id, { do: 'approve', seen }, k)),
    );
    expect(await second.owed()).toEqual(['in-force']);
  });
});
