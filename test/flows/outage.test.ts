import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { action, shortcut } from '../../blocks/ids.ts';
import { seedWorkspace } from '../../scripts/simulator/seed.ts';
import { type Simulator, startSimulator } from '../../scripts/simulator/server.ts';
import { type Daybook, startDaybook } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { connect, type Database } from '../../src/db/connection.ts';
import { type EmbeddedServer, startEmbedded } from '../../src/db/embedded.ts';
import { createLog } from '../../src/shared/log.ts';
import { MORNING, textsOf } from '../support/daybook.ts';
import { databaseDisk, limitFiles } from '../support/disk.ts';
import { standStill } from '../support/stop.ts';
import { until } from '../support/until.ts';

/** The database stands still (SIGSTOP), as in a partition: connections stay open and nothing is answered. */
describe('a database that goes away and comes back', () => {
  const log = createLog('silent');
  let folder: string;
  let slack: Simulator;
  let server: EmbeddedServer;
  let database: Database;
  let app: Daybook;
  const minjiId = 'U0MINJI';
  const ready = async () => (await fetch(`http://127.0.0.1:${app.port}/readyz`)).status;

  beforeAll(async () => {
    slack = await startSimulator({ startAt: Date.parse(MORNING), retryDelays: [10, 20, 30] });
    const seeded = seedWorkspace(slack);
    folder = mkdtempSync(join(await databaseDisk(), 'daybook-outage-'));
    server = await startEmbedded({ dataDir: folder, log });
    database = await connect({ uri: server.uri, log, readyMs: 250 });
    const config = readConfig({
      SLACK_BOT_TOKEN: slack.token,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      DAYBOOK_ADMIN_CHANNEL: seeded.adminChannel,
    });
    app = await startDaybook({ config: { ...config, port: 0 }, database, log, clock: slack.clock });
    slack.connect(`http://127.0.0.1:${app.port}/slack/events`);
    await app.idle();
  });
  afterAll(async () => {
    process.kill(server.pid, 'SIGCONT');
    await app.stop();
    await slack.close();
    await database.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('tells people within Slack’s 3 s that nothing was recorded, and works on without a restart', async () => {
    const minji = slack.as(minjiId);
    await minji.openHome();
    await minji.press('home', action.checkIn);
    await minji.fill('note', '잃으면 안 되는 글');
    expect(await ready()).toBe(200);

    await standStill(server.pid);
    await until(async () => (await ready()) === 503, { what: 'readyz to notice' });
    const sent = await minji.submit();
    expect(sent.status).toBe(200);
    expect(minji.warning()).toBeNull();
    // The modal keeps what was typed, with the reason beside its first field.
    expect(Object.values(minji.modal()?.errors ?? {})[0]).toContain('저장하지 못했습니다');
    expect(JSON.stringify(minji.modal()?.state)).toContain('잃으면 안 되는 글');
    const before = minji.messages('app').length;
    await minji.say('app', '출근');
    await app.idle();
    const answers = minji.messages('app').slice(before);
    expect(answers.map(m => m.text).join('\n')).toContain('저장하지 못했습니다');
    await slack.as('U0HANA').openHome();
    await app.idle();
    expect(textsOf(slack.as('U0HANA').home())).toContain('cannot reach its database');
    expect((await fetch(`http://127.0.0.1:${app.port}/healthz`)).status).toBe(200);

    process.kill(server.pid, 'SIGCONT');
    await until(async () => (await ready()) === 200, { what: 'readyz after the outage' });
    await until(async () => (await database.db.collection('people').countDocuments()) > 0, { what: 'the database' });
    expect(await database.db.collection('workdays').countDocuments()).toBe(0);
    await minji.submit();
    await slack.settled();
    await app.idle();
    expect(minji.modal()).toBeNull();
    expect(await database.db.collection('workdays').findOne({})).toMatchObject({
      spans: [{ note: '잃으면 안 되는 글' }],
    });
    expect(textsOf(minji.home())).toContain('근무 중');
  });

  const troubles = {
    'stands still': {
      begin: standStill,
      end: (pid: number) => void process.kill(pid, 'SIGCONT'),
    },
    // As on a full disk: SecantusDB answers errors from then on, a mongod ends and is started again.
    'answers errors': {
      begin: (pid: number) => limitFiles(pid, 4096),
      end: (pid: number) => void process.kill(pid, 'SIGKILL'),
    },
  };

  it.each(Object.keys(troubles) as (keyof typeof troubles)[])(
    'is told as away wherever somebody asks: it %s',
    async how => {
      const [hana, woojin, seoyeon] = [slack.as('U0HANA'), slack.as('U0WOOJIN'), slack.as('U0SEOYEON')];
      const [subin, minji] = [slack.as('U0KIMSUBIN'), slack.as(minjiId)];
      for (const each of [hana, woojin, seoyeon, subin, minji]) await each.openHome();
      await app.idle();
      const { pid } = server;
      await troubles[how].begin(pid);
      await until(async () => (await ready()) === 503, { what: 'readyz to notice' });

      // Each asks in one place, all at once: every one of them waits for the database.
      const told: Record<string, () => Promise<string | undefined>> = {
        command: async () => {
          await hana.command('/daybook in');
          return hana.ephemerals().at(-1)?.text;
        },
        message: async () => {
          // What an earlier outage held up may be answered in between.
          const before = woojin.messages('app').length;
          await woojin.say('app', '출근');
          await app.idle();
          return woojin
            .messages('app')
            .slice(before)
            .map(m => m.text)
            .join('\n');
        },
        press: async () => {
          await seoyeon.press('home', action.checkIn);
          await app.idle();
          return textsOf(seoyeon.modal());
        },
        shortcut: async () => {
          await subin.shortcut(shortcut.clock);
          await app.idle();
          return textsOf(subin.modal());
        },
        'Home tab': async () => {
          await minji.openHome();
          await app.idle();
          return textsOf(minji.home());
        },
      };
      const answers = await Promise.all(Object.entries(told).map(async ([where, ask]) => `${where}: ${await ask()}`));
      for (const answer of answers) expect(answer).toMatch(/데이터베이스(에 연결하지 못|가 제때 응답하지)/);
      for (const each of [seoyeon, subin]) await each.dismiss({ all: true });

      troubles[how].end(pid);
      await until(async () => (await ready()) === 200, { what: 'readyz after the outage', timeout: 60_000 });
      await until(
        async () => {
          await hana.openHome();
          return JSON.stringify(hana.home()).includes(action.checkIn);
        },
        { what: 'Home after the outage' },
      );
    },
  );
});
