import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { action, callback } from '../../blocks/ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import type { WorkdayDoc } from '../../src/attendance/schema.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

describe('a working day on the Home tab', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  const days = () => world.database.db.collection('workdays').find({}).sort({ _id: 1 }).toArray();

  it('opens: greeting and date in the person’s language and zone, one button to press', async () => {
    const { minji, emily } = world.people;
    await world.slack.as(minji).openHome();
    const home = world.slack.as(minji).home();
    expect(textsOf(home)).toContain('11월 24일 화요일');
    expect(textsOf(home)).toContain('좋은 아침입니다, 이민지 님');
    expect(textsOf(home)).toContain('아직 출근 전');
    expect(textsOf(home)).not.toContain('*지금*');
    await world.slack.as(emily).openHome();
    // 19:00 on Monday in New York.
    expect(textsOf(world.slack.as(emily).home())).toContain('Monday, 23 November\nGood evening, Emily Carter');
    expect(textsOf(world.slack.as(emily).home())).toContain('Times in your time zone (New York), dates in Seoul');
    expect(textsOf(world.slack.as(emily).home())).toContain('arrive 18:00–21:00\nCheck in\nthe workday of Tue 24 Nov');
  });

  it('checks in through the short form, and once however often it is sent', async () => {
    const minji = world.slack.as(world.people.minji);
    await minji.press('home', action.checkIn);
    expect(minji.modal()?.callbackId).toBe(callback.checkIn);
    await minji.fill('place', 'home');
    await minji.fill('note', '조용한 아침');
    await minji.fill('quick', ['yes']);
    await minji.submit({ times: 2 });
    await world.quiet();
    expect(minji.modal()).toBeNull();
    expect(minji.warning()).toBeNull();
    const [day, ...others] = await days();
    expect(others).toEqual([]);
    expect(day).toMatchObject({ user: world.people.minji, date: '2026-11-24', open: true, effects: [] });
    expect(day?.spans).toEqual([expect.objectContaining({ place: 'home', note: '조용한 아침' })]);
    expect(day?.history).toHaveLength(1);
    expect(textsOf(minji.home())).toContain('*근무 중* · 09:00부터 · 재택');
  });

  it('says what stands when an old button is pressed on another device', async () => {
    const minji = world.slack.as(world.people.minji);
    const old = minji.home();
    await minji.press('home', action.startBreak);
    await world.quiet();
    expect(textsOf(minji.home())).toContain('휴게 중');
    await minji.press('home', action.startBreak, old ? { shown: old } : {});
    await world.quiet();
    expect(textsOf(minji.modal())).toContain('이미 휴게 중입니다');
    await minji.dismiss();
    await minji.press('home', action.endBreak, { times: 2 });
    await world.quiet();
    expect(minji.modal()).toBeNull();
    expect((await days())[0]?.history.map((h: { what: string }) => h.what)).toEqual([
      'check-in',
      'start-break',
      'end-break',
    ]);
  });

  it('changes the place afterwards', async () => {
    const minji = world.slack.as(world.people.minji);
    await minji.press('home', action.changePlace);
    await minji.fill('place', 'outside');
    await minji.submit();
    await world.quiet();
    expect(textsOf(minji.home())).toContain('외근');
  });

  it('checks out with the day’s total, and in again as a second span with one click', async () => {
    const minji = world.slack.as(world.people.minji);
    await world.jump('2026-11-24T18:10:00+09:00');
    await minji.openHome();
    await minji.press('home', action.checkOut);
    await world.quiet();
    expect(minji.modal()).toBeNull();
    expect(textsOf(minji.home())).toContain('*퇴근 완료* · 8시간 10분');
    // One press takes the usual place, which the form named when it was ticked; Home says it before.
    expect(textsOf(minji.home())).toContain('한 번에 출근 · 재택');
    await minji.press('home', action.checkIn);
    await world.quiet();
    expect(minji.modal()).toBeNull();
    const [day] = await days();
    expect(day).toMatchObject({ open: true, spans: [{ place: 'outside' }, { place: 'home' }] });
    expect(day?.spans).toHaveLength(2);
  });

  it('leaves one check-in of 50 presses at once', async () => {
    const hana = world.slack.as(world.people.hana);
    await world.database.db.collection('people').updateOne({ user: world.people.hana }, { $set: { quickIn: true } });
    await hana.openHome();
    const shown = hana.home();
    await Promise.all(Array.from({ length: 50 }, () => hana.press('home', action.checkIn, shown ? { shown } : {})));
    await world.quiet();
    const mine = (await days()).filter(d => d.user === world.people.hana);
    expect(mine).toHaveLength(1);
    expect(mine[0]?.spans).toHaveLength(1);
    expect(textsOf(hana.modal())).toContain('이미 출근했습니다');
  });

  it('is sound after 50 presses of check-in and check-out at once, by what two devices show', async () => {
    const { seoyeon: user } = world.people;
    const seoyeon = world.slack.as(user);
    await world.database.db.collection('people').updateOne({ user }, { $set: { quickIn: true } });
    await seoyeon.openHome();
    const out = seoyeon.home();
    await seoyeon.press('home', action.checkIn);
    await world.quiet();
    const inside = seoyeon.home();
    if (!out || !inside) throw new Error('no Home');
    await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        seoyeon.press('home', i % 2 ? action.checkIn : action.checkOut, { shown: i % 2 ? out : inside }),
      ),
    );
    await world.quiet();
    const mine = (await days()).filter(d => d.user === user);
    expect(mine).toHaveLength(1);
    const day = mine[0] as unknown as WorkdayDoc;
    const whats = day.history.map(h => h.what);
    // In and out by turns, each step once, and every span but the last ended before the next began.
    expect(whats).toEqual(whats.map((_, i) => (i % 2 ? 'check-out' : 'check-in')));
    expect(new Set(day.history.map(h => h.key)).size).toBe(day.history.length);
    expect(day.spans).toHaveLength(Math.ceil(whats.length / 2));
    expect(day.version).toBe(whats.length);
    for (const [i, s] of day.spans.entries()) {
      const next = day.spans[i + 1];
      if (next) expect(s.out).toBeLessThanOrEqual(next.in);
      if (s.out !== undefined) expect(s.in).toBeLessThanOrEqual(s.out);
    }
    expect(day.open).toBe(day.spans.at(-1)?.out === undefined);
    expect(day.effects).toEqual([]);
  });

  it('keeps within Slack’s limits at every step', () => {
    for (const call of world.slack.calls.filter(c => c.ok)) {
      const { view } = call.args as { view?: unknown };
      if (call.method === 'views.publish') expect(breaches('home', parsed(view))).toEqual([]);
      if (call.method === 'views.open') expect(breaches('modal', parsed(view))).toEqual([]);
    }
    expect(world.slack.calls.filter(c => !c.ok && c.error !== 'exchanged_trigger_id')).toEqual([]);
  });

  const parsed = (view: unknown) => (typeof view === 'string' ? JSON.parse(view) : view);
});

