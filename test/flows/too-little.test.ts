import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action, input } from '../../blocks/ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { unitsOf } from '../../src/leave-record/units.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { addGrants } from '../support/ledgers.ts';

describe('A leave form where too little is left', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ language: 'ko' });
    const grant = (id: string, on: string, usableUntil: string, days: number) => ({
      user: world.people.minji,
      grant: { id, kind: 'reward' as const, pool: 'annual', on, usableUntil, amount: unitsOf(days) },
    });
    const grants = [grant('hand:1', '2026-01-04', '2027-01-03', 5), grant('hand:2', '2027-01-04', '2028-01-03', 17)];
    await addGrants(world.database.db, world.app.team, grants);
    await world.slack.as(world.people.minji).openHome();
    await world.quiet();
  });
  afterAll(() => world.close());

  const minji = () => world.slack.as(world.people.minji);
  async function ask(from: string, to: string): Promise<Record<string, string>> {
    await minji().press('home', action.openLeave);
    await world.quiet();
    await minji().fill(action.leaveFrom, from);
    await world.quiet();
    await minji().fill(action.leaveTo, to);
    await world.quiet();
    await minji().submit();
    await world.quiet();
    const errors = minji().modal()?.errors ?? {};
    expect(breaches('modal', { ...minji().modal(), type: 'modal' }).filter(b => /option|text/.test(b))).toEqual([]);
    await minji().dismiss({ all: true });
    return errors;
  }

  it('shows what is left of each type, what there is none of last', async () => {
    await minji().press('home', action.openLeave);
    await world.quiet();
    const block = JSON.stringify((minji().modal()?.blocks ?? [])[0]);
    const options = [...block.matchAll(/"text":"([^"]+)","emoji":false\},"value":"([^"]+)"/g)].map(m => [m[2], m[1]]);
    expect(options[0]).toEqual(['annual', '연차 · 5일 남음']);
    expect(options.find(([id]) => id === 'sick')).toEqual(['sick', '병가']);
    expect(options.find(([id]) => id === 'menstrual')).toEqual(['menstrual', '생리휴가 · 1일 남음']);
    expect(options.slice(0, -1).at(-1)).toEqual(['reward-half', '포상휴가(반차) · 0일 남음']);
    // The one that is chosen at first.
    expect(options.at(-1)).toEqual(options[0]);
    await minji().dismiss({ all: true });
  });

  it('says so once, at the day that is too much, in what is usable until when and from when', async () => {
    // 21 December to 6 January: 12 working days, of which 9 until the 3rd.
    const errors = await ask('2026-12-21', '2027-01-06');
    expect(Object.keys(errors)).toHaveLength(1);
    expect(Object.keys(errors)[0]).toMatch(/^to/);
    expect(Object.values(errors)[0]).toBe(
      '남은 일수가 부족합니다. 11일이 필요하고, 사용 가능 일수는 1월 3일(일)까지 5일, 1월 4일(월)부터 17일입니다.',
    );
    expect(Object.values(await ask('2026-12-07', '2026-12-14'))[0]).toBe(
      '남은 일수가 부족합니다. 6일이 필요한데 5일 남았습니다.',
    );
  });

  it('names the holiday and the days off where there is no working day', async () => {
    expect(await ask('2026-12-25', '2026-12-25')).toEqual({
      [input.from]: '기간에 근무일이 없습니다: 성탄절 12월 25일(금).',
    });
    expect(await ask('2026-12-25', '2026-12-27')).toEqual({
      [input.from]: '기간에 근무일이 없습니다: 주말 2일, 성탄절 12월 25일(금).',
    });
  });

  it('lists the type in the form again as it was chosen, although its place changes', async () => {
    await minji().press('home', action.openLeave);
    await world.quiet();
    await minji().fill(action.leaveType, 'compensatory');
    await world.quiet();
    expect(minji().modal()?.state[input.type]?.[action.leaveType]).toMatchObject({
      selected_option: { value: 'compensatory' },
    });
    expect(textsOf(minji().modal())).toContain('남은 일수가 부족합니다');
    await minji().dismiss({ all: true });
  });
});
