import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { action } from '../../blocks/ids.ts';
import { startDaybook } from '../../src/app.ts';
import { REQUESTS, type RequestDoc } from '../../src/approvals/store.ts';
import { atLocal } from '../../src/calendar/rules.ts';
import { readConfig } from '../../src/config.ts';
import { connect } from '../../src/db/connection.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import { prepare } from '../../src/db/indexes.ts';
import { missingRoute } from '../../src/db/migrations/routes.ts';
import { COLLECTIONS } from '../../src/features.ts';
import { createLog } from '../../src/shared/log.ts';
import { seedWorkspace } from '../simulator/seed.ts';
import { startSimulator } from '../simulator/server.ts';
import { crowdUser, storeCrowd, workingDaysUpTo } from './crowd.ts';

/**
 * What an administrator waits for in a company of 300 people with a month of days on record, beside one of eight in the same run: the start, Home,
 * the list of now, and approving 26 requests at once. `npx tsx scripts/bench/company.ts [people] [rounds]`. They take turns, on one server.
 */
const SIZES: [number, number] = [8, Number(process.argv[2] ?? 300)];
const ROUNDS = Number(process.argv[3] ?? 5);
const AT_ONCE = 26;
const DAYS = 20;
const MOST_LOOKS = 6_000;
/** days on which leave is asked for */
const workdays = workingDaysUpTo('2027-04-30', 43);
const [TODAY, ZONE] = ['2026-11-24', 'Asia/Seoul'];
const log = createLog('error');

type Times = Record<'start' | 'Home' | 'list of now' | 'approve 26', number[]>;

const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'));
const embedded = process.env.MONGODB_URI ? undefined : await startEmbedded({ dataDir: folder, log });
const uri = process.env.MONGODB_URI ?? embedded?.uri ?? '';

async function company(people: number) {
  const slack = await startSimulator({ startAt: atLocal(TODAY, '11:00', ZONE) });
  const { people: named, adminChannel } = seedWorkspace(slack);
  const users = Array.from({ length: people }, (_, n) => crowdUser(n));
  for (const id of users) slack.addUser({ id, realName: `Person ${id}` });
  const database = await connect({ uri, name: `bench_${people}_${Date.now()}`, log, timeoutMs: 30_000 });
  const team = slack.team.id;
  await prepare(database.db, COLLECTIONS);
  await storeCrowd(database.db, { team, people, days: DAYS, today: TODAY, leaves: 4 });
  const config = readConfig({
    ...{ SLACK_BOT_TOKEN: slack.token, SLACK_SIGNING_SECRET: slack.signingSecret, SLACK_API_URL: slack.apiUrl },
    DAYBOOK_ADMIN_CHANNEL: adminChannel,
  });
  const started = () => startDaybook({ config: { ...config, port: 0 }, database, log, clock: slack.clock });
  const app = await started();
  slack.connect(`http://127.0.0.1:${app.port}/slack/events`);
  const owner = slack.as(named.owner);
  const times: Times = { start: [], Home: [], 'list of now': [], 'approve 26': [] };
  const requests = database.db.collection<RequestDoc>(REQUESTS);
  const quiet = async (): Promise<void> => {
    await slack.settled(60_000);
    await app.idle();
  };
  await quiet();
  await database.db.collection('people').updateMany({ team }, { $set: { quiet: ['in', 'out', 'week'] } });

  async function timed(name: keyof Times, work: () => Promise<unknown>): Promise<void> {
    const from = performance.now();
    await work();
    times[name].push(performance.now() - from);
    await quiet();
  }

  async function asked(round: number): Promise<void> {
    const sentAt = slack.clock.now();
    const docs = Array.from({ length: AT_ONCE }, (_, i) => {
      // No two of one person on one day.
      const date = workdays[round * Math.ceil(AT_ONCE / SIZES[0]) + Math.floor(i / people)] ?? TODAY;
      const [id, user, at] = [`w${round}-${i}`, users[i % people], sentAt + i];
      const request = {
        ...{ _id: id, team, user, seq: 100 + round * AT_ONCE + i, kind: 'leave', submission: id, sentAt: at },
        ...{ form: { type: 'unpaid', from: date, to: date, reason: '' }, period: { from: date, to: date } },
        ...{ state: 'waiting', cards: {}, effects: [], version: 1 },
        history: [{ at, by: user, what: 'sent', key: id }],
      };
      return { ...request, ...missingRoute(request) };
    });
    await requests.insertMany(docs as never[]);
  }

  return {
    people,
    times,
    round: async (round: number) => {
      const other = await (async () => {
        const from = performance.now();
        const second = await started();
        await second.idle();
        times.start.push(performance.now() - from);
        return second;
      })();
      await other.stop();
      await timed('Home', () => owner.openHome());
      await timed('list of now', () => owner.press('home', action.openList, { buttonValue: 'now' }));
      await owner.dismiss({ all: true });
      await asked(round);
      await owner.openHome();
      await owner.press('home', action.openList, { buttonValue: 'waiting' });
      await quiet();
      await owner.press('modal', action.approveAll);
      await quiet();
      const left = () => requests.countDocuments({ _id: { $regex: `^w${round}-` }, state: 'waiting' });
      await timed('approve 26', async () => {
        await owner.submit();
        for (let n = 0; (await left()) > 0; n++) {
          if (n > MOST_LOOKS) throw new Error(`${await left()} requests were not approved`);
          await pause(10);
        }
      });
      await owner.dismiss({ all: true });
    },
    stop: async () => {
      await app.stop();
      await slack.close();
      if (!embedded) await database.db.dropDatabase();
      await database.close();
    },
  };
}

const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
const told = (list: readonly number[]): string =>
  `${median(list).toFixed(0)} ms (${Math.min(...list).toFixed(0)}–${Math.max(...list).toFixed(0)})`;

try {
  const companies = [];
  for (const size of SIZES) companies.push(await company(size));
  for (let round = 0; round < ROUNDS; round++) for (const c of companies) await c.round(round);
  console.log(`median of ${ROUNDS} (least–most), ${SIZES.join(' beside ')} people with ${DAYS} days each:`);
  for (const name of ['start', 'Home', 'list of now', 'approve 26'] as const) {
    const [few = [], many = []] = companies.map(c => c.times[name]);
    const ratio = (median(many) / median(few)).toFixed(2);
    console.log(`  ${name.padEnd(12)} ${told(few).padEnd(26)} ${told(many).padEnd(26)} ratio ${ratio}`);
  }
  for (const c of companies) await c.stop();
} finally {
  await embedded?.stop();
  rmSync(folder, { recursive: true, force: true });
}
