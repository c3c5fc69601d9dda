import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decideRequest, type RequestCommand, sendRequest } from '../../src/approvals/actions.ts';
import type { Decided, ForceChange } from '../../src/approvals/kinds.ts';
import { requests } from '../../src/approvals/store.ts';
import type { Effect } from '../../src/shared/effects.ts';
import { person } from '../people/people.ts';
import { kindOnly, onlyAdministrator } from '../support/approvals.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { testWorkspace } from '../support/workspace.ts';

describe('what a kind owes by a decision', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(() => database.drop());

  async function stage() {
    const told: [ForceChange, Pick<Decided, 'by' | 'form'>][] = [];
    const notified: Effect[] = [];
    const idle = async (): Promise<void> => undefined;
    const ws = testWorkspace({
      db: database.database.db,
      people: {
        ...onlyAdministrator,
        person: async (user: string) => person(user),
        refuse: async () => undefined,
      } as typeof onlyAdministrator,
      outbox: {
        register: () => undefined,
        notify: (_c, _id, effects) => void notified.push(...effects),
        poll: idle,
        depth: async () => 0,
        idle,
        start: () => undefined,
        stop: idle,
      },
      provides: kindOnly({
        kind: 'overtime',
        title: () => 'Overtime',
        describe: () => ({ what: '', when: '', amount: '', reason: '' }),
        facts: () => ({}),
        numbers: [],
        owed: (request, change) => {
          told.push([change, { by: request.by, form: request.form }]);
          return [{ kind: 'overtime.apply', lane: 'overtime', to: request.user, data: { change } }];
        },
      }),
    });
    const sending = { user: 'UM', kind: 'overtime', form: { hours: 2 }, facts: {}, submission: 's1' };
    const sent = await sendRequest(ws, { ...sending, period: { from: '2026-11-30', to: '2026-11-30' } }, () => []);
    if (!sent.ok) throw new Error('not sent');
    const doc = async () => {
      const found = await requests(ws).byId('T1', sent.request);
      if (!found) throw new Error('not there');
      return found;
    };
    const owed = async () => (await doc()).effects.filter(e => e.kind === 'overtime.apply').map(e => e.data?.change);
    const seen = async () => ({ round: (await doc()).round, step: (await doc()).at });
    const decide = (who: string, command: RequestCommand, key: string) =>
      decideRequest(ws, person(who), sent.request, command, key);
    return { decide, told, notified, owed, seen };
  }

  it('is stored with the approval, and with its cancellation; a cancellation that is refused owes nothing', async () => {
    const { decide, told, notified, owed, seen } = await stage();
    expect(await owed()).toEqual([]);
    await decide('UH', { do: 'approve', seen: await seen() }, 'k1');
    expect(await owed()).toEqual(['in-force']);
    expect(notified.filter(e => e.kind === 'overtime.apply')).toHaveLength(1);
    await decide('UM', { do: 'ask-cancel', reason: 'x' }, 'k2');
    await decide('UH', { do: 'reject', seen: await seen(), reason: 'x' }, 'k3');
    await decide('UM', { do: 'ask-cancel', reason: 'x' }, 'k4');
    await decide('UM', { do: 'withdraw' }, 'k5');
    expect(await owed()).toEqual(['in-force']);
    await decide('UM', { do: 'ask-cancel', reason: 'x' }, 'k6');
    await decide('UH', { do: 'approve', seen: await seen() }, 'k7');
    expect(await owed()).toEqual(['in-force', 'no-longer']);
    const expected = { by: 'UH', form: { hours: 2 } };
    expect(told).toEqual([
      ['in-force', expected],
      ['no-longer', expected],
    ]);
  });

  it('is nothing for a request that is rejected, and one effect for two presses', async () => {
    const first = await stage();
    await first.decide('UH', { do: 'reject', seen: await first.seen(), reason: 'no' }, 'k1');
    expect(first.told).toEqual([]);
    await database.database.db.dropDatabase();
    const second = await stage();
    const seen = await second.seen();
    await Promise.all(['k1', 'k1', 'k2', 'k3'].map(k => second.decide('UH', { do: 'approve', seen }, k)));
    expect(await second.owed()).toEqual(['in-force']);
  });
});
