import { afterAll, beforeAll, expect, it } from 'vitest';
import { CC, routeInput } from '../../blocks/approval-ids.ts';
import { action } from '../../blocks/ids.ts';
import { manageAction } from '../../blocks/manage-ids.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { storeTeams } from '../support/teams.ts';

type Who = keyof World['people'];
let world: World;
const as = (who: Who) => world.slack.as(world.people[who]);
const heard = (who: Who): string[] => as(who).messages('app').map(textsOf);
const stored = async (who: Who) =>
  (await world.database.db.collection<RequestDoc>('requests').find({ user: world.people[who] }).toArray()).at(-1);

beforeAll(async () => {
  world = await startWorld();
  await storeTeams(world.database.db, world.slack.team.id, [
    { id: 't-hq', name: '본부', lead: world.people.seoyeon },
    { id: 't-design', name: '디자인', parent: 't-hq', lead: world.people.hana },
  ]);
  const users = [world.people.minji, world.people.hana];
  await world.database.db.collection('people').updateMany({ user: { $in: users } }, { $set: { teamId: 't-design' } });
  for (const who of ['owner', 'minji', 'hana', 'seoyeon', 'lucas'] as const) await as(who).openHome();
  await world.quiet();
});
afterAll(() => world.close());

async function addRule(values: [string, unknown][]): Promise<void> {
  await as('owner').press('home', manageAction.open);
  await world.quiet();
  await as('owner').press('modal', action.openRoutes);
  await world.quiet();
  await as('owner').press('modal', action.addRoute);
  await world.quiet();
  for (const [field, value] of values) {
    await as('owner').fill(field, value);
    await world.quiet();
  }
  await as('owner').submit();
  await world.quiet();
  expect(as('owner').modal()?.errors).toEqual({});
  await as('owner').dismiss({ all: true });
}

async function leave(who: Who, day: string): Promise<void> {
  await as(who).press('home', action.openLeave);
  await world.quiet();
  await as(who).fill(action.leaveTo, day);
  await as(who).fill(action.leaveFrom, day);
  await as(who).submit();
  await world.quiet();
}

const COPIED = /참조: \*/;

it('whoever sends a leave puts people in copy: told of it and of its outcome, who may read it and decide nothing', async () => {
  const { woojin, seoyeon, lucas } = world.people;
  await as('minji').press('home', action.openLeave);
  await world.quiet();
  await as('minji').fill(action.leaveFrom, '2026-11-27');
  await world.quiet();
  // Herself is passed over.
  await as('minji').fill(CC, [woojin, world.people.minji]);
  await as('minji').submit({ times: 2 });
  await world.quiet();
  const request = await stored('minji');
  expect(request).toMatchObject({ state: 'waiting', informed: [woojin] });
  const card = as('owner').messages(world.adminChannel).at(-1);
  expect(textsOf(card)).toContain('Copy to: 정우진');
  expect(heard('woojin').filter(t => COPIED.test(t))).toEqual([expect.stringContaining('승인 대기')]);
  const told = as('woojin').messages('app').at(-1);
  expect(JSON.stringify(told?.blocks)).not.toContain(action.approve);
  await as('woojin').press({ channel: 'app', ts: told?.ts ?? '' }, action.more, {
    value: `history|${request?._id}:1:0`,
  });
  await world.quiet();
  expect(textsOf(as('woojin').modal())).toContain('참조: 정우진');
  // What a press on a card of theirs would be is refused.
  await world.slack.deliver(
    {
      ...{ type: 'block_actions', team: { id: world.slack.team.id }, user: { id: woojin } },
      ...{ trigger_id: 'forged.copy', api_app_id: world.slack.app.id },
      actions: [{ action_id: action.approve, block_id: 'b', action_ts: '1.1', value: `${request?._id}:1:0` }],
    },
    { kind: 'interaction' },
  );
  await world.quiet();
  expect((await stored('minji'))?.state).toBe('waiting');
  // Changed before it is decided: the form has them, others come in addition.
  await as('minji').press('home', action.edit, { value: request?._id ?? '' });
  await world.quiet();
  expect(JSON.stringify(as('minji').modal()?.blocks)).toContain(`"initial_users":["${woojin}"`);
  await world.slack.updateUser(seoyeon, { deleted: true });
  await as('minji').fill(CC, [woojin, seoyeon]);
  await as('minji').fill(action.leaveFrom, '2026-11-30');
  await world.quiet();
  await as('minji').submit();
  await world.quiet();
  expect(as('minji').modal()?.errors).toEqual({
    [CC]: expect.stringContaining('재직 중인 구성원만 참조할 수 있습니다'),
  });
  await world.slack.updateUser(seoyeon, { deleted: false });
  await as('minji').fill(CC, [woojin, lucas]);
  await as('minji').submit();
  await world.quiet();
  expect(heard('lucas').filter(t => /For your information/.test(t))).toHaveLength(1);
  expect(heard('woojin').filter(t => COPIED.test(t))).toEqual([
    expect.stringContaining('승인 대기'),
    expect.stringContaining('승인 대기 (내용 변경)'),
  ]);
  await as('owner').press({ channel: world.adminChannel, ts: card?.ts ?? '' }, action.approve);
  await world.quiet();
  expect(heard('lucas').filter(t => /For your information/.test(t))).toHaveLength(2);
  expect(heard('woojin').filter(t => COPIED.test(t))).toEqual([
    expect.stringContaining('승인 대기'),
    expect.stringContaining('11월 30일(월) · 1일 · 승인 대기 (내용 변경)'),
    expect.stringContaining('1일 · 승인\n'),
  ]);
});

