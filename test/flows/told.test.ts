import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminAction, adminInput } from '../../blocks/administration-ids.ts';
import { action } from '../../blocks/ids.ts';
import { delegateInput } from '../../blocks/routes.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { manage } from '../support/manage.ts';

describe('what an administrator does for somebody', () => {
  let world: World;
  type Who = keyof World['people'];
  const as = (who: Who) => world.slack.as(world.people[who]);
  const heard = (who: Who): string[] => as(who).messages('app').map(textsOf);

  beforeAll(async () => {
    world = await startWorld();
    for (const who of ['minji', 'hana', 'lucas', 'manager', 'owner'] as const) await as(who).openHome();
    await world.quiet();
    await world.database.db.collection('people').updateMany({}, { $set: { language: 'en' } });
  });
  afterAll(() => world.close());

  async function delegate(by: Who, to: Who, from?: Who): Promise<void> {
    await manage(world, as(by), action.openDelegation);
    await world.quiet();
    if (from) await as(by).fill(delegateInput.from, world.people[from]);
    await as(by).fill(delegateInput.to, world.people[to]);
    await as(by).submit({ times: 2 });
    await world.quiet();
  }

  it('a delegate named for somebody is told to both, once, and so is the end of it', async () => {
    await delegate('manager', 'hana', 'lucas');
    expect(heard('hana')).toEqual([expect.stringContaining('You decide for Lucas Moreau.')]);
    expect(heard('lucas')).toEqual([expect.stringContaining('김수빈 named 박하나 as your delegate')]);
    await as('manager').dismiss({ all: true });
    await manage(world, as('manager'), action.openDelegation);
    await world.quiet();
    await as('manager').press('modal', action.endDelegation);
    await world.quiet();
    expect(heard('lucas').at(-1)).toContain('김수빈 ended your delegation');
    await as('manager').dismiss({ all: true });
  });

  it('one’s own delegate is told alone', async () => {
    const before = heard('manager').length;
    await delegate('manager', 'minji');
    expect(heard('minji').at(-1)).toContain('You decide for 김수빈.');
    expect(heard('manager')).toHaveLength(before);
    await as('manager').dismiss({ all: true });
  });

  async function open(by: Who, whom: Who): Promise<void> {
    await as(by).openHome();
    await manage(world, as(by), adminAction.openPeople);
    await world.quiet();
    await as(by).press('modal', adminAction.pickPerson, { value: world.people[whom] });
    await world.quiet();
    await as(by).press('modal', adminAction.editPerson);
    await world.quiet();
  }

  it('a new role is told to whoever has it, once, and other facts are not', async () => {
    const before = heard('hana').length;
    await open('owner', 'hana');
    await as('owner').fill(adminInput.role, 'hr');
    await as('owner').submit({ times: 2 });
    await world.quiet();
    expect(heard('hana').slice(before)).toEqual([
      ':key: Your role in Daybook is now HR administrator (set by 최도현).',
    ]);
    await as('owner').dismiss({ all: true });
    await open('owner', 'hana');
    await as('owner').fill(adminInput.hiredOn, '2025-01-02');
    await as('owner').submit();
    await world.quiet();
    expect(heard('hana')).toHaveLength(before + 1);
    await as('owner').dismiss({ all: true });
  });

  it('an administrator’s own hire date is another administrator’s to change', async () => {
    const stored = () => world.database.db.collection('people').findOne({ user: world.people.manager });
    await open('manager', 'manager');
    await as('manager').fill(adminInput.hiredOn, '2010-01-04');
    await as('manager').submit();
    await world.quiet();
    expect(as('manager').modal()?.errors).toEqual({
      hiredOn: 'No one does that with their own record: another administrator can.',
    });
    expect(await stored()).not.toHaveProperty('hiredOn');
    await as('manager').dismiss({ all: true });
    await open('owner', 'manager');
    await as('owner').fill(adminInput.hiredOn, '2020-01-06');
    await as('owner').submit();
    // What it touches is shown first.
    await as('owner').submit();
    await world.quiet();
    expect(await stored()).toMatchObject({ hiredOn: '2020-01-06' });
    await as('owner').dismiss({ all: true });
  });

  it('whoever administers alone sets their own', async () => {
    const people = world.database.db.collection('people');
    for (const who of ['hana', 'manager'] as const)
      await people.updateOne({ user: world.people[who] }, { $set: { role: 'employee' } });
    await open('owner', 'owner');
    await as('owner').fill(adminInput.hiredOn, '2015-01-05');
    await as('owner').submit();
    await as('owner').submit();
    await world.quiet();
    expect(await people.findOne({ user: world.people.owner })).toMatchObject({ hiredOn: '2015-01-05' });
  });
});
