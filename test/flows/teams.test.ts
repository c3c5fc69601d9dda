import { afterAll, beforeAll, expect, it } from 'vitest';
import { adminAction } from '../../blocks/administration-ids.ts';
import { action } from '../../blocks/ids.ts';
import { manageAction } from '../../blocks/manage-ids.ts';
import { teamAction, teamCallback, teamInput } from '../../blocks/team-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { words } from '../../src/i18n/index.ts';
import { organisationStore } from '../../src/people/organisation/store.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

type Who = keyof World['people'];
let world: World;
const as = (who: Who) => world.slack.as(world.people[who]);
const shown = (): string => textsOf(as('owner').modal());
const ids = (...who: Who[]) => who.map(name => world.people[name]);
const stored = async () => (await organisationStore(world.database.db).get(world.slack.team.id)).teams;
const idOf = async (name: string) => (await stored()).find(t => t.name === name)?.id ?? '';
const person = (who: Who) => world.database.db.collection('people').findOne({ user: world.people[who] });

async function press(id: string, value = ''): Promise<void> {
  await as('owner').press('modal', id, value === '' ? {} : { buttonValue: value });
  await world.quiet();
  expect(breaches('modal', { ...as('owner').modal(), type: 'modal' }).filter(b => /block|text|option/.test(b))).toEqual(
    [],
  );
}

async function ask(values: Record<string, unknown>): Promise<void> {
  for (const [field, value] of Object.entries(values)) await as('owner').fill(field, value);
  await as('owner').submit();
  await world.quiet();
}

/** What it touches is shown, and sent on. */
async function send(values: Record<string, unknown>): Promise<void> {
  await ask(values);
  const checks: string[] = [teamCallback.check, teamCallback.membersCheck];
  if (checks.includes(as('owner').modal()?.callbackId ?? '')) await ask({});
}

async function openList(): Promise<void> {
  await as('owner')
    .dismiss({ all: true })
    .catch(() => undefined);
  await as('owner').press('home', manageAction.open);
  await world.quiet();
  await press(teamAction.openList);
}

async function make(values: Record<string, unknown>): Promise<void> {
  await openList();
  await press(teamAction.add);
  await send(values);
}

beforeAll(async () => {
  world = await startWorld();
  for (const who of ['owner', 'minji', 'hana', 'lucas'] as const) await as(who).openHome();
  await world.quiet();
});
afterAll(() => world.close());

it('teams are made, put below another, and shown as a tree with counts', async () => {
  await make({ [teamInput.name]: '  제품   본부 ', [teamInput.lead]: world.people.seoyeon });
  await make({ [teamInput.name]: '디자인', [teamInput.parent]: await idOf('제품 본부') });
  expect((await stored()).map(t => [t.name, t.parent, t.lead])).toEqual([
    ['제품 본부', undefined, world.people.seoyeon],
    ['디자인', await idOf('제품 본부'), undefined],
  ]);
  // A name twice beside it is refused beside its field.
  await make({ [teamInput.name]: '디자인', [teamInput.parent]: await idOf('제품 본부') });
  expect(as('owner').modal()?.errors).toEqual({ name: '같은 상위 팀 아래에 이름이 같은 팀이 있습니다.' });
  await openList();
  await press(teamAction.open, await idOf('디자인'));
  await press(teamAction.members, await idOf('디자인'));
  await send({ [teamInput.added]: ids('minji', 'hana', 'lucas') });
  expect(shown()).toContain('팀원 3명');
  await as('owner').dismiss();
  await openList();
  expect(shown()).toContain('*제품 본부*\n팀원 0명 (하위 팀 포함 3명) · 팀장 ');
  expect(shown()).toContain('└ *디자인*');
});

it('a new name shows in the list of people and in histories, and the log says who', async () => {
  await openList();
  await press(teamAction.open, await idOf('디자인'));
  await send({ [teamInput.name]: '경험디자인', [teamInput.lead]: world.people.hana });
  expect(shown()).toContain('└ *경험디자인*');
  await as('owner').dismiss({ all: true });
  await as('owner').press('home', manageAction.open);
  await world.quiet();
  // The hub has another button to the same list, of people without facts.
  const rows = (as('owner').modal()?.blocks ?? []) as {
    block_id?: string;
    accessory?: { action_id?: string; value?: string };
  }[];
  const all = rows.find(b => b.accessory?.action_id === adminAction.openPeople && !b.accessory.value);
  await as('owner').press('modal', adminAction.openPeople, { blockId: all?.block_id ?? '' });
  await world.quiet();
  expect(shown()).toContain('직원 · 경험디자인 · 상급자 박하나');
  await press(adminAction.openPerson, world.people.minji);
  expect(shown()).toContain('팀 – → 경험디자인');
  expect(shown()).toContain(`*팀* 경험디자인 · 팀장 <@${world.people.hana}>`);
  const log = await world.database.db.collection('log').find({ what: 'people.org-team' }).sort({ at: 1 }).toArray();
  expect(log.at(-1)).toMatchObject({
    by: world.people.owner,
    note: '경험디자인',
    was: { name: '디자인' },
    now: { name: '경험디자인', lead: '박하나' },
  });
});

