import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepare } from '../../src/db/indexes.ts';
import { remembering } from '../../src/db/remembering.ts';
import { COLLECTIONS } from '../../src/features.ts';
import { RUNS } from '../../src/jobs/store.ts';
import type { Sender } from '../../src/outbox/sender.ts';
import type { People } from '../../src/people/actions.ts';
import type { Person } from '../../src/people/rules.ts';
import { policyStore } from '../../src/settings/store.ts';
import { owe } from '../../src/shared/effects.ts';
import { withinRequest } from '../../src/shared/request.ts';
import { confirmMonth, ownConfirmation } from '../../src/timesheets/confirming/actions.ts';
import { askConfirmHandler } from '../../src/timesheets/confirming/delivery.ts';
import { askConfirm } from '../../src/timesheets/confirming/effects.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { testWorkspace } from '../support/workspace.ts';

const [TEAM, USER, MONTH] = ['T1', 'U1', '2026-11'];
const NOW = Date.parse('2026-12-02T10:05:00+09:00');
const person = { team: TEAM, user: USER, name: 'P', zone: 'Asia/Seoul', employee: true, deleted: false } as Person;

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await prepare(database.db, COLLECTIONS);
  const version = { from: '2026-11-01', change: { reports: { confirmMonth: true } }, by: USER, at: 1, key: 'k' };
  await policyStore(database.db).add(TEAM, 0, version as never);
});
afterAll(() => database.drop());

async function process(db = database.db): Promise<Workspace> {
  const people = { person: async () => person, some: async () => [person], language: () => 'en' };
  const ws = testWorkspace({ db, clock: { now: () => NOW }, team: TEAM, people: people as unknown as People });
  await ws.policy.reload();
  return ws;
}

it('a question shows that another process stored the confirmation while it was on its way', async () => {
  const [ws, other] = [await process(remembering(database.db, TEAM)), await process()];
  const shown: string[] = [];
  const sender = {
    post: async (_to: unknown, { text }: { text: string }) => {
      shown.push(text);
      const own = await ownConfirmation(other, person, MONTH);
      expect(await confirmMonth(other, person, { month: MONTH, shown: own?.digest ?? '' }, 'press')).toEqual({
        ok: true,
      });
      return { channel: 'D1', ts: '1.1' };
    },
    update: async (_at: unknown, { text }: { text: string }) => void shown.push(text),
  } as unknown as Sender;
  const [effect] = owe([askConfirm.owed({ to: USER, lane: 'person' })], NOW);
  if (!effect) throw new Error('nothing is owed');
  const run = { _id: `${RUNS}:1`, team: TEAM, job: 'confirm', date: `${MONTH}-01`, at: NOW, user: USER };
  await withinRequest('e', async () => askConfirmHandler.run(ws, { ...run, effects: [effect] }, effect, sender));
  expect(shown).toHaveLength(2);
  expect(shown[1]).not.toBe(shown[0]);
});
