import { afterEach, describe, expect, it } from 'vitest';
import { adminAction, adminInput } from '../../blocks/administration-ids.ts';
import { calendarAction } from '../../blocks/calendar-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { approvedLeave } from '../support/leaves.ts';
import { manage, sendFacts } from '../support/manage.ts';
import { storeTeams } from '../support/teams.ts';

type Who = keyof World['people'];
let world: World;
const as = (who: Who) => world.slack.as(world.people[who]);
const PUBLIC = 'https://daybook.example';
const feeds = () => world.database.db.collection('feeds');
const sound = (who: Who) =>
  expect(breaches('modal', { ...as(who).modal(), type: 'modal' }).filter(b => /block|text|option/.test(b))).toEqual([]);

async function press(who: Who, where: 'home' | 'modal', id: string, options = {}): Promise<void> {
  await as(who).press(where, id, options);
  await world.quiet();
}

async function begin(env: Record<string, string> = { DAYBOOK_PUBLIC_URL: `${PUBLIC}/` }): Promise<void> {
  world = await startWorld({ env });
  for (const who of ['owner', 'manager', 'minji', 'hana', 'lucas'] as const) await as(who).openHome();
  await world.quiet();
}

const leave = (who: Who, from: string, to: string): Promise<void> => approvedLeave(world, who, from, to);

/** Sets somebody's manager or team, as an administrator. */
async function facts(who: Who, values: Record<string, string>): Promise<void> {
  await manage(world, as('owner'), adminAction.openPeople);
  await press('owner', 'modal', adminAction.pickPerson, { value: world.people[who] });
  await press('owner', 'modal', adminAction.editPerson);
  for (const [field, value] of Object.entries(values)) await as('owner').fill(field, value);
  await sendFacts(world, as('owner'));
  await as('owner').dismiss({ all: true });
}

/** The addresses that somebody's modal shows, as paths. */
const paths = (who: Who): string[] =>
  [...textsOf(as(who).modal()).matchAll(/```(\S+)```/g)].map(([, address = '']) => {
    expect(address.startsWith(`${PUBLIC}/calendar/`)).toBe(true);
    return address.slice(PUBLIC.length);
  });

async function make(who: Who, scope = 'own'): Promise<string> {
  await press(who, 'home', calendarAction.openFeeds);
  await press(who, 'modal', calendarAction.makeFeed, { buttonValue: scope });
  return paths(who).at(-1) ?? '';
}

const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  fetch(`http://127.0.0.1:${world.app.port}${path}`, { headers, method });

/** What an answer says, without what differs by nature. */
async function seen(answer: Response): Promise<unknown> {
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => name !== 'date'));
  return { status: answer.status, headers, body: await answer.text() };
}

afterEach(() => world.close());

describe('a person’s feed', () => {
  it('is made from Home, read by a calendar program, and revoked', async () => {
    await begin();
    await leave('minji', '2026-12-02', '2026-12-04');
    const path = await make('minji');
    sound('minji');
    expect(path).toMatch(/^\/calendar\/[\w-]{43}\.ics$/);
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const body = await answer.text();
    expect(body).toContain('SUMMARY:연차');
    expect(body).toContain('DTSTART;VALUE=DATE:20261202');
    expect(body).toContain('X-WR-CALNAME:휴가 · 이민지');
    expect((await get(path, {}, 'HEAD')).headers.get('content-length')).toBe(String(Buffer.byteLength(body)));
    // Shown again as often as it is checked.
    await as('minji').dismiss();
    await press('minji', 'home', calendarAction.openFeeds);
    expect(paths('minji')).toEqual([path]);
    await press('minji', 'modal', calendarAction.revokeFeed);
    expect(paths('minji')).toEqual([]);
    expect((await get(path)).status).toBe(404);
  });

  it('answers alike to what was revoked, never was, or is no address', async () => {
    await begin();
    const path = await make('minji');
    await press('minji', 'modal', calendarAction.revokeFeed);
    const revoked = await seen(await get(path));
    const never = `/calendar/${'A'.repeat(43)}.ics`;
    for (const other of [never, '/calendar/x.ics', '/calendar/', '/calendar/%E0%A4%A.ics', `${path}/`])
      expect(await seen(await get(other))).toEqual(revoked);
    expect(await seen(await get(path, {}, 'POST'))).toEqual(revoked);
    expect(revoked).toMatchObject({ status: 404 });
  });

  it('says that nothing has changed, until something has', async () => {
    await begin();
    await leave('minji', '2026-12-02', '2026-12-02');
    const path = await make('minji');
    const first = await get(path);
    const etag = first.headers.get('etag') ?? '';
    const since = first.headers.get('last-modified') ?? '';
    expect(etag).toMatch(/^"[\w-]+"$/);
    await world.jump('2026-11-24T11:00:00+09:00');
    for (const headers of [{ 'if-none-match': `"x", W/${etag}` }, { 'if-modified-since': since }]) {
      const again = await get(path, headers as Record<string, string>);
      expect(again.status).toBe(304);
      expect(again.headers.get('etag')).toBe(etag);
      expect(await again.text()).toBe('');
    }
    await leave('minji', '2026-12-08', '2026-12-08');
    for (const headers of [{ 'if-none-match': etag }, { 'if-modified-since': since }]) {
      const changed = await get(path, headers as Record<string, string>);
      expect(changed.status).toBe(200);
      expect(await changed.text()).toContain('20261208');
    }
  });

  it('gets a new address, and the old one ends', async () => {
    await begin();
    const old = await make('minji');
    await press('minji', 'modal', calendarAction.renewFeed, { times: 2 });
    const [path = ''] = paths('minji');
    expect(path).not.toBe(old);
    expect((await get(old)).status).toBe(404);
    expect((await get(path)).status).toBe(200);
    const [doc] = await feeds().find({}).toArray();
    expect(doc?.history.map((h: { what: string }) => h.what)).toEqual(['made', 'renewed']);
    // The address is not to be found in the database.
    expect(JSON.stringify(doc)).not.toContain(path.slice(10, 53));
  });

  it('is in its owner’s language, and ends with their account', async () => {
    await begin();
    await leave('lucas', '2026-12-02', '2026-12-02');
    const path = await make('lucas');
    expect(await (await get(path)).text()).toContain('SUMMARY:Annual leave');
    await world.database.db.collection('people').updateOne({ user: world.people.lucas }, { $set: { deleted: true } });
    expect((await get(path)).status).toBe(404);
  });

  it('is not there without a public address, which the modal says', async () => {
    await begin({});
    await press('minji', 'home', calendarAction.openFeeds);
    expect(textsOf(as('minji').modal())).toContain('DAYBOOK_PUBLIC_URL');
    expect(JSON.stringify(as('minji').modal())).not.toContain(calendarAction.makeFeed);
  });
});

