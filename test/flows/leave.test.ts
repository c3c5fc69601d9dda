import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { action, callback, input } from '../../blocks/ids.ts';
import { leaveAction } from '../../blocks/leave-ids.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

const requestsOf = (world: World) =>
  world.database.db.collection<RequestDoc>('requests').find({}).sort({ sentAt: 1 }).toArray();

describe('a leave, from the form to the message', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    for (const user of [world.people.minji, world.people.manager, world.people.owner])
      await world.slack.as(user).openHome();
  });
  afterAll(() => world.close());

  it('shows how many working days it takes as the dates change, and who decides', async () => {
    const minji = world.slack.as(world.people.minji);
    await minji.press('home', action.openLeave);
    await world.quiet();
    expect(textsOf(minji.modal())).toContain('*1일* 사용');
    expect(textsOf(minji.modal())).toContain('승인자: 김수빈, 최도현');
    await minji.fill(input.reason, '가족 여행');
    await minji.fill(action.leaveFrom, '2026-12-24');
    await world.quiet();
    // The first day passed the last one: the last moved along.
    expect(textsOf(minji.modal())).toContain('*1일* 사용');
    await minji.fill(action.leaveTo, '2026-12-28');
    await world.quiet();
    expect(textsOf(minji.modal())).toContain('*2일* 사용 · 제외: 주말 2일, 성탄절 12월 25일(금)');
    expect(minji.modal()?.state[input.reason]?.value).toMatchObject({ value: '가족 여행' });
    await minji.fill(action.leaveType, 'half');
    await world.quiet();
    await minji.fill(leaveAction.part, 'pm');
    await world.quiet();
    expect(textsOf(minji.modal())).toContain('*0.5일* 사용');
    expect(textsOf(minji.modal())).not.toContain('종료일');
    await minji.fill(action.leaveType, 'annual');
    await world.quiet();
    expect(textsOf(minji.modal())).toContain('종료일');
    expect(textsOf(minji.modal())).toContain('*1일* 사용');
  });

  it('puts errors beside the field and keeps what was typed', async () => {
    const minji = world.slack.as(world.people.minji);
    await minji.fill(action.leaveFrom, '2026-12-05');
    await world.quiet();
    await minji.fill(action.leaveTo, '2026-12-06');
    await world.quiet();
    await minji.submit();
    expect(minji.modal()?.errors).toEqual({ from: '기간에 근무일이 없습니다: 주말 2일.' });
    await minji.fill(action.leaveFrom, '2026-12-03');
    await world.quiet();
    await minji.fill(action.leaveTo, '2026-12-02');
    await world.quiet();
    await minji.submit();
    expect(Object.values(minji.modal()?.errors ?? {})).toEqual(['종료일이 시작일보다 빠릅니다.']);
    expect(Object.keys(minji.modal()?.errors ?? {})[0]).toMatch(/^to/);
    await minji.fill(action.leaveFrom, '2026-10-01');
    await world.quiet();
    await minji.submit();
    expect(Object.values(minji.modal()?.errors ?? {})[0]).toContain('너무 지난 날짜');
    expect(await requestsOf(world)).toEqual([]);
  });

  it('sends once however often it is submitted, and posts one card', async () => {
    const minji = world.slack.as(world.people.minji);
    await minji.fill(action.leaveFrom, '2026-12-03');
    await minji.fill(action.leaveTo, '2026-12-04');
    await minji.submit({ times: 3 });
    await world.quiet();
    expect(minji.modal()).toBeNull();
    expect(minji.warning()).toBeNull();
    const requests = await requestsOf(world);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      state: 'waiting',
      seq: 1,
      form: { type: 'annual', reason: '가족 여행' },
      effects: [],
    });
    const cards = world.slack.as(world.people.owner).messages(world.adminChannel);
    expect(cards).toHaveLength(1);
    expect(textsOf(cards[0])).toContain('*이민지* requests Annual leave');
    expect(textsOf(cards[0])).toContain('Thu 3 – Fri 4 Dec · *2 days*');
    expect(textsOf(cards[0])).toContain('Reason: 가족 여행');
    expect(textsOf(minji.home())).toContain('연차 12월 3일(목)–4일(금) · 2일 · 승인 대기');
    expect(textsOf(world.slack.as(world.people.manager).home())).toContain('*승인 대기 1건*');
  });

  it('names the request that a second one overlaps with', async () => {
    const minji = world.slack.as(world.people.minji);
    await minji.press('home', action.openLeave);
    await world.quiet();
    await minji.fill(action.leaveTo, '2026-12-31');
    await minji.fill(action.leaveFrom, '2026-12-04');
    await world.quiet();
    await minji.submit();
    expect(minji.modal()?.errors.from).toBe('이미 신청한 휴가와 겹칩니다: 연차 12월 3일(목)–4일(금)');
    await minji.dismiss({ all: true });
  });

  it('tells whoever may not decide, only them, and once', async () => {
    const { owner, minji } = world.people;
    const [card] = world.slack.as(owner).messages(world.adminChannel);
    if (!card) throw new Error('no card');
    const at = { channel: world.adminChannel, ts: card.ts };
    await world.slack.join(world.adminChannel, minji);
    await world.slack.as(minji).press(at, action.approve, { times: 2 });
    await world.quiet();
    const told = world.slack.as(minji).ephemerals(world.adminChannel);
    expect(told.map(m => m.text)).toEqual(['본인 신청은 승인할 수 없습니다. 다른 관리자가 승인합니다.']);
    expect(world.slack.as(owner).ephemerals(world.adminChannel)).toEqual([]);
    expect((await requestsOf(world))[0]).toMatchObject({ state: 'waiting' });
  });

  it('lets one decision of fifty presses by two administrators stand', async () => {
    const { owner, manager, minji } = world.people;
    const [card] = world.slack.as(owner).messages(world.adminChannel);
    if (!card) throw new Error('no card');
    const at = { channel: world.adminChannel, ts: card.ts };
    await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        world.slack.as(i % 2 === 0 ? owner : manager).press(at, action.approve, { shown: card }),
      ),
    );
    await world.quiet();
    const [request] = await requestsOf(world);
    expect(request?.history.map((h: { what: string }) => h.what)).toEqual(['sent', 'approved']);
    const cards = world.slack.as(owner).messages(world.adminChannel);
    expect(cards).toHaveLength(1);
    expect(textsOf(cards[0])).toMatch(/:white_check_mark: Approved by (김수빈|최도현) · 24 Nov, 09:0\d/);
    expect(textsOf(cards[0])).not.toContain('Reject');
    expect(world.slack.calls.filter(c => c.method === 'chat.update')).toHaveLength(1);
    const polite = [owner, manager].flatMap(u => world.slack.as(u).ephemerals(world.adminChannel));
    expect(polite).toHaveLength(49);
    for (const m of polite) expect(m.text).toMatch(/이미 승인했습니다/);
    const heard = world.slack.as(minji).messages('app');
    expect(heard).toHaveLength(1);
    expect(heard[0]?.text).toBe(':white_check_mark: 신청이 승인되었습니다: 연차 12월 3일(목)–4일(금) · 2일');
    expect(textsOf(world.slack.as(minji).home())).toMatch(/연차 .* · (김수빈|최도현) 님이 승인/);
    expect(textsOf(world.slack.as(owner).home())).not.toContain('승인 대기');
  });

  it('shows who is away then on the next card, and rejects with a reason from Home', async () => {
    const hana = world.slack.as(world.people.hana);
    const owner = world.slack.as(world.people.owner);
    await hana.openHome();
    await hana.press('home', action.openLeave);
    await world.quiet();
    await hana.fill(action.leaveTo, '2026-12-04');
    await hana.fill(action.leaveFrom, '2026-12-04');
    await hana.fill(input.reason, '<!channel> *굵게* https://example.com');
    await hana.submit();
    await world.quiet();
    const card = owner.messages(world.adminChannel).at(-1);
    expect(textsOf(card)).toContain('Away then: 이민지 Thu 3 – Fri 4 Dec');
    // User text stands in a plain_text of its own: never a mention, never bold, never a link.
    expect(JSON.stringify(card?.blocks)).toContain(
      '"plain_text","text":"Reason: <!channel> *굵게* https://example.com"',
    );
    expect(textsOf(owner.home())).toContain('같은 날 부재: 이민지');
    const id = (await requestsOf(world))[1]?._id ?? '';
    await owner.press('home', action.reject, { buttonValue: `${id}:1:0` });
    await world.quiet();
    expect(owner.modal()?.callbackId).toBe(callback.decide);
    await owner.fill(input.reason, '출시 주간입니다');
    await owner.submit({ times: 2 });
    await world.quiet();
    expect(owner.modal()).toBeNull();
    expect((await requestsOf(world))[1]).toMatchObject({
      state: 'rejected',
      history: [{ what: 'sent' }, { what: 'rejected', by: world.people.owner, comment: '출시 주간입니다' }],
    });
    expect(textsOf(hana.messages('app')[0])).toContain('사유: 출시 주간입니다');
    expect(textsOf(owner.messages(world.adminChannel).at(-1))).toContain('Reason for rejection: 출시 주간입니다');
  });

  it('withdraws before the decision; an old Approve then says so', async () => {
    const hana = world.slack.as(world.people.hana);
    const owner = world.slack.as(world.people.owner);
    await hana.press('home', action.openLeave);
    await world.quiet();
    await hana.fill(action.leaveTo, '2026-12-11');
    await hana.fill(action.leaveFrom, '2026-12-11');
    await hana.submit();
    await world.quiet();
    const card = owner.messages(world.adminChannel).at(-1);
    if (!card) throw new Error('no card');
    const [, , request] = await requestsOf(world);
    await hana.press('home', action.withdraw, { buttonValue: request?._id ?? '', times: 2 });
    await world.quiet();
    expect((await requestsOf(world))[2]).toMatchObject({ state: 'withdrawn' });
    expect(textsOf(owner.messages(world.adminChannel).at(-1))).toContain('Withdrawn');
    await owner.press({ channel: world.adminChannel, ts: card.ts }, action.approve, { shown: card });
    await world.quiet();
    expect(owner.ephemerals(world.adminChannel).at(-1)?.text).toContain('회수된 신청입니다');
    expect(hana.messages('app')).toHaveLength(1);
  });

  it('refuses forged payloads: somebody else’s request, a request that is none, a list that is not theirs', async () => {
    const { lucas, hana } = world.people;
    const view = {
      id: 'V1',
      hash: 'h',
      type: 'home',
      callback_id: 'home',
      private_metadata: '',
      blocks: [],
      state: { values: {} },
    };
    const forged = (user: string, actionId: string, value: string, n: number) =>
      world.slack.deliver(
        {
          type: 'block_actions',
          team: { id: world.slack.team.id },
          user: { id: user, team_id: world.slack.team.id },
          api_app_id: world.slack.app.id,
          trigger_id: `forged.${n}`,
          actions: [{ type: 'button', action_id: actionId, block_id: 'b', action_ts: `1.${n}`, value }],
          view,
        },
        { kind: 'interaction' },
      );
    const before = await requestsOf(world);
    const [first] = before;
    await forged(lucas, action.withdraw, first?._id ?? '', 1);
    await forged(hana, action.approve, first?._id ?? '', 2);
    await forged(lucas, action.approve, 'r-none', 3);
    await forged(lucas, action.openList, 'waiting', 4);
    await forged(lucas, action.postSummary, '', 5);
    await world.quiet();
    expect(await requestsOf(world)).toEqual(before);
    expect(await world.database.db.collection('runs').countDocuments({ job: 'summary' })).toBe(0);
  });
});

