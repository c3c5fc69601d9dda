import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boardAction, boardInput } from '../../blocks/board-ids.ts';
import { action, input } from '../../blocks/ids.ts';
import { manageAction } from '../../blocks/manage-ids.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { storeTeams } from '../support/teams.ts';

type Who = keyof World['people'];
const GENERAL = 'C0GENERAL';
let world: World;
const as = (who: Who) => world.slack.as(world.people[who]);
const inChannel = () => as('owner').messages(GENERAL);
const boards = () => inChannel().filter(m => textsOf(m).includes('부재') && !textsOf(m).startsWith(':palm_tree:'));
const notices = () => inChannel().filter(m => textsOf(m).startsWith(':palm_tree:'));

async function press(who: Who, where: 'home' | 'modal', id: string, options = {}): Promise<void> {
  await as(who).press(where, id, options);
  await world.quiet();
}

async function ask(who: Who, from: string, to = from, type?: string): Promise<void> {
  await press(who, 'home', action.openLeave);
  if (type) await as(who).fill(action.leaveType, type);
  await world.quiet();
  await as(who).fill(action.leaveTo, to);
  await as(who).fill(action.leaveFrom, from);
  await as(who).submit();
  await world.quiet();
}

async function approve(): Promise<void> {
  const ts = as('owner').messages(world.adminChannel).at(-1)?.ts ?? '';
  await as('owner').press({ channel: world.adminChannel, ts }, action.approve);
  await world.quiet();
}

async function leave(who: Who, from: string, to = from, type?: string): Promise<void> {
  await ask(who, from, to, type);
  await approve();
}

/** What the menu of one's last request on Home offers. */
async function mine(who: Who, what: string): Promise<void> {
  const found = await world.database.db
    .collection('requests')
    .find({ user: world.people[who] })
    .sort({ seq: -1 })
    .toArray();
  const value = `${what}|${found[0]?._id}:1:0`;
  const blocks = (as(who).home()?.blocks ?? []) as { block_id?: string }[];
  const block = blocks.find(b => JSON.stringify(b).includes(JSON.stringify(value)));
  await as(who).press('home', action.mine, { value, blockId: block?.block_id ?? '' });
  await world.quiet();
}

/** 디자인 above 브랜드, which shares its channel; minji and woojin are in the one, hana in the other. */
async function teams(channel = GENERAL): Promise<void> {
  const { minji, hana, woojin } = world.people;
  const { db } = world.database;
  await storeTeams(db, world.slack.team.id, [
    { id: 't-design', name: '디자인', channel },
    { id: 't-brand', name: '브랜드', parent: 't-design', channel },
  ]);
  await db.collection('people').updateMany({ user: { $in: [minji, woojin] } }, { $set: { teamId: 't-design' } });
  await db.collection('people').updateOne({ user: hana }, { $set: { teamId: 't-brand' } });
}

beforeEach(async () => {
  world = await startWorld({ at: '2026-11-24T08:00:00+09:00', language: 'ko' });
  await teams();
  for (const who of ['owner', 'minji', 'hana'] as const) await as(who).openHome();
  await world.quiet();
});
afterEach(() => world.close());