it('a team’s rule asks the head of the department, and tells who is named without waiting for them', async () => {
  await addRule([
    [routeInput.teams, ['t-hq']],
    [routeInput.step(0), 'head'],
    [routeInput.cc, [world.people.lucas]],
  ]);
  const before = heard('lucas').length;
  await leave('minji', '2026-12-03');
  expect(await stored('minji')).toMatchObject({ state: 'waiting', informed: [world.people.lucas] });
  expect(heard('lucas').at(-1)).toMatch(/참조|For your information/);
  expect(heard('hana').join()).not.toContain('연차');
  const ts = as('seoyeon').messages('app').at(-1)?.ts ?? '';
  await as('seoyeon').press({ channel: 'app', ts }, action.approve);
  await world.quiet();
  expect((await stored('minji'))?.state).toBe('approved');
  expect(
    heard('lucas')
      .slice(before)
      .filter(t => /참조|For your information/.test(t)),
  ).toHaveLength(2);
});

it('a step that is only told is named before sending, and hears of it once the one before it approved', async () => {
  const step = { approvers: [{ who: 'manager' }], need: 'any', direct: true, tells: true };
  await world.database.db.collection('routes').updateOne({}, { $push: { 'rules.0.steps': step } } as never);
  await as('minji').press('home', action.openLeave);
  await world.quiet();
  await as('minji').fill(action.leaveFrom, '2026-12-07');
  await world.quiet();
  expect(textsOf(as('minji').modal())).toMatch(/승인자: 한서연 → 통보:\S* Lucas Moreau, 박하나/u);
  await as('minji').submit();
  await world.quiet();
  expect(heard('hana').join()).not.toContain('12월 7일');
  const ts = as('seoyeon').messages('app').at(-1)?.ts ?? '';
  await as('seoyeon').press({ channel: 'app', ts }, action.approve);
  await world.quiet();
  expect(heard('hana').at(-1)).toMatch(/12월 7일[\s\S]*승인/);
});

it('a rule without a decision: in force as sent, told, and cancelled by a word', async () => {
  await addRule([
    [routeInput.decides, 'no'],
    [routeInput.teams, ['t-design']],
    [routeInput.step(0), 'manager'],
  ]);
  const list = await world.database.db.collection('routes').findOne({});
  const rules = [...(list?.rules ?? [])].reverse();
  await world.database.db.collection('routes').updateOne({ _id: list?._id as never }, { $set: { rules } });
  await leave('minji', '2026-12-10');
  expect(await stored('minji')).toMatchObject({
    ...{ state: 'approved', undecided: true, informed: [world.people.hana] },
  });
  expect(heard('minji').at(-1)).toContain('승인 없이 바로 적용됩니다');
  expect(heard('hana').at(-1)).toContain('기록됨 (승인 불필요)');
});