describe('a check-out that was forgotten', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
    return () => world.close();
  });

  it('does not block the next morning and counts nothing', async () => {
    const minji = world.slack.as(world.people.minji);
    await minji.openHome();
    await minji.press('home', action.checkIn);
    await minji.submit();
    await world.jump('2026-11-25T09:05:00+09:00');
    await minji.openHome();
    expect(textsOf(minji.home())).toContain('*11월 24일(화)* 퇴근 기록이 없습니다 (09:00 출근)');
    expect(textsOf(minji.home())).toContain('아직 출근 전');
    await minji.press('home', action.checkIn);
    expect(minji.modal()?.callbackId).toBe(callback.checkIn);
    await minji.submit();
    await world.quiet();
    const days = await world.database.db.collection('workdays').find({}).sort({ date: 1 }).toArray();
    expect(days).toMatchObject([
      { date: '2026-11-24', open: false, unfinished: true },
      { date: '2026-11-25', open: true },
    ]);
    expect(textsOf(minji.home())).toContain('근무 중* · 09:05부터');
  });

  it('in a second span keeps what the first one earned', async () => {
    const minji = world.slack.as(world.people.minji);
    const press = async (at: string, id: string): Promise<void> => {
      await world.jump(at);
      await minji.openHome();
      await minji.press('home', id);
      await world.quiet();
    };
    await world.database.db.collection('people').updateOne({ user: world.people.minji }, { $set: { quickIn: true } });
    await press('2026-11-24T09:01:00+09:00', action.checkIn);
    await press('2026-11-24T15:00:00+09:00', action.checkOut);
    await press('2026-11-24T22:00:00+09:00', action.checkIn);
    await press('2026-11-25T01:30:00+09:00', action.checkOut);
    const [day, ...more] = await world.database.db.collection('workdays').find({}).toArray();
    expect(more).toEqual([]);
    expect(day).toMatchObject({ date: '2026-11-24', open: false });
    expect(day).not.toHaveProperty('unfinished');
  });
});
