import { afterEach, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import { leaveAction } from '../../blocks/leave-ids.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

let world: World;
afterEach(() => world.close());

const minji = () => world.slack.as(world.people.minji);
const press = async (id: string): Promise<void> => {
  await minji().press('home', id);
  await world.quiet();
};
const fill = async (id: string, value: string): Promise<void> => {
  await minji().fill(id, value);
  await world.quiet();
};

/** Works from one time to another, and asks for the other half of that day once it is over. */
async function worksAndAsks(at: (time: string) => string, from: string, to: string, part: 'am' | 'pm') {
  await world.jump(at(from));
  await minji().openHome();
  await world.quiet();
  await press(action.checkIn);
  if (minji().modal()) await minji().submit();
  await world.quiet();
  await world.jump(at(to));
  await press(action.checkOut);
  await press(action.openLeave);
  await fill(action.leaveType, 'half');
  await fill(action.leaveFrom, at('').slice(0, 10));
  await fill(leaveAction.part, part);
  await minji().submit();
  await world.quiet();
  const { errors } = minji().modal() ?? {};
  const [card] = world.slack.as(world.people.owner).messages(world.adminChannel).slice(-1);
  await world.slack.as(world.people.owner).press({ channel: world.adminChannel, ts: card?.ts ?? '' }, action.approve);
  await world.quiet();
  await minji().openHome();
  await world.quiet();
  return { errors, home: textsOf(minji().home()) };
}

it.each([
  ['Asia/Seoul', '2026-11-24', '+09:00'],
  // The clock went back at two that Sunday, a working day there.
  ['Asia/Jerusalem', '2026-10-25', '+02:00'],
])(
  'takes the other half of a day under flexible hours, worked to the minute, in %s on %s',
  async (zone, date, offset) => {
    const at = (time: string) => `${date}T${time}:00${offset}`;
    world = await startWorld({ at: at('08:00'), env: { DAYBOOK_TIME_ZONE: zone } });
    const terms = [{ from: '2000-01-01', schedule: 'mon 8:00, tue 8:00, sun 8:00' }];
    await minji().openHome();
    await world.database.db.collection('people').updateOne({ user: world.people.minji }, { $set: { terms } });
    const { errors, home } = await worksAndAsks(at, '11:00', '15:30', 'pm');
    expect(errors).toBeUndefined();
    // Four hours, and nothing short of the day.
    expect(home).toContain('오후 반차');
    expect(home).toContain('4시간');
    expect(home).not.toContain('부족');
    const [request] = await world.database.db.collection('requests').find({ user: world.people.minji }).toArray();
    expect(request).toMatchObject({ state: 'approved', form: { part: 'pm', from: date, to: date } });
  },
);
