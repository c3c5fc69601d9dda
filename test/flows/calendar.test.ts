import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adminAction } from '../../blocks/administration-ids.ts';
import { calendarAction, calendarCallback, calendarInput } from '../../blocks/calendar-ids.ts';
import { action } from '../../blocks/ids.ts';
import { manageAction } from '../../blocks/manage-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { manage } from '../support/manage.ts';

type Who = keyof World['people'];
let world: World;
const as = (who: Who) => world.slack.as(world.people[who]);
const requestOf = (who: Who) => world.database.db.collection('requests').findOne({ user: world.people[who] });
const told = (who: Who, word: string): string[] =>
  as(who)
    .messages('app')
    .map(m => textsOf(m))
    .filter(text => text.includes(word));
const sound = (who: Who) =>
  expect(breaches('modal', { ...as(who).modal(), type: 'modal' }).filter(b => /block|text|option/.test(b))).toEqual([]);

async function press(who: Who, where: 'home' | 'modal', id: string, options = {}): Promise<void> {
  await as(who).press(where, id, options);
  await world.quiet();
}

async function submit(who: Who, options = {}): Promise<void> {
  await as(who).submit(options);
  await world.quiet();
}

async function askLeave(who: Who, from: string, to: string, type = 'annual'): Promise<void> {
  await press(who, 'home', action.openLeave);
  if (type !== 'annual') await as(who).fill(action.leaveType, type);
  if (type !== 'half') await as(who).fill(action.leaveTo, to);
  await as(who).fill(action.leaveFrom, from);
  await submit(who);
}

/** Approves the newest card in the administrators' channel. */
async function approve(): Promise<void> {
  const ts = as('owner').messages(world.adminChannel).at(-1)?.ts ?? '';
  await as('owner').press({ channel: world.adminChannel, ts }, action.approve);
  await world.quiet();
}

async function addDay(who: Who, values: Record<string, unknown>, options = {}): Promise<void> {
  await manage(world, as(who), calendarAction.openDays);
  await press(who, 'modal', calendarAction.addDay);
  for (const [id, value] of Object.entries(values)) await as(who).fill(id, value);
  await submit(who, options);
  // What it touches is shown first.
  if (as(who).modal()?.callbackId === calendarCallback.dayCheck) await submit(who, options);
}

const { kind, from, to, name } = calendarInput;

async function begin(at?: string): Promise<void> {
  world = await startWorld(at ? { at } : {});
  for (const who of ['owner', 'manager', 'minji', 'hana'] as const) await as(who).openHome();
  await world.quiet();
}

afterEach(() => world.close());

