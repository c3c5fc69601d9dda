import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correctionAction, correctionCallback, correctionInput as field } from '../../blocks/correction-ids.ts';
import { action, callback, input } from '../../blocks/ids.ts';
import { manageAction } from '../../blocks/manage-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import type { WorkdayDoc } from '../../src/attendance/schema.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { blockOf, loggedIn, manage } from '../support/manage.ts';

describe('corrections of working days', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ at: '2026-11-24T09:00:00+09:00' });
    for (const user of Object.values(world.people)) await world.slack.as(user).openHome();
    await world.quiet();
    const people = world.database.db.collection('people');
    await people.updateMany({}, { $set: { quickIn: true } });
    await people.updateOne({ user: world.people.minji }, { $set: { manager: world.people.manager } });
  });
  afterAll(() => world.close());

  const as = (who: keyof World['people']) => world.slack.as(world.people[who]);
  const workdays = () => world.database.db.collection<WorkdayDoc>('workdays');
  const dayOf = (who: keyof World['people'], date: string) => workdays().findOne({ user: world.people[who], date });
  const last = (who: keyof World['people']) => {
    const message = as(who).messages('app').at(-1);
    if (!message) throw new Error(`${who} has no message`);
    return { text: textsOf(message), place: { channel: message.channel, ts: message.ts }, message };
  };
  async function press(who: keyof World['people'], iso: string, id: string): Promise<void> {
    await world.jump(iso);
    await as(who).openHome();
    await as(who).press('home', id);
    await world.quiet();
  }
  async function fill(who: keyof World['people'], ...fields: [string, unknown][]): Promise<void> {
    for (const [id, value] of fields) {
      await as(who).fill(id, value);
      await world.quiet();
      expect(as(who).warning()).toBeNull();
    }
  }
  /** a Home with the question, as another device still shows it */
  let asking: ReturnType<ReturnType<typeof as>['home']> = null;
  /** The form of a person's own day, from the question on Home. */
  async function openOwn(who: keyof World['people'], date?: string): Promise<void> {
    await as(who).openHome();
    const home = as(who).home();
    if (JSON.stringify(home).includes(correctionAction.open)) asking = home;
    await as(who).press('home', correctionAction.open, asking ? { shown: asking } : {});
    await world.quiet();
    if (date) await fill(who, ['date', date]);
  }
  const show = (who: keyof World['people']) => textsOf(as(who).modal());
  const errors = (who: keyof World['people']) => as(who).modal()?.errors ?? {};
  const D24 = '2026-11-24';
  /** Closing goes on only with a reason: something is left in that month. */
  async function closeNovember(reason: string): Promise<void> {
    await as('owner').press('modal', correctionAction.closeMonth, { buttonValue: '2026-11' });
    await world.quiet();
    await as('owner').fill(input.reason, '  ');
    await as('owner').submit();
    expect(errors('owner')).toEqual({ [input.reason]: '사유를 입력해 주세요.' });
    await as('owner').fill(input.reason, reason);
    await as('owner').submit({ times: 2 });
    await world.quiet();
  }

  it('fill in what is missing at once, while it is young; the form shows what it changes as it is filled', async () => {
    await press('minji', '2026-11-24T09:05:00+09:00', action.checkIn);
    await press('minji', '2026-11-24T12:00:00+09:00', action.startBreak);
    await world.jump('2026-11-25T09:30:00+09:00');
    await openOwn('minji');
    expect(as('minji').modal()?.callbackId).toBe(correctionCallback.correct);
    expect(show('minji')).toContain('현재 기록: 09:05–? · 퇴근 기록이 없어 근무 시간이 계산되지 않습니다');
    await fill('minji', [field.out(0, D24), '18:30'], [field.to(0, D24), '12:45']);
    expect(show('minji')).toContain('*출퇴근*  09:05–? → 09:05–18:30');
    expect(show('minji')).toContain('*휴게*  12:00–? → 12:00–12:45');
    expect(show('minji')).toContain('*근무 시간*  계산 안 됨 → 8시간 25분');
    expect(show('minji')).toContain('바로 기록됩니다.');
    await as('minji').press('modal', correctionAction.addBreak);
    await world.quiet();
    await fill('minji', [field.from(1, D24), '15:00'], [field.to(1, D24), '14:00']);
    expect(show('minji')).toContain(':warning: 휴게 종료가 시작보다 빠릅니다.');
    await as('minji').fill(input.reason, '퇴근을 누르지 않았습니다');
    await as('minji').submit();
    await world.quiet();
    expect(errors('minji')).toEqual({ [field.to(1, D24)]: '휴게 종료가 시작보다 빠릅니다.' });
    await fill('minji', [field.to(1, D24), '15:10'], [field.place(0, D24), 'home']);
    await as('minji').submit({ times: 2 });
    await world.quiet();
    expect(as('minji').modal()?.callbackId).toBe(callback.notice);
    expect(show('minji')).toContain('정정했습니다');
    await as('minji').dismiss();
    const day = await dayOf('minji', D24);
    expect(day).toMatchObject({ open: false, unfinished: false, corrected: true, spans: [{ place: 'home' }] });
    expect(day?.spans[0]?.breaks).toHaveLength(2);
    expect(day?.history.at(-1)).toMatchObject({ what: 'correction', reason: '퇴근을 누르지 않았습니다' });
    expect(day?.history.filter(h => h.what === 'correction')).toHaveLength(1);
    expect(textsOf(as('minji').home())).not.toContain('퇴근 기록이 없습니다');
  });

  it('are asked of the manager when they are late; approved they stand, cancelled they are taken back', async () => {
    await press('minji', '2026-11-25T09:40:00+09:00', action.checkIn);
    await world.jump('2026-11-27T09:40:00+09:00');
    await openOwn('minji');
    const D25 = '2026-11-25';
    await fill('minji', [field.out(0, D25), '01:10'], [field.nextDay(0, D25), ['yes']]);
    expect(show('minji')).toContain('09:40–다음 날 01:10');
    expect(show('minji')).toContain('승인자: 김수빈');
    await as('minji').submit();
    await world.quiet();
    expect(show('minji')).toContain('정정을 신청했습니다');
    await as('minji').dismiss();
    // A second one of the same day waits for the first.
    await openOwn('minji', D25);
    await fill('minji', [field.out(0, D25), '20:00']);
    await as('minji').submit();
    await world.quiet();
    expect(errors('minji').date).toContain('이미 승인 대기 중입니다');
    await as('minji').dismiss();
    await as('manager').press(last('manager').place, action.approve);
    await world.quiet();
    expect(await dayOf('minji', D25)).toMatchObject({ unfinished: false, corrected: true, open: false });
    await as('minji').openHome();
    // What is past is behind *See all*.
    await as('minji').press('home', action.openList);
    await world.quiet();
    const cancel = async () => {
      const request = await world.database.db.collection('requests').findOne({ 'period.from': D25 });
      const value = `cancel|${request?._id}:${request?.round}:${request?.at}`;
      await as('minji').press('modal', action.mine, { value, blockId: blockWith(value) });
      await as('minji').fill(input.reason, '잘못 적었습니다');
      await as('minji').submit();
      await world.quiet();
      await as('manager').press(last('manager').place, action.approve);
      await world.quiet();
    };
    const blockWith = (value: string): string => {
      const blocks = (as('minji').modal()?.blocks ?? []) as { block_id?: string }[];
      return blocks.find(b => JSON.stringify(b).includes(value))?.block_id ?? '';
    };
    await cancel();
    const day = await dayOf('minji', D25);
    expect(day?.history.at(-1)?.what).toBe('correction-undone');
    expect(day).toMatchObject({ unfinished: true, corrected: false, open: false });
    expect(as('minji').messages('app').map(textsOf).join('\n')).toContain('이전 기록으로 되돌렸습니다');
  });

  it('by an administrator are made at once, with a reason, and the person is told', async () => {
    await as('owner').openHome();
    await manage(world, as('owner'), correctionAction.openMonths);
    await world.quiet();
    await as('owner').press('modal', correctionAction.pickPerson, { value: world.people.hana });
    await world.quiet();
    expect(show('owner')).toContain('*박하나* 님');
    await fill('owner', ['date', D24]);
    expect(show('owner')).toContain('이 날짜에는 기록이 없습니다.');
    await fill('owner', [field.in(0, D24), '09:00'], [field.out(0, D24), '18:00'], [field.place(0, D24), 'trip']);
    await as('owner').fill(input.reason, '출장 중 기록 누락');
    await as('owner').submit();
    await world.quiet();
    expect(await dayOf('hana', D24)).toMatchObject({ corrected: true, spans: [{ place: 'trip' }] });
    expect(last('hana').text).toContain('최도현 님이 11월 24일(화) 근무 기록을 정정했습니다.');
    expect(last('hana').text).toContain('*출퇴근*  없음 → 09:00–18:00');
    expect(last('hana').text).toContain('사유: 출장 중 기록 누락');
    expect(breaches('message', last('hana').message)).toEqual([]);
  });

  it('of others, and the list of months, are refused to those who may not', async () => {
    await as('owner').press('home', manageAction.open);
    await world.quiet();
    const shown = as('owner').modal();
    if (!shown) throw new Error('no hub');
    await as('owner').dismiss();
    await as('minji').press('home', correctionAction.openMonths, {
      shown,
      blockId: blockOf(shown, correctionAction.openMonths),
    });
    await world.quiet();
    expect(show('minji')).not.toContain('근무 기록 관리');
    await as('minji').dismiss();
  });

  it('wait for nobody where the month is closed: they are refused with its name, until it is opened again', async () => {
    await world.jump('2026-12-01T10:00:00+09:00');
    await as('owner')
      .dismiss({ all: true })
      .catch(() => undefined);
    await as('owner').openHome();
    await manage(world, as('owner'), correctionAction.openMonths);
    await world.quiet();
    expect(show('owner')).toContain('*2026년 11월* · 마감 전\n퇴근 누락 1일 · 기록 없는 날');
    await closeNovember('월급 마감일');
    expect(show('owner')).toContain('*2026년 11월* · 마감');
    expect(show('owner')).toContain('최도현 님이 마감');
    expect(show('owner')).toContain('월급 마감일 · 마감 당시 남은 문제: 퇴근 누락 1일, 기록 없는 날');
    await as('owner').press('modal', correctionAction.pickPerson, { value: world.people.hana });
    await world.quiet();
    await fill('owner', ['date', D24]);
    expect(show('owner')).toContain('2026년 11월은 마감되었습니다.');
    await fill('owner', [field.out(0, D24), '17:00']);
    await as('owner').fill(input.reason, 'x');
    await as('owner').submit();
    await world.quiet();
    expect(errors('owner').date).toContain('2026년 11월은 마감되었습니다.');
    await as('owner').dismiss();
    await world.jump('2026-12-01T10:02:00+09:00');
    await as('owner').press('modal', correctionAction.reopenMonth, { buttonValue: '2026-11' });
    await world.quiet();
    await as('owner').fill(input.reason, '하루가 빠졌습니다');
    await as('owner').submit();
    await world.quiet();
    expect(show('owner')).toContain('*2026년 11월* · 마감 해제');
    expect(show('owner')).toContain('하루가 빠졌습니다');
    await as('owner').dismiss({ all: true });
    const month = await world.database.db.collection('months').findOne({ month: '2026-11' });
    expect(month).toMatchObject({ closed: false, version: 3, effects: [], late: [] });
    expect(month?.history).toHaveLength(2);
  });

  it('that are approved after their month was closed are not made, and both are told', async () => {
    const D25 = '2026-11-25';
    await openOwn('minji', D25);
    await fill('minji', [field.out(0, D25), '19:00']);
    await as('minji').fill(input.reason, '퇴근 누락');
    await as('minji').submit();
    await world.quiet();
    await as('minji').dismiss();
    const card = last('manager').place;
    await as('owner').openHome();
    await manage(world, as('owner'), correctionAction.openMonths);
    await world.quiet();
    expect(show('owner')).toContain('정정 승인 대기 1건');
    await closeNovember('다음 달에 정정');
    await as('manager').press(card, action.approve);
    await world.quiet();
    expect(await dayOf('minji', D25)).toMatchObject({ unfinished: true });
    for (const who of ['minji', 'manager'] as const)
      expect(as(who).messages('app').map(textsOf).join('\n')).toContain(
        '11월 25일(수) 근무 기록 정정이 승인되었지만 반영하지 못했습니다. 2026년 11월은 마감되었습니다.',
      );
  });

  it('that fell together with the closing are shown to whoever closed the month', async () => {
    const now = world.slack.clock.now();
    await workdays().updateOne({ user: world.people.hana, date: D24 }, {
      $push: { history: { at: now - 30_000, by: world.people.owner, what: 'correction', key: 'race' } },
    } as never);
    await world.jump(new Date(now + 120_000).toISOString());
    await world.jump(new Date(now + 180_000).toISOString());
    const told = as('owner')
      .messages('app')
      .filter(m => textsOf(m).includes('같은 1분 안에'));
    expect(told.map(textsOf)).toEqual([
      '2026년 11월을 마감했습니다. 같은 1분 안에 바뀐 기록이 있으니 확인해 주세요: 박하나 11월 24일(화)',
    ]);
  });

  it('kept within Slack’s limits, and no call was refused', () => {
    // Of two processes the one whose Home is older is refused, and reads it again.
    const expected = ['exchanged_trigger_id', 'hash_conflict'];
    const refused = world.slack.calls.filter(c => !c.ok && !expected.includes(String(c.error)));
    expect(refused.map(c => [c.method, c.error])).toEqual([]);
    for (const call of world.slack.calls.filter(c => c.ok && c.method.startsWith('views.'))) {
      const { view } = call.args as { view?: unknown };
      const parsed = typeof view === 'string' ? JSON.parse(view) : view;
      expect(breaches(call.method === 'views.publish' ? 'home' : 'modal', parsed)).toEqual([]);
    }
  });

  it('stood in the log, each by its press', async () => {
    expect(await loggedIn(world)).toEqual(expect.arrayContaining(['time.correction']));
  });
});
