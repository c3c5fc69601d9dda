import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action, input } from '../../blocks/ids.ts';
import { leaveAction, typeInput } from '../../blocks/leave-ids.ts';
import { ledgerAction, ledgerInput } from '../../blocks/ledger-ids.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { grantsIn } from '../support/ledgers.ts';
import { manage } from '../support/manage.ts';

describe('a leave type with its own balance', () => {
  let world: World;
  const as = (who: 'minji' | 'owner') => world.slack.as(world.people[who]);
  let pool: string;

  beforeAll(async () => {
    world = await startWorld();
    await world.database.db
      .collection<{ _id: string }>('people')
      .updateOne({ _id: `${world.slack.team.id}:${world.people.minji}` }, { $set: { hiredOn: '2024-03-15' } });
    for (const who of ['minji', 'owner'] as const) await as(who).openHome();
  });
  afterAll(() => world.close());

  it('is made by an administrator and listed with its own balance', async () => {
    const owner = as('owner');
    await manage(world, owner, 'policy.open');
    await world.quiet();
    await owner.press('modal', leaveAction.openTypes);
    await world.quiet();
    await owner.press('modal', leaveAction.addType);
    await world.quiet();
    await owner.fill(typeInput.name, '리프레시 휴가');
    await owner.fill(typeInput.pool, 'own');
    await owner.submit();
    await world.quiet();
    const [type] = await world.database.db.collection('leaveTypes').find({}).toArray();
    pool = type?.id;
    expect(type).toMatchObject({ pool, paidOut: false });
    expect(textsOf(owner.modal())).toMatch(/리프레시 휴가\*\n.*자체 잔여/);
    await owner.dismiss({ all: true });
  });

  it('is granted by its name, which message, Home, statement and form say', async () => {
    const owner = as('owner');
    await owner.openHome();
    await owner.press('home', action.openStatement);
    await world.quiet();
    await owner.fill(ledgerAction.pickPerson, world.people.minji);
    await world.quiet();
    await owner.press('modal', ledgerAction.openGive);
    await world.quiet();
    await owner.fill(ledgerInput.kind, `extra:${pool}`);
    await owner.fill(ledgerInput.days, '3');
    await owner.fill(ledgerInput.usableUntil, '2027-03-31');
    await owner.fill(ledgerInput.why, '5년 근속');
    await owner.submit();
    await world.quiet();
    expect(textsOf(owner.modal())).toContain('*+3일*  리프레시 휴가');
    await owner.submit();
    await world.quiet();
    expect(textsOf(owner.modal())).toContain('리프레시 휴가 잔여 *3일*');
    const grants = await grantsIn(world.database.db, { user: world.people.minji });
    expect(grants.filter(g => g.pool === pool)).toMatchObject([{ kind: 'extra', usableUntil: '2027-03-31' }]);

    const minji = as('minji');
    expect(minji.messages('app').at(-1)?.text).toContain('리프레시 휴가 *3일* 부여');
    await minji.openHome();
    await world.quiet();
    expect(textsOf(minji.home())).toMatch(/\*리프레시 휴가\*\n3일/);
    await minji.press('home', action.openLeave);
    await world.quiet();
    await minji.fill(action.leaveType, pool);
    await world.quiet();
    expect(textsOf(minji.modal())).toContain('남은 리프레시 휴가 *3일* → 신청 후 *2일*');
    await minji.fill(input.reason, '여행');
    await minji.submit();
    await world.quiet();
    expect(minji.modal()).toBeNull();
    await minji.openHome();
    await world.quiet();
    expect(textsOf(minji.home())).toMatch(/\*리프레시 휴가\*\n2일/);
    expect(textsOf(minji.home())).toMatch(/\*연차\*\n15일/);
  });

  it('warns by its name before it expires', async () => {
    await world.jump('2027-02-01T10:00:00+09:00');
    const heard = as('minji')
      .messages('app')
      .map(m => m.text);
    expect(heard.some(text => text.includes('남은 리프레시 휴가 *2일*'))).toBe(true);
  });

  it('is not given in a pool that nobody keeps', async () => {
    const owner = as('owner');
    await owner.openHome();
    await owner.press('home', action.openStatement);
    await world.quiet();
    await owner.fill(ledgerAction.pickPerson, world.people.minji);
    await world.quiet();
    await owner.press('modal', ledgerAction.openGive);
    await world.quiet();
    const choices = JSON.stringify(owner.modal()?.blocks);
    expect(choices).toContain(`extra:${pool}`);
    expect(choices).not.toContain('extra:t000000000000');
  });
});
