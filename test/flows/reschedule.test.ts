import { afterEach, describe, expect, it } from 'vitest';
import { adminAction, adminInput } from '../../blocks/administration-ids.ts';
import { action } from '../../blocks/ids.ts';
import { leaveAction } from '../../blocks/leave-ids.ts';
import { policyStore } from '../../src/settings/store.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { manage, sendFacts } from '../support/manage.ts';

type Who = keyof World['people'];
let world: World;
const as = (who: Who) => world.slack.as(world.people[who]);
const requestOf = (who: Who) => world.database.db.collection('requests').findOne({ user: world.people[who] });
const set = (who: Who, values: object) =>
  world.database.db.collection('people').updateOne({ user: world.people[who] }, { $set: values });
const told = (who: Who, word: string): string[] =>
  as(who)
    .messages('app')
    .map(m => textsOf(m))
    .filter(text => text.includes(word));

async function begin(): Promise<void> {
  world = await startWorld();
  for (const who of ['owner', 'manager', 'minji'] as const) await as(who).openHome();
  await world.quiet();
}

async function press(who: Who, where: Parameters<ReturnType<typeof as>['press']>[0], id: string, value?: string) {
  await as(who).press(where, id, value === undefined ? {} : { value });
  await world.quiet();
}

async function fill(who: Who, id: string, value: string): Promise<void> {
  await as(who).fill(id, value);
  await world.quiet();
}

async function askLeave(from: string, to: string): Promise<void> {
  await press('minji', 'home', action.openLeave);
  await fill('minji', action.leaveTo, to);
  await fill('minji', action.leaveFrom, from);
  await as('minji').submit();
  await world.quiet();
}

async function approve(): Promise<void> {
  const ts = as('owner').messages(world.adminChannel).at(-1)?.ts ?? '';
  await press('owner', { channel: world.adminChannel, ts }, action.approve);
}

async function reschedule(schedule: string, from: string, options = {}): Promise<void> {
  await manage(world, as('manager'), adminAction.openPeople);
  await press('manager', 'modal', adminAction.pickPerson, world.people.minji);
  await press('manager', 'modal', adminAction.editPerson);
  await fill('manager', adminInput.schedule, schedule);
  await fill('manager', adminInput.termsFrom, from);
  await sendFacts(world, as('manager'), options);
  await as('manager').dismiss({ all: true });
}

const RECOUNTED = '근무 시간이 변경되어';

afterEach(() => world.close());

describe('a schedule that changes within an approved leave', () => {
  it('recounts it: its person is told once, the history says so, Home and the month agree', async () => {
    await begin();
    await askLeave('2026-11-30', '2026-12-04');
    await approve();
    expect(textsOf(as('minji').home())).toContain('11월 30일(월)–12월 4일(금) · 5일');
    await reschedule('월화수 8시간', '2026-12-02', { times: 3 });
    const [message, ...more] = told('minji', RECOUNTED);
    expect(message).toContain('연차 11월 30일(월)–12월 4일(금) 휴가의 사용 일수가 바뀌었습니다: 5일 → *3일*');
    expect(more).toEqual([]);
    expect(textsOf(as('minji').home())).toContain('11월 30일(월)–12월 4일(금) · 3일');
    const request = await requestOf('minji');
    expect(request?.form.later).toEqual([
      { from: '2026-12-02', hours: { week: [480, 480, 480, 0, 0, 0, 0], fullDay: 480 } },
    ]);
    expect(request?.history.filter((h: { what: string }) => h.what === 'recounted')).toMatchObject([
      { by: world.people.manager, takes: { was: 5, is: 3 } },
    ]);
    await press('minji', 'home', action.mine, '이력 보기');
    expect(textsOf(as('minji').modal())).toContain('새 근무 일정으로 다시 계산: 5일 → 3일');

    // A minute later it is looked at once more, for leaves that were sent in the same moment.
    await world.jump('2026-11-24T09:05:00+09:00');
    expect(told('minji', RECOUNTED)).toHaveLength(1);
    const person = await world.database.db.collection('people').findOne({ user: world.people.minji });
    expect(person?.effects).toEqual([]);
  });

  it('tells the person and HR where what it now takes is not covered', async () => {
    await begin();
    // Of 16 hours a week two months give 4 hours each (3.2, an hour begun counts); the third vests too late.
    await set('minji', { hiredOn: '2026-09-20', terms: [{ from: '2000-01-01', schedule: 'mon 8:00, wed 8:00' }] });
    await askLeave('2026-11-30', '2026-12-01');
    await approve();
    await reschedule('월화 8시간', '2026-12-01');
    expect(told('minji', RECOUNTED)[0]).toContain('8시간 → *16시간*');
    // 16 hours less the 8 that were granted.
    expect(told('minji', '부족합니다')[0]).toContain('잔여 휴가가 *8시간* 부족합니다');
    for (const who of ['owner', 'manager'] as const) {
      const [text, ...more] = told(who, 'short for').concat(told(who, '부족합니다'));
      expect(text).toMatch(/이민지/);
      expect(more).toEqual([]);
    }
  });

  it('counts hours by the day that the policy has from a day on, and says beforehand how many leaves change', async () => {
    await begin();
    const hours = {
      from: '2000-01-01',
      change: { leave: { smallestUnit: 'hour' as const } },
      by: 'U',
      at: 0,
      key: 'k',
    };
    await policyStore(world.database.db).add(world.app.team, 0, hours);
    await world.jump('2026-11-24T09:01:00+09:00');
    for (const date of ['2026-11-26', '2026-12-03']) {
      await press('minji', 'home', action.openLeave);
      await fill('minji', action.leaveType, 'hours');
      await fill('minji', action.leaveFrom, date);
      await fill('minji', leaveAction.timeFrom, '14:00');
      await fill('minji', leaveAction.timeTo, '17:30');
      await as('minji').submit();
      await world.quiet();
    }
    await manage(world, as('owner'), adminAction.openPolicy);
    await as('owner').press('modal', adminAction.changeGroup, { buttonValue: 'workingTime' });
    await world.quiet();
    await fill('owner', 'workingTime.dayLength', '7');
    await fill('owner', 'workingTime.fullTimeWeek', '35');
    await fill('owner', adminInput.from, '2026-12-01');
    await as('owner').submit();
    await world.quiet();
    expect(textsOf(as('owner').modal())).toContain('휴가 1건의 일수가 달라집니다');
    await as('owner').submit();
    await world.quiet();
    // Three and a half of eight hours, then of seven.
    expect(told('minji', RECOUNTED)).toHaveLength(1);
    expect(told('minji', RECOUNTED)[0]).toContain('12월 3일(목) 휴가의 사용 일수가 바뀌었습니다: 0.4375일 → *0.5일*');
    expect(textsOf(as('owner').messages(world.adminChannel).at(-1))).toContain('0.5');
  });
});
