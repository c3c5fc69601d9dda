import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action, callback, input } from '../../blocks/ids.ts';
import { leaveInput } from '../../blocks/leave-ids.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { requestsOf } from '../support/requests.ts';

describe('a leave that is told, not decided', () => {
  let world: World;
  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  const stored = (who: Who) => requestsOf(world, who);
  const cards = () => as('owner').messages(world.adminChannel);
  const heard = (who: Who): string[] => as(who).messages('app').map(textsOf);
  const lastCard = () => ({ channel: world.adminChannel, ts: cards().at(-1)?.ts ?? '' });

  const forged = async (who: Who, body: object): Promise<void> => {
    const team = { id: world.slack.team.id };
    const user = { id: world.people[who], team_id: team.id };
    const base = { team, user, api_app_id: world.slack.app.id, trigger_id: `forged.${who}` };
    await world.slack.deliver({ ...base, ...body }, { kind: 'interaction' });
    await world.quiet();
  };

  beforeAll(async () => {
    world = await startWorld();
    for (const who of ['minji', 'hana', 'manager', 'owner'] as const) await as(who).openHome();
    await world.quiet();
  });
  afterAll(() => world.close());

  it('says in the form that nobody decides, and who is told', async () => {
    const minji = as('minji');
    await minji.press('home', action.openLeave);
    await world.quiet();
    await minji.fill(action.leaveType, 'official');
    await minji.fill(action.leaveFrom, '2026-12-14');
    await world.quiet();
    await minji.fill(action.leaveTo, '2026-12-18');
    await world.quiet();
    const form = textsOf(minji.modal());
    expect(form).toContain('승인 없이 바로 적용되고, 다음 사람에게 알립니다: 김수빈, 최도현');
    expect(form).not.toContain('승인자:');
  });

  it('is in force by the write that sends it, once for two presses, and everybody hears of it', async () => {
    await as('minji').submit({ times: 2 });
    await world.quiet();
    expect(as('minji').modal()).toBeNull();
    const [request, ...more] = await stored('minji');
    expect(more).toEqual([]);
    expect(request).toMatchObject({ state: 'approved', purpose: 'request', seq: 1, effects: [] });
    expect(request?.history.map(h => h.what)).toEqual(['sent', 'recorded']);
    expect(new Set(request?.history.map(h => h.at)).size).toBe(1);
    expect(cards()).toHaveLength(1);
    const card = textsOf(cards()[0]);
    expect(card).toContain('*이민지*: Official leave');
    expect(card).toContain('Recorded; no approval needed');
    expect(card).not.toContain('Approve\n');
    expect(heard('minji')).toEqual([
      ':memo: 기록되었습니다: 공가 12월 14일(월)–18일(금) · 5일. 승인 없이 바로 적용됩니다.',
    ]);
    expect(textsOf(as('minji').home())).toContain('기록됨 (승인 불필요)');
    for (const who of ['manager', 'owner'] as const) expect(textsOf(as(who).home())).not.toContain('승인 대기');
  });

  it('refuses a forged decision on it, and reminds nobody', async () => {
    const [{ _id } = { _id: '' }] = await stored('minji');
    const { version } = (await stored('minji'))[0] ?? {};
    await forged('owner', {
      ...{ type: 'block_actions', channel: { id: world.adminChannel }, message: { ts: lastCard().ts } },
      container: { type: 'message', message_ts: lastCard().ts, channel_id: world.adminChannel },
      actions: [{ type: 'button', action_id: action.approve, block_id: 'b', action_ts: '1.1', value: `${_id}:1:0` }],
    });
    expect(as('owner').ephemerals(world.adminChannel).at(-1)?.text).toContain('승인이 필요 없어 이미 적용되었습니다');
    await world.slack.join(world.adminChannel, world.people.hana);
    await as('hana').press(lastCard(), action.more, { value: `revoke|${_id}:1:0` });
    await as('hana').press(lastCard(), action.more, { value: `revise|${_id}:1:0` });
    await world.quiet();
    expect(as('hana').modal()).toBeNull();
    expect((await stored('minji'))[0]).toMatchObject({ state: 'approved', version });
    const before = heard('owner').length + heard('manager').length;
    await world.jump('2026-11-27T10:30:00+09:00');
    expect(heard('owner').length + heard('manager').length).toBe(before);
  });

  it('is changed by HR with a reason, and its person is told by whom and why', async () => {
    const [{ _id } = { _id: '' }] = await stored('minji');
    const owner = as('owner');
    await owner.press(lastCard(), action.more, { value: `revise|${_id}:1:0` });
    await world.quiet();
    expect(textsOf(owner.modal())).toContain('*이민지* 님의 휴가입니다');
    await owner.fill(action.leaveTo, '2026-12-17');
    await world.quiet();
    await owner.submit();
    expect(Object.keys(owner.modal()?.errors ?? {})).toEqual([input.reason]);
    await owner.fill(input.reason, '소집일 착오');
    await owner.submit({ times: 2 });
    await world.quiet();
    expect(owner.modal()).toBeNull();
    const [old, changed, ...more] = await stored('minji');
    expect(more).toEqual([]);
    expect(old).toMatchObject({ state: 'cancelled' });
    expect(old?.history.at(-1)?.what).toBe('replaced');
    expect(changed).toMatchObject({ state: 'approved', user: world.people.minji, period: { to: '2026-12-17' } });
    expect(changed?.history).toMatchObject([
      { what: 'sent', by: world.people.owner },
      { what: 'recorded', by: world.people.owner, comment: '소집일 착오' },
    ]);
    const told = heard('minji').at(-1);
    expect(told).toContain('공가 변경');
    expect(told).toContain('최도현 님');
    expect(told).toContain('소집일 착오');
  });

  it('is cancelled by HR with a reason, once, and its person is told', async () => {
    const changed = (await stored('minji'))[1];
    const owner = as('owner');
    await owner.press(lastCard(), action.more, { value: `revoke|${changed?._id}:1:0` });
    await world.quiet();
    await owner.fill(input.reason, '중복 등록');
    await owner.submit({ times: 2 });
    await world.quiet();
    const after = (await stored('minji'))[1];
    expect(after).toMatchObject({ state: 'cancelled' });
    expect(after?.history.map(h => h.what)).toEqual(['sent', 'recorded', 'revoked']);
    const told = heard('minji').filter(t => t.includes('직권으로 취소되었습니다'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('중복 등록');
    expect(textsOf(cards().at(-1))).toContain('Cancelled by 최도현');
  });

  it('tells the approver of its workflow by direct message without a button, and waits for its cancellation', async () => {
    await world.database.db
      .collection('people')
      .updateOne({ user: world.people.hana }, { $set: { manager: world.people.lucas, language: 'en' } });
    await world.database.db.collection<{ _id: string }>('routes').replaceOne(
      { _id: world.slack.team.id },
      {
        ...{ team: world.slack.team.id, version: 1, history: [], effects: [] },
        rules: [{ kind: 'leave', when: [], steps: [{ approvers: [{ who: 'manager' }], need: 'any', direct: true }] }],
      },
      { upsert: true },
    );
    const hana = as('hana');
    await hana.openHome();
    await world.quiet();
    await hana.press('home', action.openLeave);
    await world.quiet();
    await hana.fill(action.leaveType, 'official');
    await hana.fill(action.leaveFrom, '2026-12-03');
    await world.quiet();
    await hana.submit();
    await world.quiet();
    const [request] = await stored('hana');
    expect(request).toMatchObject({ state: 'approved', asked: [world.people.lucas] });
    const message = as('lucas').messages('app').at(-1);
    expect(textsOf(message)).toContain('*박하나*: Official leave');
    expect(textsOf(message)).toContain('Recorded; no approval needed');
    expect(JSON.stringify(message?.blocks)).not.toContain('"button"');
    await hana.press('home', action.mine, { value: `cancel|${request?._id}:1:0` });
    await world.quiet();
    await hana.fill(input.reason, 'no jury after all');
    await hana.submit();
    await world.quiet();
    expect((await stored('hana'))[0]).toMatchObject({ state: 'waiting', purpose: 'cancel' });
  });

  it('cannot be corrected by a forged form', async () => {
    const [request] = await stored('hana');
    const metadata = JSON.stringify({ replaces: request?._id, whose: world.people.hana });
    await forged('minji', {
      type: 'view_submission',
      view: {
        ...{ id: 'VF1', hash: 'h', type: 'modal', blocks: [], callback_id: callback.leave },
        ...{ private_metadata: metadata, state: { values: { [leaveInput.part]: {} } } },
      },
    });
    expect(await stored('hana')).toHaveLength(1);
  });
});
