import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import type { Owing } from '../../src/db/documents.ts';
import { nextTry } from '../../src/outbox/schedule.ts';
import { senderFor } from '../../src/outbox/sender.ts';
import { outboxWorker } from '../../src/outbox/worker.ts';
import type { Effect } from '../../src/shared/effects.ts';
import { createLog } from '../../src/shared/log.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { until } from '../support/until.ts';

describe('the outbox', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const requests = () => world.database.db.collection<RequestDoc>('requests');
  const cards = () => world.slack.as(world.people.owner).messages(world.adminChannel);

  async function askForLeave(): Promise<void> {
    const minji = world.slack.as(world.people.minji);
    await minji.openHome();
    await minji.press('home', action.openLeave);
    await world.quiet();
    await minji.submit();
    await world.quiet();
  }
  /** Sweeps as the schedule would, once the clock has passed the due time. */
  async function later(ms: number): Promise<void> {
    await world.jump(new Date(world.slack.clock.now() + ms).toISOString());
  }
  const owed = async () => (await requests().findOne({}))?.effects ?? [];

  it('finds again what a lost answer hid, instead of posting it twice', async () => {
    world.slack.faults.loseAnswer('chat.postMessage', 1);
    await askForLeave();
    expect(cards()).toHaveLength(1);
    expect(await owed()).toMatchObject([{ kind: 'card', tries: 1 }]);
    await later(15_000);
    expect(await owed()).toEqual([]);
    expect(cards()).toHaveLength(1);
    // The card that was found is the one that is rewritten later.
    await world.slack
      .as(world.people.owner)
      .press({ channel: world.adminChannel, ts: cards()[0]?.ts ?? '' }, action.approve);
    await world.quiet();
    expect(cards()).toHaveLength(1);
    expect(textsOf(cards()[0])).toContain('Approved by');
  });

  it.each([0, 1])('waits no longer for a due time of a clock that was set back since, after %i tries', async tries => {
    world.slack.faults.loseAnswer('chat.postMessage', 1);
    await askForLeave();
    const due = world.slack.clock.now() + 3 * 3_600_000;
    await requests().updateMany({}, { $set: { 'effects.$[].due': due, 'effects.$[].tries': tries } });
    await world.app.tick();
    await world.quiet();
    expect(await owed()).toEqual([]);
    expect(cards()).toHaveLength(1);
  });

  it('still waits for the time from which something is to be told', async () => {
    world.slack.faults.loseAnswer('chat.postMessage', 1);
    await askForLeave();
    const due = world.slack.clock.now() + 3 * 3_600_000;
    await requests().updateMany({}, { $set: { 'effects.$[].due': due, 'effects.$[].from': due } });
    await world.app.tick();
    await world.quiet();
    expect(await owed()).toMatchObject([{ due, from: due }]);
    await later(3 * 3_600_000);
    expect(await owed()).toEqual([]);
  });

  it('finds a lost direct message too', async () => {
    await askForLeave();
    world.slack.faults.loseAnswer('chat.postMessage', 1);
    await world.slack
      .as(world.people.owner)
      .press({ channel: world.adminChannel, ts: cards()[0]?.ts ?? '' }, action.approve);
    await world.quiet();
    await later(15_000);
    expect(world.slack.as(world.people.minji).messages('app')).toHaveLength(1);
    expect(await owed()).toEqual([]);
  });

  it('waits as long as Slack says when it is over the rate', async () => {
    world.slack.faults.rateLimit('chat.postMessage', true, { retryAfter: 1, times: 1 });
    await askForLeave();
    expect(cards()).toHaveLength(0);
    await until(() => cards().length === 1, { what: 'the card after Retry-After' });
    await world.quiet();
    expect(await owed()).toEqual([]);
    const posts = world.slack.calls.filter(c => c.method === 'chat.postMessage');
    expect(posts.map(c => c.error)).toEqual(['ratelimited', undefined]);
  });

  it('keeps what a channel refuses, says so on administrators’ Home, and posts when it is mended', async () => {
    world.slack.leave(world.adminChannel, world.slack.app.botUser);
    const owner = world.slack.as(world.people.owner);
    await askForLeave();
    await owner.openHome();
    expect(textsOf(owner.home())).toContain('/invite @Daybook');
    // Decided from Home meanwhile; nothing of it is lost.
    await owner.press('home', action.approve);
    await world.quiet();
    expect(textsOf(world.slack.as(world.people.minji).messages('app')[0])).toContain('승인되었습니다');
    await world.slack.join(world.adminChannel, world.slack.app.botUser);
    await later(60_000);
    expect(cards()).toHaveLength(1);
    expect(textsOf(cards()[0])).toContain('Approved by');
    await owner.openHome();
    expect(textsOf(owner.home())).not.toContain('/invite @Daybook');
  });

  it('delivers what a dead process left behind, once, however many poll', async () => {
    world.slack.faults.fail('chat.postMessage', 'internal_error', 1);
    await askForLeave();
    const others = await Promise.all([world.another(), world.another()]);
    await world.slack.clock.jump(world.slack.clock.now() + 60_000);
    await Promise.all([world.app, ...others].map(p => p.tick()));
    await world.quiet();
    expect(cards()).toHaveLength(1);
    expect(await owed()).toEqual([]);
  });

  it('posts one card when the decision comes while it is being posted, from another process', async () => {
    const other = await world.another();
    const owner = world.slack.as(world.people.owner);
    await owner.openHome();
    const minji = world.slack.as(world.people.minji);
    await minji.openHome();
    await minji.press('home', action.openLeave);
    await world.quiet();
    world.slack.faults.delay('chat.postMessage', 300, 1);
    await minji.submit();
    await until(() => textsOf(owner.home()).includes('승인 대기 1건'), { what: 'the request on Home' });
    world.slack.connect(`http://127.0.0.1:${other.port}/slack/events`);
    await owner.press('home', action.approve);
    await world.quiet();
    expect(cards()).toHaveLength(1);
    await until(() => textsOf(cards()[0]).includes('Approved by'), { what: 'the rewritten card' });
    await world.quiet();
    expect(await owed()).toEqual([]);
  });

  it('posts a deleted card anew while it waits', async () => {
    await askForLeave();
    const minji = world.slack.as(world.people.minji);
    world.slack.faults.fail('chat.update', 'message_not_found', 1);
    await minji.press('home', action.withdraw);
    await world.quiet();
    expect(await owed()).toEqual([]);
  });
});