describe('a short-notice holiday', () => {
  beforeEach(async () => {
    await begin();
    await askLeave('minji', '2026-12-02', '2026-12-04');
    await approve();
  });

  it('is shown with what it touches before it is added, and again where the calendar changed meanwhile', async () => {
    for (const who of ['owner', 'manager'] as const) {
      await manage(world, as(who), calendarAction.openDays);
      await press(who, 'modal', calendarAction.addDay);
      await as(who).fill(from, '2026-12-03');
      await submit(who);
      expect(textsOf(as(who).modal())).toMatch(
        /\*2026년 12월 3일\(목\)\*[\s\S]*휴가 사용일이 달라지는 구성원 1명[\s\S]*이민지 · 12월 2일[^:]*: 3일 → 2일/,
      );
    }
    expect(await world.database.db.collection('calendars').findOne({})).toBeNull();
    await submit('owner');
    await submit('manager');
    expect(textsOf(as('manager').modal())).toContain('이미');
  });

  it('gives the day of an approved leave back, and its person is told once', async () => {
    await addDay('owner', { [from]: '2026-12-03', [name]: '' }, { times: 3 });
    expect(textsOf(as('owner').modal())).toContain('휴가 1건의 일수가 달라집니다');
    const [message, ...more] = told('minji', '휴일이 되었습니다');
    expect(message).toContain('2026년 12월 3일(목)이 휴일이 되었습니다: *임시공휴일*');
    expect(message).toContain('1일을 돌려드립니다. 사용 일수: *2일*');
    expect(more).toEqual([]);
    expect(textsOf(as('minji').home())).toContain('12월 2일(수)–4일(금) · 2일');
    const request = await requestOf('minji');
    expect(request?.history.filter((h: { what: string }) => h.what === 'days-off')).toMatchObject([
      { by: world.people.owner, days: { dates: ['2026-12-03'], name: { ko: '임시공휴일' } } },
    ]);
    expect(await world.database.db.collection('calendars').findOne({})).toMatchObject({
      version: 1,
      days: [{ date: '2026-12-03', kind: 'public', by: world.people.owner }],
      history: [{ what: 'added', dates: ['2026-12-03'] }],
      effects: [],
    });
  });

  it('takes it again when it is removed, and the history of request and calendar show both', async () => {
    await addDay('manager', { [from]: '2026-12-03' });
    await as('manager').dismiss();
    sound('manager');
    await press('manager', 'modal', calendarAction.removeDay);
    expect(textsOf(as('manager').modal())).toMatch(
      /다시 공휴일 달력대로[\s\S]*휴가 사용일이 달라지는 구성원 1명[\s\S]*이민지 · 12월 2일[^:]*: 2일 → 3일/,
    );
    expect((await requestOf('minji'))?.history.at(-1)?.what).toBe('days-off');
    await as('manager').submit();
    await world.quiet();
    expect(textsOf(as('manager').modal())).toContain('삭제했습니다: 2026년 12월 3일(목)');
    await as('manager').dismiss();
    expect(textsOf(as('manager').modal())).toContain('추가한 휴일이 없습니다');
    const [message] = told('minji', '다시 근무일');
    expect(message).toContain('1일을 더 사용합니다. 사용 일수: *3일*');
    const request = await requestOf('minji');
    await press('minji', 'home', action.mine, { value: '이력 보기' });
    expect(textsOf(as('minji').modal())).toContain('2026년 12월 3일(목) 휴일로 변경(임시공휴일)');
    expect(textsOf(as('minji').modal())).toContain('2026년 12월 3일(목) 근무일로 변경(임시공휴일)');
    expect(request?.history.map((h: { what: string }) => h.what).slice(-2)).toEqual(['days-off', 'days-worked']);
    await press('manager', 'modal', calendarAction.openHistory);
    expect(textsOf(as('manager').modal())).toMatch(/삭제[\s\S]*추가/);
    sound('manager');
  });

  it('is told in one message where it covers several days, and says when nothing of the leave is left', async () => {
    await addDay('owner', { [kind]: 'company', [from]: '2026-11-30', [to]: '2026-12-04', [name]: '전사 휴무' });
    const messages = told('minji', '휴일이 되었습니다');
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('2026년 12월 2일(수)–4일(금)');
    expect(messages[0]).toContain('3일을 돌려드립니다. 사용 일수: *0일*\n이제 사용하는 휴가가 없습니다.');
  });

  it('touches nobody on a day that they do not work anyway, nor whose leave was withdrawn', async () => {
    await askLeave('hana', '2026-12-10', '2026-12-10');
    await press('hana', 'home', action.withdraw);
    await addDay('owner', { [from]: '2026-12-10' });
    expect(textsOf(as('owner').modal())).toContain('영향을 받는 휴가가 없습니다');
    expect(told('hana', '휴일이 되었습니다')).toEqual([]);
    expect(told('minji', '휴일이 되었습니다')).toEqual([]);
  });

  it('tells somebody whose leave still waits, too, and the card shows the days as they are', async () => {
    await askLeave('hana', '2026-12-10', '2026-12-11');
    await addDay('owner', { [from]: '2026-12-10' });
    expect(told('hana', '휴일이 되었습니다')).toHaveLength(1);
    expect(textsOf(as('owner').messages(world.adminChannel).at(-1))).toContain('*1 day*');
  });

  it('is told no second time when the change is delivered again, as after a crash', async () => {
    await addDay('owner', { [from]: '2026-12-03' });
    const calendars = world.database.db.collection<{ _id: string; effects: object[] }>('calendars');
    const request = await requestOf('minji');
    const key: string = request?.history.at(-1)?.key ?? '';
    const data = { dates: ['2026-12-03'], off: true, name: { ko: '임시공휴일', en: 'x' }, by: world.people.owner };
    const again = {
      id: key.replace('calendar:', ''),
      kind: 'calendar-recount',
      lane: 'calendar-recount',
      to: 'everybody',
    };
    await calendars.updateOne({}, { $push: { effects: { ...again, due: 0, tries: 1, data } } });
    await world.app.tick();
    await world.quiet();
    expect((await calendars.findOne({}))?.effects).toEqual([]);
    expect(told('minji', '휴일이 되었습니다')).toHaveLength(1);
    expect((await requestOf('minji'))?.history).toHaveLength(request?.history.length);
  });

  it('is one change when two administrators add it at once', async () => {
    for (const who of ['owner', 'manager'] as const) {
      await manage(world, as(who), calendarAction.openDays);
      await press(who, 'modal', calendarAction.addDay);
      await as(who).fill(from, '2026-12-03');
    }
    await submit('owner');
    await submit('manager');
    await Promise.all([as('owner').submit(), as('manager').submit()]);
    await world.quiet();
    expect(told('minji', '휴일이 되었습니다')).toHaveLength(1);
    expect(await world.database.db.collection('calendars').findOne({})).toMatchObject({ version: 1 });
  });
});

