import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import { WORKDAYS } from '../../src/attendance/store.ts';
import { addDays, atLocal } from '../../src/calendar/rules.ts';
import { commandsOf, type Sent } from '../support/commands.ts';
import { serverUri, testDatabase } from '../support/database.ts';
import { startWorld, type World } from '../support/daybook.ts';

/** Two months of days from nine to six. */
const history = (team: string, user: string): object[] =>
  Array.from({ length: 60 }, (_, i) => {
    const date = addDays('2026-11-24', i - 60);
    const [from, to] = [atLocal(date, '09:00', 'Asia/Seoul'), atLocal(date, '18:00', 'Asia/Seoul')];
    const step = (at: number, what: string) => ({ at, by: user, what, key: `before:${at}` });
    return {
      ...{ _id: `${team}:${user}:${date}`, team, user, date, zone: 'Asia/Seoul', open: false, effects: [], version: 2 },
      spans: [{ in: from, out: to, place: 'office', breaks: [] }],
      history: [step(from, 'check-in'), step(to, 'check-out')],
    };
  });

describe('the commands that the database hears', () => {
  let world: World;
  let watched: ReturnType<typeof commandsOf>;
  const as = (who: keyof World['people']) => world.slack.as(world.people[who]);

  async function sentBy(work: () => Promise<unknown>): Promise<Sent[]> {
    await world.quiet();
    const from = watched.sent.length;
    await work();
    await world.quiet();
    // Without the polls of the outbox.
    return watched.sent.slice(from).filter(s => !('effects.due' in ((s.command.filter as object) ?? {})));
  }

  beforeAll(async () => {
    const uri = await serverUri();
    const database = await testDatabase(`${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true`);
    world = await startWorld({ database });
    watched = commandsOf(database.client, database.database.bulkClient);
    const team = world.slack.team.id;
    const { minji, owner, hana } = world.people;
    await database.db
      .collection('people')
      .updateMany({ user: { $in: [minji, hana, owner] } }, { $set: { quickIn: true, hiredOn: '2020-03-02' } });
    for (const user of [minji, hana, owner])
      await database.db.collection<object>(WORKDAYS).insertMany(history(team, user));
    for (const who of ['minji', 'hana', 'owner'] as const) for (let n = 0; n < 2; n++) await as(who).openHome();
    await as('hana').press('home', action.checkIn);
    await world.quiet();
  });
  afterAll(() => world.close());

  it('for a Home', async () => {
    expect((await sentBy(() => as('minji').openHome())).length).toBeLessThanOrEqual(7);
  });
  it('for a Home of an administrator', async () => {
    expect((await sentBy(() => as('owner').openHome())).length).toBeLessThanOrEqual(8);
  });

  it('for a press with its Home', async () => {
    expect((await sentBy(() => as('minji').press('home', action.checkIn))).length).toBeLessThanOrEqual(11);
    await sentBy(() => as('minji').press('home', action.checkOut));
  });

  it('for leave: form, sending, approval', async () => {
    const opened = await sentBy(() => as('minji').press('home', action.openLeave));
    await as('minji').fill(action.leaveTo, '2026-12-03');
    await as('minji').fill(action.leaveFrom, '2026-12-03');
    const sent = await sentBy(() => as('minji').submit());
    const ts = as('owner').messages(world.adminChannel).at(-1)?.ts ?? '';
    const approved = await sentBy(() => as('owner').press({ channel: world.adminChannel, ts }, action.approve));
    expect(opened.length).toBeLessThanOrEqual(9);
    expect(sent.length).toBeLessThanOrEqual(22);
    expect(approved.length).toBeLessThanOrEqual(25);
  });
});
