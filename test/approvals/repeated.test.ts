import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendRequest } from '../../src/approvals/actions.ts';
import { type RequestDoc, requestDocs } from '../../src/approvals/store.ts';
import { prepare } from '../../src/db/indexes.ts';
import { kindOnly, onlyAdministrator } from '../support/approvals.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { testWorkspace } from '../support/workspace.ts';

describe('a submission that is delivered again while it is being stored', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase();
    await prepare(database.database.db, [requestDocs]);
  });
  afterEach(() => database.drop());

  it('is one request, and each delivery is answered that it was sent', async () => {
    const ws = testWorkspace({
      db: database.database.db,
      people: onlyAdministrator,
      provides: kindOnly({
        kind: 'overtime',
        title: () => 'Overtime',
        facts: () => ({}),
        numbers: [],
        describe: () => ({ what: '', when: '', amount: '', reason: '' }),
      }),
    });
    const period = { from: '2026-11-30', to: '2026-11-30' };
    /** As leave is validated: what there is for that day stands in the way. */
    const overlap = (others: RequestDoc[]): string[] =>
      others.some(r => r.period.from === period.from) ? ['overlap'] : [];
    for (let round = 0; round < 10; round++) {
      const sending = { user: `U${round}`, kind: 'overtime', form: {}, facts: {}, submission: `s${round}`, period };
      const sent = await Promise.all(Array.from({ length: 20 }, () => sendRequest(ws, sending, overlap)));
      const requests = sent.map(s => (s.ok ? s.request : s));
      expect(new Set(requests).size).toBe(1);
      expect(sent.filter(s => s.ok && !s.replay)).toHaveLength(1);
      expect(await sendRequest(ws, { ...sending, submission: `other${round}` }, overlap)).toMatchObject({ ok: false });
    }
  });
});
