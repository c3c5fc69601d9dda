import type { Db } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Owing } from '../../src/db/documents.ts';
import { FACTS } from '../../src/db/facts.ts';
import { remembering } from '../../src/db/remembering.ts';
import { COLLECTIONS } from '../../src/features.ts';
import { polling } from '../../src/outbox/polling.ts';
import { createLog } from '../../src/shared/log.ts';
import { withinRequest } from '../../src/shared/request.ts';
import { commandsOf } from '../support/commands.ts';
import { serverUri, type TestDatabase, testDatabase } from '../support/database.ts';

const OWING = COLLECTIONS.filter(c => c.owes).map(c => c.collection);
const NOW = 1_000_000;

describe('a poll', () => {
  const team = 'T1';
  let database: TestDatabase;
  let watched: ReturnType<typeof commandsOf>;
  let other: Db;
  let found: string[];
  let polls: ReturnType<typeof polling>;
  let n = 0;

  /** what it finds, and where it looks */
  const poll = async () => {
    const from = watched.sent.length;
    found = [];
    await withinRequest(`poll ${n++}`, polls.poll);
    return { found, read: watched.sent.slice(from).map(s => s.collection) };
  };

  beforeAll(async () => {
    const uri = await serverUri();
    database = await testDatabase(`${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true`);
    watched = commandsOf(database.client);
    const db = remembering(database.database.db, team);
    other = remembering(database.database.db, team);
    polls = polling({
      ...{ db, team, clock: { now: () => NOW }, log: createLog('silent'), collections: OWING },
      found: async (name, id) => found.push(`${name}/${id}`),
    });
  });
  afterAll(() => database.drop());

  it('asks where hardly anything changes only for the counters', async () => {
    await poll();
    const { read } = await poll();
    expect(read.filter(name => name !== 'people' && FACTS.has(name))).toEqual([]);
    expect(read.filter(name => name === 'people')).toHaveLength(1);
    expect(new Set(read)).toEqual(new Set(['people', ...OWING.filter(name => !FACTS.has(name))]));
  });

  it.each(OWING)(
    '%s: finds what a process that died owed, until it is delivered, and what is to be tried again',
    async name => {
      await poll();
      const owes = (due: number) => ({ id: 'e1', kind: 'kind', lane: 'lane', to: 'U1', due, tries: 0 });
      const docs = other.collection<Owing>(name);
      const _id = `${team}:owes`;
      const doc = { _id, team, user: 'owes', job: 'job', month: '2026-11', hash: 'h', effects: [owes(NOW)] };
      await docs.insertOne(doc as unknown as Owing);
      for (const _ of [1, 2]) expect((await poll()).found).toEqual([`${name}/${_id}`]);
      // A later try, and a delivery, are writes of the outbox.
      await docs.updateOne({ _id }, { $set: { effects: [owes(NOW + 10_000)] as never } });
      expect((await poll()).found).toEqual([]);
      await docs.updateOne({ _id }, { $set: { effects: [owes(NOW)] as never } });
      expect((await poll()).found).toEqual([`${name}/${_id}`]);
      await docs.updateOne({ _id }, { $set: { effects: [] } });
      for (const _ of [1, 2]) expect((await poll()).found).toEqual([]);
      await docs.updateOne({ _id }, { $set: { changed: true, effects: [owes(NOW)] } as never });
      expect((await poll()).found).toEqual([`${name}/${_id}`]);
      await docs.deleteOne({ _id });
    },
  );
});
