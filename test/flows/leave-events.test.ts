import { afterAll, beforeAll, expect, it } from 'vitest';
import { action, input } from '../../blocks/ids.ts';
import { leaveAction, leaveCallback } from '../../blocks/leave-ids.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import type { LeaveTypeDoc } from '../../src/leave/types/store.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { manage } from '../support/manage.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const requestsOf = (user: string) =>
  world.database.db.collection<RequestDoc>('requests').find({ user }).sort({ seq: 1 }).toArray();

/** Opens the form, fills it a field at a time, and leaves it open. */
async function filled(user: string, fields: [string, unknown][]) {
  const person = world.slack.as(user);
  await person.openHome();
  await person.press('home', action.openLeave);
  await world.quiet();
  for (const [id, value] of fields) {
    const blocks = (person.modal()?.blocks ?? []) as { block_id?: string }[];
    const last = blocks.map(b => b.block_id ?? '').find(b => b.startsWith(`${input.to}:`)) ?? action.leaveTo;
    await person.fill(id === action.leaveTo ? last : id, value);
    await world.quiet();
  }
  return person;
}

const period = (from: string, to: string): [string, unknown][] => [
  [action.leaveFrom, from],
  [action.leaveTo, to],
];

async function sent(user: string, fields: [string, unknown][]) {
  const person = await filled(user, fields);
  await person.submit();
  await world.quiet();
  expect(person.modal()).toBeNull();
  return person;
}

it('Maternity leave for twins is 120 days, and a birth tomorrow is not refused', async () => {
  const minji = await filled(world.people.minji, [
    [action.leaveType, 'maternity'],
    ['due:new', '2026-11-25'],
    ['children:new', '2'],
    ...period('2026-11-25', '2027-03-24'),
  ]);
  // Calendar days: weekends and holidays are taken, too.
  expect(textsOf(minji.modal())).toContain('*120일*');
  expect(textsOf(minji.modal())).not.toContain('크리스마스');
  expect(textsOf(minji.modal())).not.toContain('성탄절');
  await minji.submit();
  await world.quiet();
  expect(minji.modal()).toBeNull();
  expect(textsOf(minji.home())).toContain('120일');
  const [request] = await requestsOf(world.people.minji);
  expect(request).toMatchObject({
    state: 'approved',
    form: { event: { kind: 'birth', due: '2026-11-25', children: 2 }, as: { decided: false } },
  });
});

it('Parental leave of a year stands 30 days ahead', async () => {
  await sent(world.people.emily, [
    [action.leaveType, 'parental'],
    ['born:new', '2024-05-10'],
    ...period('2026-12-24', '2027-12-23'),
  ]);
  const [request] = await requestsOf(world.people.emily);
  expect(request).toMatchObject({ state: 'approved', period: { from: '2026-12-24', to: '2027-12-23' } });
});

it('A partner’s leave in four parts is counted by one birth, which is entered afterwards and told', async () => {
  const user = world.people.hana;
  const due = [['due:new', '2026-11-30']] as [string, unknown][];
  const parts: [string, string][] = [
    ['2026-11-25', '2026-11-27'],
    ['2026-12-14', '2026-12-18'],
    ['2027-01-11', '2027-01-15'],
    ['2027-03-15', '2027-03-19'],
  ];
  for (const [i, [from, to]] of parts.entries())
    await sent(user, [[action.leaveType, 'paternity'], ...(i === 0 ? due : []), ...period(from, to)]);
  const all = await requestsOf(user);
  expect(new Set(all.map(r => (r.form.event as { id: string }).id)).size).toBe(1);
  // Two working days are left, but no fifth part.
  const fifth = await filled(user, [[action.leaveType, 'paternity'], ...period('2027-02-01', '2027-02-02')]);
  expect(textsOf(fifth.modal())).toContain('최대 4회까지 나누어 사용할 수 있습니다.');
  await fifth.dismiss({ all: true });

  // Born on 23 November, a week early: the last day moves from 30 March to 23 March.
  const [first] = all;
  if (!first) throw new Error('no request');
  const value = `birth|${first._id}:1:0`;
  const hana = world.slack.as(user);
  await hana.openHome();
  const blocks = (hana.home()?.blocks ?? []) as { block_id?: string }[];
  const block = blocks.find(b => JSON.stringify(b).includes(JSON.stringify(value)));
  await hana.press('home', action.mine, { value, blockId: block?.block_id ?? '' });
  await world.quiet();
  const event = (first.form.event as { id: string }).id;
  await hana.fill(`born:${event}`, '2026-11-23');
  await world.quiet();
  expect(hana.modal()?.callbackId).toBe(leaveCallback.birth);
  await hana.submit();
  await world.quiet();
  expect(hana.modal()).toBeNull();
  expect((await requestsOf(user))[0]?.form.event).toMatchObject({ due: '2026-11-30', on: '2026-11-23' });
  const told = textsOf(hana.messages('app').at(-1));
  expect(told).toContain('2026년 11월 23일(월) 출생');
  expect(told).toContain('총 20일 중 18일 신청, 2일 남음');
  expect(told).toContain('2027년 3월 23일(화)');

  // Set right to the 24th within a leave that joins the last part: told again, until 24 March.
  await sent(user, [
    ...([
      [action.leaveType, 'paternity'],
      [`born:${event}`, '2026-11-24'],
    ] as [string, unknown][]),
    ...period('2027-03-22', '2027-03-23'),
  ]);
  const births = hana
    .messages('app')
    .map(textsOf)
    .filter(text => text.includes('출생'));
  expect(births).toHaveLength(2);
  const [, again] = births;
  expect(again).toContain('2026년 11월 24일(화) 출생');
  expect(again).toContain('총 20일 중 20일 신청, 0일 남음');
  expect(again).toContain('2027년 3월 24일(수)');
});

