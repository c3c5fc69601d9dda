import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { correctionAction, correctionCallback } from '../../blocks/correction-ids.ts';
import { callback, input } from '../../blocks/ids.ts';
import { monthAction, monthCallback } from '../../blocks/month-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { atLocal, datesBetween, weekday } from '../../src/calendar/rules.ts';
import { defined } from '../../src/shared/defined.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { manage } from '../support/manage.ts';
import { withRoute } from '../support/requests.ts';

const ZONE = 'Asia/Seoul';

describe('closing a month', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld({ at: '2026-12-01T10:00:00+09:00' });
    await world.slack.as(world.people.owner).openHome();
    await world.quiet();
  });
  afterEach(() => world.close());

  const owner = () => world.slack.as(world.people.owner);
  const shown = () => textsOf(owner().modal());
  const press = async (id: string, value?: string): Promise<void> => {
    await owner().press('modal', id, defined({ buttonValue: value }));
    await world.quiet();
  };
  /** Working days of November, 09:00 to 18:30 with an hour of break; `without`: dates on which nothing was recorded. */
  function daysOf(user: string, without: readonly string[] = []) {
    return datesBetween('2026-11-02', '2026-11-30')
      .filter(date => weekday(date) <= 5 && !without.includes(date))
      .map(date => ({
        ...{ _id: `${world.slack.team.id}:${user}:${date}`, team: world.slack.team.id, user, date, zone: ZONE },
        ...{ open: false, effects: [], version: 2, history: [] },
        spans: [
          {
            ...{ in: atLocal(date, '09:00', ZONE), out: atLocal(date, '18:00', ZONE), place: 'office' },
            breaks: [{ from: atLocal(date, '12:00', ZONE), to: atLocal(date, '13:00', ZONE) }],
          },
        ],
      }));
  }
  const store = async (days: object[]): Promise<void> => {
    if (days.length > 0) await world.database.db.collection('workdays').insertMany(days as never[]);
  };
  async function open(): Promise<void> {
    await manage(world, owner(), correctionAction.openMonths);
    await world.quiet();
  }

  it('without problems says so, and needs no reason', async () => {
    await store(daysOf(world.people.minji));
    await open();
    expect(shown()).toContain('*2026년 11월* · 마감 전\n남은 문제 없음');
    await press(correctionAction.closeMonth, '2026-11');
    expect(owner().modal()?.callbackId).toBe(correctionCallback.close);
    expect(shown()).toContain('2026년 11월 기록을 마감할까요?');
    expect(shown()).toContain('남은 문제 없음');
    expect(JSON.stringify(owner().modal()?.blocks)).not.toContain('plain_text_input');
    await owner().submit();
    await world.quiet();
    expect(owner().modal()?.callbackId).toBe(correctionCallback.months);
    expect(shown()).toContain('*2026년 11월* · 마감');
  });

  it('names the days without a record and what is pending, and leads to their people, their month, and back', async () => {
    const { minji, hana } = world.people;
    await store([...daysOf(minji, ['2026-11-10', '2026-11-11']), ...daysOf(hana, ['2026-11-20'])]);
    // Hana's day is a leave that waits: it is no day without an answer, but it is not decided on either.
    const date = '2026-11-20';
    const leave = {
      ...{ _id: 'q1', team: world.slack.team.id, user: hana, seq: 1, submission: 's1', kind: 'leave', cards: {} },
      form: { type: 'unpaid', from: date, to: date, reason: '' },
      period: { from: date, to: date },
      ...{ state: 'waiting', sentAt: 1, effects: [], version: 1 },
      history: [{ at: 1, by: hana, what: 'sent', key: 's1' }],
    };
    await world.database.db.collection('requests').insertOne(withRoute(leave));
    await open();
    expect(shown()).toContain('*2026년 11월* · 마감 전\n기록 없는 날 2일 · 휴가 승인 대기 1건');
    await press(correctionAction.closeMonth, '2026-11');
    expect(shown()).toContain('*기록 없는 날 2일*\n이민지');
    expect(shown()).toContain('*휴가 승인 대기 1건*\n박하나');
    expect(breaches('modal', { ...owner().modal(), type: 'modal' }).filter(b => /blocks/.test(b))).toEqual([]);
    await owner().fill(input.reason, '확인 중');
    await press(correctionAction.monthProblem, 'no-record');
    expect(owner().modal()?.callbackId).toBe(monthCallback.people);
    expect(shown()).toContain('*이민지*');
    expect(shown()).toContain('11월 10일(화), 11월 11일(수)');
    expect(shown()).not.toContain('박하나');
    await press(monthAction.person, minji);
    expect(owner().modal()?.callbackId).toBe(monthCallback.month);
    expect(shown()).toContain('이민지');
    await press(monthAction.back);
    await press(monthAction.toClosing);
    expect(owner().modal()?.callbackId).toBe(correctionCallback.close);
    // What was typed before is still there.
    expect(JSON.stringify(owner().modal()?.blocks)).toContain('확인 중');
    await owner().submit();
    await world.quiet();
    expect(shown()).toContain('확인 중 · 마감 당시 남은 문제: 기록 없는 날 2일, 휴가 승인 대기 1건');
    const month = await world.database.db.collection('months').findOne({ month: '2026-11' });
    expect(month?.history).toMatchObject([
      { what: 'closed', reason: '확인 중', left: { 'no-record': 2, 'leave-waiting': 1 } },
    ]);
  });

  it('asks for a reason where something came up while the form said that nothing was left', async () => {
    const { minji } = world.people;
    await store(daysOf(minji));
    await open();
    await press(correctionAction.closeMonth, '2026-11');
    await world.database.db.collection<{ _id: string }>('workdays').deleteOne({ user: minji, date: '2026-11-12' });
    await owner().submit();
    await world.quiet();
    expect(await world.database.db.collection('months').findOne({})).toBeNull();
    expect(owner().modal()?.callbackId).toBe(correctionCallback.close);
    expect(shown()).toContain('*기록 없는 날 1일*\n이민지');
    expect(shown()).toContain('사유를 입력해 주세요.');
  });

  it('is not offered while somebody is checked in on a day of it', async () => {
    const { minji } = world.people;
    const days = daysOf(minji);
    const last = days.at(-1);
    if (!last) throw new Error('no days');
    const from = atLocal('2026-11-30', '22:00', ZONE);
    const running = { ...last, open: true, spans: [{ in: from, place: 'office', breaks: [] }] };
    await store([...days.slice(0, -1), running]);
    await open();
    await press(correctionAction.closeMonth, '2026-11');
    expect(shown()).toContain('*아직 근무 중 1명*\n이민지');
    expect(owner().modal()?.submit ?? null).toBeNull();
  });

  it('is refused to whoever may not, whatever they send', async () => {
    await store(daysOf(world.people.minji, ['2026-11-10']));
    const { lucas } = world.people;
    const answer = await world.slack.deliver(
      {
        type: 'view_submission',
        team: { id: world.slack.team.id },
        user: { id: lucas },
        trigger_id: 't',
        view: {
          ...{ id: 'VF', hash: 'h', type: 'modal', callback_id: correctionCallback.close, blocks: [] },
          private_metadata: JSON.stringify({ month: '2026-11', left: {} }),
          state: { values: { [input.reason]: { value: { type: 'plain_text_input', value: 'x' } } } },
        },
      },
      { kind: 'interaction' },
    );
    expect(JSON.stringify(answer)).toContain(callback.notice);
    expect(await world.database.db.collection('months').findOne({})).toBeNull();
  });
});
