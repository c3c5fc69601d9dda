import { afterAll, beforeAll, expect, it } from 'vitest';
import { routeInput } from '../../blocks/approval-ids.ts';
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

it('a team’s rule asks the head of the department, and tells who is named without waiting for them', async () => {
  await addRule([
    [routeInput.teams, ['t-hq']],
    [routeInput.step(0), 'head'],
    [routeInput.cc, [world.people.lucas]],
  ]);
  await leave('minji', '2026-12-03');
  expect(await stored('minji')).toMatchObject({ state: 'waiting', informed: [world.people.lucas] });
  expect(heard('lucas').at(-1)).toMatch(/참조|For your information/);
  expect(heard('hana').join()).not.toContain('연차');
  const ts = as('seoyeon').messages('app').at(-1)?.ts ?? '';
  await as('seoyeon').press({ channel: 'app', ts }, action.approve);
  await world.quiet();
  expect((await stored('minji'))?.state).toBe('approved');
  expect(heard('lucas').filter(t => /참조|For your information/.test(t))).toHaveLength(2);
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
