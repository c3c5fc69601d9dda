import { afterEach, expect, it } from 'vitest';
import { correctionAction } from '../../blocks/correction-ids.ts';
import { action } from '../../blocks/ids.ts';
import { monthAction } from '../../blocks/month-ids.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import type { WorkdayDoc } from '../../src/attendance/schema.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

let world: World;
afterEach(() => world.close());

it('a break that was not taken is requested by one press, and counts as work once it is approved', async () => {
  world = await startWorld({ at: '2026-11-24T09:00:00+09:00' });
  const as = (who: 'manager' | 'minji') => world.slack.as(world.people[who]);
  for (const who of ['manager', 'minji'] as const) await as(who).openHome();
  await world.quiet();
  const people = world.database.db.collection('people');
  await people.updateMany({}, { $set: { quickIn: true } });
  await people.updateOne({ user: world.people.minji }, { $set: { manager: world.people.manager } });
  const home = async (iso: string, id: string): Promise<void> => {
    await world.jump(iso);
    await as('minji').openHome();
    await as('minji').press('home', id);
    await world.quiet();
  };
  const day = () => world.database.db.collection<WorkdayDoc>('workdays').findOne({ user: world.people.minji });

  await home('2026-11-24T09:05:00+09:00', action.checkIn);
  await home('2026-11-24T18:05:00+09:00', action.checkOut);
  await home('2026-11-24T18:10:00+09:00', monthAction.open);
  await as('minji').press('modal', monthAction.day, { buttonValue: '2026-11-24' });
  await world.quiet();
  expect(textsOf(as('minji').modal())).toContain('8시간');
  // Twice: the second press finds the request.
  await as('minji').press('modal', correctionAction.workedThrough, { buttonValue: '2026-11-24', times: 2 });
  await world.quiet();
  const requests = await world.database.db.collection('requests').find().toArray();
  expect(requests).toMatchObject([{ kind: 'correction', state: 'waiting', form: { workedThrough: true } }]);
  expect(await day()).not.toHaveProperty('workedThrough');

  const card = as('manager').messages('app').at(-1);
  expect(textsOf(card ?? {})).toContain('휴게 없이 근무');
  expect(textsOf(card ?? {})).toContain('8시간 → 9시간');
  await as('manager').press({ channel: card?.channel ?? '', ts: card?.ts ?? '' }, action.approve);
  await world.quiet();
  expect(await day()).toMatchObject({ workedThrough: true, corrected: true });

  await as('minji').dismiss({ all: true });
  await home('2026-11-24T18:30:00+09:00', monthAction.open);
  await as('minji').press('modal', monthAction.day, { buttonValue: '2026-11-24' });
  await world.quiet();
  const shown = textsOf(as('minji').modal());
  expect(shown).toContain('9시간');
  expect(JSON.stringify(as('minji').modal()?.blocks)).not.toContain(correctionAction.workedThrough);
  const call = world.slack.calls.findLast(c => c.ok && c.method === 'views.push');
  expect(breaches('modal', call?.args.view)).toEqual([]);
});
