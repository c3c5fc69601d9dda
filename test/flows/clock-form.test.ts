import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action, callback, input } from '../../blocks/ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import type { WorkdayDoc } from '../../src/attendance/schema.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

describe('the presses of a day on Home', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ at: '2026-11-24T09:30:00+09:00' });
  });
  afterAll(() => world.close());

  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  const day = async (who: Who): Promise<WorkdayDoc | null> =>
    world.database.db.collection<WorkdayDoc>('workdays').findOne({ user: world.people[who] });
  const prefers = (who: Who) => world.database.db.collection('people').findOne({ user: world.people[who] });
  const seoul = (time: string): number => Date.parse(`2026-11-24T${time}:00+09:00`);
  const minute = (ms = 0): number => Math.floor(ms / 60_000);
  const home = async (who: Who): Promise<string> => {
    await as(who).openHome();
    await world.quiet();
    expect(breaches('home', { type: 'home', blocks: as(who).home()?.blocks })).toEqual([]);
    return textsOf(as(who).home());
  };
  const press = async (who: Who, id: string): Promise<void> => {
    await home(who);
    await as(who).press('home', id);
    await world.quiet();
  };
  const send = async (who: Who): Promise<void> => {
    await as(who).submit();
    await world.quiet();
  };
  const primaries = (who: Who): string[] =>
    JSON.stringify(as(who).home()?.blocks ?? []).match(/\{[^{}]*\{[^{}]*\}[^{}]*"style":"primary"/g) ?? [];

  it('a check-in whose time is left as it was is the press itself, and not marked', async () => {
    await press('minji', action.checkIn);
    expect(as('minji').modal()?.callbackId).toBe(callback.checkIn);
    expect(JSON.stringify(as('minji').modal()?.blocks)).toContain('"initial_time":"09:30"');
    await as('minji').fill(input.place, 'home');
    await send('minji');
    const made = await day('minji');
    expect(minute(made?.spans[0]?.in)).toBe(minute(seoul('09:30')));
    expect(made).not.toHaveProperty('corrected');
    // The place of this time is where the next form begins; the usual one of the settings stays.
    expect(await prefers('minji')).toMatchObject({ place: 'office', lastPlace: 'home', quickIn: false });
  });

  it('a time that is changed counts, is kept beside the press and marks the day', async () => {
    await press('hana', action.checkIn);
    await as('hana').fill(input.note, '고객사에서 바로');
    for (const [time, error] of [
      ['10:30', '아직 오지 않은 시각입니다.'],
      ['23:50', '아직 오지 않은 시각입니다.'],
    ]) {
      await as('hana').fill(input.time, time);
      await send('hana');
      expect(as('hana').modal()?.errors).toEqual({ [input.time]: error });
    }
    // What was typed stays.
    await as('hana').fill(input.time, '08:50');
    await send('hana');
    expect(as('hana').modal()).toBeNull();
    expect(await day('hana')).toMatchObject({
      corrected: true,
      spans: [{ in: seoul('08:50'), note: '고객사에서 바로' }],
      history: [{ what: 'check-in', said: seoul('08:50') }],
    });
    expect(await home('hana')).toContain('*근무 중* · 08:50부터');
  });

  it('checks out with one press, says what is short and until when, and asks for nothing', async () => {
    await world.jump('2026-11-24T16:10:00+09:00');
    expect(await home('minji')).toContain('18:30 이후 퇴근 가능 (휴게 1시간 포함) · 16:10 기준');
    await press('minji', action.checkOut);
    expect(as('minji').modal()).toBeNull();
    expect((await day('minji'))?.open).toBe(false);
    expect(await home('minji')).toMatch(/09:30–16:10 · 1시간 50분 부족 · 18:30까지/);
    expect(await home('minji')).toContain('퇴근 되돌리기');
    // A check-in again cannot begin before that.
    await press('minji', action.checkIn);
    expect(JSON.stringify(as('minji').modal()?.blocks)).toMatch(/"initial_option":\{"text":\{[^}]*\},"value":"home"\}/);
    await as('minji').fill(input.time, '16:00');
    await send('minji');
    expect(as('minji').modal()?.errors?.[input.time]).toContain('16:10');
    // Sent again with another time it is another try.
    await as('minji').fill(input.time, '16:10');
    await send('minji');
    expect(as('minji').modal()).toBeNull();
    expect(await home('minji')).toContain('*근무 중* · 16:10부터');
  });

  it('in chat says the same', async () => {
    await as('hana').say('app', '퇴근 16:00');
    await world.quiet();
    expect(textsOf(as('hana').messages('app').at(-1))).toContain('1시간 20분 부족 · 17:50까지');
  });

  it('opens the form before a check-out for whoever wants that, and the form is left again', async () => {
    await world.database.db.collection('people').updateOne({ user: world.people.woojin }, { $set: { askOut: true } });
    await press('woojin', action.checkIn);
    await send('woojin');
    await press('woojin', action.checkOut);
    expect(as('woojin').modal()?.callbackId).toBe(callback.checkOut);
    await as('woojin').fill(input.note, '퇴근합니다');
    await as('woojin').fill(input.quick, []);
    await send('woojin');
    expect(await day('woojin')).toMatchObject({ open: false, spans: [{ outNote: '퇴근합니다' }] });
    expect(await prefers('woojin')).toMatchObject({ askOut: false });
  });

  it('with one click is at the place of the settings, which Home says before and after', async () => {
    await world.database.db
      .collection('people')
      .updateOne({ user: world.people.seoyeon }, { $set: { quickIn: true, place: 'home', lastPlace: 'outside' } });
    expect(await home('seoyeon')).toContain('한 번에 출근 · 재택');
    await press('seoyeon', action.checkIn);
    expect(await home('seoyeon')).toContain('*근무 중* · 16:10부터 · 재택');
  });

  it('on a break it is the end of the break that stands out', async () => {
    await press('seoyeon', action.startBreak);
    await home('seoyeon');
    expect(primaries('seoyeon')).toHaveLength(1);
    expect(primaries('seoyeon')[0]).toContain(action.endBreak);
    await press('seoyeon', action.endBreak);
    await home('seoyeon');
    expect(primaries('seoyeon')[0]).toContain(action.checkOut);
  });
});
