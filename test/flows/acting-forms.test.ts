import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CC, WAY } from '../../blocks/approval-ids.ts';
import { correctionAction, correctionInput } from '../../blocks/correction-ids.ts';
import { fieldBlock, formAction, formCallback } from '../../blocks/form-ids.ts';
import { action, input } from '../../blocks/ids.ts';
import { leaveAction } from '../../blocks/leave-ids.ts';
import { createLog } from '../../src/shared/log.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { requestsOf } from '../support/requests.ts';

describe('a request by a form, entered for somebody', () => {
  let world: World;
  const logged: { msg?: string; actor?: string }[] = [];
  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  const shown = (who: Who): string => textsOf(as(who).modal());
  const heard = (who: Who): string[] => as(who).messages('app').map(textsOf);
  const of = (who: Who) => requestsOf(world, who);
  const press = async (who: Who, id: string, o: object = {}): Promise<void> => {
    await as(who).press('modal', id, o);
    await world.quiet();
  };
  const openWindow = async (by: Who, whom: Who): Promise<void> => {
    await as(by)
      .dismiss({ all: true })
      .catch(() => undefined);
    await as(by).command(`/daybook who <@${world.people[whom]}>`, { channel: 'general' });
    await world.quiet();
  };
  const openForm = async (by: Who, whom: Who, form: string): Promise<void> => {
    await openWindow(by, whom);
    await press(by, formAction.chooseFor);
    await press(by, formAction.writeFor, { buttonValue: form });
  };
  const fill = async (who: Who, fields: Record<string, unknown>): Promise<void> => {
    for (const [id, value] of Object.entries(fields)) {
      await as(who).fill(id, value);
      await world.quiet();
    }
  };
  const trip = { [fieldBlock('place')]: '부산 지사', [fieldBlock('reason')]: '거래처 점검' };

  beforeAll(async () => {
    const destination = { write: (line: string) => void logged.push(JSON.parse(line)) };
    world = await startWorld({ log: createLog('warn', { destination }) });
    const set = (who: Who, facts: object) =>
      world.database.db
        .collection<{ _id: string }>('people')
        .updateOne({ _id: `${world.slack.team.id}:${world.people[who]}` }, { $set: facts });
    await set('minji', { manager: world.people.lucas });
    await set('lucas', { language: 'ko' });
    for (const who of ['manager', 'owner', 'lucas', 'hana', 'minji', 'woojin'] as const) await as(who).openHome();
    await world.quiet();
  });
  afterAll(() => world.close());

  it('HR enters a business trip from the window: it stands at once, its person, the log and those in copy hear', async () => {
    await openWindow('manager', 'minji');
    await press('manager', formAction.chooseFor);
    expect(shown('manager')).toContain('*이민지* 님을 대신해 등록할 신청');
    await press('manager', formAction.writeFor, { buttonValue: 'business-trip' });
    expect(shown('manager')).toContain('*이민지* 님의 신청입니다');
    await fill('manager', {
      ...{ [fieldBlock('range', 'from')]: '2026-12-01', [fieldBlock('range', 'to')]: '2026-12-02', ...trip },
      [CC]: [world.people.hana],
    });
    await as('manager').submit();
    await world.quiet();
    expect(Object.keys(as('manager').modal()?.errors ?? {})).toEqual([input.reason]);
    await as('manager').fill(input.reason, '출장지에서 전화로 요청');
    await as('manager').submit({ times: 2 });
    await world.quiet();
    const [request, ...more] = await of('minji');
    expect(more).toEqual([]);
    expect(request).toMatchObject({
      ...{ kind: 'form:business-trip', state: 'approved', period: { from: '2026-12-01', to: '2026-12-02' } },
      ...{ informed: [world.people.hana] },
      history: [
        { what: 'sent', by: world.people.manager, comment: '출장지에서 전화로 요청' },
        { what: 'recorded', by: world.people.manager },
      ],
    });
    // The window lies there again, with the request in it.
    expect(shown('manager')).toContain('*이민지*');
    expect(shown('manager')).toMatch(/출장 12월 1일\(화\).*김수빈 님이 등록/);
    expect(heard('minji').filter(t => t.includes('출장'))).toHaveLength(1);
    expect(heard('minji').at(-1)).toContain('출장지에서 전화로 요청');
    expect(heard('hana').filter(t => t.includes('출장'))).toHaveLength(1);
    expect(await world.database.db.collection('log').find({ kind: 'requests' }).toArray()).toMatchObject([
      { what: 'requests.entered-for', by: world.people.manager, about: [world.people.minji] },
    ]);
  });

  it('a manager enters overtime for the team: without the decision being theirs it goes to HR', async () => {
    await openForm('lucas', 'minji', 'overtime');
    expect(JSON.stringify(as('lucas').modal()?.blocks)).not.toContain(`"block_id":"${WAY}"`);
    await fill('lucas', {
      ...{ [fieldBlock('date')]: '2026-11-25', [fieldBlock('reason')]: '마감' },
      ...{ [fieldBlock('times', 'from')]: '18:00', [fieldBlock('times', 'to')]: '20:00' },
      [input.reason]: '구두로 합의',
    });
    await as('lucas').submit();
    await world.quiet();
    const request = (await of('minji')).at(-1);
    expect(request).toMatchObject({ kind: 'form:overtime', state: 'waiting' });
    const card = as('owner').messages(world.adminChannel).at(-1);
    expect(textsOf(card)).toContain('entered by Lucas Moreau');
    expect(heard('minji').at(-1)).toContain('회원님을 대신해 신청했습니다: 연장근무');
    await as('owner').press({ channel: world.adminChannel, ts: card?.ts ?? '' }, action.approve);
    await world.quiet();
    expect((await of('minji')).at(-1)).toMatchObject({ state: 'approved' });
  });

  it('goes its route where HR chooses so, which a redrawn form keeps together with what was typed', async () => {
    await openForm('manager', 'woojin', 'expense');
    await fill('manager', {
      ...{ [fieldBlock('date')]: '2026-11-20', [fieldBlock('amount')]: '12000', [fieldBlock('reason')]: '택시' },
      ...{ [input.reason]: '영수증 대리 제출', [WAY]: 'route' },
    });
    expect(JSON.stringify(as('manager').modal()?.blocks)).toContain('영수증 대리 제출');
    await as('manager').submit();
    await world.quiet();
    expect(await of('woojin')).toMatchObject([{ kind: 'form:expense', state: 'waiting' }]);
  });

  it('a manager corrects a day as a request of their report, which says who entered it and who reads along', async () => {
    const date = '2026-11-23';
    await openWindow('lucas', 'minji');
    logged.length = 0;
    await press('lucas', correctionAction.pickPerson);
    await fill('lucas', { date });
    await fill('lucas', { [correctionInput.in(0, date)]: '09:00', [correctionInput.out(0, date)]: '18:00' });
    // The manager alone decides on it.
    expect(shown('lucas')).toContain('승인 없이 바로 적용');
    await as('lucas').fill(input.reason, '단말기 고장');
    await as('lucas').fill(CC, [world.people.owner]);
    await as('lucas').submit();
    await world.quiet();
    expect((await of('minji')).at(-1)).toMatchObject({
      ...{ kind: 'correction', state: 'approved', period: { from: date }, informed: [world.people.owner] },
      history: [{ what: 'sent', by: world.people.lucas, comment: '단말기 고장' }, { what: 'recorded' }],
    });
    const day = await world.database.db.collection('workdays').findOne({ user: world.people.minji, date });
    expect(day?.spans).toHaveLength(1);
    expect(day?.history.at(-1)).toMatchObject({ by: world.people.lucas, reason: '단말기 고장' });
    expect(heard('minji').filter(t => t.includes('단말기 고장'))).toHaveLength(1);
    // What they may do is no attempt at what only HR may.
    expect(logged.filter(l => l.msg === 'refused')).toEqual([]);
    const before = (await of('minji')).length;
    await as('hana').command(`/daybook who <@${world.people.minji}>`, { channel: 'general' });
    await world.slack.deliver(
      {
        ...{ type: 'block_actions', team: { id: world.slack.team.id }, user: { id: world.people.hana } },
        ...{ trigger_id: 'forged.correction', api_app_id: world.slack.app.id },
        actions: [
          { action_id: correctionAction.pickPerson, block_id: 'b', action_ts: '2.2', value: world.people.minji },
        ],
      },
      { kind: 'interaction' },
    );
    await world.quiet();
    expect(as('hana').modal()).toBeNull();
    expect(await of('minji')).toHaveLength(before);
  });

  const write = async (who: Who, name: string): Promise<void> => {
    const text = `$휴가신청\n휴가자 : ${name}\n휴가일시 : 12/10 ~ 12/11\n사유 : 병원 진료`;
    await as(who)
      .dismiss({ all: true })
      .catch(() => undefined);
    await as(who).say('general', `<@${world.slack.app.botUser}> ${text}`);
    await world.quiet();
  };
  const answer = (who: Who) => as(who).ephemerals('general').at(-1);
  const pressAnswer = async (who: Who, o: object = {}): Promise<void> => {
    await as(who).press({ channel: 'general', ts: answer(who)?.ts ?? '' }, action.openLeave, o);
    await world.quiet();
  };

  it('by the text form with another’s name HR and managers enter leave; nobody else sees the answer', async () => {
    const before = as('woojin').messages('general').length;
    await write('manager', '이민지 님');
    expect(textsOf(answer('manager'))).toContain('휴가자: 이민지');
    expect(textsOf(answer('manager'))).toContain('일수: 2일');
    expect(as('woojin').messages('general')).toHaveLength(before + 1);
    await pressAnswer('manager');
    expect(shown('manager')).toContain('*이민지* 님의 휴가입니다');
    expect(JSON.stringify(as('manager').modal()?.blocks)).toContain('병원 진료');
    await as('manager').submit();
    await world.quiet();
    const request = (await of('minji')).at(-1);
    expect(request).toMatchObject({
      ...{ kind: 'leave', state: 'approved', period: { from: '2026-12-10', to: '2026-12-11' } },
      form: { type: 'annual', reason: '' },
    });
    expect(request?.history[0]).toMatchObject({ what: 'sent', by: world.people.manager, comment: '병원 진료' });
  });

  it('asks which one where a name means several, and says to managers who is not theirs', async () => {
    await world.slack.updateUser(world.people.seoyeon, { realName: '박민지' });
    await world.quiet();
    await write('manager', '민지');
    expect(textsOf(answer('manager'))).toContain('검색 결과가 여러 명입니다');
    const blocks = (answer('manager')?.blocks ?? []) as { block_id?: string; accessory?: { value?: string } }[];
    const chosen = blocks.find(b => b.accessory?.value?.includes(world.people.seoyeon));
    await pressAnswer('manager', { buttonValue: chosen?.accessory?.value });
    expect(shown('manager')).toContain('*박민지* 님의 휴가입니다');
    // Of these two only one is on his team.
    await write('lucas', '민지');
    expect(textsOf(answer('lucas'))).toContain('휴가자: 이민지');
    await write('lucas', '박하나');
    expect(textsOf(as('lucas').messages('general').at(-1))).toContain('본인 팀의 구성원이 아닙니다');
  });

  it('is refused for others’ teams, for colleagues and for oneself, whatever is forged', async () => {
    const before = await world.database.db.collection('requests').find({}).sort({ _id: 1 }).toArray();
    const deliver = async (who: Who, body: object): Promise<void> => {
      const base = {
        ...{ team: { id: world.slack.team.id }, user: { id: world.people[who] } },
        ...{ api_app_id: world.slack.app.id, trigger_id: `forged.${who}.${Math.random()}` },
      };
      await world.slack.deliver({ ...base, ...body }, { kind: 'interaction' });
      await world.quiet();
    };
    await openForm('manager', 'minji', 'purchase');
    const view = world.slack.calls.findLast(c => c.method === 'views.update')?.args.view;
    const drawn = (typeof view === 'string' ? JSON.parse(view) : view) as { private_metadata: string };
    const genuine = JSON.parse(drawn.private_metadata);
    const values = {
      [fieldBlock('item')]: { value: { value: '모니터' } },
      [fieldBlock('amount')]: { [formAction.fill]: { value: '1000' } },
      [fieldBlock('reason')]: { value: { value: '몰래' } },
      [input.reason]: { value: { value: '몰래' } },
    };
    const sent = (whose: string) => ({
      type: 'view_submission',
      view: {
        ...{ id: `VF${Math.random()}`, hash: 'h', type: 'modal', blocks: [], callback_id: formCallback.request },
        ...{ private_metadata: JSON.stringify({ ...genuine, window: undefined, whose }), state: { values } },
      },
    });
    const button = (id: string, value: string, metadata = '') => ({
      type: 'block_actions',
      actions: [{ action_id: id, block_id: 'b', action_ts: String(Math.random()), value }],
      ...(metadata && {
        view: {
          ...{ id: 'VG', hash: 'h', type: 'modal', blocks: [], callback_id: formCallback.choose },
          ...{ private_metadata: metadata, state: { values: {} } },
        },
      }),
    });
    const { minji, manager } = world.people;
    const from = world.slack.calls.length;
    for (const who of ['hana', 'woojin'] as const) {
      await deliver(who, sent(minji));
      await deliver(who, button(formAction.chooseFor, minji));
      await deliver(who, button(formAction.writeFor, 'purchase', JSON.stringify({ whose: minji })));
    }
    // The button of a message that somebody else could have got.
    const written = { u: world.people.woojin, t: 'annual', f: '2026-12-10', l: '2026-12-11', r: '병원', w: minji };
    await deliver('woojin', button(action.openLeave, JSON.stringify(written)));
    expect(JSON.stringify(world.slack.calls.slice(from))).toContain('본인 팀의 구성원이 아닙니다');
    expect(JSON.stringify(world.slack.calls.slice(from))).not.toContain(leaveAction.standIn);
    await deliver('manager', sent(manager));
    await deliver('manager', button(formAction.chooseFor, manager));
    expect(await world.database.db.collection('requests').find({}).sort({ _id: 1 }).toArray()).toEqual(before);
    expect(JSON.stringify(world.slack.calls.slice(from))).not.toContain(formCallback.request);
    // The same by right is stored: what was forged was complete.
    await deliver('manager', sent(minji));
    expect(await world.database.db.collection('requests').countDocuments()).toBe(before.length + 1);
  });
});
