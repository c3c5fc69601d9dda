import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { action, callback, input } from '../../blocks/ids.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

describe('a request after its first decision', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
    for (const user of [world.people.minji, world.people.manager, world.people.owner])
      await world.slack.as(user).openHome();
  });
  afterEach(() => world.close());

  const minji = () => world.slack.as(world.people.minji);
  const owner = () => world.slack.as(world.people.owner);
  const request = async (): Promise<RequestDoc> => {
    const found = await world.database.db.collection<RequestDoc>('requests').findOne({});
    if (!found) throw new Error('no request');
    return found;
  };
  const card = () => {
    const message = owner()
      .messages(world.adminChannel)
      .find(m => m.blocks !== undefined);
    if (!message) throw new Error('no card');
    return message;
  };
  const at = () => ({ channel: world.adminChannel, ts: card().ts });

  async function ask(day: string): Promise<void> {
    await minji().press('home', action.openLeave);
    await world.quiet();
    await minji().fill(action.leaveTo, day);
    await minji().fill(action.leaveFrom, day);
    await minji().submit();
    await world.quiet();
  }

  it('comes back for changes, is changed, and is decided on anew; the old card decides nothing', async () => {
    await ask('2026-12-03');
    const old = card();
    await owner().press(at(), action.more, { value: `send-back|${(await request())._id}:1:0` });
    await world.quiet();
    expect(owner().modal()?.callbackId).toBe(callback.decide);
    await owner().fill(input.reason, '   ');
    await owner().submit();
    expect(owner().modal()?.errors).toEqual({ reason: '사유를 입력해 주세요.' });
    await owner().fill(input.reason, '다음 주로 옮겨 주세요');
    await owner().submit({ times: 2 });
    await world.quiet();
    expect(await request()).toMatchObject({ state: 'sent-back' });
    expect(textsOf(card())).toContain('Sent back for changes by 최도현');
    const told = minji().messages('app').at(-1);
    expect(textsOf(told)).toContain('다음 주로 옮겨 주세요');

    await minji().press({ channel: told?.channel ?? '', ts: told?.ts ?? '' }, action.edit);
    await world.quiet();
    await minji().fill(action.leaveTo, '2026-12-10');
    await minji().fill(action.leaveFrom, '2026-12-10');
    await minji().submit({ times: 2 });
    await world.quiet();
    expect(await request()).toMatchObject({ state: 'waiting', round: 2, form: { from: '2026-12-10' } });
    expect(await world.database.db.collection('requests').countDocuments()).toBe(1);
    expect(textsOf(card())).toContain('Thu 10 Dec');

    await owner().press(at(), action.approve, { shown: old });
    await world.quiet();
    expect(owner().ephemerals().at(-1)?.text).toContain('그사이 신청이 변경되었습니다');
    expect(await request()).toMatchObject({ state: 'waiting' });
    await owner().press(at(), action.approve);
    await world.quiet();
    expect((await request()).history.map(h => h.what)).toEqual(['sent', 'sent-back', 'resent', 'approved']);
  });

  it('is cancelled after approval by the same route, and holds until then', async () => {
    await ask('2026-12-03');
    const { _id } = await request();
    await owner().press(at(), action.more, { value: `comment|${_id}:1:0` });
    await world.quiet();
    await owner().fill(input.reason, '잘 다녀오세요');
    await owner().submit();
    await world.quiet();
    expect(textsOf(minji().messages('app').at(-1))).toContain('의견: 잘 다녀오세요');
    await minji().press('home', action.mine, { value: `cancel|${_id}:1:0` });
    await world.quiet();
    await minji().fill(input.reason, '계획이 바뀌었습니다');
    await minji().submit();
    await world.quiet();
    expect(await request()).toMatchObject({ state: 'waiting', purpose: 'cancel', round: 2 });
    expect(textsOf(card())).toContain('requests to cancel Annual leave');
    expect(textsOf(minji().home())).toContain('승인됨, 취소 승인 대기');
    // It still stands: another leave on that day is refused.
    await minji().press('home', action.openLeave);
    await world.quiet();
    await minji().fill(action.leaveTo, '2026-12-03');
    await minji().fill(action.leaveFrom, '2026-12-03');
    await minji().submit();
    expect(minji().modal()?.errors.from).toContain('겹칩니다');
    await minji().dismiss({ all: true });

    await owner().press(at(), action.reject);
    await world.quiet();
    await owner().fill(input.reason, '대체 인력이 이미 왔습니다');
    await owner().submit();
    await world.quiet();
    expect(await request()).toMatchObject({ state: 'approved', purpose: 'request' });
    expect(textsOf(minji().messages('app').at(-1))).toContain('취소가 반려되어 승인이 유지됩니다');

    await minji().press('home', action.mine, { value: `cancel|${_id}:2:0` });
    await world.quiet();
    await minji().fill(input.reason, '정말입니다');
    await minji().submit();
    await world.quiet();
    await owner().press(at(), action.approve);
    await world.quiet();
    expect(await request()).toMatchObject({ state: 'cancelled' });
    await owner()
      .press(at(), action.approve, { shown: card() })
      .catch(() => undefined);
    await minji().press('home', action.openList, { buttonValue: 'mine' });
    await world.quiet();
    await minji().press('modal', action.mine);
    await world.quiet();
    const trail = textsOf(minji().modal());
    for (const line of ['신청', '승인', '취소 신청', '취소 반려', '취소 승인', '“정말입니다”'])
      expect(trail).toContain(line);
  });

  it('shows its history to nobody else', async () => {
    await ask('2026-12-03');
    const { _id } = await request();
    await world.slack.join(world.adminChannel, world.people.lucas);
    const lucas = world.slack.as(world.people.lucas);
    await lucas.press(at(), action.more, { value: `history|${_id}:1:0` });
    await world.quiet();
    expect(lucas.modal()).toBeNull();
    expect(lucas.ephemerals().at(-1)?.text).toBe('This request no longer exists.');
  });

  it('reminds those who decide after one working day at ten, once, and approves all from the list', async () => {
    await ask('2026-12-03');
    await ask('2026-12-10');
    await world.jump('2026-11-25T09:30:00+09:00');
    expect(owner().messages('app')).toEqual([]);
    await world.jump('2026-11-25T10:00:30+09:00');
    await world.app.tick();
    await world.quiet();
    const reminders = owner().messages('app');
    expect(reminders).toHaveLength(2);
    expect(textsOf(reminders[0])).toContain('근무일 1일째 승인 대기 중입니다');
    await owner().openHome();
    await owner().press('home', action.openList, { buttonValue: 'waiting' });
    await world.quiet();
    await owner().press('modal', action.approveAll);
    await world.quiet();
    await owner().submit({ times: 2 });
    await world.quiet();
    await owner().dismiss();
    const states = await world.database.db.collection('requests').find({}).toArray();
    expect(states.map(r => r.state)).toEqual(['approved', 'approved']);
    expect(textsOf(owner().modal())).toContain('승인 대기 중인 신청이 없습니다');
  });

  it('is marked urgent while it waits and begins tomorrow', async () => {
    await ask('2026-11-25');
    await ask('2026-12-10');
    const home = textsOf(owner().home());
    expect(home.match(/긴급/g)).toHaveLength(1);
    expect(home).toMatch(/\*긴급\* · 이민지 · 연차 11월 25일/);
  });

  it('approves by one press only what the list showed', async () => {
    await ask('2026-12-03');
    await ask('2026-12-10');
    await owner().openHome();
    await owner().press('home', action.openList, { buttonValue: 'waiting' });
    await world.quiet();
    await owner().press('modal', action.approveAll);
    await world.quiet();
    await ask('2026-12-17');
    await owner().submit();
    await world.quiet();
    const states = await world.database.db.collection('requests').find({}).sort({ seq: 1 }).toArray();
    expect(states.map(r => r.state)).toEqual(['approved', 'approved', 'waiting']);
  });

  it('is not sent again on a day that another new leave takes at the same moment', async () => {
    await ask('2026-12-03');
    const { _id } = await request();
    await owner().press(at(), action.more, { value: `send-back|${_id}:1:0` });
    await world.quiet();
    await owner().fill(input.reason, '다른 날로');
    await owner().submit();
    await world.quiet();
    const views: string[] = [];
    for (const open of [() => minji().press('home', action.edit), () => minji().press('home', action.openLeave)]) {
      await open();
      await world.quiet();
      await minji().fill(action.leaveTo, '2026-12-10');
      await minji().fill(action.leaveFrom, '2026-12-10');
      await world.quiet();
      views.push(minji().modal()?.id ?? '');
    }
    await Promise.all(views.map(view => minji().submit({ view })));
    await world.quiet();
    const waiting = await world.database.db.collection('requests').find({ state: 'waiting' }).toArray();
    expect(waiting).toHaveLength(1);
  });
});
