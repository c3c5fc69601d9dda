import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendarAction } from '../../blocks/calendar-ids.ts';
import { action } from '../../blocks/ids.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { requestsOf } from '../support/requests.ts';

describe('a manager on long leave', () => {
  let world: World;
  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  const stored = (who: Who) => requestsOf(world, who);
  const ask = async (who: Who, type: string, from: string, to: string): Promise<void> => {
    await as(who).press('home', action.openLeave);
    await world.quiet();
    await as(who).fill(action.leaveType, type);
    await as(who).fill(action.leaveFrom, from);
    await world.quiet();
    await as(who).fill(action.leaveTo, to);
    await world.quiet();
    await as(who).submit();
    await world.quiet();
  };

  beforeAll(async () => {
    world = await startWorld({ reminders: true });
    const { hana, lucas, woojin } = world.people;
    const people = world.database.db.collection('people');
    await people.updateMany({}, { $set: { language: 'ko' } });
    // Hana reports to Lucas, he to Woojin, who takes weekends off; approvers on leave may hold a step up.
    await people.updateOne({ user: hana }, { $set: { manager: lucas } });
    await people.updateOne({ user: lucas }, { $set: { manager: woojin } });
    await world.database.db.collection<{ _id: string }>('routes').replaceOne(
      { _id: world.slack.team.id },
      {
        ...{ team: world.slack.team.id, version: 1, history: [], effects: [] },
        rules: [{ kind: 'leave', when: [], steps: [{ approvers: [{ who: 'manager' }], need: 'any', direct: true }] }],
      },
      { upsert: true },
    );
    for (const who of ['hana', 'lucas', 'woojin', 'owner'] as const) await as(who).openHome();
    await world.quiet();
  });
  afterAll(() => world.close());

  it('has a step until the leave begins; from its first day on the manager above has it', async () => {
    await ask('hana', 'annual', '2026-12-21', '2026-12-22');
    expect((await stored('hana'))[0]).toMatchObject({ state: 'waiting', asked: [world.people.lucas] });
    // Over 30 days: long leave, whatever its type.
    await ask('lucas', 'official', '2026-12-01', '2027-02-26');
    expect((await stored('lucas'))[0]).toMatchObject({ state: 'approved' });
    await world.jump('2026-11-30T18:00:00+09:00');
    expect((await stored('hana'))[0]?.asked).toEqual([world.people.lucas]);
    await world.jump('2026-12-01T09:30:00+09:00');
    expect((await stored('hana'))[0]?.asked).toEqual([world.people.lucas, world.people.woojin]);
    const woojin = as('woojin');
    await woojin.openHome();
    await world.quiet();
    expect(textsOf(woojin.home())).toContain('*승인 대기 1건*');
    const [{ _id } = { _id: '' }] = await stored('hana');
    await woojin.press('home', action.approve, { value: `${_id}:1:0` });
    await world.quiet();
    expect((await stored('hana'))[0]).toMatchObject({ state: 'approved' });
  });

  it('is asked about nothing that is sent meanwhile', async () => {
    await ask('hana', 'annual', '2026-12-28', '2026-12-28');
    const request = (await stored('hana'))[1];
    expect(request).toMatchObject({ state: 'waiting', asked: [world.people.woojin] });
    expect(request?.steps[0]?.notes).toMatchObject([
      { why: 'on-leave', to: 'manager-above', users: [world.people.lucas] },
    ]);
  });

  it('sees until when it lasts, also on a day off, and is asked before checking in', async () => {
    await world.jump('2026-12-05T10:00:00+09:00');
    const lucas = as('lucas');
    await lucas.openHome();
    await world.quiet();
    expect(textsOf(lucas.home())).toContain('*공가 중* · 2027년 2월 26일(금)까지');
    expect(JSON.stringify(lucas.home()?.blocks)).toContain('지금은 휴직 중입니다');
  });

  it('is reminded of nothing, and named apart from those who are away today', async () => {
    await world.jump('2026-12-07T12:30:00+09:00');
    expect(as('lucas').messages('app').map(textsOf).join('\n')).not.toMatch(/출근 기록이 없습니다|알림입니다/);
    await as('owner').openHome();
    await world.quiet();
    const home = textsOf(as('owner').home());
    expect(home).toContain('*휴직 중* Lucas Moreau\n');
    expect(home).toContain('휴직 1');
    expect(home).not.toContain('*오늘 부재*');
    await as('owner').press('home', calendarAction.openAway);
    await world.quiet();
    const calendar = textsOf(as('owner').modal());
    expect(calendar).toContain('*휴직 중*\nLucas Moreau (공가) · 2026년 12월 1일(화) – 2027년 2월 26일(금)');
    expect(calendar.split('Lucas Moreau')).toHaveLength(2);
    await as('owner').dismiss({ all: true });
    await world.jump('2026-12-07T18:35:00+09:00');
    const summary = textsOf(as('owner').messages(world.adminChannel).at(-1));
    expect(summary).toContain('*On long leave* (1)\nLucas Moreau');
    expect(summary).not.toContain('Lucas Moreau ·');
  });
});