describe('the morning board', () => {
  it('comes once at the hour, and follows the day in the same message', async () => {
    await leave('hana', '2026-11-24');
    await world.jump('2026-11-24T08:59:00+09:00');
    expect(boards()).toEqual([]);
    await world.jump('2026-11-24T09:00:30+09:00');
    expect(boards()).toHaveLength(1);
    expect(textsOf(boards()[0])).toContain('디자인 · 11월 24일 화요일');
    expect(textsOf(boards()[0])).toContain('*브랜드*\n*부재* 1명 · 박하나 (휴가)');
    const { ts } = boards()[0] ?? {};
    await as('woojin').command('/daybook in home');
    await leave('minji', '2026-11-24', '2026-11-25');
    await world.jump('2026-11-24T10:01:00+09:00');
    expect(boards().map(m => m.ts)).toEqual([ts]);
    expect(textsOf(boards()[0])).toContain('부재 *2명* · 재택 *1명*');
    expect(textsOf(boards()[0])).toContain('*다음 근무일 11월 25일(수)* · 부재 1명\n이민지 (휴가)');
    await world.database.db
      .collection('requests')
      .updateOne({ user: world.people.hana }, { $set: { state: 'cancelled' } });
    const updates = () => world.slack.calls.filter(c => c.method === 'chat.update' && c.args.channel === GENERAL);
    await world.jump('2026-11-24T10:02:00+09:00');
    expect(textsOf(boards()[0])).not.toContain('박하나');
    // Nothing changed: nothing is drawn.
    const drawn = updates().length;
    await world.jump('2026-11-24T10:03:00+09:00');
    expect(updates()).toHaveLength(drawn);
    await world.jump('2026-11-25T09:00:30+09:00');
    expect(boards()).toHaveLength(2);
  });

  it('is posted once by many processes, late by one that was down, and never on a day without work', async () => {
    await leave('hana', '2026-11-25', '2026-12-01');
    const others = await Promise.all([world.another(), world.another()]);
    const tick = async (iso: string): Promise<void> => {
      await world.slack.clock.jump(Date.parse(iso));
      await Promise.all([world.app, ...others].map(p => p.tick()));
      await world.quiet();
    };
    await tick('2026-11-25T15:00:00+09:00');
    expect(boards()).toHaveLength(1);
    await as('woojin').command('/daybook in home');
    await tick('2026-11-25T15:01:00+09:00');
    await tick('2026-11-25T15:02:00+09:00');
    expect(boards()).toHaveLength(1);
    expect(textsOf(boards()[0])).toContain('재택 *1명*');
    await tick('2026-11-28T10:00:00+09:00');
    expect(boards()).toHaveLength(1);
    const runs = await world.database.db.collection('runs').find({ job: 'board' }).toArray();
    expect(runs).toMatchObject([{ date: '2026-11-25', effects: [] }]);
  });

  it('is not posted for a day that passed while the app was not in the channel', async () => {
    await world.database.db.collection('teams').updateOne({}, {
      $set: { 'teams.0.channel': 'C0RANDOM', 'teams.1.channel': 'C0RANDOM' },
      $inc: { version: 1 },
    } as never);
    await leave('hana', '2026-11-24');
    const requests = world.database.db.collection('requests');
    expect((await requests.findOne({}))?.effects).toMatchObject([{ kind: 'board-leave' }]);
    await requests.updateMany({}, { $set: { 'effects.0.tries': 20 } });
    await world.jump('2026-11-24T09:00:30+09:00');
    // Nobody invited the app for ten minutes: that leave is told by the board alone.
    expect((await requests.findOne({}))?.effects).toEqual([]);
    await press('owner', 'home', manageAction.open);
    await press('owner', 'modal', boardAction.openSettings);
    expect(textsOf(as('owner').modal())).toContain('/invite @Daybook');
    await world.jump('2026-11-28T09:00:30+09:00');
    expect(await world.database.db.collection('runs').find({ job: 'board' }).toArray()).toMatchObject([
      { effects: [] },
    ]);
    expect(
      as('owner')
        .messages('random')
        .filter(m => textsOf(m).includes('부재')),
    ).toEqual([]);
  });

  it('opens who is away in the team, and follows the team’s own settings', async () => {
    await leave('hana', '2026-11-24');
    await press('owner', 'home', manageAction.open);
    await press('owner', 'modal', boardAction.openSettings);
    expect(textsOf(as('owner').modal())).toContain('공통 설정: 현황 09:00 · 휴가: 휴가 종류까지');
    await press('owner', 'modal', boardAction.editTeam, { value: 't-design' });
    await as('owner').fill(boardInput.at, '10:30');
    await as('owner').fill(boardInput.leave, 'away');
    await as('owner').fill(boardInput.empty, 'nothing');
    await as('owner').submit({ times: 2 });
    await world.quiet();
    expect(textsOf(as('owner').modal())).toContain('현황 10:30 · 휴가: 부재로만');
    expect(await world.database.db.collection('log').countDocuments({ what: 'settings.team-notices' })).toBe(1);
    await world.jump('2026-11-24T10:00:00+09:00');
    expect(boards()).toEqual([]);
    await world.jump('2026-11-24T10:31:00+09:00');
    expect(textsOf(boards()[0])).toContain('박하나 (부재)');
    await as('minji').press({ channel: GENERAL, ts: boards()[0]?.ts ?? '' }, boardAction.openAway);
    await world.quiet();
    expect(textsOf(as('minji').modal())).toContain('박하나 (휴가)');
    // Nobody away the next day: nothing, as the team wants it.
    await world.jump('2026-11-25T11:00:00+09:00');
    expect(boards()).toHaveLength(1);
  });
});

describe('approved leave in the team’s channel', () => {
  it('is told when it is approved, and what becomes of it changes the same message', async () => {
    await ask('hana', '2026-11-25', '2026-11-26');
    expect(notices()).toEqual([]);
    await approve();
    expect(notices().map(textsOf)).toEqual([':palm_tree: *박하나* · 휴가 · 11월 25일(수)–26일(목)']);
    const { ts } = notices()[0] ?? {};
    await mine('hana', 'change');
    await as('hana').fill(action.leaveTo, '2026-11-25');
    await as('hana').submit();
    await world.quiet();
    expect(notices()).toHaveLength(1);
    await approve();
    expect(notices().map(m => [m.ts, textsOf(m)])).toEqual([
      [ts, ':palm_tree: *박하나* · 휴가 · 11월 25일(수) (변경됨)'],
    ]);
    await mine('hana', 'cancel');
    await as('hana').fill(input.reason, '일정이 바뀌었습니다');
    await as('hana').submit();
    await world.quiet();
    expect(textsOf(notices()[0])).toContain('변경됨');
    await approve();
    expect(notices().map(m => [m.ts, textsOf(m)])).toEqual([[ts, ':palm_tree: ~박하나 · 11월 25일(수)~ (취소됨)']]);
  });

  it('says of a private type only that somebody is away', async () => {
    await leave('minji', '2026-11-25', '2026-11-25', 'sick');
    expect(notices().map(textsOf)).toEqual([':palm_tree: *이민지* · 부재 · 11월 25일(수)']);
  });

  it('is not told of people without a team, and where the team is not told', async () => {
    await leave('owner', '2026-11-25');
    expect(notices()).toEqual([]);
    const { db } = world.database;
    await db.collection('teamNotices').insertOne({
      ...{ _id: `${world.slack.team.id}:t-design`, team: world.slack.team.id, teamId: 't-design' },
      ...{ own: { tellLeave: 'off' }, history: [], effects: [], version: 1 },
    } as never);
    await leave('minji', '2026-11-25');
    expect(notices()).toEqual([]);
  });
});
