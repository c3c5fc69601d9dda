import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestStore } from '../../src/approvals/store.ts';
import { workdayStore } from '../../src/attendance/store.ts';
import { prepare } from '../../src/db/indexes.ts';
import { COLLECTIONS } from '../../src/features.ts';
import { ledgerStore } from '../../src/grants/record/store.ts';
import { runStore } from '../../src/jobs/store.ts';
import { retentionStore } from '../../src/retention/store.ts';
import { commandsOf, scansIn, shapeOf } from '../support/commands.ts';
import { serverUri, type TestDatabase, testDatabase } from '../support/database.ts';

const T = 'T1';
const [FROM, TO] = ['2026-11-16', '2026-11-22'];
const BEFORE = { day: '2023-11-25', at: Date.parse('2023-11-24T15:00:00Z') };

describe('what grows with each day', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    const uri = await serverUri();
    database = await testDatabase(`${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true`);
    await prepare(database.db, COLLECTIONS);
  });
  afterAll(() => database.drop());

  it('is read by an index, whatever is asked of it', async () => {
    const { db, client } = database;
    const [days, requests, ledgers] = [workdayStore(db), requestStore(db), ledgerStore(db)];
    const [runs, old] = [runStore(db), retentionStore(db)];
    const some = ['U1', 'U2', 'U3'];
    const many = Array.from({ length: 30 }, (_, n) => `U${n}`);
    const watched = commandsOf(client);
    await Promise.all([
      days.open(T, 'U1'),
      days.between(T, 'U1', FROM, TO),
      days.ofDay(T, TO),
      days.statesOn(T, TO),
      days.openIn(T, '', TO),
      ...[undefined, ['U1'], some].map(users => days.recordsIn(T, FROM, TO, users)),
      days.unended(T, FROM, TO),
      days.first(T, FROM, TO),
      days.changedSince(T, FROM, TO, 1),
      requests.of(T, 'U1'),
      requests.ofMany(T, some),
      requests.bySubmission(T, 's'),
      requests.waiting(T),
      requests.waiting(T, some),
      requests.everAsked(T, 'U1'),
      ...[undefined, some, many].map(users => requests.inForceIn(T, 'leave', FROM, TO, users)),
      requests.occupyingIn(T, 'leave', FROM, TO),
      requests.endingIn(T, 'leave', FROM, TO),
      ...[
        { from: FROM },
        { user: 'U1' },
        { kind: 'leave' },
        { kind: 'leave', from: FROM, to: TO },
        { state: 'rejected' as const },
        {},
      ].map(query => requests.search(T, { ...query, skip: 0, limit: 10 })),
      ledgers.get(T, 'U1'),
      ledgers.ofMany(T, some),
      ledgers.ofMany(T, some, true),
      ledgers.lapsing(T, FROM, TO),
      ledgers.settledFrom(T, FROM),
      ledgers.noticesFrom(T, TO),
      runs.lastDate(T, 'summary'),
      old.workdays(T, BEFORE),
      old.leftovers(T, BEFORE),
      old.users(T, BEFORE),
    ]);
    watched.stop();
    const finds = watched.sent.filter(s => s.name === 'find' && s.collection !== 'received');
    expect(new Set(finds.map(shapeOf)).size).toBeGreaterThan(20);
    expect(await scansIn(db, finds)).toEqual([]);
  });
});
