import { afterAll, beforeAll, expect, it } from 'vitest';
import { promotionAction } from '../../blocks/promotion-ids.ts';
import type { Daybook } from '../../src/app.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { noticesIn } from '../support/ledgers.ts';
import { manage } from '../support/manage.ts';

let world: World;
let other: Daybook;

beforeAll(async () => {
  world = await startWorld({ at: '2026-09-14T10:00:00+09:00' });
  // Everybody has days until 14 March 2027.
  await world.database.db.collection('people').updateMany({}, { $set: { hiredOn: '2024-03-15' } });
  other = await world.another();
  await world.jump('2026-09-15T09:00:30+09:00');
});
afterAll(() => world.close());

it('two administrators send the notices in the same instant, through two processes: each person hears once, in one’s name', async () => {
  const { slack, people } = world;
  const review = async (user: string) => {
    const administrator = slack.as(user);
    await administrator.openHome();
    await world.quiet();
    await manage(world, administrator, promotionAction.open);
    expect(textsOf(administrator.modal())).toContain('8명에게 보내기');
    return administrator;
  };
  const owner = await review(people.owner);
  const manager = await review(people.manager);
  const before = new Map<string, number>(
    Object.values(people).map(user => [user, slack.as(user).messages('app').length]),
  );

  // Each press goes to another process; Slack delivers both several times.
  const first = owner.press('modal', promotionAction.send, { times: 5 });
  world.sendTo(other);
  const second = manager.press('modal', promotionAction.send, { times: 5 });
  await Promise.all([first, second]);
  await world.quiet();

  const docs = await noticesIn(world.database.db);
  expect(docs).toHaveLength(8);
  for (const { user, state, history, delivered } of docs) {
    expect([state, history.map(h => h.what)]).toEqual(['sent', ['prepared', 'sent']]);
    expect([people.owner, people.manager]).toContain(history[1]?.by);
    const messages = slack.as(user).messages('app').slice(before.get(user));
    expect(messages.map(m => m.ts)).toEqual([delivered?.ts]);
  }
});