describe('the list of days', () => {
  beforeEach(() => begin());

  it('refuses what cannot be, beside the field', async () => {
    await addDay('owner', { [from]: '2026-12-25' });
    expect(as('owner').modal()?.errors).toMatchObject({ [from]: expect.stringContaining('이미 성탄절') });
    await as('owner').fill(kind, 'working');
    await as('owner').fill(from, '2026-12-28');
    await submit('owner');
    expect(as('owner').modal()?.errors).toMatchObject({ [from]: expect.stringContaining('휴일이 아닙니다') });
    await as('owner').fill(kind, 'company');
    await as('owner').fill(from, '2026-12-28');
    await submit('owner');
    expect(as('owner').modal()?.errors).toMatchObject({ [name]: '이름을 입력해 주세요.' });
    await as('owner').fill(name, '연말 휴무');
    await as('owner').fill(to, '2026-12-27');
    await submit('owner');
    expect(as('owner').modal()?.errors).toMatchObject({ [to]: '종료일이 시작일보다 빠릅니다.' });
  });

  it('makes a holiday a working day where the company works then', async () => {
    await askLeave('minji', '2026-12-24', '2026-12-25');
    await approve();
    expect(textsOf(as('minji').home())).toContain('· 1일');
    await addDay('owner', { [kind]: 'working', [from]: '2026-12-25' });
    expect(told('minji', '다시 근무일')[0]).toContain('사용 일수: *2일*');
  });

  it('is refused to those who are no administrators, whatever they send', async () => {
    expect(textsOf(as('minji').home())).not.toContain('휴일 관리');
    await manage(world, as('owner'), calendarAction.openDays);
    await press('owner', 'modal', calendarAction.addDay);
    const before = as('owner').modal();
    expect(before).not.toBeNull();
    await press('minji', 'home', calendarAction.openDays, { shown: as('owner').home() }).catch(() => undefined);
    expect(await world.database.db.collection('calendars').findOne({})).toBeNull();
  });
});

describe('another country', () => {
  it('has its own holidays from the day that the policy says', async () => {
    await begin();
    await manage(world, as('owner'), adminAction.openPolicy);
    await press('owner', 'modal', adminAction.changeGroup, { buttonValue: 'workingTime' });
    sound('owner');
    await as('owner').fill('workingTime.holidays', 'us');
    await submit('owner');
    expect(textsOf(as('owner').modal())).toContain('*공휴일*\n대한민국 → *미국*');
    await submit('owner');
    await as('owner').dismiss({ all: true });
    await press('minji', 'home', action.openLeave);
    await as('minji').fill(action.leaveTo, '2026-11-27');
    await as('minji').fill(action.leaveFrom, '2026-11-25');
    await world.quiet();
    expect(textsOf(as('minji').modal())).toContain('*2일* 사용');
    await manage(world, as('owner'), calendarAction.openDays);
    expect(textsOf(as('owner').modal())).toMatch(/공휴일: \*미국\* · 다음: 11월 26일\(목\)/);
  });
});

describe('a year without data', () => {
  it('alarms administrators from 60 days before on, once, by message and in the hub', async () => {
    await begin('2027-11-01T09:00:00+09:00');
    const unknown = '2028년 공휴일을 아직 알 수 없습니다';
    expect(told('owner', unknown)).toEqual([]);
    await as('owner').openHome();
    await world.quiet();
    const first = async () => {
      await as('owner').press('home', manageAction.open);
      await world.quiet();
      const shown = textsOf(as('owner').modal());
      await as('owner').dismiss({ all: true });
      return shown;
    };
    expect(await first()).not.toContain('공휴일을 아직 알 수 없는 해');
    await world.jump('2027-11-02T00:01:00+09:00');
    expect(told('owner', unknown)).toHaveLength(1);
    expect(told('manager', unknown)).toHaveLength(1);
    expect(told('minji', unknown)).toEqual([]);
    await as('owner').openHome();
    await world.quiet();
    expect(await first()).toContain('공휴일을 아직 알 수 없는 해 1개');
    await world.another();
    await world.jump('2027-12-20T09:00:00+09:00');
    await world.jump('2028-01-03T09:00:00+09:00');
    expect(told('owner', unknown)).toHaveLength(1);
    // The message leads to the days.
    const at = as('owner')
      .messages('app')
      .findLast(m => textsOf(m).includes(unknown));
    await as('owner').press({ channel: at?.channel ?? '', ts: at?.ts ?? '' }, calendarAction.openDays);
    await world.quiet();
    expect(textsOf(as('owner').modal())).toContain('2028년 공휴일을 아직 알 수 없습니다');
    sound('owner');
  });
});
