import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action } from '../blocks/ids.ts';
import { seedWorkspace } from '../scripts/simulator/seed.ts';
import { type Simulator, startSimulator } from '../scripts/simulator/server.ts';
import { addDays, koreanCalendar, localDate, workingDays } from '../src/calendar/rules.ts';
import { freePort } from '../src/db/embedded/process.ts';
import { textsOf } from './support/daybook.ts';
import { databaseDisk } from './support/disk.ts';
import { program } from './support/program.ts';
import { until } from './support/until.ts';

/** In place of Slack's 3 s, which a machine that is busy otherwise takes for anything, ms. */
const HANGS_MS = 60_000;

/** The program as `npm start` runs it, with its embedded database; killed without warning. */
describe('what Slack was told is accepted', () => {
  let folder: string;
  let slack: Simulator;
  let port: number;
  let env: Record<string, string>;
  let app: ChildProcess | undefined;

  const ready = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).status === 200;

  async function start(): Promise<void> {
    app = spawn(process.execPath, [await program('src/main.ts')], { env, stdio: 'ignore' });
    await until(ready, { what: 'the app', timeout: 60_000 });
  }

  /** Both at once, as when the machine loses power. */
  async function killBoth(): Promise<void> {
    const found = /"pid":\s*(\d+)/.exec(readFileSync(join(folder, 'server.json'), 'utf8'));
    const ended = new Promise(resolve => app?.on('exit', resolve));
    app?.kill('SIGKILL');
    if (found) process.kill(Number(found[1]), 'SIGKILL');
    await ended;
  }

  /** By the form: words are asked about first on a day off, which today may be. */
  async function checkIn(user: string) {
    const as = slack.as(user);
    await as.openHome();
    await until(() => as.home(), { what: 'Home' });
    await as.press('home', action.checkIn);
    await until(() => as.modal(), { what: 'the form' });
    return as.submit();
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(await databaseDisk(), 'daybook-survival-'));
    slack = await startSimulator({ retryDelays: [10, 20, 30], triggerMs: HANGS_MS, answerLimitMs: HANGS_MS });
    const seeded = seedWorkspace(slack);
    port = await freePort();
    env = {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      ...(process.env.XDG_CACHE_HOME ? { XDG_CACHE_HOME: process.env.XDG_CACHE_HOME } : {}),
      SLACK_BOT_TOKEN: slack.token,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      DAYBOOK_ADMIN_CHANNEL: seeded.adminChannel,
      DAYBOOK_DATA_DIR: folder,
      PORT: String(port),
      LOG_LEVEL: 'silent',
    };
    slack.connect(`http://127.0.0.1:${port}/slack/events`);
    await start();
  }, 120_000);

  afterAll(async () => {
    const ended = new Promise(resolve => app?.on('exit', resolve));
    app?.kill('SIGTERM');
    await ended;
    await slack.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('survives kill -9 of the app and of the database, with everything that it owes', async () => {
    const minji = slack.as('U0MINJI');
    await minji.openHome();
    await until(() => minji.home(), { what: 'Home' });
    await minji.press('home', action.openLeave);
    await until(() => minji.modal(), { what: 'the leave form' });
    const today = localDate(Date.now(), 'Asia/Seoul');
    const day = workingDays(addDays(today, 14), addDays(today, 28), koreanCalendar())[0] ?? today;
    const drawn = minji.modal()?.hash;
    await minji.fill(action.leaveTo, day);
    await until(() => minji.modal()?.hash !== drawn, { what: 'the redrawn form' });
    await minji.fill(action.leaveFrom, day);
    await until(() => textsOf(minji.modal()).includes('*1일* 사용'), { what: 'the count of one day' });

    // Slack takes no message for now, so that the card is owed when the power goes.
    slack.faults.fail('chat.postMessage', 'internal_error', 1000);
    expect((await minji.submit()).status).toBe(200);
    const answers = await Promise.all(['U0HANA', 'U0WOOJIN', 'U0SEOYEON'].map(checkIn));
    expect(answers.map(a => a.status)).toEqual([200, 200, 200]);
    await killBoth();
    slack.faults.clear();
    await start();

    await slack.as('U0OWNER').openHome();
    const home = () => textsOf(slack.as('U0OWNER').home());
    await until(() => home().includes('*현황* 근무 3'), { what: 'three people at work' });
    expect(home()).toContain('*승인 대기 1건*');
    // The day's summary or the week's report may stand beside it.
    const hasButtons = (m: { blocks?: unknown }): boolean =>
      JSON.stringify(m.blocks ?? []).includes(`"${action.approve}"`);
    const cards = () => slack.as('U0OWNER').messages('근태-관리').filter(hasButtons);
    await until(() => cards().length > 0, { what: 'the card that was owed', timeout: 40_000 });
    expect(cards()).toHaveLength(1);
    expect(textsOf(cards()[0])).toContain('이민지');
  }, 150_000);
});
