import { afterEach, beforeEach, expect, it } from 'vitest';
import { adminAction, adminInput } from '../../blocks/administration-ids.ts';
import { calendarAction } from '../../blocks/calendar-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { approvedLeave } from '../support/leaves.ts';
import { manage } from '../support/manage.ts';
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
  await leave('hana', '2026-11-26', '2026-11-27');
  await leave('lucas', '2026-12-02', '2026-12-03');
});
afterEach(() => world.close());

it('shows the week, the month, and the ones before and after', async () => {
  await press('minji', 'home', calendarAction.openAway);
  expect(shown('minji')).toContain('2026년 11월 23일(월)–29일(일)');
  expect(shown('minji')).toContain('*11월 26일(목)* · 1명\n박하나 (휴가)');
  expect(shown('minji')).not.toContain('Lucas');
  await press('minji', 'modal', calendarAction.awayLater);
  expect(shown('minji')).toContain('*12월 2일(수)* · 1명\nLucas Moreau (휴가)');
  await press('minji', 'modal', calendarAction.awaySpan);
  expect(shown('minji')).toContain('*2026년 11월*');
  await press('minji', 'modal', calendarAction.awayLater);
  expect(shown('minji')).toContain('*2026년 12월*');
  expect(shown('minji')).toContain('12월 25일(금) · 성탄절');
  expect(breaches('modal', { ...as('minji').modal(), type: 'modal' }).filter(b => /block|text|option/.test(b))).toEqual(
    [],
  );
  await press('minji', 'modal', calendarAction.awayEarlier);
  await press('minji', 'modal', calendarAction.awaySpan);
  // Back to the week of today.
  expect(shown('minji')).toContain('11월 23일(월)–29일(일)');
});

it('can be narrowed to a team, which stays while one turns the pages', async () => {
  await storeTeams(world.database.db, world.slack.team.id, [
    { id: 't-hq', name: '본부' },
    { id: 't-design', name: '디자인', parent: 't-hq' },
    { id: 't-sales', name: '영업' },
  ]);
  await manage(world, as('owner'), adminAction.openPeople);
  await press('owner', 'modal', adminAction.pickPerson, { value: world.people.lucas });
  await press('owner', 'modal', adminAction.editPerson);
  await as('owner').fill(adminInput.teamId, 't-hq');
  await as('owner').submit();
  await world.quiet();
  await press('minji', 'home', calendarAction.openAway);
  await press('minji', 'modal', calendarAction.awayTeam, { value: 't-hq' });
  expect(shown('minji')).toContain('이 기간에 부재인 사람이 없습니다');
  await press('minji', 'modal', calendarAction.awayLater);
  expect(shown('minji')).toContain('Lucas Moreau');
});

it('opens nothing for a date that nobody may page to', async () => {
  await press('minji', 'home', calendarAction.openAway);
  const before = shown('minji');
  const modal = as('minji').modal();
  const button = { type: 'button', action_id: calendarAction.awayLater, text: { type: 'plain_text', text: 'x' } };
  for (const value of ['month:9999-12-01', 'week:nonsense', 'year:2026-12-01', '']) {
    const blocks = [{ type: 'actions', block_id: 'forged', elements: [{ ...button, value }] }];
    await press('minji', 'modal', calendarAction.awayLater, { shown: { ...modal, blocks } });
    expect(shown('minji')).toBe('이 워크스페이스에 없는 항목입니다.');
    await as('minji').dismiss();
    expect(shown('minji')).toBe(before);
  }
  expect(as('minji').warning()).toBeNull();
});
