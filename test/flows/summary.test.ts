import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitingAction } from '../../blocks/approval-ids.ts';
import { action, input } from '../../blocks/ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { manage } from '../support/manage.ts';
import { withRoute } from '../support/requests.ts';
import { isLong } from '../support/runs.ts';

describe('the daily summary', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const all = () => world.slack.as(world.people.owner).messages(world.adminChannel);
  const posted = () => all().filter(m => m.threadTs === undefined);
  /** what stands in the last one's thread */
  const thread = () => all().filter(m => m.threadTs === posted().at(-1)?.ts);

  async function checkIn(user: string): Promise<void> {
    await world.slack.as(user).command('/daybook in');
    await world.quiet();
  }

  it('comes at 18:30, once, with figures first, then exceptions, and who was there in its thread', async () => {
    const { minji, hana, woojin, manager } = world.people;
    await checkIn(minji);
    await checkIn(hana);
    const asking = world.slack.as(woojin);
    await asking.openHome();
    await asking.press('home', action.openLeave);
    await world.quiet();
    await asking.submit();
    await world.quiet();
    await world.slack.as(manager).press({ channel: world.adminChannel, ts: posted()[0]?.ts ?? '' }, action.approve);
    await world.quiet();
    await world.jump('2026-11-24T18:00:00+09:00');
    await world.slack.as(hana).command('/daybook out');
    await world.jump('2026-11-24T18:29:30+09:00');
    expect(posted()).toHaveLength(1);
    await world.jump('2026-11-24T18:30:00+09:00');
    await world.app.tick();
    await world.quiet();
    expect(posted()).toHaveLength(2);
    const text = textsOf(posted()[1]);
    expect(text).toContain('Summary of Tuesday, 24 November');
    expect(text).toContain('*Still checked in*\n이민지 (since 09:00)');
    expect(text).toContain('*2* present · *1* still checked in · *5* not in · *1* on leave');
    expect(textsOf(thread()[0])).toMatch(/박하나 · 09:00–18:00 · 8 h · Office/);
    expect(thread()).toHaveLength(1);
    expect(text).toContain('Annual leave: 정우진');
    expect(text.indexOf('*2* present')).toBeLessThan(text.indexOf('*Not in*'));
  });

  it('has who was there as a file above 40 people, which a lost answer does not send twice', async () => {
    const { db } = world.database;
    const team = world.slack.team.id;
    const known = await db.collection('people').findOne({ user: world.people.minji });
    const users = Array.from({ length: 41 }, (_, n) => `UMANY${n}`);
    const people = users.map(user => ({ ...known, _id: `${team}:${user}` as never, user, name: user }));
    await db.collection('people').insertMany(people);
    const [from, until] = ['09', '18'].map(hour => Date.parse(`2026-11-24T${hour}:00:00+09:00`));
    const spans = [{ in: from, out: until, place: 'office', breaks: [] }];
    await db.collection('workdays').insertMany(
      users.map(user => ({
        ...{ _id: `${team}:${user}:2026-11-24` as never, team, user, date: '2026-11-24', zone: 'Asia/Seoul' },
        ...{ open: false, spans, history: [], effects: [], version: 1 },
      })),
    );
    world.slack.faults.loseAnswer('files.completeUploadExternal');
    await world.jump('2026-11-24T18:30:00+09:00');
    await world.jump('2026-11-24T18:35:00+09:00');
    expect(
      thread()
        .flatMap(m => m.files ?? [])
        .map(f => f.name),
    ).toEqual(['attendance-2026-11-24.csv']);
    expect(await db.collection('runs').countDocuments({ 'effects.kind': 'summary-rest' })).toBe(0);
    // It was asked for, not completed once more.
    expect(world.slack.calls.filter(c => c.method === 'files.completeUploadExternal')).toHaveLength(1);
    expect(world.slack.calls.filter(c => c.method === 'files.info')).toHaveLength(1);
  });

  it('is posted once by many processes, and late by one that was down at 18:30', async () => {
    const others = await Promise.all([world.another(), world.another()]);
    await world.slack.clock.jump(Date.parse('2026-11-24T21:00:00+09:00'));
    await Promise.all([world.app, ...others].map(p => p.tick()));
    await world.quiet();
    expect(posted()).toHaveLength(1);
    expect(textsOf(posted()[0])).toContain('As of 21:00');
  });

  it('names who did not end a day, worked long and rested too little; of private leave only that they are away', async () => {
    const { minji, hana, woojin, lucas, seoyeon, emily } = world.people;
    const { db } = world.database;
    const team = world.slack.team.id;
    const record = (user: string, date: string, hours: number | undefined, more = {}) => ({
      ...{ _id: `${team}:${user}:${date}` as never, team, user, date, zone: 'Asia/Seoul', open: false },
      spans: [
        {
          in: Date.parse(`${date}T08:00:00+09:00`),
          ...(hours === undefined
            ? { forgotten: true }
            : { out: Date.parse(`${date}T08:00:00+09:00`) + hours * 3.6e6 }),
          ...{ place: 'office', breaks: [] },
        },
      ],
      ...{ history: [], effects: [], version: 1, ...more },
    });
    await db.collection('settings').updateOne(
      { _id: team as never },
      {
        $set: {
          version: 1,
          policy: [
            {
              ...{ version: 1, from: '2026-11-27', by: 'U', at: 1, key: 'k' },
              change: { workingTime: { breaks: 'recorded' } },
            },
          ],
        },
      },
      { upsert: true },
    );
    const dates = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'];
    await db
      .collection('workdays')
      .insertMany([
        ...dates.map(date => record(minji, date, 11)),
        record(hana, '2026-11-26', undefined, { unfinished: true }),
        record(hana, '2026-11-27', 5),
      ]);
    await db.collection('people').updateOne({ user: lucas }, { $set: { hiredOn: '2026-12-01' } });
    await db
      .collection('people')
      .updateOne({ user: emily }, { $set: { terms: [{ from: '2026-01-01', schedule: 'mon 8:00' }] } });
    const as = {
      name: '비밀 휴가',
      unit: 'day',
      pool: null,
      worked: true,
      paid: true,
      private: true,
      calendarDays: false,
    };
    const period = { from: '2026-11-27', to: '2026-11-27' };
    await db.collection('requests').insertOne(
      withRoute({
        ...{ _id: 'q1', team, user: woojin, seq: 1, submission: 's1', kind: 'leave', period, state: 'approved' },
        form: { type: 'secret', ...period, reason: '', as },
        ...{ sentAt: 1, cards: {}, effects: [], version: 1 },
        history: [{ at: 1, by: seoyeon, what: 'approved', key: 'k' }],
      }),
    );
    await world.jump('2026-11-27T18:30:00+09:00');
    const message = posted().at(-1);
    const text = textsOf(message);
    expect(breaches('message', message)).toEqual([]);
    expect(text).toContain('*Not in*\n김수빈, 최도현, 한서연\n');
    expect(text).toContain('*Check-out missing*\n박하나 (Thu 26 Nov)');
    expect(text).toContain('*Over 48 h this week*\n이민지 51 h');
    expect(text).toContain('*Break too short*\n박하나 (30 min short), 이민지 (1 h short)');
    expect(text).toContain('*1* check-out missing · *1* near or over the weekly limit · *2* with too short a break');
    expect(text).not.toContain('비밀');
    expect(text).toMatch(/Away: 정우진/);
    expect(text.indexOf('* present')).toBeLessThan(text.indexOf('Break too short'));
  });

  it('stays away on weekends and holidays', async () => {
    await world.jump('2026-11-28T18:45:00+09:00');
    expect(posted()).toEqual([]);
    await world.jump('2026-12-25T18:45:00+09:00');
    expect(posted()).toEqual([]);
  });

  it('counts a cancellation as overdue from when it was asked for, and names it', async () => {
    const { woojin, manager } = world.people;
    const asking = world.slack.as(woojin);
    await asking.openHome();
    await asking.press('home', action.openLeave);
    await world.quiet();
    await asking.fill(action.leaveTo, '2026-12-10');
    await asking.fill(action.leaveFrom, '2026-12-10');
    await asking.submit();
    await world.quiet();
    await world.slack.as(manager).press({ channel: world.adminChannel, ts: posted()[0]?.ts ?? '' }, action.approve);
    await world.jump('2026-11-26T17:00:00+09:00');
    const request = await world.database.db.collection('requests').findOne({});
    await asking.press('home', action.mine, { value: `cancel|${request?._id}:1:0` });
    await world.quiet();
    await asking.fill(input.reason, 'Plans changed');
    await asking.submit();
    await world.jump('2026-11-26T18:30:00+09:00');
    expect(textsOf(posted().at(-1))).not.toContain('Cancellation');
    await world.jump('2026-11-27T18:30:00+09:00');
    expect(textsOf(posted().at(-1))).toMatch(/정우진 · Cancellation: Annual leave Thu 10 Dec .*26 Nov, 17:00/);
  });

  it('is posted by hand once, whoever presses how often', async () => {
    const { manager, owner } = world.people;
    for (const user of [manager, owner]) await world.slack.as(user).openHome();
    await Promise.all([
      manage(world, world.slack.as(manager), action.postSummary, { times: 3 }),
      manage(world, world.slack.as(owner), action.postSummary),
    ]);
    await world.quiet();
    expect(posted()).toHaveLength(1);
    expect(textsOf(posted()[0])).toMatch(/Posted by (김수빈|최도현)/);
  });

  it('of hundreds of people with long names and as many late requests fits in one message', async () => {
    const { db } = world.database;
    const team = world.slack.team.id;
    const ids = Array.from({ length: isLong ? 300 : 100 }, (_, i) => `UX${i}`);
    const late = isLong ? 200 : 80;
    const person = { team, zone: 'Asia/Seoul', administrator: false, employee: true, deleted: false };
    const settings = { quickIn: false, place: 'office', quiet: ['in', 'out', 'week'], syncedAt: 4e12 };
    await db.collection('people').insertMany(
      ids.map(user => ({
        _id: `${team}:${user}`,
        user,
        name: `홍길동😀${'가'.repeat(490)}${user}`,
        ...person,
        ...settings,
      })) as never[],
    );
    const start = Date.parse('2026-11-24T09:00:00+09:00');
    await db.collection('workdays').insertMany(
      ids.slice(0, ids.length / 2).map(user => ({
        _id: `${team}:${user}:2026-11-24`,
        team,
        user,
        date: '2026-11-24',
        zone: 'Asia/Seoul',
        open: true,
        spans: [{ in: start, place: 'home', breaks: [] }],
        history: [],
        effects: [],
        version: 1,
      })) as never[],
    );
    await db.collection('requests').insertMany(
      Array.from({ length: late }, (_, i) => ({
        _id: `q${i}`,
        team,
        user: ids[i % ids.length],
        seq: 1 + Math.floor(i / ids.length),
        submission: `s${i}`,
        kind: 'leave',
        form: { type: 'annual', from: '2026-11-24', to: '2026-11-24', reason: '' },
        period: { from: '2026-11-24', to: '2026-11-24' },
        state: 'waiting',
        sentAt: start,
        cards: {},
        history: [],
        effects: [],
        version: 1,
        // Everybody was reminded of these already: this is about the summary.
        ...routed(start, [world.people.owner, world.people.manager]),
      })) as never[],
    );
    await world.jump('2026-11-24T18:30:00+09:00');
    const message = posted().at(-1);
    expect(breaches('message', { text: message?.text, blocks: message?.blocks })).toEqual([]);
    await world.slack.as(world.people.owner).openHome();
    const home = world.slack.as(world.people.owner).home();
    expect(textsOf(home)).toContain(`*승인 대기 ${late}건*`);
    for (const list of ['waiting', 'now']) {
      await world.slack.as(world.people.owner).press('home', action.openList, { buttonValue: list });
      await world.quiet();
      const modal = world.slack.as(world.people.owner).modal();
      expect(modal?.blocks.length).toBeLessThanOrEqual(100);
      if (list === 'waiting') {
        await world.slack.as(world.people.owner).press('modal', waitingAction.pages.next);
        await world.quiet();
        expect(textsOf(world.slack.as(world.people.owner).modal())).toContain(`${late / 40}쪽 중 2쪽`);
      }
      await world.slack.as(world.people.owner).dismiss();
    }
    expect(world.slack.calls.filter(c => !c.ok)).toEqual([]);
  });
});

/** The route fields of a waiting request of which these administrators were reminded in every way. */
function routed(since: number, reminded: string[]) {
  const rule = { who: 'administrators' } as const;
  return {
    purpose: 'request',
    steps: [{ need: 'any', direct: false, seats: [{ rule }], notes: [], since }],
    at: 0,
    round: 1,
    ruled: [{ approvers: [rule], need: 'any', direct: false }],
    asked: [],
    marks: reminded.map(user => `1.0.urgent.${user}`),
  };
}
