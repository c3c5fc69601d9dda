import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approvalActions } from '../../src/approvals/actions.ts';
import { Kinds } from '../../src/approvals/kinds.ts';
import type { PresenceFacts } from '../../src/approvals/presence.ts';
import { type RequestDoc, requestDocs, requestStore } from '../../src/approvals/store.ts';
import { koreanCalendar } from '../../src/calendar/rules.ts';
import { prepare } from '../../src/db/indexes.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const NOW = Date.parse('2026-11-24T09:00:00+09:00');
const known: PresenceFacts = {
  staff: { active: () => true, managerOf: () => undefined, hr: ['UH'], administrators: ['UH'] },
  ...{ today: '2026-11-24', onLeave: () => false, delegations: [], hasHome: () => false, knows: () => true },
  name: user => user,
};

describe('a submission that is delivered again while it is being stored', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase();
    await prepare(database.database.db, [requestDocs]);
  });
  afterEach(() => database.drop());

  it('is one request, and each delivery is answered that it was sent', async () => {
    const kinds = new Kinds();
    kinds.register({
      ...{ kind: 'overtime', title: () => 'Overtime', facts: () => ({}), numbers: [] },
      describe: () => ({ what: '', when: '', amount: '', reason: '' }),
    });
    const store = requestStore(database.database.db);
    const idle = async (): Promise<void> => undefined;
    const approvals = approvalActions({
      ...{ store, presences: { of: async () => known }, kinds, team: () => 'T1', zone: 'Asia/Seoul' },
      outbox: {
        ...{ register: () => undefined, notify: () => undefined, start: () => undefined },
        ...{ poll: idle, idle, stop: idle },
      },
      received: { answer: async () => true, refused: idle, wasRefused: async () => false },
      ...{ clock: { now: () => NOW }, calendar: koreanCalendar(), zoneOf: async () => 'Asia/Seoul' },
      ...{ routes: async () => [], reminders: async () => ({ after: [1], at: '10:00', escalateAfter: 5 }) },
    });
    const period = { from: '2026-11-30', to: '2026-11-30' };
    /** As leave is validated: what there is for that day stands in the way. */
    const overlap = (others: RequestDoc[]): string[] =>
      others.some(r => r.period.from === period.from) ? ['overlap'] : [];
    for (let round = 0; round < 10; round++) {
      const sending = { user: `U${round}`, kind: 'overtime', form: {}, facts: {}, submission: `s${round}`, period };
      const sent = await Promise.all(Array.from({ length: 20 }, () => approvals.send(sending, overlap)));
      const requests = sent.map(s => (s.ok ? s.request : s));
      expect(new Set(requests).size).toBe(1);
      expect(sent.filter(s => s.ok && !s.replay)).toHaveLength(1);
      expect(await approvals.send({ ...sending, submission: `other${round}` }, overlap)).toMatchObject({ ok: false });
    }
  });
});
