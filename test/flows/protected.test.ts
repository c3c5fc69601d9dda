import { afterEach, expect, it } from 'vitest';
import { adminAction, adminInput } from '../../blocks/administration-ids.ts';
import { fieldBlock, formAction } from '../../blocks/form-ids.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { manage, sendFacts } from '../support/manage.ts';

let world: World;
afterEach(() => world.close());

it('overtime of a protected person is refused beside its date, from the first day on', async () => {
  world = await startWorld();
  const [owner, minji] = (['owner', 'minji'] as const).map(who => world.slack.as(world.people[who]));
  if (!owner || !minji) throw new Error('nobody is there');
  for (const who of [owner, minji]) await who.openHome();
  await world.quiet();

  await manage(world, owner, adminAction.openPeople);
  await world.quiet();
  await owner.press('modal', adminAction.pickPerson, { value: world.people.minji });
  await world.quiet();
  await owner.press('modal', adminAction.editPerson);
  await world.quiet();
  await owner.fill(adminInput.protection, 'pregnant');
  await owner.fill(adminInput.termsFrom, '2026-12-01');
  await sendFacts(world, owner);
  expect(textsOf(owner.modal())).toContain('모성보호 등 – → 임신 중');

  await minji.openHome();
  await minji.press('home', formAction.choose);
  await world.quiet();
  await minji.press('modal', formAction.write, { buttonValue: 'overtime' });
  await world.quiet();
  for (const [block, value] of [
    [fieldBlock('date'), '2026-12-01'],
    [fieldBlock('times', 'from'), '18:00'],
    [fieldBlock('times', 'to'), '20:00'],
    [fieldBlock('reason'), '배포'],
  ] as const) {
    await minji.fill(block, value);
    await world.quiet();
  }
  await minji.submit();
  expect(minji.modal()?.errors?.[fieldBlock('date')]).toContain('연장·야간·휴일 근무를 할 수 없습니다');
  expect(await world.database.db.collection('requests').countDocuments()).toBe(0);

  await minji.fill(fieldBlock('date'), '2026-11-30');
  await world.quiet();
  await minji.submit();
  await world.quiet();
  expect(await world.database.db.collection('requests').countDocuments()).toBe(1);
});
