import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendarAction } from '../../blocks/calendar-ids.ts';
import { action, input } from '../../blocks/ids.ts';
import { leaveAction, leaveInput } from '../../blocks/leave-ids.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { lastRequest } from '../support/requests.ts';
import { storeTeams } from '../support/teams.ts';

const GENERAL = 'C0GENERAL';

describe('the stand-in for the work', () => {
  let world: World;
  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  const shown = (who: Who): string => textsOf(as(who).modal());
  const heard = (who: Who): string[] =>
    as(who)
      .messages('app')
      .map(textsOf)
      .filter(t => t.startsWith(':handshake:'));
  const last = (who: Who) => lastRequest(world, who);
  const press = async (who: Who, where: 'home' | 'modal', id: string, o: object = {}): Promise<void> => {
    await as(who).press(where, id, o);
    await world.quiet();
  };
  const fill = async (who: Who, id: string, value: string): Promise<void> => {
    await as(who).fill(id, value);
    await world.quiet();
  };
  const send = async (who: Who): Promise<void> => {
    await as(who).submit({ times: 2 });
    await world.quiet();
  };
  const card = () => as('owner').messages(world.adminChannel).at(-1);
  const approve = async (): Promise<void> => {
    await as('owner').press({ channel: world.adminChannel, ts: card()?.ts ?? '' }, action.approve);
    await world.quiet();
  };
  const ask = async (who: Who, date: string, standIn?: Who): Promise<void> => {
    await press(who, 'home', action.openLeave);
    await fill(who, action.leaveFrom, date);
    if (standIn) await fill(who, leaveAction.standIn, world.people[standIn]);
  };
  const change = async (who: Who): Promise<void> => {
    const { _id, round, at } = await last(who);
    const value = `change|${_id}:${round}:${at}`;
    const blocks = (as(who).home()?.blocks ?? []) as { block_id?: string }[];
    const block = blocks.find(b => JSON.stringify(b).includes(JSON.stringify(value)));
    await press(who, 'home', action.mine, { value, blockId: block?.block_id ?? '' });
  };

  beforeAll(async () => {
    world = await startWorld({ language: 'ko' });
    const { db } = world.database;
    await storeTeams(db, world.slack.team.id, [{ id: 't-design', name: '디자인', channel: GENERAL }]);
    await db.collection('people').updateOne({ user: world.people.minji }, { $set: { teamId: 't-design' } });
    await db.collection('people').updateOne({ user: world.people.lucas }, { $set: { language: 'en' } });
    for (const who of ['owner', 'minji', 'hana', 'lucas', 'woojin'] as const) await as(who).openHome();
    await world.quiet();
  });
  afterAll(() => world.close());

  it('is on the card and in the request, and hears of it once the leave stands', async () => {
    await ask('minji', '2026-12-03', 'hana');
    await send('minji');
    expect(await last('minji')).toMatchObject({
      ...{ state: 'waiting' },
      form: { standIn: { user: world.people.hana, name: '박하나' } },
    });
    expect(textsOf(card())).toContain('업무 대행자: 박하나');
    expect(textsOf(as('minji').home())).toContain('12월 3일(목) · 1일 · 승인 대기 · 업무 대행 박하나');
    expect(heard('hana')).toEqual([]);
    await approve();
    expect(heard('hana')).toEqual([
      expect.stringContaining('*이민지* 님이 12월 3일(목) 부재 예정이며, 회원님을 업무 대행자로 지정했습니다'),
    ]);
    // Not what she is away for.
    expect(heard('hana').join()).not.toContain('연차');
  });

  it('is shown where colleagues see who is away', async () => {
    expect(as('owner').messages(GENERAL).map(textsOf).at(-1)).toContain('12월 3일(목) · 업무 대행 박하나');
    await press('woojin', 'home', calendarAction.openAway);
    await press('woojin', 'modal', calendarAction.awaySpan);
    await press('woojin', 'modal', calendarAction.awayLater);
    expect(shown('woojin')).toContain('이민지 (휴가 · 업무 대행 박하나)');
    await press('woojin', 'modal', calendarAction.openGrid);
    await press('woojin', 'modal', calendarAction.gridLater);
    expect(shown('woojin')).toContain('*이민지* · 3일 휴가 (업무 대행 박하나)');
    await as('woojin').dismiss({ all: true });
    await world.jump('2026-12-03T09:30:00+09:00');
    expect(textsOf(as('owner').messages(GENERAL).at(-1))).toContain('이민지 (휴가 · 업무 대행 박하나)');
    await as('woojin').openHome();
    await world.quiet();
    expect(textsOf(as('woojin').home())).toContain('이민지 (휴가 · 업무 대행 박하나)');
  });

  it('hears when it is moved; when it goes to somebody else, both hear, and each once', async () => {
    await ask('minji', '2026-12-10', 'hana');
    await send('minji');
    await approve();
    await change('minji');
    await fill('minji', action.leaveFrom, '2026-12-11');
    await send('minji');
    await approve();
    expect(heard('hana').slice(2)).toEqual([
      expect.stringContaining('~12월 10일(목)~에서 12월 11일(금)로 바뀌었습니다'),
    ]);
    await change('minji');
    await fill('minji', leaveAction.standIn, world.people.lucas);
    await send('minji');
    expect(textsOf(card())).toMatch(/변경 전: .*업무 대행 박하나/);
    await approve();
    expect(heard('hana').slice(3)).toEqual([expect.stringContaining('더 이상 대행하지 않습니다: ~12월 11일(금)~')]);
    expect(heard('lucas')).toEqual([expect.stringContaining('will be away Fri 11 Dec, and named you')]);
    await change('minji');
    await fill('minji', action.leaveType, 'half');
    await fill('minji', leaveAction.part, 'pm');
    await send('minji');
    await approve();
    expect(heard('lucas').at(-1)).toContain('away Fri 11 Dec afternoon instead of ~Fri 11 Dec~');
    const { _id, round, at } = await last('minji');
    await as('minji')
      .dismiss({ all: true })
      .catch(() => undefined);
    await as('owner').command(`/daybook who <@${world.people.minji}>`, { channel: 'general' });
    await world.quiet();
    expect(shown('owner')).toContain('업무 대행 Lucas Moreau');
    await press('owner', 'modal', action.more, { value: `revoke|${_id}:${round}:${at}`, blockId: `request ${_id}` });
    await as('owner').fill(input.reason, '행사 참석');
    await send('owner');
    expect(heard('lucas').at(-1)).toContain('no longer the stand-in for *이민지*');
    expect(heard('hana')).toHaveLength(4);
    expect(heard('lucas')).toHaveLength(3);
  });

  it('is neither oneself nor somebody who left; one who is away then is only warned of', async () => {
    await ask('woojin', '2026-12-17', 'woojin');
    expect(shown('woojin')).toContain('휴가자 본인은 업무 대행자가 될 수 없습니다');
    await as('woojin').submit();
    expect(as('woojin').modal()?.errors).toEqual({
      [leaveInput.standIn]: '휴가자 본인은 업무 대행자가 될 수 없습니다.',
    });
    await world.slack.updateUser(world.people.seoyeon, { deleted: true });
    await fill('woojin', leaveAction.standIn, world.people.seoyeon);
    await as('woojin').submit();
    expect(as('woojin').modal()?.errors[leaveInput.standIn]).toContain('재직 중인 구성원을 선택');
    await as('woojin').dismiss({ all: true });
    await ask('minji', '2026-12-17');
    await send('minji');
    await approve();
    await ask('woojin', '2026-12-17', 'minji');
    expect(shown('woojin')).toMatch(/업무 대행자 이민지 님도 부재입니다:.* 12월 17일\(목\)/);
    await send('woojin');
    expect(await last('woojin')).toMatchObject({ state: 'waiting', form: { standIn: { name: '이민지' } } });
  });

  it('is named by HR who enters a leave, and stays when a pending one is changed', async () => {
    await as('owner').command(`/daybook who <@${world.people.hana}>`, { channel: 'general' });
    await world.quiet();
    await press('owner', 'modal', leaveAction.openFor);
    await fill('owner', action.leaveFrom, '2026-12-22');
    await fill('owner', leaveAction.standIn, world.people.woojin);
    await as('owner').fill(input.reason, '전화 연락');
    await send('owner');
    expect(await last('hana')).toMatchObject({ state: 'approved', form: { standIn: { name: '정우진' } } });
    expect(heard('woojin')).toHaveLength(1);
    const waiting = await last('woojin');
    await press('woojin', 'home', action.edit, { value: waiting._id });
    await fill('woojin', action.leaveFrom, '2026-12-18');
    await send('woojin');
    expect(await last('woojin')).toMatchObject({
      ...{ _id: waiting._id, period: { from: '2026-12-18' } },
      form: { standIn: { name: '이민지' } },
    });
  });

  it('is read from the text form, where one person is meant', async () => {
    const say = async (name: string): Promise<string> => {
      await as('woojin').say('app', `휴가신청\n휴가일시: 12/28\n업무대행자: ${name}\n사유: 이사`);
      await world.quiet();
      return textsOf(as('woojin').messages('app').at(-1));
    };
    expect(await say('김아무개')).toContain('한 명으로 찾지 못했습니다');
    expect(await say('박하나 님')).toContain('업무 대행자: 박하나');
    const ts = as('woojin').messages('app').at(-1)?.ts ?? '';
    await as('woojin').press({ channel: 'app', ts }, action.openLeave);
    await world.quiet();
    await send('woojin');
    expect(await last('woojin')).toMatchObject({ form: { standIn: { name: '박하나' }, reason: '이사' } });
  });
});
