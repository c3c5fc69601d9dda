import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminAction } from '../../blocks/administration-ids.ts';
import { APPROVE_IN_PLACE, inPlaceInput } from '../../blocks/approval-ids.ts';
import { action, callback, input } from '../../blocks/ids.ts';
import { leaveAction } from '../../blocks/leave-ids.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { lastRequest, requestsOf } from '../support/requests.ts';

describe('acting for somebody', () => {
  let world: World;
  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  const shown = (who: Who): string => textsOf(as(who).modal());
  const heard = (who: Who): string[] => as(who).messages('app').map(textsOf);
  const of = (who: Who) => requestsOf(world, who);
  const last = (who: Who) => lastRequest(world, who);
  const logged = () => world.database.db.collection('log').find({ kind: 'requests' }).sort({ at: 1, _id: 1 }).toArray();
  const press = async (who: Who, where: 'home' | 'modal', id: string, o: object = {}): Promise<void> => {
    await as(who).press(where, id, o);
    await world.quiet();
  };
  const fill = async (who: Who, id: string, value: string): Promise<void> => {
    await as(who).fill(id, value);
    await world.quiet();
  };
  const closed = (who: Who) =>
    as(who)
      .dismiss({ all: true })
      .catch(() => undefined);
  const openWindow = async (by: Who, whom: Who): Promise<void> => {
    await closed(by);
    await as(by).command(`/daybook who <@${world.people[whom]}>`, { channel: 'general' });
    await world.quiet();
  };
  const menu = async (by: Who, what: string, r: RequestDoc): Promise<void> =>
    press(by, 'modal', action.more, { value: `${what}|${r._id}:${r.round}:${r.at}`, blockId: `request ${r._id}` });
  const send = async (who: Who, times = 1): Promise<void> => {
    await as(who).submit({ times });
    await world.quiet();
  };
  const deliver = async (who: Who, body: object): Promise<void> => {
    const base = {
      ...{ team: { id: world.slack.team.id }, user: { id: world.people[who] } },
      ...{ api_app_id: world.slack.app.id, trigger_id: `forged.${who}.${Math.random()}` },
    };
    await world.slack.deliver({ ...base, ...body }, { kind: 'interaction' });
    await world.quiet();
  };
  const set = (who: Who, facts: object) =>
    world.database.db
      .collection<{ _id: string }>('people')
      .updateOne({ _id: `${world.slack.team.id}:${world.people[who]}` }, { $set: facts });

  beforeAll(async () => {
    world = await startWorld();
    // Lucas leads Minji, Hana leads Woojin; a manager decides on leave, and the owner after them on more than five days.
    await set('minji', { manager: world.people.lucas, hiredOn: '2024-03-04' });
    await set('woojin', { manager: world.people.hana, hiredOn: '2024-03-04' });
    await set('lucas', { language: 'ko' });
    const step = (approver: object) => ({ approvers: [approver], need: 'any', direct: true });
    await world.database.db.collection<{ _id: string }>('routes').replaceOne(
      { _id: world.slack.team.id },
      {
        ...{ team: world.slack.team.id, version: 1, history: [], effects: [] },
        rules: [
          {
            ...{ kind: 'leave', when: [{ fact: 'days', over: 5 }] },
            steps: [step({ who: 'manager' }), step({ who: 'person', user: world.people.owner })],
          },
          { kind: 'leave', when: [], steps: [step({ who: 'manager' })] },
        ],
      },
      { upsert: true },
    );
    for (const who of ['manager', 'owner', 'lucas', 'hana', 'minji', 'woojin'] as const) await as(who).openHome();
    await world.quiet();
  });
  afterAll(() => world.close());

  it('HR enters a sick call in five presses from Home: it stands, and its person and manager are told once', async () => {
    await press('manager', 'home', action.openList, { buttonValue: 'now' });
    await press('manager', 'modal', adminAction.openPerson, { buttonValue: world.people.minji });
    await press('manager', 'modal', leaveAction.openFor);
    expect(shown('manager')).toContain('*이민지* 님의 휴가입니다');
    await fill('manager', action.leaveType, 'sick');
    await as('manager').submit();
    expect(Object.keys(as('manager').modal()?.errors ?? {})).toEqual([input.reason]);
    await as('manager').fill(input.reason, '아침에 전화로 연락');
    await send('manager', 2);
    // It was the third modal, which the window takes again.
    expect(shown('manager')).toContain('*이민지*');
    const [request, ...more] = await of('minji');
    expect(more).toEqual([]);
    expect(request).toMatchObject({ state: 'approved', form: { type: 'sick', from: '2026-11-24', reason: '' } });
    expect(request?.history).toMatchObject([
      { what: 'sent', by: world.people.manager, comment: '아침에 전화로 연락' },
      { what: 'recorded', by: world.people.manager },
    ]);
    expect(heard('minji').filter(t => t.includes('병가'))).toHaveLength(1);
    expect(heard('minji').at(-1)).toContain('김수빈 님');
    expect(heard('minji').at(-1)).toMatch(/사유[^가-힣]*아침에 전화로 연락/);
    expect(heard('lucas').filter(t => t.includes('병가'))).toHaveLength(1);
    expect(heard('lucas').at(-1)).toContain('김수빈 님이 등록');
    expect(await logged()).toMatchObject([
      {
        what: 'requests.entered-for',
        by: world.people.manager,
        about: [world.people.minji],
        note: '아침에 전화로 연락',
        now: { ko: expect.stringContaining('병가'), en: expect.stringContaining('Sick leave') },
      },
    ]);
  });

  it('of what HR enters at once no administrator is named as told: the card in their channel does that', async () => {
    await openWindow('manager', 'seoyeon');
    await press('manager', 'modal', leaveAction.openFor);
    expect(shown('manager')).toMatch(/승인 없이 바로 적용되고, 다음 사람에게 알립니다: 인사 관리자$/);
    await fill('manager', leaveAction.way, 'route');
    expect(shown('manager')).toMatch(/승인자: .*최도현/);
  });

  it('HR chooses that it goes to its approver, who decides as usual', async () => {
    await openWindow('manager', 'minji');
    await press('manager', 'modal', leaveAction.openFor);
    await fill('manager', action.leaveFrom, '2026-12-01');
    await fill('manager', leaveAction.way, 'route');
    expect(shown('manager')).toContain('승인자: Lucas Moreau');
    await as('manager').fill(input.reason, '본인 요청');
    await send('manager');
    const request = await last('minji');
    expect(request).toMatchObject({ state: 'waiting', asked: [world.people.lucas] });
    expect(heard('minji').at(-1)).toContain('회원님을 대신해 신청했습니다: 연차 12월 1일(화)');
    expect(heard('lucas').at(-1)).toContain('등록 사유: 본인 요청');
    const card = { channel: 'app', ts: as('lucas').messages('app').at(-1)?.ts ?? '' };
    await as('lucas').press(card, action.approve);
    await world.quiet();
    expect(await last('minji')).toMatchObject({ state: 'approved' });
  });

  it('a manager enters it for their team, and it stands where they alone decide', async () => {
    await openWindow('lucas', 'minji');
    await press('lucas', 'modal', leaveAction.openFor);
    await fill('lucas', action.leaveFrom, '2026-12-03');
    await fill('lucas', action.leaveTo, '2026-12-03');
    expect(shown('lucas')).toContain('바로 적용');
    await as('lucas').fill(input.reason, '구두로 합의');
    await send('lucas');
    expect(await last('minji')).toMatchObject({ state: 'approved', period: { from: '2026-12-03' } });
    // Of six days the owner decides, too: there is nothing to choose.
    await press('lucas', 'modal', leaveAction.openFor);
    await fill('lucas', action.leaveFrom, '2026-12-14');
    await fill('lucas', action.leaveTo, '2026-12-21');
    expect(JSON.stringify(as('lucas').modal()?.blocks)).not.toContain(leaveAction.way);
    await as('lucas').fill(input.reason, '구두로 합의');
    await send('lucas');
    expect(await last('minji')).toMatchObject({ state: 'waiting', at: 0 });
  });

  it('HR decides in place of an approver: marked, told to them, and the next step follows', async () => {
    const before = await last('minji');
    await openWindow('manager', 'minji');
    await menu('manager', 'in-place', before);
    expect(shown('manager')).toContain('*Lucas Moreau* 대신 결정합니다(전결)');
    await as('manager').fill(input.reason, '휴가 중이라 대신 처리');
    await send('manager', 2);
    const passed = await last('minji');
    expect(passed).toMatchObject({ state: 'waiting', at: 1 });
    expect(passed.history.at(-1)).toMatchObject({
      ...{ what: 'endorsed', by: world.people.manager, inPlaceOf: [world.people.lucas] },
    });
    expect(heard('lucas').filter(t => t.includes('전결'))).toHaveLength(2);
    expect(heard('lucas').at(-1)).toContain('김수빈 님이 회원님을 대신해 이민지 님의 신청을 승인했습니다(전결)');
    expect(heard('lucas').at(-1)).toContain('휴가 중이라 대신 처리');
    await openWindow('manager', 'minji');
    await menu('manager', 'in-place', passed);
    await as('manager').fill(inPlaceInput.decision, 'reject');
    await as('manager').fill(input.reason, '연말 마감');
    await send('manager');
    expect(await last('minji')).toMatchObject({ state: 'rejected' });
    expect(heard('minji').at(-1)).toContain('김수빈 (최도현 대신 전결)');
    expect((await logged()).at(-1)).toMatchObject({ what: 'requests.decided-for', note: '연말 마감' });
  });

  it('changes the type in one step that keeps the history, also of a past leave', async () => {
    await world.jump('2026-12-04T09:00:00+09:00');
    const annual = (await of('minji')).find(r => r.period.from === '2026-12-03');
    if (!annual) throw new Error('no leave of that day');
    await openWindow('manager', 'minji');
    await menu('manager', 'revise', annual);
    await fill('manager', action.leaveType, 'sick');
    await as('manager').fill(input.reason, '진단서 확인');
    await send('manager', 2);
    const [old, changed] = (await of('minji')).filter(r => r.period.from === '2026-12-03');
    expect(old).toMatchObject({ state: 'cancelled' });
    expect(old?.history.at(-1)?.what).toBe('replaced');
    expect(changed).toMatchObject({ state: 'approved', form: { type: 'sick', replaces: annual._id } });
    expect((await logged()).at(-1)).toMatchObject({ what: 'requests.changed-for', note: '진단서 확인' });
  });

  it('changes one that is pending, and its person is told', async () => {
    await press('woojin', 'home', action.openLeave);
    await fill('woojin', action.leaveFrom, '2026-12-28');
    await fill('woojin', action.leaveTo, '2026-12-28');
    await send('woojin');
    const before = await last('woojin');
    await openWindow('hana', 'woojin');
    await menu('hana', 'revise', before);
    await fill('hana', action.leaveFrom, '2026-12-29');
    await fill('hana', leaveAction.way, 'route');
    await as('hana').fill(input.reason, '28일은 행사');
    await send('hana');
    const after = await last('woojin');
    expect(after).toMatchObject({ _id: before._id, state: 'waiting', round: 2, period: { from: '2026-12-29' } });
    expect(after.history.at(-1)).toMatchObject({ what: 'resent', by: world.people.hana, comment: '28일은 행사' });
    expect(heard('woojin').at(-1)).toContain('28일은 행사');
  });

  it('cancels what is pending, approved and past (직권 취소), but nothing of a closed month', async () => {
    const waiting = await last('woojin');
    await openWindow('hana', 'woojin');
    await menu('hana', 'revoke', waiting);
    await as('hana').fill(input.reason, '일정 변경');
    await send('hana', 2);
    expect(await last('woojin')).toMatchObject({ state: 'cancelled' });
    expect(heard('woojin').filter(t => t.includes('직권으로 취소되었습니다'))).toHaveLength(1);
    const past = (await of('minji')).find(r => r.state === 'approved' && r.period.from === '2026-12-01');
    if (!past) throw new Error('no past leave');
    await openWindow('lucas', 'minji');
    await menu('lucas', 'revoke', past);
    await as('lucas').fill(input.reason, '출근함');
    await send('lucas');
    expect((await of('minji')).find(r => r._id === past._id)).toMatchObject({ state: 'cancelled' });
    const sick = (await of('minji'))[0];
    if (!sick) throw new Error('no sick leave');
    await world.database.db.collection<{ _id: string }>('months').insertOne({
      ...{ _id: `${world.slack.team.id}:2026-11`, team: world.slack.team.id, month: '2026-11' },
      ...{ closed: true, history: [], effects: [], version: 1 },
    } as never);
    await openWindow('manager', 'minji');
    await menu('manager', 'revoke', sick);
    expect(shown('manager')).toContain('2026년 11월은 마감된 달이라 바꿀 수 없습니다');
    await openWindow('manager', 'minji');
    await press('manager', 'modal', leaveAction.openFor);
    await fill('manager', action.leaveFrom, '2026-11-30');
    expect(shown('manager')).toContain('2026년 11월은 마감되어');
    await as('manager').fill(input.reason, '누락');
    await send('manager');
    expect(as('manager').modal()?.errors[input.from]).toContain('2026년 11월은 마감되어');
    expect((await of('minji'))[0]).toMatchObject({ state: 'approved' });
  });

  it('passes over blackout dates as HR, which the history says, and not as a manager', async () => {
    await world.database.db.collection<{ _id: string }>('leaveBlocked').replaceOne(
      { _id: world.slack.team.id },
      {
        ...{ team: world.slack.team.id, version: 1, history: [] },
        periods: [{ id: 'b1', from: '2026-12-30', to: '2026-12-31', reason: '결산' }],
      },
      { upsert: true },
    );
    for (const who of ['lucas', 'manager'] as const) {
      await openWindow(who, 'minji');
      await press(who, 'modal', leaveAction.openFor);
      await fill(who, action.leaveFrom, '2026-12-30');
      await fill(who, action.leaveTo, '2026-12-30');
      await as(who).fill(input.reason, '가족 입원');
      await send(who);
      if (who === 'lucas') expect(as(who).modal()?.errors[input.from]).toContain('결산');
    }
    const request = await last('minji');
    expect(request.history[0]).toMatchObject({ by: world.people.manager, overrode: ['blocked'] });
    await openWindow('manager', 'minji');
    await menu('manager', 'history', request);
    expect(shown('manager')).toContain('예외 적용: 휴가 제한일');
  });

  it('is refused for others’ teams, for colleagues and for oneself, whatever is forged', async () => {
    const before = await world.database.db.collection('requests').find({}).sort({ _id: 1 }).toArray();
    const request = (await of('minji')).find(r => r.state === 'approved');
    const seen = `${request?._id}:${request?.round}:0`;
    const values = {
      [input.type]: { [action.leaveType]: { selected_option: { value: 'annual' } } },
      [input.from]: { [action.leaveFrom]: { selected_date: '2027-01-11' } },
      [input.to]: { [action.leaveTo]: { selected_date: '2027-01-11' } },
      [input.reason]: { value: { value: '몰래' } },
    };
    const form = (callbackId: string, metadata: object) => ({
      type: 'view_submission',
      view: {
        ...{ id: `VF${Math.random()}`, hash: 'h', type: 'modal', blocks: [], callback_id: callbackId },
        ...{ private_metadata: JSON.stringify(metadata), state: { values } },
      },
    });
    const button = (id: string, value: string) => ({
      type: 'block_actions',
      actions: [{ action_id: id, block_id: 'b', action_ts: String(Math.random()), value }],
    });
    const { minji, manager } = world.people;
    for (const who of ['hana', 'woojin'] as const) {
      await deliver(who, form(callback.leave, { whose: minji }));
      await deliver(who, form(callback.leave, { whose: minji, replaces: request?._id }));
      await deliver(who, form(callback.decide, { do: 'revoke', seen }));
      await deliver(who, form(APPROVE_IN_PLACE, { seen, despite: false }));
      await deliver(who, button(leaveAction.openFor, minji));
      await deliver(who, button(action.more, `revise|${seen}`));
    }
    // A manager decides nothing in another's place, and HR enters and ends nothing of their own.
    await deliver('lucas', form(APPROVE_IN_PLACE, { seen, despite: false }));
    await deliver('manager', form(callback.leave, { whose: manager }));
    await deliver('manager', button(leaveAction.openFor, manager));
    await deliver('manager', form(callback.leave, { whose: world.people.woojin, replaces: request?._id }));
    expect(await world.database.db.collection('requests').find({}).sort({ _id: 1 }).toArray()).toEqual(before);
  });

  it('of somebody who left is still cancelled, and a manager who lost their team may no more', async () => {
    const request = (await of('minji')).find(r => r.state === 'approved' && r.period.from === '2026-12-30');
    if (!request) throw new Error('no leave ahead');
    await openWindow('lucas', 'minji');
    await menu('lucas', 'revoke', request);
    await set('minji', { manager: world.people.hana });
    await as('lucas').fill(input.reason, '늦은 취소');
    await send('lucas');
    expect(shown('lucas')).toContain('이 신청의 승인자가 아닙니다');
    await world.slack.updateUser(world.people.minji, { deleted: true });
    await world.quiet();
    await openWindow('manager', 'minji');
    await menu('manager', 'revoke', request);
    await as('manager').fill(input.reason, '퇴사');
    await send('manager');
    expect((await of('minji')).find(r => r._id === request._id)).toMatchObject({ state: 'cancelled' });
  });
});
