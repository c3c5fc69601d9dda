import { afterAll, beforeAll, expect, it } from 'vitest';
import { action, input } from '../../blocks/ids.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

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
  const minji = await sent(world.people.minji, [
    [action.leaveType, 'maternity'],
    ['due:new', '2026-11-25'],
    ['children:new', '2'],
    ...period('2026-11-25', '2027-03-24'),
  ]);
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
  await hana.submit();
  await world.quiet();
  expect(hana.modal()).toBeNull();
  expect((await requestsOf(user))[0]?.form.event).toMatchObject({ due: '2026-11-30', on: '2026-11-23' });
  const told = textsOf(hana.messages('app').at(-1));
  expect(told).toContain('2026년 11월 23일(월) 출생');
  expect(told).toContain('총 20일 중 18일 신청, 2일 남음');
  expect(told).toContain('2027년 3월 23일(화)');
});
