import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { calendarAction } from '../../blocks/calendar-ids.ts';
import { action } from '../../blocks/ids.ts';
import { en } from '../../src/i18n/en/index.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

describe('who is counted', () => {
  let world: World;
  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  const set = (who: Who, facts: object) =>
    world.database.db.collection('people').updateOne({ user: world.people[who] }, { $set: facts });
  const home = async (who: Who): Promise<string> => {
    await as(who).openHome();
    await world.quiet();
    return textsOf(as(who).home());
  };
  const ask = async (who: Who, from: string, to: string): Promise<void> => {
    await home(who);
    await as(who).press('home', action.openLeave);
    await world.quiet();
    await as(who).fill(action.leaveFrom, from);
    await as(who).fill(action.leaveTo, to);
    await as(who).submit();
    await world.quiet();
  };
  const leaveOf = async (who: Who, from: string, to: string): Promise<void> => {
    await ask(who, from, to);
    const id = (await world.database.db.collection('requests').findOne({ user: world.people[who] }))?._id;
    await home('owner');
    await as('owner').press('home', action.approve, { buttonValue: `${id}:1:0` });
    await world.quiet();
  };
  /** without what stands in threads */
  const posts = () =>
    as('owner')
      .messages(world.adminChannel)
      .filter(m => m.threadTs === undefined);
  const summary = (): string => textsOf(posts().at(-1));

  beforeEach(async () => {
    world = await startWorld({ at: '2026-11-23T09:00:00+09:00' });
    for (const who of ['owner', 'manager', 'minji', 'hana', 'woojin', 'seoyeon', 'emily', 'lucas'] as const) {
      await home(who);
      await set(who, { language: 'en' });
    }
  });
  afterEach(() => world.close());

  it('whoever left is in no count from the next day on, and Home and summary agree', async () => {
    await set('hana', { lastDay: '2026-11-24' });
    await set('woojin', { hiredOn: '2026-11-26' });
    await world.jump('2026-11-24T18:40:00+09:00');
    expect(await home('owner')).toContain(en.home.nowCounts({ ...NOBODY, notIn: 7 }));
    expect(summary()).toContain('박하나');
    expect(summary()).not.toContain('정우진');
    await world.jump('2026-11-25T18:40:00+09:00');
    expect(await home('owner')).toContain(en.home.nowCounts({ ...NOBODY, notIn: 6 }));
    expect(summary()).not.toContain('박하나');
    await as('owner').press('home', action.openList, { buttonValue: 'now' });
    await world.quiet();
    expect(textsOf(as('owner').modal())).toContain('Not in *6*');
    expect(textsOf(as('owner').modal())).not.toMatch(/박하나|정우진/);
  });

  it('people who work on Saturdays are seen on Saturdays, and on no day that is none of theirs', async () => {
    const schedule = 'tue 8:00, wed 8:00, thu 8:00, fri 8:00, sat 8:00';
    const terms = { terms: [{ from: '2026-01-01', schedule }] };
    await set('minji', terms);
    await set('hana', terms);
    await leaveOf('minji', '2026-11-27', '2026-11-30');
    await world.jump('2026-11-28T12:00:00+09:00');
    const admins = await home('owner');
    expect(admins).toContain(en.home.nowCounts({ ...NOBODY, notIn: 1, away: 1 }));
    expect(await home('lucas')).toMatch(/이민지 \(leave\)/);
    await as('lucas').press('home', calendarAction.openAway);
    await world.quiet();
    const shown = textsOf(as('lucas').modal());
    expect(shown).toMatch(/Sat(urday)?,? 28[\s\S]*이민지/);
    const before = posts().length;
    await world.jump('2026-11-28T18:40:00+09:00');
    expect(posts()).toHaveLength(before + 1);
    expect(summary()).toContain('이민지');
    expect(summary()).toContain('박하나');
    expect(summary()).not.toContain('정우진');
    // Sunday is nobody's day: no summary, nobody is missed or away.
    await world.jump('2026-11-29T18:40:00+09:00');
    expect(posts()).toHaveLength(before + 1);
    expect(await home('owner')).not.toContain(en.home.now);
    // Monday is none of Minji's: on leave, and yet not away.
    await world.jump('2026-11-30T12:00:00+09:00');
    expect(await home('owner')).toContain(en.home.nowCounts({ ...NOBODY, notIn: 6 }));
    expect(await home('lucas')).not.toContain('이민지');
  });

  it('who else is away is asked of the team, by name', async () => {
    for (const who of ['minji', 'hana', 'woojin', 'seoyeon', 'emily'] as const) await set(who, { teamId: 'Design' });
    await set('lucas', { teamId: 'Sales' });
    await leaveOf('lucas', '2026-12-03', '2026-12-03');
    for (const who of ['hana', 'woojin', 'seoyeon', 'emily'] as const) await leaveOf(who, '2026-12-03', '2026-12-04');
    await ask('minji', '2026-12-03', '2026-12-03');
    const shown = await home('owner');
    expect(shown).toMatch(/away on those days: \S.*, .*, .* and 1 more/);
    expect(shown).not.toMatch(/away on those days:.*Lucas/);
    expect(textsOf(posts().at(-1))).not.toMatch(/Away then:.*Lucas/);
  });
});

const NOBODY = { working: 0, onBreak: 0, notIn: 0, done: 0, away: 0, longLeave: 0 };
