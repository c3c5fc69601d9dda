import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ActResult } from '../../scripts/simulator/protocol.ts';
import { seedWorkspace } from '../../scripts/simulator/seed.ts';
import { type Simulator, startSimulator } from '../../scripts/simulator/server.ts';
import { type Daybook, startDaybook } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { connect, type Database } from '../../src/db/connection.ts';
import { type EmbeddedServer, startEmbedded } from '../../src/db/embedded.ts';
import { createLog } from '../../src/shared/log.ts';
import { MORNING, textsOf } from '../support/daybook.ts';
import { databaseDisk } from '../support/disk.ts';
import { isLong } from '../support/runs.ts';
import { until } from '../support/until.ts';

const log = createLog(process.env.LOG_LEVEL ?? 'silent');
const WHOLE_MS = 180_000;
const PRESS_MS = 3_000;
const PAGE = 1_000;
/** Where the reading fails; Slack may give fewer than it is asked for. */
const SHORT_PAGE = isLong ? PAGE : 200;
const THREE_PAGES = 2 * SHORT_PAGE + 10;
/** In the first test; those about failures need three pages. */
const MEMBERS = isLong ? 5_000 : 2_100;

/** The embedded database with the limits that it has in use. */
describe('the members of a large workspace', () => {
  let folder: string;
  let server: EmbeddedServer;
  let slack: Simulator;
  let database: Database;
  const apps: Daybook[] = [];
  let databases = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(await databaseDisk(), 'daybook-members-'));
    server = await startEmbedded({ dataDir: folder, log });
  });
  afterEach(async () => {
    for (const app of apps.splice(0)) await app.stop();
    await slack.close();
    await database.close();
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const member = (n: number): string => `U1${String(n).padStart(5, '0')}`;

  async function workspaceOf(members: number, usersPage = SHORT_PAGE): Promise<void> {
    slack = await startSimulator({ startAt: Date.parse(MORNING), retryDelays: [10, 20, 30], usersPage });
    seedWorkspace(slack);
    for (let n = slack.users.size; n < members; n++) slack.addUser({ id: member(n), realName: `구성원 ${n}` });
    database = await connect({ uri: server.uri, name: `members_${databases++}`, log });
  }

  async function start(): Promise<Daybook> {
    const config = readConfig({
      SLACK_BOT_TOKEN: slack.token,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
    });
    const app = await startDaybook({ config: { ...config, port: 0 }, database, log, clock: slack.clock });
    apps.push(app);
    slack.connect(`http://127.0.0.1:${app.port}/slack/events`);
    return app;
  }

  const wasRead = async (): Promise<boolean> =>
    (await database.db.collection('settings').findOne({ rosterRead: true })) !== null;
  const pages = () => slack.calls.filter(c => c.method === 'users.list');
  /** the cursors of the pages that Slack gave */
  const answered = () =>
    pages()
      .filter(c => c.ok)
      .map(c => String(c.args.cursor ?? ''));
  const stored = () => database.db.collection('people').countDocuments({ team: slack.team.id });

  it('are read whole within 3 minutes, and presses are answered within 3 s meanwhile, known or not', async () => {
    await workspaceOf(MEMBERS, PAGE);
    const from = performance.now();
    const app = await start();
    let rest = false;
    void app.idle().then(() => {
      rest = true;
    });
    let wholeAfter = 0;
    let pressed = 0;
    let slowest = 0;
    const timed = async (what: Promise<ActResult>): Promise<void> => {
      const { ok, ms } = await what;
      expect(ok).toBe(true);
      slowest = Math.max(slowest, ms);
    };
    // From the end of the list, where people are not read yet; until the minute's other work is done with all of them, too.
    for (let n = MEMBERS - 10; !(rest && wholeAfter > 0); n -= 1) {
      expect(performance.now() - from).toBeLessThan(WHOLE_MS);
      if (wholeAfter === 0 && (await wasRead())) wholeAfter = performance.now() - from;
      const person = slack.as(n % 2 === 0 ? 'U0MINJI' : member(n));
      await timed(person.openHome());
      expect(textsOf(person.home())).toContain('출근');
      if (n % 2 === 0) continue;
      await timed(person.command('/daybook in'));
      expect(person.ephemerals().at(-1)?.text).toMatch(/출근했습니다/);
      pressed++;
    }
    expect(slowest).toBeLessThan(PRESS_MS);
    expect(pressed).toBeGreaterThan(2);
    // Slack's own bot is in every list.
    expect(await stored()).toBe(slack.users.size + 1);
    expect(await database.db.collection('workdays').countDocuments()).toBe(pressed);
    expect(pages()).toHaveLength(Math.ceil((slack.users.size + 1) / PAGE));
  }, 240_000);

  it('are read on from the page at which the reading failed, and each page once', async () => {
    await workspaceOf(THREE_PAGES);
    slack.faults.delay('users.list', 50);
    const app = await start();
    await until(() => pages().length >= 2, { what: 'the second page' });
    slack.faults.fail('users.list', 'internal_error', 1_000);
    await app.idle();
    expect(await wasRead()).toBe(false);
    slack.faults.clear();
    await app.tick();
    await until(wasRead, { what: 'the members to be read', timeout: 60_000 });
    expect(answered()).toEqual([...new Set(answered())]);
    expect(answered()).toHaveLength(3);
    expect(await stored()).toBe(slack.users.size + 1);
  });

  it('are read on by the next process where the one before ended', async () => {
    await workspaceOf(THREE_PAGES);
    slack.faults.delay('users.list', 50);
    await start();
    await until(() => pages().length >= 2, { what: 'the second page' });
    slack.faults.fail('users.list', 'internal_error', 1_000);
    await apps.pop()?.stop();
    slack.faults.clear();
    const before = answered().length;
    await start();
    await until(wasRead, { what: 'the members to be read', timeout: 60_000 });
    // The page under way when the process ended is asked for once more, and no page before it.
    expect(answered()[before]).not.toBe('');
    expect(new Set(answered()).size).toBe(3);
    expect(answered().length).toBeLessThanOrEqual(4);
    expect(await stored()).toBe(slack.users.size + 1);
  });

  it('are read on after the database server died over it', async () => {
    await workspaceOf(THREE_PAGES);
    slack.faults.delay('users.list', 50);
    const app = await start();
    await until(() => pages().length >= 2, { what: 'the second page' });
    process.kill(server.pid, 'SIGKILL');
    await until(
      async () => {
        await app.tick().catch(() => undefined);
        return wasRead();
      },
      { what: 'the members to be read', timeout: 90_000 },
    );
    expect(answered().filter(cursor => cursor === '')).toHaveLength(1);
    expect(await stored()).toBe(slack.users.size + 1);
  });

  it('are read from the first page where Slack knows its cursor no longer', async () => {
    await workspaceOf(SHORT_PAGE + 10);
    await database.db
      .collection<{ _id: string }>('settings')
      .insertOne({ _id: slack.team.id, rosterAt: { cursor: 'gone', at: slack.clock.now() } } as never);
    await start();
    await until(wasRead, { what: 'the members to be read', timeout: 60_000 });
    expect(answered()).toHaveLength(2);
    expect(await stored()).toBe(slack.users.size + 1);
  });
});