const effectOf = (id: string, due = 0): Effect => ({ id, kind: 'told', lane: id, due, tries: 0, to: 'U1' });

describe('what a process has stored', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(() => database.drop());

  const NOW = Date.parse('2026-11-24T09:00:00+09:00');
  /** Stores what is owed, changes it as another process would, and wakes a outbox; the effects that it delivers without a poll. */
  async function woken(effects: Effect[], meanwhile: object = {}): Promise<string[]> {
    const things = database.db.collection<Owing>('things');
    const client = {} as WebClient;
    const log = createLog('silent');
    const mail = outboxWorker({
      ...{ db: database.db, client, log, collections: ['things'] },
      team: 'T',
      clock: { now: () => NOW },
    });
    const told: string[] = [];
    mail.register('told', async (_, { id }) => {
      told.push(id);
      return undefined;
    });
    await things.insertOne({ _id: 'thing', team: 'T', effects });
    if (Object.keys(meanwhile).length > 0) await things.updateOne({ _id: 'thing' }, { $set: meanwhile });
    mail.notify('things', 'thing', effects);
    await mail.idle();
    return told.sort();
  }

  it('it delivers at once, also where little or nothing is left of its time for it', async () => {
    const dues = [20_000, 12_001, 12_000, 8_000, 1, 0, -60_000];
    expect(await woken(dues.map((ms, n) => effectOf(`e${n}`, NOW + ms)))).toEqual(dues.map((_, n) => `e${n}`));
    expect((await database.db.collection<Owing>('things').findOne({}))?.effects).toEqual([]);
  });

  it('it delivers what does not wait for Slack, of the same document too', async () => {
    const things = database.db.collection<Owing>('things');
    const mail = outboxWorker({
      ...{ db: database.db, client: {} as WebClient, log: createLog('silent'), collections: ['things'] },
      ...{ team: 'T', clock: { now: () => NOW } },
    });
    let refused = 0;
    const limited = async (): Promise<never> => {
      refused += 1;
      throw Object.assign(new Error(), { code: 'slack_webapi_rate_limited_error', retryAfter: 3_600 });
    };
    mail.register('drawn', limited, { pace: 'views.publish' });
    const told = new Promise<string>(resolve =>
      mail.register('told', async (_, { id }) => void resolve(id) as undefined),
    );
    const owing = async (_id: string, effects: Effect[]): Promise<void> => {
      await things.insertOne({ _id, team: 'T', effects });
      mail.notify('things', _id, effects);
    };
    const drawn = (id: string): Effect => ({ ...effectOf(id, NOW + 20_000), kind: 'drawn' });
    await owing('first', [drawn('d1')]);
    await mail.idle();
    await owing('second', [drawn('d2'), effectOf('message', NOW + 20_000)]);
    expect(await told).toBe('message');
    expect(refused).toBe(1);
  });

  it('it delivers as the document is when its turn comes, not as it was when it began to wait', async () => {
    const things = database.db.collection<Owing>('things');
    const mail = outboxWorker({
      ...{ db: database.db, client: {} as WebClient, log: createLog('silent'), collections: ['things'] },
      ...{ team: 'T', clock: { now: () => NOW } },
    });
    const seen: unknown[] = [];
    const limited = async ({ answered }: Owing): Promise<undefined> => {
      seen.push(answered);
      if (seen.length === 1)
        throw Object.assign(new Error(), { code: 'slack_webapi_rate_limited_error', retryAfter: 0.2 });
      return undefined;
    };
    mail.register('told', limited, { pace: 'chat.postMessage' });
    const owing = async (_id: string): Promise<void> => {
      const effects = [effectOf(_id, NOW + 20_000)];
      const thing = { _id, team: 'T', effects, answered: false };
      await things.insertOne(thing);
      mail.notify('things', _id, effects, thing);
    };
    await owing('first');
    await mail.idle();
    await owing('second');
    await things.updateOne({ _id: 'second' }, { $set: { answered: true } });
    await mail.idle();
    expect(seen).toEqual([false, true]);
    expect((await things.findOne({ _id: 'second' }))?.effects).toEqual([]);
  });

  it('it leaves alone once another process has taken it, and until the time from which it is to be told', async () => {
    const effects = [
      effectOf('taken', NOW + 5_000),
      { ...effectOf('later', NOW + 90_000), from: NOW + 90_000 },
      effectOf('own', NOW + 20_000),
    ];
    expect(await woken(effects, { 'effects.0.due': NOW + 20_000 })).toEqual(['own']);
  });
});

