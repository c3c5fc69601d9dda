import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { approvalActions } from '../../src/approvals/actions.ts';
import { Kinds } from '../../src/approvals/kinds.ts';
import { requestStore } from '../../src/approvals/store.ts';
import { koreanCalendar } from '../../src/calendar/rules.ts';
import { DatabaseUnavailable } from '../../src/db/errors.ts';
import { person } from '../people/people.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.drop());

it('a decision while the database is away fails as a whole: no read is left behind that would end the process', async () => {
  const unheard = vi.fn();
  process.on('unhandledRejection', unheard);
  const away = async (): Promise<never> => {
    throw new DatabaseUnavailable('away');
  };
  const approvals = approvalActions({
    store: { ...requestStore(database.database.db), byId: away },
    presences: { of: away },
    outbox: {
      register: () => undefined,
      notify: () => undefined,
      poll: away,
      idle: away,
      start: () => undefined,
      stop: away,
    },
    // The slower of two reads that fail.
    received: {
      answer: away,
      refused: away,
      wasRefused: () => new Promise((_, reject) => setImmediate(() => reject(new DatabaseUnavailable('away')))),
    },
    clock: { now: () => Date.parse('2026-11-24T09:00:00+09:00') },
    calendar: koreanCalendar(),
    team: () => 'T1',
    zone: 'Asia/Seoul',
    zoneOf: away,
    kinds: new Kinds(),
    routes: away,
    reminders: away,
  });
  const pressed = approvals.decide(person('U1'), 'r1', { do: 'withdraw' }, 'k');
  await expect(pressed).rejects.toThrow(DatabaseUnavailable);
  await new Promise(resolve => setImmediate(() => setImmediate(resolve)));
  process.off('unhandledRejection', unheard);
  expect(unheard).not.toHaveBeenCalled();
});
