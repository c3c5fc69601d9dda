import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routeAction, routeInput } from '../../blocks/approval-ids.ts';
import { action, callback, input } from '../../blocks/ids.ts';
import { delegateInput } from '../../blocks/routes.ts';
import type { SimMessage } from '../../scripts/simulator/protocol.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import type { RouteRule } from '../../src/approvals/route/policy.ts';
import { placed } from '../../src/approvals/routes-form.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { defined } from '../../src/shared/defined.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { manage } from '../support/manage.ts';

describe('a new rule', () => {
  const rule = (kind: string, over?: number): RouteRule => ({
    kind,
    when: over === undefined ? [] : [{ fact: 'days', over }],
    steps: [{ approvers: [{ who: 'hr' }], need: 'any', direct: true }],
  });

  it('stands before those that would take all its requests', () => {
    const [all, leave, long, trip] = [rule('*'), rule('leave'), rule('leave', 3), rule('trip')];
    expect(placed([leave], long)).toEqual([long, leave]);
    expect(placed([all], leave)).toEqual([leave, all]);
    expect(placed([trip], leave)).toEqual([trip, leave]);
    expect(placed([long, leave], all)).toEqual([long, leave, all]);
    const longer = rule('leave', 10);
    expect(placed([long, leave], longer)).toEqual([longer, long, leave]);
    expect(placed([longer], long)).toEqual([longer, long]);
  });
});

