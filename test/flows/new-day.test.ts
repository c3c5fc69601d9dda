import { describe, expect, it } from 'vitest';
import { crowdUser, storeCrowd } from '../../scripts/bench/crowd.ts';
import { prepare } from '../../src/db/indexes.ts';
import { COLLECTIONS } from '../../src/features.ts';
import { figureDocs } from '../../src/figures/store.ts';
import { commandsOf, type Sent, shapeOf } from '../support/commands.ts';
import { serverUri, testDatabase } from '../support/database.ts';
import { startWorld } from '../support/daybook.ts';
import { grantsIn, noticesIn } from '../support/ledgers.ts';
import { isLong } from '../support/runs.ts';

const TEAM = 'T0ACORN';
const TODAY = '2026-11-24';
/** Just after the night's, the morning's and the evening's work is due. */
const TIMES = ['00:06', '03:01', '09:01', '10:01', '11:02', '18:31', '20:31'] as const;

interface Day {
  /** commands at each of these times, with all that is delivered then */
  commands: Record<string, number>;
  /** of these, those for figures that lists keep */
  ofFigures: number;
  /** messages by the app to these people, and to nobody else */
  messages: number;
  stored: (name: string) => Promise<number>;
}

/** The poll comes by its own clock; of more than a hundred documents the driver fetches the rest of an answer by `getMore`. */
const isCounted = (s: Sent): boolean => s.name !== 'getMore' && !shapeOf(s).includes('effects.due');

/** The day after, of so many people beside the eight of the workspace, of whom each has that to be done. */
async function newDay(people: number, o: Partial<Parameters<typeof storeCrowd>[1]> = {}): Promise<Day> {
  const uri = await serverUri();
  const database = await testDatabase(`${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true`);
  await prepare(database.db, COLLECTIONS);
  const crowd = { team: TEAM, people, days: 3, today: TODAY, leaves: 2, hired: '2023-03-15', open: false, ...o };
  await storeCrowd(database.db, crowd);
  const users = Array.from({ length: people }, (_, n) => crowdUser(n));
  const world = await startWorld({
    database,
    reminders: true,
    before: slack => {
      for (const id of users) slack.addUser({ id, realName: `Person ${id}` });
    },
  });
  // Of the eight nobody is reminded of anything.
  const eight = { user: { $nin: users } };
  await database.db.collection('people').updateMany(eight, { $set: { quiet: ['in', 'out', 'week'] } });
  const watched = commandsOf(database.client);
  const figures = commandsOf(database.client, database.database.bulkClient);
  const commands: Record<string, number> = {};
  for (const time of TIMES) {
    const before = watched.sent.length;
    await world.jump(`2026-11-25T${time}:00+09:00`);
    commands[time] = watched.sent.slice(before).filter(isCounted).length;
  }
  watched.stop();
  figures.stop();
  const messages = users.flatMap(user => world.slack.as(user).messages('app')).length;
  const counts = new Map<string, number>();
  const theirs = { user: { $in: users } };
  counts.set('grants', (await grantsIn(database.db, theirs)).length);
  counts.set('notices', (await noticesIn(database.db, theirs)).length);
  await world.close();
  const ofFigures = figures.sent.filter(c => c.collection === figureDocs.collection).length;
  return { commands, ofFigures, messages, stored: async name => counts.get(name) ?? 0 };
}

const MOST_A_PERSON = 3;
const MANY = isLong ? 60 : 24;
const FEW = MANY / 3;

describe('a new day', () => {
  let nobody: Promise<Day> | undefined;
  it('takes as few commands of many people as of a third of them while nothing is due', async () => {
    nobody ??= newDay(MANY);
    const [few, many] = [await newDay(FEW), await nobody];
    expect(many.messages).toBe(0);
    // Nobody has looked at their lists: the night asks once for each kind of figures, not for each of its parts.
    expect(many.ofFigures).toBeLessThanOrEqual(8);
    // One or two more where the machine is slow: what is the workspace's is read again after a second.
    for (const time of TIMES) expect(many.commands[time], time).toBeLessThanOrEqual((few.commands[time] ?? 0) + 4);
    for (const time of TIMES) expect(many.commands[time], time).toBeLessThan(50);
  });

  it.each([
    ['has a grant that vests', { hired: '2022-11-25' }, { grants: 2 * MANY, messages: MANY }],
    ['has leave that lapses in two months', { hired: '2021-01-24' }, { messages: MANY }],
    ['is to be told to use their leave', { hired: '2022-05-25' }, { notices: MANY }],
    ['is reminded to check in', { quiet: false }, { messages: MANY }],
    ['did not check out', { open: true }, { messages: 2 * MANY }],
  ] as const)('takes at most three commands more for each person who %s', async (_what, due, expected) => {
    nobody ??= newDay(MANY);
    const [without, each] = [await nobody, await newDay(MANY, due)];
    for (const [name, count] of Object.entries(expected))
      expect({ [name]: name === 'messages' ? each.messages : await each.stored(name) }).toEqual({ [name]: count });
    for (const time of TIMES) {
      const more = ((each.commands[time] ?? 0) - (without.commands[time] ?? 0)) / MANY;
      expect(more, time).toBeLessThanOrEqual(MOST_A_PERSON);
    }
  });
});
