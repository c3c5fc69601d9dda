import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminAction } from '../../blocks/administration-ids.ts';
import { action } from '../../blocks/ids.ts';
import { reportAction } from '../../blocks/report-ids.ts';
import { words } from '../../src/i18n/index.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

const HEADINGS = new Set(Object.values(words('ko').roster.standing));
const namesIn = (modal: Parameters<typeof textsOf>[0]): string[] =>
  [...textsOf(modal).matchAll(/^\*([^*\n]+)\*(?: ·|$)/gm)].map(m => m[1] ?? '').filter(text => !HEADINGS.has(text));

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
    expect(list).toMatch(/미출근 \*1\* · 근무 \*1\* *\n/);
    // Who is not in comes first.
    expect(list).toMatch(/\*미출근\*[\s\S]*\*박하나\*[\s\S]*\*근무\*[\s\S]*\*정우진\* · 09:00부터 · 사무실/);
    expect(list).not.toMatch(/이민지|Lucas/);
    await as('minji').dismiss();
    expect(await home('hana')).toContain('*우리 팀 현황* 근무 1');
  });

  it('the list is filtered and searched, and a row opens the person', async () => {
    await home('manager');
    await as('manager').press('home', action.openList, { buttonValue: 'now' });
    await world.quiet();
    await as('manager').fill(reportAction.rosterFilter, 'in');
    await world.quiet();
    expect(namesIn(as('manager').modal())).toEqual(['정우진']);
    await as('manager').fill(reportAction.rosterFilter, 'not-in');
    await as('manager').fill(reportAction.rosterQuery, '하나');
    await as('manager').submit();
    await world.quiet();
    expect(namesIn(as('manager').modal())).toEqual(['박하나']);
    await as('manager').press('modal', adminAction.openPerson, { buttonValue: world.people.hana });
    await world.quiet();
    expect(textsOf(as('manager').modal())).toContain('박하나');
    await as('manager').dismiss({ all: true });
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