describe('an administrator’s own request', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
    return () => world.close();
  });

  async function ownRequest(): Promise<{ channel: string; ts: string }> {
    const owner = world.slack.as(world.people.owner);
    await owner.openHome();
    await owner.press('home', action.openLeave);
    await world.quiet();
    await owner.submit();
    await world.quiet();
    const card = owner.messages(world.adminChannel)[0];
    if (!card) throw new Error('no card');
    return { channel: world.adminChannel, ts: card.ts };
  }

  it('is decided by another one', async () => {
    const card = await ownRequest();
    await world.slack.as(world.people.owner).press(card, action.approve);
    await world.quiet();
    expect((await requestsOf(world))[0]).toMatchObject({ state: 'waiting' });
    expect(world.slack.as(world.people.owner).ephemerals()[0]?.text).toContain('본인 신청은 승인할 수 없습니다');
  });

  it('is decided by themselves once they are the only one', async () => {
    await world.slack.updateUser(world.people.manager, { isAdmin: false });
    const card = await ownRequest();
    await world.slack.as(world.people.owner).press(card, action.approve);
    await world.quiet();
    expect((await requestsOf(world))[0]).toMatchObject({ state: 'approved' });
  });
});

describe('leaves sent at once', () => {
  it('that overlap: one stands', async () => {
    const world = await startWorld();
    const minji = world.slack.as(world.people.minji);
    await minji.openHome();
    const views: string[] = [];
    for (let i = 0; i < 8; i++) {
      await minji.press('home', action.openLeave);
      await world.quiet();
      views.push(minji.modal()?.id ?? '');
    }
    await Promise.all(views.map(view => minji.submit({ view })));
    await world.quiet();
    const requests = await requestsOf(world);
    expect(requests.map(r => r.seq)).toEqual([1]);
    await world.close();
  });
});
