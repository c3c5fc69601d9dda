import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { requestStore } from '../../src/approvals/store.ts';
import { workdayDocs, workdayStore } from '../../src/attendance/store.ts';
import { koreanCalendar } from '../../src/calendar/rules.ts';
import { prepare } from '../../src/db/indexes.ts';
import { RUNS, runStore } from '../../src/jobs/store.ts';
import type { Sender } from '../../src/outbox/sender.ts';
import type { Deliver, Outbox } from '../../src/outbox/worker.ts';
import type { People } from '../../src/people/actions.ts';
import type { Person } from '../../src/people/rules.ts';
import { reminderEffect, tellOwed } from '../../src/reminders/effects.ts';
import { reminderRoom } from '../../src/reminders/room.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import { owe } from '../../src/shared/effects.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const [TEAM, USER, DATE, ZONE] = ['T1', 'U1', '2026-11-24', 'Asia/Seoul'];
const NOW = Date.parse('2026-11-24T11:00:30+09:00');
const person = { team: TEAM, user: USER, name: 'P', zone: ZONE, employee: true, deleted: false } as Person;

let database: TestDatabase;
let deliver: Deliver;
/** what reached Slack, in order */
let said: string[];
let reads: string[];

beforeAll(async () => {
  database = await testDatabase();
  await prepare(database.db, [workdayDocs]);
  const policy = policyDefaults({ timeZone: ZONE, language: 'en', summaryAt: '18:30' });
  const outbox = {
    register: (kind: string, by: Deliver) => {
      if (kind === reminderEffect.tell) deliver = by;
    },
  } as Outbox;
  const { db } = database;
  const workdays = workdayStore(db);
  const requests = requestStore(db);
  reminderRoom({
    ...{ runs: runStore(db), calendar: koreanCalendar(), library: { get: async () => undefined } },
    workdays: {
      ...workdays,
      recordsIn: counted('records', workdays.recordsIn),
      recordsOn: counted('day', workdays.recordsOn),
    },
    requests: { ...requests, inForceIn: counted('leave', requests.inForceIn) },
    ...{ clock: { now: () => NOW }, team: () => TEAM, policyOn: () => policy, zone: ZONE, outbox },
    people: { person: async () => person, some: async () => [person], language: () => 'en' } as unknown as People,
  }).deliver(outbox);
});

function counted<A extends unknown[], R>(what: string, read: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    reads.push(what);
    return read(...args);
  };
}

afterAll(() => database.drop());

beforeEach(() => {
  said = [];
  reads = [];
});

/** Slack as the reminder meets it; `meanwhile` happens while the message is on its way. */
const sender = (meanwhile: () => Promise<unknown> = async () => {}): Sender => ({
  post: async (_to, message) => {
    await meanwhile();
    said.push(message.text);
    return { channel: 'D1', ts: '1.1' };
  },
  update: async (_at, message) => void said.push(message.text),
  redraw: async (_at, render) => void said.push((await render())?.text ?? ''),
  ephemeral: async () => {},
});

const remind = (by: Sender) => {
  const [effect] = owe([tellOwed(USER)], NOW);
  if (!effect) throw new Error('nothing is owed');
  const run = { job: 'remind-in', date: DATE, at: NOW, user: USER };
  return deliver({ _id: `${RUNS}:1`, team: TEAM, ...run, effects: [effect] }, effect, by);
};

it('reads how its person stands once: a morning has many of them', async () => {
  await remind(sender());
  expect(said).toEqual([expect.stringContaining('11:00')]);
  // Records and leave for the summary, and after sending whether they came meanwhile.
  expect(reads.sort()).toEqual(['day', 'leave', 'records']);
});

it('says what was done by whoever pressed on Home while it was on its way', async () => {
  const pressed = () =>
    database.db.collection<{ _id: string }>('workdays').insertOne({
      ...{ _id: `${TEAM}:${USER}:${DATE}`, team: TEAM, user: USER, date: DATE, zone: ZONE, open: true, version: 1 },
      ...{ spans: [{ in: NOW, place: 'office', breaks: [] }], history: [], effects: [] },
    });
  await remind(sender(pressed));
  expect(said).toHaveLength(2);
  expect(said[1]).toContain('11:00');
  expect(said[1]).not.toBe(said[0]);
});
