import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Document } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action } from '../../blocks/ids.ts';
import { crowdUser, storeCrowd } from '../../scripts/bench/crowd.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import { prepare } from '../../src/db/indexes.ts';
import { COLLECTIONS } from '../../src/features.ts';
import { createLog } from '../../src/shared/log.ts';
import { commandsOf, type Sent, shapeOf } from '../support/commands.ts';
import { testDatabase } from '../support/database.ts';
import { startWorld, textsOf, type World } from '../support/daybook.ts';
import { databaseDisk } from '../support/disk.ts';
import { manage } from '../support/manage.ts';
import { isLong } from '../support/runs.ts';

const TODAY = '2026-11-24';
const PEOPLE = isLong ? 1000 : 500;
const DAYS = isLong ? 20 : 10;
const LEAVES = 4;
/** Each thing is done so often, since a busy machine makes any one command slow, but not every one of its kind. */
const TIMES = 2;
/** What seemed slow is timed again so often: a slow question stays slow. */
const AGAIN = 8;
/** A command that takes longer keeps everybody else waiting who presses meanwhile, ms of 1,000 people; the week of everybody is read as a whole. */
const LONGEST = PEOPLE / 10;
const LONGEST_WEEK = 7 * LONGEST;
/** What a day of everybody takes on two cores that do nothing else, ms. */
const UNIT = 0.06 * PEOPLE;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** The same reading once more, as one answer; undefined: it writes. */
function readingOf({ name, command }: Sent): Document | undefined {
  if (!['find', 'aggregate', 'distinct'].includes(name)) return undefined;
  const { lsid: _l, $db: _d, $clusterTime: _c, ...asked } = command;
  return name === 'find' ? { ...asked, batchSize: 100_000, singleBatch: true } : asked;
}

/** The shortest time between the answer before it, or its own begin, and its answer. */
const writingTime = (sent: readonly Sent[], shape: string): number =>
  Math.min(...sent.flatMap((s, i) => (shapeOf(s) === shape ? [Math.min(s.ms, s.at - (sent[i - 1]?.at ?? 0))] : [])));

/** A server of its own, so that no other test stands in the way of what is timed here. */
async function ownServer(): Promise<{ uri: string; stop(): Promise<void> }> {
  if (process.env.MONGODB_URI) return { uri: process.env.MONGODB_URI, stop: async () => undefined };
  const dataDir = mkdtempSync(join(await databaseDisk(), 'daybook-year-'));
  const server = await startEmbedded({ dataDir, log: createLog('error') });
  return {
    uri: server.uri,
    stop: async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

describe(`a workspace of ${PEOPLE} people with ${PEOPLE * DAYS} days on record`, () => {
  let server: Awaited<ReturnType<typeof ownServer>>;
  let world: World;
  let watched: ReturnType<typeof commandsOf>;
  /** by act and shape of command: the fastest one, ms */
  const fastest = new Map<string, Map<string, number>>();
  /** by shape of command: the latest one that only reads */
  const readings = new Map<string, Document>();
  let home = '';
  let list = '';
  /** the fastest reading of a day of everybody, which is done beside all this: how fast the machine is now */
  let unit = Number.POSITIVE_INFINITY;

  async function act(name: string, work: () => Promise<unknown>): Promise<void> {
    const from = watched.sent.length;
    await work();
    await world.quiet();
    await look(name, watched.sent.slice(from));
    unit = Math.min(unit, await timed(readDay));
  }

  /** A reading is timed once more, alone: the server works on one at a time, so each waits for those that were sent before it. */
  async function look(name: string, sent: readonly Sent[]): Promise<void> {
    const times = fastest.get(name) ?? new Map<string, number>();
    fastest.set(name, times);
    const latest = new Map(sent.map(s => [shapeOf(s), s]));
    for (const [shape, s] of latest) {
      // The list of members is written in bulk, which nobody waits for.
      if (shape.startsWith('people.update')) continue;
      const again = readingOf(s);
      if (again) readings.set(shape, again);
      const alone = again ? await timed(() => world.database.db.command(again)) : writingTime(sent, shape);
      times.set(shape, Math.min(times.get(shape) ?? alone, alone));
    }
  }

  const readDay = () =>
    world.database.db.collection('workdays').find({ team: world.slack.team.id, date: '2026-11-20' }).toArray();

  beforeAll(async () => {
    server = await ownServer();
    const database = await testDatabase(`${server.uri}${server.uri.includes('?') ? '&' : '?'}monitorCommands=true`);
    // Indexes of what is stored are made sooner than they are kept while it is being stored.
    await storeCrowd(database.db, { team: 'T0ACORN', people: PEOPLE, days: DAYS, today: TODAY, leaves: LEAVES });
    await prepare(database.db, COLLECTIONS);
    watched = commandsOf(database.client, database.database.bulkClient);
    world = await startWorld({ database });
    const owner = world.slack.as(world.people.owner);
    for (let n = 0; n < TIMES; n++) {
      await act('start', () => world.another());
      await act('tick', () => world.app.tick());
      await act('Home', () => owner.openHome());
      home ||= textsOf(owner.home());
      await act('list of now', () => owner.press('home', action.openList, { buttonValue: 'now' }));
      list ||= textsOf(owner.modal());
      await owner.dismiss({ all: true });
      await act('summary', async () => {
        await manage(world, owner, action.postSummary);
        await world.slack.clock.jump(world.slack.clock.now() + 120_000);
      });
    }
    // All but ten have left; the jobs of new days, from midnight until the evening.
    const stays = { $nin: Array.from({ length: 10 }, (_, n) => crowdUser(n * 7)) };
    const out = { open: false, 'spans.0.out': Date.parse(`${TODAY}T18:00:00+09:00`) };
    await database.db.collection('workdays').updateMany({ open: true, user: stays }, { $set: out });
    for (const day of ['2026-11-25', '2026-11-26'])
      for (const time of ['00:30', '03:30', '09:30', '10:30', '18:40'])
        await act('new day', () => world.jump(`${day}T${time}:00+09:00`));
  }, 600_000);
  afterAll(async () => {
    await world.close();
    await server.stop();
  });

  it('is told of as a whole', () => {
    expect(home).toContain(`*현황* 근무 ${PEOPLE} · 미출근 8`);
    expect(list).toContain(`근무 *${PEOPLE}*`);
  });

  it.each(['start', 'tick', 'Home', 'list of now', 'summary', 'new day'])(
    `holds no command of a %s longer than ${LONGEST} ms`,
    async name => {
      const times = [...(fastest.get(name) ?? [])];
      expect(times.length).toBeGreaterThan(0);
      const isWeek = (shape: string): boolean => shape.startsWith('workdays.find {"team":"?","date":{"$gte');
      // On a machine that is half taken all is slower, and so is the reading beside it.
      const isSlow = ([shape, ms]: [string, number]): boolean =>
        ms > (isWeek(shape) ? LONGEST_WEEK : LONGEST) * Math.max(1, unit / UNIT);
      let slow = times.filter(isSlow);
      for (let n = 0; n < AGAIN && slow.length > 0; n++) {
        unit = await timed(readDay);
        for (const entry of slow) {
          const again = readings.get(entry[0]);
          if (again) entry[1] = await timed(() => world.database.db.command(again));
        }
        slow = slow.filter(isSlow);
      }
      expect(slow).toEqual([]);
    },
  );
});
