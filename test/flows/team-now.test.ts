import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

describe('who is in now', () => {
  let world: World;
  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  const manages = async (who: Who, manager: Who | null): Promise<void> => {
    await world.database.db
      .collection<{ _id: string }>('people')
      .updateOne(
        { _id: `${world.slack.team.id}:${world.people[who]}` },
        manager === null ? { $unset: { manager: '' } } : { $set: { manager: world.people[manager] } },
      );
  };
  const home = async (who: Who): Promise<string> => {
    await as(who).openHome();
    await world.quiet();
    return textsOf(as(who).home());
  };

  beforeAll(async () => {
    world = await startWorld();
    for (const who of ['owner', 'manager', 'minji', 'hana', 'woojin', 'lucas'] as const) await home(who);
    await manages('hana', 'minji');
    // Whoever reports to somebody of the team belongs to it.
    await manages('woojin', 'hana');
    await as('woojin').press('home', action.checkIn);
    await as('woojin').submit();
    await world.quiet();
  });
  afterAll(() => world.close());

  it('a manager sees their team, and nobody else', async () => {
    expect(await home('minji')).toContain('*우리 팀 현황* 근무 1 · 미출근 1');
    await as('minji').press('home', action.openList, { buttonValue: 'now' });
    await world.quiet();
    const list = textsOf(as('minji').modal());
    expect(list).toMatch(/\*근무\* \(1\)\n정우진/);
    expect(list).toMatch(/\*미출근\* \(1\)\n박하나/);
    expect(list).not.toMatch(/이민지|Lucas/);
    await as('minji').dismiss();
    expect(await home('hana')).toContain('*우리 팀 현황* 근무 1');
  });

  it('an administrator sees all, a colleague nobody', async () => {
    expect(await home('manager')).toMatch(/\*현황\* 근무 1 · 미출근 7/);
    expect(await home('lucas')).not.toContain('My team now');
  });

  it('whoever lost their team is refused behind an old button', async () => {
    const before = as('minji').home();
    await manages('hana', null);
    expect(await home('minji')).not.toContain('우리 팀 현황');
    await as('minji').press('home', action.openList, { buttonValue: 'now', shown: before as never });
    await world.quiet();
    expect(textsOf(as('minji').modal())).toContain('관리자만');
  });
});
