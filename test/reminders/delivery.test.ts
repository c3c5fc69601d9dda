import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { workdayDocs } from '../../src/attendance/store.ts';
import { prepare } from '../../src/db/indexes.ts';
import { RUNS } from '../../src/jobs/store.ts';
import type { Sender } from '../../src/outbox/sender.ts';
import type { People } from '../../src/people/actions.ts';
import type { Person } from '../../src/people/rules.ts';
import { remindHandler } from '../../src/reminders/delivery.ts';
import { remindOwed } from '../../src/reminders/effects.ts';
import { owe } from '../../src/shared/effects.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { commandsOf } from '../support/commands.ts';
import { serverUri, type TestDatabase, testDatabase } from '../support/database.ts';
import { testWorkspace } from '../support/workspace.ts';

const [TEAM, USER, DATE, ZONE] = ['T1', 'U1', '2026-11-24', 'Asia/Seoul'];
const NOW = Date.parse('2026-11-24T11:00:30+09:00');
const person = { team: TEAM, user: USER, name: 'P', zone: ZONE, employee: true, deleted: false } as Person;

let database: TestDatabase;
let ws: Workspace;
/** what reached Slack, in order */
let posted: string[];

beforeAll(async () => {
  const uri = await serverUri();
  database = await testDatabase(`${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true`);
  await prepare(database.db, [workdayDocs]);
  const people = { person: async () => person, some: async () => [person], language: () => 'en' };
  ws = testWorkspace({
    db: database.db,
    clock: { now: () => NOW },
    team: TEAM,
    people: people as unknown as People,
  });
});

afterAll(() => database.drop());

beforeEach(() => {
  posted = [];
});

/** Slack as the reminder meets it; `meanwhile` happens while the message is on its way. */
const sender = (meanwhile: () => Promise<unknown> = async () => {}): Sender => ({
  post: async (_to, message) => {
    await meanwhile();
    posted.push(message.text);
    return { channel: 'D1', ts: '1.1' };
  },
  update: async (_at, message) => void posted.push(message.text),
  redraw: async (_at, render) => void posted.push((await render())?.text ?? ''),
  ephemeral: async () => {},
});

const remind = (by: Sender) => {
  const [effect] = owe([remindOwed(USER)], NOW);
  if (!effect) throw new Error('nothing is owed');
  const run = { job: 'remind-in', date: DATE, at: NOW, user: USER };
  return remindHandler.run(ws, { _id: `${RUNS}:1`, team: TEAM, ...run, effects: [effect] }, effect, by);
};

it('reads the state of its person once: a morning has many reminders', async () => {
  const reads = commandsOf(database.client);
  await remind(sender());
  reads.stop();
  expect(posted).toEqual([expect.stringContaining('11:00')]);
  // Records and leave for the summary, and after sending whether they came meanwhile.
  expect(reads.sent.map(c => `${c.collection}.${c.name}`).sort()).toEqual([
    'requests.find',
    'workdays.find',
    'workdays.find',
  ]);
});

it('says what was done by whoever pressed on Home while it was on its way', async () => {
  const pressed = () =>
    database.db.collection<{ _id: string }>('workdays').insertOne({
      ...{ _id: `${TEAM}:${USER}:${DATE}`, team: TEAM, user: USER, date: DATE, zone: ZONE, open: true, version: 1 },
      ...{ spans: [{ in: NOW, place: 'office', breaks: [] }], history: [], effects: [] },
    });
  await remind(sender(pressed));
  expect(posted).toHaveLength(2);
  expect(posted[1]).toContain('11:00');
  expect(posted[1]).not.toBe(posted[0]);
});
