import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendRequest } from '../../src/approvals/actions.ts';
import { remindApprover } from '../../src/approvals/effects.ts';
import { remindApprovers } from '../../src/approvals/remind.ts';
import { requests } from '../../src/approvals/store.ts';
import type { People } from '../../src/people/actions.ts';
import { NO_TEAMS } from '../../src/people/organisation/rules.ts';
import { person } from '../people/people.ts';
import { kindOnly, onlyAdministrator } from '../support/approvals.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { testWorkspace } from '../support/workspace.ts';

describe('reminders while the members are still being read', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(() => database.drop());

  it.each([1, 5])('go to administrators who are read, and to nobody else (%i requests)', async count => {
    let now = Date.parse('2026-11-24T09:00:00+09:00');
    const digests: string[] = [];
    const ws = testWorkspace({
      db: database.database.db,
      clock: { now: () => now },
      people: {
        ...onlyAdministrator,
        isReadWhole: async () => false,
        person: async (user: string) => person(user),
        organisation: async () => NO_TEAMS,
      } as Partial<People> as People,
      received: {
        answer: async (_key, owed) => digests.push(...owed.map(e => e.to)) > 0,
      },
      provides: kindOnly({
        kind: 'overtime',
        title: () => 'Overtime',
        describe: () => ({ what: '', when: '', amount: '', reason: '' }),
        facts: () => ({}),
        numbers: [],
      }),
    });
    for (let n = 0; n < count; n++) {
      const sending = { user: `U${n}`, kind: 'overtime', form: {}, facts: {}, submission: `s${n}` };
      await sendRequest(ws, { ...sending, period: { from: '2026-12-30', to: '2026-12-30' } }, () => []);
    }
    now = Date.parse('2026-11-30T10:00:00+09:00');
    await remindApprovers(ws);
    const stored = await requests(ws).waiting('T1');
    const reminded = stored.flatMap(r => r.effects.filter(e => e.kind === remindApprover.kind).map(e => e.to));
    expect([...new Set([...reminded, ...digests])]).toEqual(['UH']);
  });
});