it('the lead of a team is its members’ manager: asked to correct a day, and shown who is in', async () => {
  await world.jump('2026-11-25T10:00:00+09:00');
  await as('hana').openHome();
  await world.quiet();
  expect(textsOf(as('hana').home())).toContain('우리 팀');
  expect(textsOf(as('minji').home())).not.toContain('우리 팀');
});

it('another lead is named with the requests that go to them, and only what was shown is saved', async () => {
  const step = { approvers: [{ who: 'manager' }], need: 'any', direct: true };
  await world.database.db.collection<{ _id: string }>('routes').replaceOne(
    { _id: world.slack.team.id },
    {
      ...{ team: world.slack.team.id, version: 1, history: [], effects: [] },
      rules: [{ kind: 'leave', when: [], steps: [step] }],
    },
    { upsert: true },
  );
  await as('minji').press('home', action.openLeave);
  await world.quiet();
  await as('minji').submit();
  await world.quiet();
  const design = await idOf('경험디자인');
  await openList();
  await press(teamAction.open, design);
  await ask({ [teamInput.lead]: world.people.lucas });
  expect(shown()).toContain('상급자가 달라지는 구성원 3명');
  expect(shown()).toContain('이민지: 박하나, 한서연 → Lucas Moreau, 한서연');
  expect(shown()).toMatch(/대기 중인 신청의 승인자가 달라지는 구성원 1명\*?\n이민지 · .*: 박하나 → Lucas Moreau/);
  expect((await stored()).find(t => t.id === design)?.lead).toBe(world.people.hana);
  // Somebody else renames it meanwhile.
  const teams = organisationStore(world.database.db);
  const before = await teams.get(world.slack.team.id);
  await teams.save(world.slack.team.id, before, before.teams, []);
  await ask({});
  expect(shown()).toContain(words('ko').people.changedMeanwhile);
  await ask({});
  expect((await stored()).find(t => t.id === design)?.lead).toBe(world.people.lucas);
  await world.jump('2026-11-25T10:01:00+09:00');
  await as('lucas').openHome();
  await world.quiet();
  expect(textsOf(as('lucas').home())).toContain('이민지');
});

it('a team with members is not archived; they move to another together', async () => {
  await make({ [teamInput.name]: '마케팅' });
  const design = await idOf('경험디자인');
  await openList();
  await press(teamAction.open, design);
  await press(teamAction.archive, design);
  expect(shown()).toContain('팀원이 있습니다. 먼저 다른 팀으로 옮겨 주세요.');
  await press(teamAction.members, design);
  await send({ [teamInput.target]: await idOf('마케팅') });
  expect(shown()).toContain('팀원 0명');
  expect((await person('lucas'))?.teamId).toBe(await idOf('마케팅'));
  // Its lead leads nobody else, and is a manager no more.
  await press(teamAction.archive, design);
  expect(shown()).toMatch(/역할이 달라지는 구성원 1명\*?\nLucas Moreau: 팀장 → 직원/);
  expect((await stored()).find(t => t.id === design)?.archived).toBeUndefined();
  await ask({});
  expect((await stored()).find(t => t.id === design)?.archived).toBe(true);
  const log = world.database.db.collection('log');
  expect(await log.findOne({ what: 'people.org-team', 'now.archived': 'yes' })).toMatchObject({
    about: [world.people.lucas],
  });
  await openList();
  expect(shown()).not.toContain('경험디자인');
  // One that nobody leads is archived at once.
  const marketing = await idOf('마케팅');
  await press(teamAction.open, marketing);
  await press(teamAction.members, marketing);
  await send({ [teamInput.target]: await idOf('제품 본부') });
  await press(teamAction.archive, marketing);
  expect(shown()).toContain('보관된 팀입니다.');
});

it('who forges the button is refused', async () => {
  const button = { type: 'button', action_id: teamAction.openList, text: { type: 'plain_text', text: 'x' } };
  const blocks = [{ type: 'actions', block_id: 'forged', elements: [button] }];
  await as('minji').press('home', teamAction.openList, { shown: { ...as('minji').home(), blocks } as never });
  await world.quiet();
  expect(textsOf(as('minji').modal())).not.toContain('팀 찾기');
  expect(textsOf(as('minji').modal())).toContain(words('ko').people.denied['hr-only']);
});
