import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correctionAction } from '../../blocks/correction-ids.ts';
import { action } from '../../blocks/ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import type { Daybook } from '../../src/app.ts';
import type { WorkdayDoc } from '../../src/attendance/schema.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

describe('a check-out that was forgotten', () => {
  let world: World;
  let second: Daybook;
  beforeAll(async () => {
    world = await startWorld({ at: '2026-11-24T08:58:00+09:00' });
    second = await world.another();
    const people = world.database.db.collection('people');
    for (const user of Object.values(world.people)) await world.slack.as(user).openHome();
    await world.quiet();
    await people.updateMany({}, { $set: { quickIn: true } });
    await people.updateOne({ user: world.people.woojin }, { $set: { manager: world.people.manager } });
    const terms = [{ from: '2026-01-01', schedule: 'mon 5:00, tue 5:00, wed 5:00' }];
    await people.updateOne({ user: world.people.lucas }, { $set: { terms } });
  });
  afterAll(() => world.close());

  const as = (who: keyof World['people']) => world.slack.as(world.people[who]);
  const days = (who: keyof World['people']) =>
    world.database.db.collection<WorkdayDoc>('workdays').find({ user: world.people[who] }).sort({ date: 1 }).toArray();
  const dms = (who: keyof World['people']) =>
    as(who)
      .messages('app')
      .filter(m => m.user !== world.people[who]);
  const last = (who: keyof World['people']) => {
    const message = dms(who).at(-1);
    if (!message) throw new Error(`${who} has no message`);
    return { text: textsOf(message), place: { channel: message.channel, ts: message.ts }, message };
  };
  /** Both processes look at the same moment. */
  async function tick(iso: string): Promise<void> {
    await world.slack.clock.jump(Date.parse(iso));
    await Promise.all([world.app.tick(), second.tick()]);
    await world.quiet();
  }
  async function checkIn(who: keyof World['people']): Promise<void> {
    await as(who).openHome();
    await as(who).press('home', action.checkIn);
    await world.quiet();
  }

  it('is asked about in the evening, once, though two processes look', async () => {
    for (const who of ['minji', 'hana', 'woojin', 'emily', 'lucas'] as const) await checkIn(who);
    // A working day of five hours ends earlier: at 14:28, with the half hour that the law asks for.
    await tick('2026-11-24T16:27:00+09:00');
    expect(dms('lucas')).toEqual([]);
    await tick('2026-11-24T16:29:00+09:00');
    expect(dms('lucas')).toHaveLength(1);
    expect(last('lucas').text).toContain('14:28 (planned end)');
    await tick('2026-11-24T19:50:00+09:00');
    expect(dms('minji')).toEqual([]);
    await tick('2026-11-24T20:05:00+09:00');
    await tick('2026-11-24T20:06:00+09:00');
    expect(dms('minji')).toHaveLength(1);
    const { text, message } = last('minji');
    expect(text).toContain('11월 24일(화) 08:58부터 아직 근무 중입니다. 퇴근하셨다면 언제 퇴근하셨나요?');
    expect(text).toContain('17:58 (예정)');
    expect(breaches('message', message)).toEqual([]);
    // On her own clock it is the morning before.
    expect(last('emily').text).toContain('since 18:58 (Tue 24 Nov)');
    expect(dms('seoyeon')).toEqual([]);
  });

  it('is answered by one press, at once, and the buttons go', async () => {
    const { place, message } = last('minji');
    await as('minji').press(place, correctionAction.leftAt, { times: 2 });
    await world.quiet();
    const [day] = await days('minji');
    const out = Date.parse('2026-11-24T17:58:00+09:00');
    expect(day).toMatchObject({ open: false, corrected: true, asked: ['evening'], effects: [] });
    expect(Math.abs((day?.spans[0]?.out ?? 0) - out)).toBeLessThan(60_000);
    expect(day?.history.map(h => h.what)).toEqual(['check-in', 'correction']);
    expect(day?.history[1]).toMatchObject({ from: { open: true }, to: { open: false }, by: world.people.minji });
    expect(dms('minji')).toHaveLength(1);
    expect(last('minji').text).toBe(':white_check_mark: 11월 24일(화): 08:58–17:58');
    expect(textsOf(as('minji').home())).toContain('퇴근 완료');
    // The same message on another device says what stands, and changes nothing.
    await as('minji').press(place, correctionAction.leftAt, { shown: message });
    await world.quiet();
    expect((await days('minji'))[0]?.history).toHaveLength(2);
  });

  it('is settled by an ordinary check-out, too', async () => {
    expect(last('hana').text).toContain('아직 근무 중');
    await as('hana').openHome();
    await as('hana').press('home', action.checkOut);
    await world.quiet();
    expect(last('hana').text).toContain(':white_check_mark: 11월 24일(화): 08:58–20:0');
    expect((await days('hana'))[0]).not.toHaveProperty('corrected');
    await checkIn('hana');
  });

  it('never blocks the morning, is the first line on Home, and is asked again when they are back', async () => {
    await tick('2026-11-25T08:40:00+09:00');
    expect(dms('hana')).toHaveLength(1);
    await checkIn('woojin');
    await tick('2026-11-25T08:41:00+09:00');
    expect(dms('woojin')).toHaveLength(2);
    expect(last('woojin').text).toContain('*11월 24일(화)* 퇴근 기록이 없습니다 (08:58 출근)');
    const home = textsOf(as('woojin').home());
    expect(home.indexOf('퇴근 기록이 없습니다')).toBeLessThan(home.indexOf('근무 중'));
    expect(home).toContain('17:58 (예정)');
    expect(await days('woojin')).toMatchObject([{ open: false, unfinished: true }, { open: true }]);
  });

  it('is asked at ten on their own clock otherwise, and never again', async () => {
    await tick('2026-11-25T10:00:00+09:00');
    await as('woojin').openHome();
    await as('woojin').press('home', action.checkOut);
    await tick('2026-11-25T12:05:00+09:00');
    // Hana's second span began at 20:06; it is given up at 12:06.
    expect(dms('hana')).toHaveLength(1);
    await tick('2026-11-25T12:07:00+09:00');
    await tick('2026-11-25T12:08:00+09:00');
    expect(dms('hana')).toHaveLength(2);
    expect(last('hana').text).toContain('(20:06 출근)');
    // Ten in New York on the 25th is midnight in Seoul.
    expect(dms('emily')).toHaveLength(1);
    await tick('2026-11-26T00:00:00+09:00');
    expect(dms('emily')).toHaveLength(2);
  });

  it('is decided by the manager once it is late, with the difference; the question says that it waits', async () => {
    await tick('2026-11-26T11:00:00+09:00');
    const question = dms('woojin').find(m => textsOf(m).includes('퇴근 기록이 없습니다'));
    if (!question) throw new Error('not asked');
    await as('woojin').press({ channel: question.channel, ts: question.ts }, correctionAction.leftAt);
    await world.quiet();
    const shown = dms('woojin').find(m => m.ts === question.ts);
    expect(shown?.text).toBe(':hourglass_flowing_sand: 11월 24일(화): 08:58–17:58. 정정 신청이 승인 대기 중입니다.');
    const waits = textsOf(as('woojin').home());
    expect(waits).toContain('근무 기록 정정 11월 24일(화) · 8시간 · 승인 대기');
    expect(waits).not.toContain('퇴근 기록이 없습니다');
    const card = last('manager');
    expect(card.text).toContain('*정우진* 님의 근무 기록 정정');
    expect(card.text).toContain('출퇴근: 08:58–? → 08:58–17:58');
    expect(card.text).toContain('근무 시간: 계산 안 됨 → 8시간');
    expect(card.text).toContain('사유: 퇴근 기록 누락');
    expect(breaches('message', card.message)).toEqual([]);
    expect((await days('woojin'))[0]).toMatchObject({ unfinished: true });
    await as('manager').press(card.place, action.approve);
    await world.quiet();
    const [day] = await days('woojin');
    const request = await world.database.db.collection('requests').findOne({ kind: 'correction' });
    expect(day).toMatchObject({ unfinished: false, corrected: true, open: false });
    expect(day?.history.at(-1)).toMatchObject({ what: 'correction', key: request?._id, request: request?._id });
    expect(textsOf(dms('woojin').find(m => m.ts === question.ts))).toContain(':white_check_mark: 11월 24일(화): 08:58');
    expect(textsOf(as('woojin').home())).not.toContain('승인 대기 중입니다');
  });
});
