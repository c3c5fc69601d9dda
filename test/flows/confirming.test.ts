import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminAction } from '../../blocks/administration-ids.ts';
import { correctionAction, correctionCallback } from '../../blocks/correction-ids.ts';
import { input } from '../../blocks/ids.ts';
import { monthAction, monthCallback } from '../../blocks/month-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { datesBetween, weekday } from '../../src/calendar/rules.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { manage } from '../support/manage.ts';
import { seoulDay } from '../worktime/facts.ts';

const MONTH = '2026-11';

describe('a month that its people confirm', () => {
  let world: World;
  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  const asked = (who: Who) =>
    as(who)
      .messages('app')
      .filter(m => /11월.*(근무가 끝났|그 뒤에 바뀌었|확인했습니다|마감되어)/s.test(textsOf(m)));
  const question = (who: Who) => {
    const { channel = '', ts = '' } = asked(who).at(-1) ?? {};
    return { channel, ts };
  };
  const confirmed = (who: Who) =>
    world.database.db.collection('confirmations').findOne({ user: world.people[who], month: MONTH });
  const shown = (who: Who) => textsOf(as(who).modal());
  async function press(who: Who, where: Parameters<ReturnType<typeof as>['press']>[0], id: string, value?: string) {
    await as(who).press(where, id, value === undefined ? {} : { buttonValue: value });
    await world.quiet();
  }
  async function work(who: Who, date: string, span: string): Promise<void> {
    const team = world.slack.team.id;
    const user = world.people[who];
    const day = seoulDay(date, [span]);
    await world.database.db.collection<{ _id: string }>('workdays').replaceOne(
      { _id: `${team}:${user}:${date}` },
      {
        ...{ team, user, ...day, history: [], effects: [], version: 1 },
        spans: day.spans.map(s => ({ ...s, place: 'office' })),
      },
      { upsert: true },
    );
  }
  const closing = async (): Promise<void> => {
    await as('owner')
      .dismiss({ all: true })
      .catch(() => undefined);
    await manage(world, as('owner'), correctionAction.openMonths);
    await press('owner', 'modal', correctionAction.closeMonth, MONTH);
  };

  beforeAll(async () => {
    world = await startWorld({ at: '2026-12-01T09:30:00+09:00' });
    for (const who of ['owner', 'minji', 'hana', 'woojin'] as const) await as(who).openHome();
    await world.quiet();
    const weekdays = datesBetween('2026-11-02', '2026-11-30').filter(date => weekday(date) <= 5);
    for (const who of ['minji', 'hana'] as const) for (const date of weekdays) await work(who, date, '09:00-18:00');
    await world.database.db
      .collection('people')
      .updateOne({ user: world.people.woojin }, { $set: { quiet: ['in', 'out', 'week', 'confirm'] } });
  });
  afterAll(() => world.close());

  it('is asked of nobody and mentioned nowhere until the workspace wants it', async () => {
    await closing();
    expect(shown('owner')).not.toContain('확인 전');
    await as('owner').dismiss({ all: true });
    await manage(world, as('owner'), adminAction.openPolicy);
    await press('owner', 'modal', adminAction.changeGroup, 'reports');
    await as('owner').fill('reports.confirmMonth', 'yes');
    await as('owner').fill('from', '2026-12-01');
    await as('owner').submit();
    await world.quiet();
    expect(shown('owner')).toContain('구성원이 월 근무 기록 확인');
    await as('owner').submit();
    await world.quiet();
    await world.jump('2026-12-01T10:05:00+09:00');
    expect(asked('minji')).toEqual([]);
  });

  it('is asked for on the second working day, once, with its figures, and confirmed with one press', async () => {
    await world.jump('2026-12-02T10:05:00+09:00');
    await world.jump('2026-12-02T11:05:00+09:00');
    expect(asked('minji')).toHaveLength(1);
    expect(asked('woojin')).toEqual([]);
    expect(textsOf(asked('minji')[0])).toContain('*2026년 11월* 근무가 끝났습니다');
    // By hand: 21 days of eight hours.
    expect(textsOf(asked('minji')[0])).toContain('근무 168시간');
    expect(breaches('message', asked('minji')[0] as object)).toEqual([]);
    await as('minji').press(question('minji'), monthAction.confirm, { times: 2 });
    await world.quiet();
    expect(textsOf(asked('minji')[0])).toContain(':white_check_mark: *2026년 11월* 근무 기록을 확인했습니다');
    expect(await confirmed('minji')).toMatchObject({ history: [{ figures: { worked: 168 * 60, leave: 0 } }] });
  });

  it('is confirmed in the month itself as well, which draws the question anew', async () => {
    await press('hana', question('hana'), monthAction.open);
    expect(as('hana').modal()?.callbackId).toBe(monthCallback.month);
    expect(shown('hana')).toContain('한 달이 끝났습니다');
    await press('hana', 'modal', monthAction.confirm);
    expect(shown('hana')).toContain('확인함');
    expect(textsOf(asked('hana')[0])).toContain('확인했습니다');
    await as('hana').dismiss({ all: true });
  });

  it('names who has not confirmed when it is closed, one press away, and asks no reason for them', async () => {
    await closing();
    expect(shown('owner')).toMatch(/\*본인 확인 전 \d명\*/);
    expect(shown('owner')).toContain('정우진');
    expect(shown('owner')).not.toMatch(/확인 전 \d명\*\n[^\n]*(이민지|박하나)/);
    expect(shown('owner')).toContain('확인 전이어도 마감할 수 있습니다.');
    expect(JSON.stringify(as('owner').modal()?.blocks)).not.toContain('plain_text_input');
    await press('owner', 'modal', correctionAction.monthProblem, 'unconfirmed');
    expect(shown('owner')).toContain('*정우진*');
    expect(shown('owner')).not.toContain('*이민지*');
    await press('owner', 'modal', monthAction.toClosing);
    expect(as('owner').modal()?.callbackId).toBe(correctionCallback.close);
  });

  it('is no longer confirmed once it changes: its person is asked again, once', async () => {
    await work('minji', '2026-11-10', '09:00-19:00');
    await closing();
    expect(shown('owner')).toMatch(/확인 전 \d명\*\n[^\n]*이민지/);
    await world.jump('2026-12-03T10:05:00+09:00');
    await world.jump('2026-12-04T10:05:00+09:00');
    expect(asked('minji')).toHaveLength(2);
    expect(asked('hana')).toHaveLength(1);
    expect(textsOf(asked('minji')[1])).toContain('그 뒤에 바뀌었습니다');
    expect(textsOf(asked('minji')[1])).toContain('근무 169시간 · 연장근무 1시간');
  });

  it('is not confirmed by a press on figures that are out of date', async () => {
    await press('minji', question('minji'), monthAction.open);
    expect(shown('minji')).toContain('확인한 뒤');
    await work('minji', '2026-11-11', '09:00-20:00');
    await press('minji', 'modal', monthAction.confirm);
    expect((await confirmed('minji'))?.history).toHaveLength(1);
    expect(shown('minji')).toContain('그사이 기록이 바뀌었습니다');
    await as('minji').dismiss({ all: true });
    await press('minji', question('minji'), monthAction.confirm);
    expect((await confirmed('minji'))?.history).toHaveLength(1);
    expect(textsOf(asked('minji')[1])).toContain('근무 171시간 · 연장근무 3시간');
    await press('minji', question('minji'), monthAction.confirm);
    expect((await confirmed('minji'))?.history).toMatchObject([{}, { figures: { overtime: 180 } }]);
    expect(textsOf(asked('minji')[1])).toContain('확인했습니다');
  });

  it('closes all the same, and then is asked of nobody', async () => {
    await work('hana', '2026-11-10', '10:00-19:00');
    await closing();
    expect(shown('owner')).toMatch(/확인 전 \d명\*\n[^\n]*박하나/);
    if (JSON.stringify(as('owner').modal()?.blocks).includes('plain_text_input'))
      await as('owner').fill(input.reason, '확인');
    await as('owner').submit();
    await world.quiet();
    expect(await world.database.db.collection('months').findOne({ month: MONTH })).toMatchObject({ closed: true });
    await world.jump('2026-12-07T10:05:00+09:00');
    expect(asked('hana')).toHaveLength(1);
  });
});