describe('a message that two draw at once', () => {
  it('shows what stands, though whoever read it before is done last', async () => {
    let [state, shown] = ['before', ''];
    const update = async ({ text }: { text: string }): Promise<void> => {
      shown = text;
    };
    const sender = senderFor({ chat: { update } } as unknown as WebClient, effectOf('show'), false);
    const at = { channel: 'D1', ts: '1.1' };
    let release = (): void => undefined;
    const read = new Promise<void>(resolve => {
      release = resolve;
    });
    const first = sender.redraw(at, async () => {
      const text = state;
      await read;
      return { text, blocks: [] };
    });
    state = 'after';
    await sender.redraw(at, async () => ({ text: state, blocks: [] }));
    release();
    await first;
    expect(shown).toBe('after');
  });
});

describe('the schedule of tries', () => {
  const refused = (error: string) => ({ is: 'refused', error }) as const;

  it('waits as Slack says, tries unknown outcomes soon, and gives up what is hopeless', () => {
    expect(nextTry(0, { is: 'rate-limited', retryAfterMs: 7000 })).toBe(7000);
    expect(nextTry(0, { is: 'unknown-outcome' })).toBe(2000);
    expect(nextTry(50, { is: 'unknown-outcome' })).toBe(900_000);
    expect(nextTry(700, { is: 'unknown-outcome' })).toBeUndefined();
    expect(nextTry(0, refused('user_not_found'))).toBeUndefined();
    expect(nextTry(0, refused('not_in_channel'))).toBe(30_000);
    expect(nextTry(100_000, refused('not_in_channel'))).toBe(300_000);
  });
});
