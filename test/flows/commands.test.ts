import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import { REQUESTS } from '../../src/approvals/store.ts';
import { WORKDAYS } from '../../src/attendance/store.ts';
import { addDays, atLocal } from '../../src/calendar/rules.ts';
import { commandsOf, type Sent, scansIn, shapeOf } from '../support/commands.ts';
import { serverUri, testDatabase } from '../support/database.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';

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
    const { minji, owner } = world.people;
    await database.db
      .collection('people')
      .updateMany({ user: { $in: [minji, owner] } }, { $set: { quickIn: true, hiredOn: '2020-03-02' } });
    for (const user of [minji, owner]) await database.db.collection<object>(WORKDAYS).insertMany(history(team, user));
    for (let n = 0; n < 2; n++) for (const who of ['minji', 'owner'] as const) await as(who).openHome();
    await world.quiet();
  });
  afterAll(() => world.close());

  /** Each by an index, and at most so many; of removals from the outbox, which a busy machine parts, one counts. */
  async function expectAtMost(most: number, sent: readonly Sent[]): Promise<void> {
    const removals = sent.filter(s => JSON.stringify(s.command.updates)?.includes('"$pull":{"effects"') === true);
    const told = sent.filter(s => !removals.includes(s)).map(shapeOf);
    expect(told.length + Math.min(1, removals.length), told.join('\n')).toBeLessThanOrEqual(most);
    expect(await scansIn(world.database.db, sent)).toEqual([]);
    expect(sent.filter(scansForWrite).map(shapeOf)).toEqual([]);
  }

  /** Writes for which the embedded server reads the whole collection. */
  const scansForWrite = ({ name, command }: Sent): boolean =>
    name === 'findAndModify' ||
    ((command.updates as { q: object }[] | undefined) ?? []).some(({ q }) => '$and' in q || '$or' in q);

  /** The most commands of which each was sent after the answer to the one before. */
  function waits(sent: readonly Sent[]): number {
    let [count, end] = [0, 0];
    for (const { ms, at } of sent.toSorted((a, b) => a.at - b.at)) if (at - ms >= end) [count, end] = [count + 1, at];
    return count;
  }

  /** The one with the fewest commands: the jobs of a minute may run beside the others. */
  const least = (all: readonly Sent[][]): Sent[] => all.toSorted((a, b) => a.length - b.length)[0] ?? [];

  async function leastOf(times: number, work: (n: number) => Promise<unknown>): Promise<Sent[]> {
    const all: Sent[][] = [];
    for (let n = 0; n < times; n++) all.push(await sentBy(() => work(n)));
    return least(all);
  }

  it('for a Home are at most 5, of an administrator 8', async () => {
    await expectAtMost(5, await leastOf(2, () => as('minji').openHome()));
    await expectAtMost(8, await leastOf(2, () => as('owner').openHome()));
  });

  it('for a press with its Home are at most 8, two of them one after another before the answer', async () => {
    const presses = [action.checkIn, action.startBreak, action.endBreak, action.checkOut];
    const sent = await leastOf(presses.length, n => as('minji').press('home', presses[n] as string));
    await expectAtMost(8, sent);
    const write = sent.find(s => s.collection === WORKDAYS && s.name !== 'find');
    expect(waits(sent.filter(s => s.at <= (write?.at ?? 0)))).toBeLessThanOrEqual(2);
  });

  it('for a Home of whoever leads a few read the days of these, not of the company', async () => {
    const { minji, woojin } = world.people;
    await world.database.db.collection('people').updateOne({ user: woojin }, { $set: { manager: minji } });
    const sent = await leastOf(2, () => as('minji').openHome());
    expect(textsOf(as('minji').home())).toContain('미출근');
    const filters = sent.filter(s => s.collection === WORKDAYS && s.name === 'find').map(s => s.command.filter);
    const narrow = ['_id', 'user', 'open'];
    expect(filters.filter(f => !narrow.some(key => key in (f as object)))).toEqual([]);
    await world.database.db.collection('people').updateOne({ user: woojin }, { $unset: { manager: '' } });
  });

  it('for leave are at most 8 for the form, 15 when it is sent, 16 when it is approved', async () => {
    const [opened, sent, approved]: [Sent[][], Sent[][], Sent[][]] = [[], [], []];
    for (const date of ['2026-12-03', '2026-12-04', '2026-12-07']) {
      opened.push(await sentBy(() => as('minji').press('home', action.openLeave)));
      await as('minji').fill(action.leaveTo, date);
      await as('minji').fill(action.leaveFrom, date);
      sent.push(await sentBy(() => as('minji').submit()));
      const ts = as('owner').messages(world.adminChannel).at(-1)?.ts ?? '';
      approved.push(await sentBy(() => as('owner').press({ channel: world.adminChannel, ts }, action.approve)));
    }
    await expectAtMost(8, least(opened));
    await expectAtMost(15, least(sent));
    await expectAtMost(16, least(approved));
    // Of those who are asked, or in the person's team: not of the whole company.
    const narrow = ['_id', 'user', 'asked', 'submission', 'state'];
    const wide = [...opened, ...sent, ...approved]
      .flat()
      .filter(s => s.collection === REQUESTS && s.name === 'find')
      .filter(s => !narrow.some(key => key in (s.command.filter as object)));
    expect(wide.map(shapeOf)).toEqual([]);
  });

  it('for a minute in which nothing is due read nobody’s day, however many are in', async () => {
    await as('minji').press('home', action.checkIn);
    // Two hours after the check-in, a question about the check-out might be due by that alone.
    await world.jump('2026-11-24T14:00:00+09:00');
    const sent = await sentBy(() => world.jump('2026-11-24T14:01:00+09:00'));
    expect(sent.length).toBeGreaterThan(0);
    const filters = sent.filter(s => s.collection === WORKDAYS && s.name === 'find').map(s => s.command.filter);
    expect(filters.filter(f => !['unfinished', 'uncounted'].some(key => key in (f as object)))).toEqual([]);
  });
});
