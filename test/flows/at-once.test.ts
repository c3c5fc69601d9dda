import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import type { Daybook } from '../../src/app.ts';
import { testDatabase } from '../support/database.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { until } from '../support/until.ts';

interface Step {
  is(method: 'updateOne' | 'findOne', asked: string): boolean;
  before?(): Promise<unknown>;
  after?(): Promise<unknown>;
}

/** Two processes of one workspace, to which Slack brings things at once. */
describe('at once, in two processes', () => {
  let world: World;
  let other: Daybook;
  /** runs beside the next command that it is */
  let step: Step | undefined;

  beforeAll(async () => {
    const database = await testDatabase();
    const { db } = database.database;
    const watched = new Proxy(db, {
      get: (_, key) => {
        if (key !== 'collection') return Reflect.get(db, key, db);
        return (name: string) => watchedCollection(db.collection(name));
      },
    });
    database.database = { ...database.database, db: watched };
    // Over HTTP, where a test says which process gets something.
    world = await startWorld({ language: 'ko', database, socket: false });
    other = await world.another();
  });
  afterAll(() => world.close());

  function watchedCollection<C extends object>(collection: C): C {
    return new Proxy(collection, {
      get: (_, key) => {
        const value: unknown = Reflect.get(collection, key, collection);
        if (typeof value !== 'function') return value;
        if (key !== 'updateOne' && key !== 'findOne') return value.bind(collection);
        return async (...args: unknown[]) => {
          const now = step?.is(key, JSON.stringify(args)) ? step : undefined;
          if (now) step = undefined;
          await now?.before?.();
          const done: unknown = await value.apply(collection, args);
          await now?.after?.();
          return done;
        };
      },
    });
  }

  const to = (app: Daybook): void => world.slack.connect(`http://127.0.0.1:${app.port}/slack/events`);
  const home = (user: string): string => textsOf(world.slack.as(user).home());
  let n = 0;
  const command = (user: string, text: string) => {
    const { team, app } = world.slack;
    const trigger_id = `at-once.${++n}`;
    const payload = { command: '/daybook', text, user_id: user, trigger_id, team_id: team.id, channel_id: 'C1' };
    return async (): Promise<string> => {
      const { body } = await world.slack.deliver({ ...payload, api_app_id: app.id }, { kind: 'command' });
      return String((JSON.parse(body) as { text: string }).text);
    };
  };

  it('a command that one process refuses while the other stores it is answered as stored by both', async () => {
    const { hana } = world.people;
    const rest = command(hana, '휴식');
    let stored = '';
    step = {
      is: (method, asked) => method === 'updateOne' && asked.includes('"refused"'),
      before: async () => {
        to(world.app);
        await command(hana, '출근')();
        stored = await rest();
      },
    };
    to(other);
    const answer = await rest();
    expect(stored).toContain('휴게를 시작했습니다');
    expect(answer).toBe(stored);
    await world.quiet();
  });

  it.each(['minji', 'woojin'] as const)(
    'the Home that was read last stays, whichever Slack gets last (%s)',
    async who => {
      const user = world.people[who];
      // The first process has drawn this Home before, the other one has not.
      const [late, early] = who === 'minji' ? [world.app, other] : [other, world.app];
      const { faults } = world.slack;
      const drawn = (): number => faults.struck.get('views.publish') ?? 0;
      to(world.app);
      await world.slack.as(user).openHome();
      await world.quiet();
      const before = drawn();
      const release = faults.hold('views.publish');
      to(late);
      await command(user, '출근')();
      await until(() => drawn() > before, { what: 'the Home to be drawn' });
      await world.database.db.collection('workdays').updateOne({ user }, { $set: { 'spans.0.place': 'home' } });
      to(early);
      await world.slack.as(user).openHome();
      await world.slack.until(() => home(user).includes('재택'), 10_000, 'the other Home');
      release();
      await world.quiet();
      // On a busy machine the process has given the call up meanwhile, and draws again.
      await world.slack.until(() => home(user).includes('재택'), 20_000, 'the newer Home');
    },
  );

  it('a card that is decided on before its place is stored stays the only one, and shows the decision', async () => {
    const { slack, people, adminChannel, quiet } = world;
    to(world.app);
    const [sender, owner] = [slack.as(people.seoyeon), slack.as(people.owner)];
    const cards = () => owner.messages(adminChannel);
    const approve = () => owner.press({ channel: adminChannel, ts: cards().at(-1)?.ts ?? '' }, action.approve);
    await sender.openHome();
    await sender.press('home', action.openLeave);
    await quiet();
    await sender.fill(action.leaveTo, '2026-12-07');
    await sender.fill(action.leaveFrom, '2026-12-07');
    let pressed: Promise<unknown> | undefined;
    const stored = new Promise<void>(resolve => {
      step = {
        is: (method, asked) => method === 'updateOne' && asked.includes('"cards.administrators"'),
        // The press has read the request by then, and stores afterwards.
        before: () =>
          new Promise<void>(read => {
            step = {
              is: (method, asked) => method === 'findOne' && asked.includes('"_id":"r'),
              after: async () => {
                read();
                await stored;
              },
            };
            pressed = approve();
          }),
        after: async () => resolve(),
      };
    });
    await sender.submit();
    await stored;
    await pressed;
    await quiet();
    expect(cards()).toHaveLength(1);
    expect(JSON.stringify(cards())).not.toContain(`"${action.approve}"`);
  });
});
