import { afterEach, beforeEach, expect, it } from 'vitest';
import { calendarAction } from '../../blocks/calendar-ids.ts';
import { manageAction } from '../../blocks/manage-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { approvedLeave } from '../support/leaves.ts';
import { storeTeams } from '../support/teams.ts';

type Who = keyof World['people'];
let world: World;
const as = (who: Who) => world.slack.as(world.people[who]);
const shown = (who: Who): string => textsOf(as(who).modal());

async function press(who: Who, where: 'home' | 'modal', id: string, options = {}): Promise<void> {
  await as(who).press(where, id, options);
  await world.quiet();
}

const leave = (who: Who, from: string, to: string, type?: string): Promise<void> =>
  approvedLeave(world, who, from, to, type);

beforeEach(async () => {
  world = await startWorld();
  for (const who of ['owner', 'minji', 'hana', 'lucas'] as const) await as(who).openHome();
  await world.quiet();
});
afterEach(() => world.close());

it('shows who is away on which day, in both languages, by month and by team', async () => {
  const { db } = world.database;
  await storeTeams(db, world.slack.team.id, [{ id: 't-design', name: '디자인' }]);
  await db.collection('people').updateOne({ user: world.people.lucas }, { $set: { teamId: 't-design' } });
  await leave('hana', '2026-11-26', '2026-11-27');
  await leave('minji', '2026-11-30', '2026-12-01', 'sick');
  await press('minji', 'home', calendarAction.openAway);
  await press('minji', 'modal', calendarAction.openGrid);
  expect(shown('minji')).toContain('*2026년 11월* · 부재 2명 · 오늘 11월 24일(화)');
  expect(shown('minji')).toContain('*박하나* · 26–27일 휴가');
  expect(shown('minji')).toContain('*이민지* · 30일 부재');
  expect(shown('minji')).toContain('`- .....-- .....-- .....-- ...11-- 1`');
  expect(breaches('modal', { ...as('minji').modal(), type: 'modal' }).filter(b => /block|text|option/.test(b))).toEqual(
    [],
  );
  await press('minji', 'modal', calendarAction.gridLater, { value: '2026-12' });
  expect(shown('minji')).toContain('*2026년 12월* · 부재 1명');
  expect(shown('minji')).not.toContain('26–27일');
  await press('minji', 'modal', calendarAction.gridOnly);
  expect(shown('minji')).not.toContain('박하나');
  await press('minji', 'modal', calendarAction.gridTeam, { value: 't-design' });
  expect(shown('minji')).toContain('이 기간에 부재인 사람이 없습니다');
  // HR reaches it from Manage, in English for Lucas from the list of who is away.
  await press('owner', 'home', manageAction.open);
  await press('owner', 'modal', calendarAction.openGrid);
  expect(shown('owner')).toContain('*박하나* · 26–27일 휴가');
  await press('lucas', 'home', calendarAction.openAway);
  await press('lucas', 'modal', calendarAction.openGrid);
  expect(shown('lucas')).toContain('*이민지* · 30: away');
});

it('opens a person’s month: a private type by right, for others an absence', async () => {
  await leave('minji', '2026-11-26', '2026-11-26', 'sick');
  for (const who of ['owner', 'hana'] as const) {
    await press(who, 'home', calendarAction.openAway);
    await press(who, 'modal', calendarAction.openGrid);
    await press(who, 'modal', calendarAction.gridPerson, { value: world.people.minji });
  }
  expect(shown('owner')).toContain('11월 26일(목) · 병가');
  expect(shown('hana')).toContain('11월 26일(목) · 부재');
  expect(shown('hana')).not.toContain('병가');
});

it('opens nothing for a month or a person that is not there', async () => {
  await press('minji', 'home', calendarAction.openAway);
  await press('minji', 'modal', calendarAction.openGrid);
  const before = shown('minji');
  const modal = as('minji').modal();
  const button = { type: 'button', action_id: calendarAction.gridLater, text: { type: 'plain_text', text: 'x' } };
  for (const value of ['9999-12', 'nonsense', '']) {
    const blocks = [{ type: 'actions', block_id: 'forged', elements: [{ ...button, value }] }];
    await press('minji', 'modal', calendarAction.gridLater, { shown: { ...modal, blocks } });
    if (as('minji').modal()?.id !== modal?.id) await as('minji').dismiss();
    expect(shown('minji')).toBe(before);
  }
});
