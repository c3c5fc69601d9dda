import { readFileSync } from 'node:fs';
import type { Document } from 'mongodb';
import { BSON } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import type { Kept } from '../../scripts/simulator/memory.ts';
import { SCHEMA_VERSION } from '../../src/db/migrations/index.ts';
import { UNITS_PER_DAY } from '../../src/leave-record/units.ts';
import { testDatabase } from '../support/database.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { grantsIn, ledgersIn, noticesIn } from '../support/ledgers.ts';

/**
 * A workspace as version 0.1 left it while Slack could not be reached, with its Slack. One request, a calendar and a correction of a grant are
 * as still older versions stored them.
 */
const left = BSON.EJSON.parse(readFileSync('test/data/version-0.1.json', 'utf8')) as {
  now: number;
  slack: Kept;
  collections: Record<string, Document[]>;
};
const stored = (name: string): Document[] => left.collections[name] ?? [];
const isOwed = (doc: Document): boolean => (doc.effects ?? []).length > 0;

describe('data of version 0.1', () => {
  let world: World;
  beforeAll(async () => {
    const database = await testDatabase();
    for (const [name, docs] of Object.entries(left.collections)) await database.db.collection(name).insertMany(docs);
    world = await startWorld({
      at: new Date(left.now + 300_000).toISOString(),
      status: true,
      database,
      before: slack => slack.restore(left.slack),
    });
    await world.jump(new Date(left.now + 3_600_000).toISOString());
  });
  afterAll(() => world.close());

  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  const docs = (name: string) => world.database.db.collection<{ _id: string } & Document>(name).find().toArray();

  it('was at schema 1 and is at this one', async () => {
    expect(stored('meta')).toEqual([{ _id: 'schema', version: 1 }]);
    expect(await docs('meta')).toContainEqual({ _id: 'schema', version: SCHEMA_VERSION });
    expect(SCHEMA_VERSION).toBeGreaterThan(1);
  });

  it('has a route, a grant and lists where older versions left them out', async () => {
    const older = stored('requests').find(r => r._id === 'r-old');
    expect(older).not.toHaveProperty('steps');
    const now = (await docs('requests')).find(r => r._id === 'r-old');
    expect(now).toMatchObject({ ...older, steps: [{ seats: [{ vote: { by: world.people.owner } }] }], round: 1 });
    expect(stored('calendars')[0]).not.toHaveProperty('years');
    expect((await docs('calendars'))[0]).toMatchObject({ ...stored('calendars')[0], years: [] });
    const correction = (await grantsIn(world.database.db)).find(g => g.kind === 'correction');
    expect(correction).toMatchObject({ id: 'attended:annual:2:1', corrects: 'annual:2' });
  });

  it('has amounts of leave in the units of today', async () => {
    const finer = UNITS_PER_DAY / 2400;
    const had = stored('grants').map(g => [g._id, g.amount * finer] as const);
    expect(
      (await grantsIn(world.database.db)).map(g => [`${world.slack.team.id}:${g.user}:${g.id}`, g.amount]).sort(),
    ).toEqual(had.sort());
    const [notice] = (await noticesIn(world.database.db)).filter(p => p.user === world.people.lucas);
    // 15 days at preparation; a leave of two took some of them.
    expect(notice).toMatchObject({ prepared: 15 * UNITS_PER_DAY, left: 13 * UNITS_PER_DAY });
  });

  it('has one ledger a person, with all that was said of their leave', async () => {
    const now = await ledgersIn(world.database.db);
    const old = new Set((await world.database.db.listCollections().toArray()).map(c => c.name));
    for (const name of ['grants', 'attended', 'promotions', 'settlements']) {
      expect(old).not.toContain(name);
      expect(stored(name).length).toBeGreaterThan(0);
    }
    const of = (user: string) => now.find(l => l.user === user)?.current;
    for (const { user, id, on, usableUntil } of stored('grants'))
      expect(of(user)?.grants.filter(g => g.id === id)).toMatchObject([{ on, usableUntil }]);
    for (const { user, version, history } of stored('attended'))
      expect(of(user)?.attended).toEqual({ version, history });
    for (const { _id, user, history } of stored('promotions'))
      expect(
        of(user)
          ?.notices.find(n => n.id === _id)
          ?.history.slice(0, history.length),
      ).toEqual(history);
    for (const { user, history } of stored('settlements'))
      expect(of(user)?.settlement).toEqual({ settledFor: '', history });
  });

  it('delivers every effect that was due', async () => {
    for (const name of Object.keys(left.collections).filter(n => stored(n).some(isOwed))) {
      const owing = (await docs(name)).filter(isOwed).map(d => [d._id, d.effects.map((e: Document) => e.kind)]);
      expect(owing, name).toEqual([]);
    }
  });

  it('shows cards as they stand, in place of those that were posted', async () => {
    const cards = as('owner').messages(world.adminChannel).map(textsOf);
    expect(cards.filter(text => text.includes('*이민지* requests Annual leave'))).toHaveLength(2);
    expect(cards.filter(text => text.includes('Purchase')).join('\n')).toContain('Approved');
    expect(cards.filter(text => text.includes('*박하나*')).join('\n')).toContain('Approved');
  });

  it('shows Home with the day, the requests and the balance, and records a press', async () => {
    await as('minji').openHome();
    await world.quiet();
    const home = textsOf(as('minji').home());
    expect(home).toContain('*연차*\n9일\n승인 대기 1일 제외');
    expect(home).toContain('연차 10월 12일(월)–13일(화) · 2일 · 최도현 님이 승인');
    await as('minji').press('home', action.openStatement);
    await world.quiet();
    const lines = ['*−1일*  조정', '*−2일*  연차 · 2026년 8월 3일(월)–4일(화)', '*−2일*  연차 · 2026년 10월 12일(월)'];
    for (const line of lines) expect(textsOf(as('minji').modal())).toContain(line);
    await as('minji').dismiss();
    const before = (await docs('workdays')).length;
    await as('seoyeon').say('app', '출근');
    await world.quiet();
    expect(await docs('workdays')).toHaveLength(before + 1);
  });
});