describe('a team’s feed', () => {
  it('is for who leads it: it shows those whom they lead now, and ends when there are none', async () => {
    await begin();
    await facts('minji', { [adminInput.manager]: world.people.hana });
    await leave('minji', '2026-12-02', '2026-12-02');
    await leave('lucas', '2026-12-03', '2026-12-03');
    const path = await make('hana', 'led');
    const body = await (await get(path)).text();
    expect(body).toContain('SUMMARY:이민지 · 연차');
    expect(body).not.toContain('Lucas');
    await facts('minji', { [adminInput.manager]: world.people.lucas });
    expect((await get(path)).status).toBe(404);
    await press('minji', 'home', calendarAction.openFeeds);
    expect(textsOf(as('minji').modal())).not.toContain('우리 팀');
  });

  it('is for HR by the team’s name, and for nobody else', async () => {
    await begin();
    await storeTeams(world.database.db, world.slack.team.id, [{ id: 't-design', name: '디자인' }]);
    for (const who of ['minji', 'lucas'] as const) await facts(who, { [adminInput.teamId]: 't-design' });
    await leave('lucas', '2026-12-03', '2026-12-03');
    await press('manager', 'home', calendarAction.openFeeds);
    await as('manager').press('modal', calendarAction.feedTeam, { value: 't-design' });
    await press('manager', 'modal', calendarAction.makeTeamFeed);
    sound('manager');
    const [path = ''] = paths('manager');
    expect(await (await get(path)).text()).toContain('SUMMARY:Lucas Moreau · 연차');
    await press('hana', 'home', calendarAction.openFeeds);
    const forged = as('manager').modal();
    expect(forged).not.toBeNull();
    expect(textsOf(as('hana').modal())).not.toContain('디자인');
    expect(await feeds().countDocuments({})).toBe(1);
  });

  it('is refused to who forges the button', async () => {
    await begin();
    await storeTeams(world.database.db, world.slack.team.id, [{ id: 't-design', name: '디자인' }]);
    for (const who of ['minji', 'lucas'] as const) await facts(who, { [adminInput.teamId]: 't-design' });
    await press('hana', 'home', calendarAction.openFeeds);
    const modal = as('hana').modal();
    const button = { type: 'button', action_id: calendarAction.makeFeed, text: { type: 'plain_text', text: 'x' } };
    for (const value of ['team:t-design', 'led', 'nonsense']) {
      const blocks = [{ type: 'actions', block_id: 'forged', elements: [{ ...button, value }] }];
      await press('hana', 'modal', calendarAction.makeFeed, { shown: { ...modal, blocks } });
      const no = value === 'nonsense' ? '이 워크스페이스에 없는 항목입니다' : '이 구독을 만들 권한이 없습니다';
      expect(textsOf(as('hana').modal())).toContain(no);
    }
    expect(await feeds().countDocuments({})).toBe(0);
  });
});
