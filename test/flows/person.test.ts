import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminAction, adminInput } from '../../blocks/administration-ids.ts';
import { action } from '../../blocks/ids.ts';
import { monthAction } from '../../blocks/month-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { withRoute } from '../support/requests.ts';
import { storeTeams } from '../support/teams.ts';

describe('the window of a person', () => {
  let world: World;
  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  const shown = (who: Who): string => textsOf(as(who).modal());
  const heard = (who: Who): string => textsOf(as(who).ephemerals('general').at(-1));
  const closed = (who: Who) =>
    as(who)
      .dismiss({ all: true })
      .catch(() => undefined);
  const fits = (who: Who) =>
    expect(breaches('modal', { ...as(who).modal(), type: 'modal' }).filter(b => /block|text|option/.test(b))).toEqual(
      [],
    );
  const press = async (who: Who, where: 'home' | 'modal', id: string, o: object = {}): Promise<void> => {
    await as(who).press(where, id, o);
    await world.quiet();
  };
  const command = async (who: Who, text: string): Promise<void> => {
    await closed(who);
    await as(who).command(`/daybook ${text}`, { channel: 'general' });
    await world.quiet();
  };

  beforeAll(async () => {
    world = await startWorld();
    const people = world.database.db.collection<{ _id: string }>('people');
    const set = (who: Who, facts: object) =>
      people.updateOne({ _id: `${world.slack.team.id}:${world.people[who]}` }, { $set: facts });
    await storeTeams(world.database.db, world.slack.team.id, [{ id: 't-design', name: '디자인' }]);
    // Lucas leads Minji; Hana leads Woojin.
    await set('minji', { manager: world.people.lucas, hiredOn: '2024-03-04', teamId: 't-design', employeeNo: 'D-1' });
    await set('woojin', { manager: world.people.hana });
    await set('lucas', { language: 'en' });
    for (const who of ['owner', 'lucas', 'hana', 'minji'] as const) await as(who).openHome();
    await as('minji').press('home', action.checkIn);
    await world.quiet();
    await as('minji').submit();
    await world.quiet();
  });
  afterAll(() => world.close());

  it('has everything of somebody, reached by a part of their name', async () => {
    await command('owner', '누구 민지');
    fits('owner');
    const text = shown('owner');
    expect(text).toContain('*이민지*');
    expect(text).toContain('*사번* D-1');
    expect(text).toMatch(/\*현재\*\n\*근무 중\* · 09:00부터/);
    expect(text).toMatch(/\*휴가\*\n연차 잔여 \*15일\*/);
    expect(text).toContain('*2026년 11월 근무*');
    expect(text).toContain('신청한 내역이 없습니다');
    expect(JSON.stringify(as('owner').modal()?.blocks)).toContain(adminAction.editPerson);
  });

  it('shows a manager of the team what they may see, and offers nothing that they may not do', async () => {
    await command('lucas', 'who minji');
    const text = shown('lucas');
    expect(text).toContain('*Employee number* D-1');
    expect(text).toContain('*Working* · since 09:00');
    expect(text).not.toContain('Edit details');
    expect(text).not.toContain('Give or correct');
    // As a request of hers.
    expect(text).toContain('Correct a day');
  });

  it('is refused to managers of others and to colleagues, in words and by a forged press', async () => {
    await command('hana', '누구 이민지');
    expect(as('hana').modal()).toBeNull();
    expect(heard('hana')).toContain('본인 팀의 구성원이 아닙니다');
    for (const who of ['hana', 'woojin'] as const) {
      const from = world.slack.calls.length;
      await world.slack.deliver(
        {
          ...{ type: 'block_actions', team: { id: world.slack.team.id }, user: { id: world.people[who] } },
          ...{ trigger_id: `forged.${who}`, api_app_id: world.slack.app.id },
          actions: [{ action_id: adminAction.openPerson, block_id: 'b', action_ts: '1.1', value: world.people.minji }],
        },
        { kind: 'interaction' },
      );
      await world.quiet();
      expect(JSON.stringify(world.slack.calls.slice(from))).not.toContain('people.window');
    }
    await command('woojin', 'who woojin');
    expect(shown('woojin')).toContain('*정우진*');
  });

  it('asks who is meant where several are, and says where nobody is', async () => {
    await command('owner', `who <@${world.people.minji}>`);
    expect(shown('owner')).toContain('*이민지*');
    await command('owner', '구성원 박문수');
    expect(heard('owner')).toContain('“박문수”에 해당하는 구성원이 없습니다');
    await command('owner', 'who');
    expect(heard('owner')).toContain('이름을 함께 입력해 주세요');
    await world.slack.updateUser(world.people.seoyeon, { realName: '박민지' });
    await world.quiet();
    await command('owner', 'who 민지 님');
    expect(as('owner').modal()).toBeNull();
    expect(heard('owner')).toContain('검색 결과가 여러 명입니다');
    const [choice] = as('owner').ephemerals('general').slice(-1);
    await as('owner').press({ channel: 'general', ts: choice?.ts ?? '' }, adminAction.openPerson, {
      buttonValue: world.people.minji,
    });
    await world.quiet();
    expect(shown('owner')).toContain('*사번* D-1');
  });

  it('opens from who is in, from a month and from the search', async () => {
    await closed('owner');
    await press('owner', 'home', action.openList, { buttonValue: 'now' });
    const roster = shown('owner');
    await press('owner', 'modal', adminAction.openPerson, { buttonValue: world.people.minji });
    expect(shown('owner')).toContain('*사번* D-1');
    // From the window her month, the third modal; what that opens takes its place.
    await press('owner', 'modal', monthAction.open);
    expect(shown('owner')).toContain('이민지');
    await press('owner', 'modal', adminAction.openPerson);
    expect(shown('owner')).toContain('*사번* D-1');
    await press('owner', 'modal', adminAction.editPerson);
    await as('owner').fill(adminInput.employeeNo, 'D-2');
    await as('owner').submit();
    await world.quiet();
    expect(shown('owner')).toContain('*사번* D-2');
    await as('owner').dismiss();
    await as('owner').dismiss();
    expect(shown('owner')).toBe(roster);
  });

  it('turns the pages of a long history, within Slack’s limits', async () => {
    const one = (n: number) =>
      withRoute({
        ...{ _id: `r-${n}`, team: world.slack.team.id, user: world.people.hana, seq: n, submission: `s${n}` },
        ...{ kind: 'leave', period: { from: '2026-01-05', to: '2026-01-05' }, sentAt: n, cards: {}, effects: [] },
        form: {
          ...{ type: 'annual', from: '2026-01-05', to: '2026-01-05', reason: '' },
          as: {
            ...{ name: 'annual', pool: 'annual', paid: true, worked: true, attendance: 'attended', decided: true },
            ...{ unit: 'day', private: false, calendarDays: false },
          },
        },
        history: ['sent', 'withdrawn'].map(what => ({ at: n, by: world.people.hana, what, key: `s${n}`, round: 1 })),
        ...{ state: 'withdrawn', version: 1 },
      });
    await world.database.db.collection('requests').insertMany(Array.from({ length: 200 }, (_, n) => one(n + 1)));
    const steps = [{ field: 'teamId', to: '가' }];
    const entry = (n: number) => ({ at: n, by: world.people.owner, source: 'form', key: `k${n}`, steps });
    await world.database.db
      .collection<{ _id: string }>('people')
      .updateOne(
        { _id: `${world.slack.team.id}:${world.people.hana}` },
        { $set: { factsHistory: Array.from({ length: 90 }, (_, n) => entry(n)) } },
      );
    await command('owner', '누구 박하나');
    fits('owner');
    expect(shown('owner')).toContain('25쪽 중 1쪽');
    await press('owner', 'modal', adminAction.personPages.next);
    expect(shown('owner')).toContain('25쪽 중 2쪽');
    await press('owner', 'modal', adminAction.openFactsHistory);
    fits('owner');
    await press('owner', 'modal', adminAction.factsHistoryPages.next);
    expect(shown('owner')).toContain('3쪽 중 2쪽');
  });
});