describe('routes that an administrator defines', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    for (const user of [world.people.minji, world.people.hana, world.people.woojin, world.people.owner])
      await world.slack.as(user).openHome();
  });
  afterAll(() => world.close());

  const as = (who: keyof World['people']) => world.slack.as(world.people[who]);
  /** the card as it was when it asked its first approver */
  let old: SimMessage | undefined;
  const requests = () => world.database.db.collection<RequestDoc>('requests').find({}).sort({ sentAt: 1 }).toArray();
  const dm = (who: keyof World['people']) => {
    const message = as(who).messages('app').at(-1);
    if (!message) throw new Error(`${who} has no message`);
    return { channel: message.channel, ts: message.ts, text: textsOf(message), message };
  };

  /** Fills fields that redraw the form, one after the other. */
  async function fills(who: ReturnType<typeof as>, ...fields: [string, unknown][]): Promise<void> {
    for (const [id, value] of fields) {
      await who.fill(id, value);
      await world.quiet();
    }
  }

  async function ask(from: string, to: string): Promise<void> {
    await as('minji').press('home', action.openLeave);
    await world.quiet();
    await as('minji').fill(action.leaveTo, to);
    await as('minji').fill(action.leaveFrom, from);
    await as('minji').submit();
    await world.quiet();
  }

  it('are added without code: more than three days go to a person, then to HR', async () => {
    const owner = as('owner');
    await manage(world, owner, action.openRoutes);
    await world.quiet();
    expect(textsOf(owner.modal())).toContain('규칙이 없습니다');
    await owner.press('modal', action.addRoute);
    await world.quiet();
    await fills(owner, [routeInput.kind, 'leave'], [routeInput.fact, 'days'], [routeInput.step(0), 'people']);
    await owner.submit();
    expect(Object.keys(owner.modal()?.errors ?? {})).toEqual([routeInput.over, routeInput.people(0)]);
    await owner.fill(routeInput.over, '3');
    await owner.fill(routeInput.people(0), [world.people.hana]);
    expect(textsOf(owner.modal())).not.toContain('2단계');
    await owner.press('modal', routeAction.addStep);
    await world.quiet();
    // What was typed stays: the rule is saved with it.
    expect(breaches('modal', { ...owner.modal(), type: 'modal' }).filter(b => /blocks/.test(b))).toEqual([]);
    await fills(owner, [routeInput.step(1), 'hr']);
    await owner.submit({ times: 2 });
    await world.quiet();
    expect(textsOf(owner.modal())).toContain('1. *휴가* · 3일 초과\n박하나 → 인사 관리자');
    expect(breaches('modal', { ...owner.modal(), type: 'modal' }).filter(b => /blocks/.test(b))).toEqual([]);
    await owner.dismiss({ all: true });
  });

  it('send a long leave to the first approver by direct message, and a short one as before', async () => {
    await ask('2026-12-14', '2026-12-18');
    const [long] = await requests();
    expect(long?.steps).toHaveLength(2);
    expect(dm('hana').text).toContain('*이민지* 님의 연차 신청');
    expect(dm('hana').text).toContain('[박하나] → 인사 관리자');
    old = dm('hana').message;
    await as('hana').openHome();
    expect(textsOf(as('hana').home())).toContain('*승인 대기 1건*');
    expect(textsOf(as('owner').home())).not.toContain('승인 대기 1건');
    await ask('2026-12-03', '2026-12-03');
    expect((await requests())[1]?.steps).toHaveLength(1);
    expect(dm('hana').text).toContain('12월 14일');
  });

  it('tell whose turn it is not yet', async () => {
    const card = as('owner')
      .messages(world.adminChannel)
      .find(m => textsOf(m).includes('14 –'));
    await as('owner').press({ channel: world.adminChannel, ts: card?.ts ?? '' }, action.approve);
    await world.quiet();
    expect(as('owner').ephemerals().at(-1)?.text).toBe('아직 차례가 아닙니다. 앞 단계가 승인 대기 중입니다.');
  });

  it('let a delegate decide, for the approver, and say so; never the requester', async () => {
    const hana = as('hana');
    await hana.press('home', action.openDelegation);
    await world.quiet();
    await hana.fill(delegateInput.to, world.people.hana);
    await hana.submit();
    expect(hana.modal()?.errors[delegateInput.to]).toBe('본인을 대결자로 지정할 수 없습니다.');
    await hana.fill(delegateInput.to, world.people.woojin);
    await hana.fill(delegateInput.last, '2026-11-27');
    await hana.submit({ times: 2 });
    await world.quiet();
    expect(textsOf(hana.modal())).toContain('정우진 · 11월 24일(화)–27일(금)');
    await hana.dismiss({ all: true });
    expect(dm('woojin').text).toContain('박하나 님의 대결자로서 승인합니다');
    // Of what waits already they hear by its card, once, and not by the message besides.
    expect(dm('woojin').text).not.toContain('지금 승인 대기');
    const told = as('woojin').messages('app').length;
    for (const _minute of [1, 2]) {
      await world.app.tick();
      await world.quiet();
    }
    expect(as('woojin').messages('app')).toHaveLength(told + 1);
    expect(dm('woojin').text).toContain('*이민지* 님의 연차 신청');
    const woojin = as('woojin');
    await woojin.openHome();
    expect(textsOf(woojin.home())).toContain('*승인 대기 1건*');
    await woojin.press('home', action.approve);
    await world.quiet();
    const [long] = await requests();
    expect(long?.history.at(-1)).toMatchObject({ what: 'endorsed', by: world.people.woojin, for: world.people.hana });
    expect(long).toMatchObject({ state: 'waiting', at: 1 });
  });

  it('ask the next step, rewrite every copy of the card, and end with one decision', async () => {
    expect(dm('owner').text).toContain('✓ 정우진(박하나 대결) → [');
    expect(dm('hana').text).toContain('✓ 정우진(박하나 대결)');
    // Her turn is over: nothing to press on her copy.
    expect(dm('hana').text).not.toContain('반려');
    await as('hana').press(dm('hana'), action.approve, defined({ shown: old }));
    await world.quiet();
    expect(as('hana').ephemerals().at(-1)?.text).toContain('정우진(박하나 대결) 님이 이미 이 단계를 처리했습니다');
    const presses = Array.from({ length: 20 }, (_, i) =>
      i % 2 === 0
        ? as('owner').press(dm('owner'), action.approve, { shown: dm('owner').message })
        : as('manager').press(dm('manager'), action.approve, { shown: dm('manager').message }),
    );
    await Promise.all(presses);
    await world.quiet();
    const [long] = await requests();
    expect(long?.history.map(h => h.what)).toEqual(['sent', 'endorsed', 'approved']);
    for (const who of ['hana', 'owner', 'manager'] as const) expect(dm(who).text).toMatch(/승인 · /);
    expect(dm('minji').text).toContain('승인되었습니다');
  });

  it('tell a delegate what waits where no step asks by message', async () => {
    const kept = await world.database.db.collection<{ _id: string; rules: RouteRule[] }>('routes').findOne({});
    await world.database.db.collection('routes').updateOne({}, { $set: { rules: [] } });
    await ask('2026-12-22', '2026-12-22');
    await manage(world, as('owner'), action.openDelegation);
    await world.quiet();
    await as('owner').fill(delegateInput.to, world.people.lucas);
    await as('owner').submit();
    await world.quiet();
    await as('owner').dismiss({ all: true });
    // Its card stands in the channel alone; the one of 3 December waits there, too.
    expect(dm('lucas').text).toMatch(/Pending now: 2 requests|지금 승인 대기: 2건/);
    const told = as('lucas').messages('app').length;
    await world.app.tick();
    await world.quiet();
    expect(as('lucas').messages('app')).toHaveLength(told);
    // One's own delegate is nobody else's matter; another's is.
    const log = () => world.database.db.collection('log').find({ what: 'requests.delegation' }).toArray();
    expect(await log()).toEqual([]);
    const { owner, woojin, lucas } = world.people;
    await manage(world, as('owner'), action.openDelegation);
    await as('owner').fill(delegateInput.from, woojin);
    await as('owner').fill(delegateInput.to, lucas);
    await as('owner').submit({ times: 2 });
    await world.quiet();
    await as('owner').dismiss({ all: true });
    expect(await log()).toMatchObject([{ by: owner, about: [woojin, lucas], now: { first: expect.any(String) } }]);
    await manage(world, as('owner'), action.openDelegation);
    const ends = ((as('owner').modal()?.blocks ?? []) as { accessory?: { action_id?: string; value?: string } }[])
      .flatMap(b => (b.accessory?.action_id === action.endDelegation ? [b.accessory.value ?? ''] : []))
      .find(value => value.includes(woojin));
    await as('owner').press('modal', action.endDelegation, { buttonValue: ends ?? '' });
    await world.quiet();
    await as('owner').dismiss({ all: true });
    expect(await log()).toHaveLength(2);
    await world.database.db.collection('people').updateMany({}, { $set: { delegations: [] } });
    await world.database.db.collection('routes').updateOne({}, { $set: { rules: kept?.rules ?? [] } });
  });

  it('ask whoever becomes the approver while a step waits', async () => {
    const people = world.database.db.collection('people');
    const managed = (manager: string) => people.updateOne({ user: world.people.minji }, { $set: { manager } });
    await managed(world.people.hana);
    const routes = world.database.db.collection<{ _id: string; rules: RouteRule[] }>('routes');
    const kept = await routes.findOne({});
    const manager: RouteRule = {
      kind: '*',
      when: [],
      steps: [{ approvers: [{ who: 'manager' }], need: 'any', direct: true }],
    };
    await routes.updateOne({}, { $set: { rules: [manager] } });
    await ask('2026-12-21', '2026-12-21');
    expect(dm('hana').text).toContain('12월 21일');
    await managed(world.people.seoyeon);
    await world.jump('2026-11-24T09:30:00+09:00');
    expect(dm('seoyeon').text).toContain('12월 21일');
    await routes.updateOne({}, { $set: { rules: kept?.rules ?? [] } });
  });

  it('are not for others to change, whatever they forge', async () => {
    const before = await world.database.db.collection('routes').find({}).toArray();
    const view = {
      id: 'VF',
      hash: 'h',
      type: 'modal',
      callback_id: callback.route,
      private_metadata: '{}',
      blocks: [],
    };
    const values = {
      [routeInput.kind]: { [routeAction.fill]: { selected_option: { value: '*' } } },
      [routeInput.step(0)]: { [routeAction.fill]: { selected_option: { value: 'people' } } },
      [routeInput.people(0)]: { value: { selected_users: [world.people.minji] } },
    };
    const answer = await world.slack.deliver(
      {
        type: 'view_submission',
        team: { id: world.slack.team.id },
        user: { id: world.people.minji },
        trigger_id: 'forged',
        view: { ...view, state: { values } },
      },
      { kind: 'interaction' },
    );
    expect(JSON.stringify(answer)).toContain('관리자만');
    expect(await world.database.db.collection('routes').find({}).toArray()).toEqual(before);
  });

  it('are removed again', async () => {
    const owner = as('owner');
    await manage(world, owner, action.openRoutes);
    await world.quiet();
    await owner.press('modal', action.removeRoute, { times: 2 });
    await world.quiet();
    expect(textsOf(owner.modal())).toContain('규칙이 없습니다');
    const [doc] = await world.database.db.collection('routes').find({}).toArray();
    expect(doc).toMatchObject({ version: 2, rules: [], history: [{ before: [] }, { before: [{ kind: 'leave' }] }] });
    expect(input.reason).toBe('reason');
  });
});