it('Fertility leave is no more than “away” for colleagues', async () => {
  const own = await sent(world.people.seoyeon, [[action.leaveType, 'fertility']]);
  expect(textsOf(own.home())).toContain('난임치료휴가');
  const colleague = world.slack.as(world.people.hana);
  await colleague.openHome();
  await world.quiet();
  expect(textsOf(colleague.home())).toContain('한서연 (부재)');
  expect(textsOf(colleague.home())).not.toContain('난임');
});

it('A partner’s leave that administrators raise from a day is 25 days for births from then on', async () => {
  const admin = world.slack.as(world.people.owner);
  await admin.openHome();
  await manage(world, admin, 'policy.open');
  await world.quiet();
  await admin.press('modal', leaveAction.openTypes);
  await world.quiet();
  await admin.press('modal', leaveAction.editType, { buttonValue: 'paternity' });
  await world.quiet();
  expect(textsOf(admin.modal())).toContain(
    '2026년 9월 18일(금)부터 적용 · 법정 기준 · 출산 예정일 전 사용 가능 (일): 50',
  );
  await admin.fill('figure:days', '25');
  await admin.fill('figure:from', '2026-09-17');
  await admin.fill('figure:before', '60');
  await admin.submit();
  expect(admin.modal()?.errors).toEqual({
    'figure:from': '2026년 9월 18일(금)에 다시 바뀐 값입니다. 이날이나 이후 날짜를 선택해 주세요.',
  });
  await admin.fill('figure:before', '50');
  await admin.fill('figure:from', '2026-12-10');
  await admin.submit({ times: 2 });
  await world.quiet();
  await admin.submit({ times: 2 });
  await world.quiet();
  const types = world.database.db.collection<LeaveTypeDoc>('leaveTypes');
  const [stored, ...others] = await types.find().toArray();
  expect(others).toEqual([]);
  expect(stored).toMatchObject({
    ...{ id: 'paternity', version: 1, rule: { own: [{ from: '2026-12-10', values: { days: 25 } }] } },
    history: [{ what: 'changed', by: world.people.owner }],
  });
  await admin.press('modal', leaveAction.editType, { buttonValue: 'paternity' });
  await world.quiet();
  expect(textsOf(admin.modal())).toContain(':calendar: 2026년 12월 10일(목)부터 적용 예정 · 총 일수 (일): 25');
  await admin.dismiss({ all: true });

  // 10 December to 15 January without weekends, Christmas and New Year: 2 + 5 + 4 + 4 + 5 + 5 = 25 days.
  const days = (due: string): [string, unknown][] => [
    ...([
      [action.leaveType, 'paternity'],
      ['due:new', due],
    ] as [string, unknown][]),
    ...period('2026-12-10', '2027-01-15'),
  ];
  const before = await filled(world.people.woojin, days('2026-12-09'));
  expect(textsOf(before.modal())).toContain('최대 20일까지 사용할 수 있는데 25일이 됩니다.');
  await before.dismiss({ all: true });
  const after = await sent(world.people.woojin, days('2026-12-10'));
  expect(textsOf(after.home())).toContain('25일');
  expect(await requestsOf(world.people.woojin)).toMatchObject([{ state: 'approved' }]);
});
