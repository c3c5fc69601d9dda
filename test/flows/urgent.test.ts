import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import type { SimMessage } from '../../scripts/simulator/protocol.ts';
import { routesStore } from '../../src/approvals/routes-store.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

describe('a request that begins soon', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
    for (const user of [world.people.minji, world.people.hana, world.people.owner])
      await world.slack.as(user).openHome();
  });
  afterEach(() => world.close());

  const as = (who: keyof World['people']) => world.slack.as(world.people[who]);
  const inChannel = (): SimMessage => {
    const message = as('owner')
      .messages(world.adminChannel)
      .find(m => m.blocks !== undefined);
    if (!message) throw new Error('no card');
    return message;
  };
  const copies = (who: keyof World['people']) => as(who).messages('app');
  const request = async () => world.database.db.collection<RequestDoc>('requests').findOne({});

  async function toHana(): Promise<void> {
    const routes = routesStore(world.database.db);
    const approvers = [{ who: 'person' as const, user: world.people.hana }];
    const rule = { kind: '*', when: [], steps: [{ approvers, need: 'any' as const, direct: true }] };
    await routes.save(world.app.team, await routes.get(world.app.team), [rule], { at: 0, by: 'test' });
  }

  async function ask(day: string): Promise<void> {
    await as('minji').press('home', action.openLeave);
    await world.quiet();
    await as('minji').fill(action.leaveTo, day);
    await as('minji').fill(action.leaveFrom, day);
    await as('minji').submit();
    await world.quiet();
  }

  it('is marked on the card in the channel and on the copies, until it is decided', async () => {
    await toHana();
    await ask('2026-11-25');
    expect(textsOf(inChannel())).toContain(':rotating_light: *Urgent* · *이민지* requests Annual leave');
    const copy = copies('hana').at(-1);
    expect(textsOf(copy)).toContain('*긴급* · *이민지* 님의 연차 신청');
    await as('hana').press({ channel: copy?.channel ?? '', ts: copy?.ts ?? '' }, action.approve);
    await world.quiet();
    expect(await request()).toMatchObject({ state: 'approved' });
    expect(textsOf(inChannel())).not.toContain('Urgent');
    expect(textsOf(copies('hana').at(-1))).not.toContain('긴급');
  });

  it('is urgent no more once it is over, on Home, on the card and in reminders', async () => {
    await toHana();
    await ask('2026-11-25');
    await as('hana').openHome();
    await world.quiet();
    expect(textsOf(as('hana').home())).toContain('긴급');
    for (const day of ['26', '27', '30']) await world.jump(`2026-11-${day}T10:30:00+09:00`);
    await as('hana').openHome();
    await world.quiet();
    const shown = textsOf(as('hana').home());
    expect(shown).toContain('이민지');
    expect(shown).not.toContain('긴급');
    expect(textsOf(copies('hana').at(-1))).not.toMatch(/긴급|곧 시작/);
  });

  it('becomes urgent while it waits: every copy is drawn again, once', async () => {
    await toHana();
    await ask('2026-11-30');
    expect(textsOf(inChannel())).not.toContain('Urgent');
    expect(textsOf(as('hana').home())).not.toContain('긴급');
    // Monday: Friday is the last working day before.
    await world.jump('2026-11-27T08:30:00+09:00');
    expect(textsOf(inChannel())).toContain('Urgent');
    expect(textsOf(copies('hana').at(-1))).toContain('긴급');
    expect(textsOf(as('hana').home())).toContain('긴급');
    const { version } = (await request()) ?? {};
    await world.app.tick();
    await world.quiet();
    expect((await request())?.version).toBe(version);
  });

  it('becomes urgent on the Homes of those who may decide without having been asked by message', async () => {
    await ask('2026-11-30');
    expect(textsOf(as('owner').home())).toContain('이민지');
    expect(textsOf(as('owner').home())).not.toContain('긴급');
    await world.jump('2026-11-27T08:30:00+09:00');
    expect(textsOf(as('owner').home())).toContain('긴급');
  });

  it('stands first on the Home of those who decide, however late it was sent', async () => {
    for (const day of ['2026-12-01', '2026-12-02', '2026-11-25']) await ask(day);
    const home = textsOf(as('owner').home());
    const at = ['11월 25일(수)', '12월 1일(화)', '12월 2일(수)'].map(day => home.indexOf(day));
    expect(at.every(n => n >= 0)).toBe(true);
    expect(at).toEqual([...at].sort((a, b) => a - b));
  });

  it('leaves no copy behind: the reminder is the newest card, and shows the decision', async () => {
    await ask('2026-12-03');
    await world.jump('2026-11-25T10:00:30+09:00');
    const reminder = copies('owner').at(-1);
    expect(textsOf(reminder)).toContain('근무일 1일째 승인 대기 중입니다');
    await as('owner').press({ channel: world.adminChannel, ts: inChannel().ts }, action.approve);
    await world.quiet();
    for (const who of ['owner', 'manager'] as const) {
      const text = textsOf(copies(who).at(-1));
      expect(text).toContain('최도현 님이 승인');
      expect(text).not.toContain('반려');
    }
  });

  it('a second reminder takes the place of the first copy', async () => {
    await toHana();
    await ask('2026-12-03');
    await world.jump('2026-11-25T10:00:30+09:00');
    const [first, second] = copies('hana');
    expect(textsOf(first) || first?.text).toContain('최신 카드가 아래에 있습니다');
    await as('minji').press('home', action.withdraw);
    await world.quiet();
    expect(textsOf(copies('hana').find(m => m.ts === second?.ts))).toContain('회수');
  });
});
