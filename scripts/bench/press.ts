import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, HTTPReceiver } from '@slack/bolt';
import { startDaybook } from '../../src/app.ts';
import { WORKDAYS } from '../../src/attendance/store.ts';
import { addDays, atLocal, localDate } from '../../src/calendar/rules.ts';
import { readConfig } from '../../src/config.ts';
import { connect } from '../../src/db/connection.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import { createLog } from '../../src/shared/log.ts';

/**
 * From a press to the redrawn Home, by an employee and by an administrator with two months of days behind them, beside a peer in the same run: a
 * bare Bolt app that stores nothing and publishes a fixed Home. `npx tsx scripts/bench/press.ts [presses]`. They take turns, so that a noisy
 * machine disturbs all alike. Commands are those that the database hears until the Home is drawn.
 */
const PRESSES = Number(process.argv[2] ?? 200);
const SECRET = '0123456789abcdef0123456789abcdef';
const TOKEN = 'xoxb-bench-0000';
const ZONE = 'Asia/Seoul';
const TEAM = 'T1';
const EMPLOYEE = 'U1';
const ADMINISTRATOR = 'U2';
const DAYS = 60;
const log = createLog('error');

/** Answers every call at once; tells when a Home was published for somebody. */
function instantSlack(): Promise<{ server: Server; api: string; published: (user: string) => Promise<void> }> {
  const waiting = new Map<string, () => void>();
  const shared = { tz: ZONE, locale: 'en-US' };
  const members = [
    { id: EMPLOYEE, real_name: 'Minji', ...shared },
    { id: ADMINISTRATOR, real_name: 'Subin', is_admin: true, ...shared },
  ];
  const answers: Record<string, object> = {
    'auth.test': { team_id: TEAM, user_id: 'UBOT', bot_id: 'BBOT' },
    'users.list': { members },
  };
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', chunk => {
      body += chunk;
    });
    req.on('end', () => {
      const method = (req.url ?? '').split('/').pop() ?? '';
      res.setHeader('content-type', 'application/json');
      res.end(JSON.stringify({ ok: true, ...answers[method] }));
      if (method === 'views.publish') waiting.get(new URLSearchParams(body).get('user_id') ?? '')?.();
    });
  });
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        server,
        api: `http://127.0.0.1:${port}/api/`,
        published: id => new Promise(done => waiting.set(id, () => done())),
      });
    });
  });
}

async function press(port: number, user: string, actionId: string, n: number): Promise<void> {
  const payload = {
    type: 'block_actions',
    team: { id: TEAM },
    user: { id: user },
    trigger_id: `t${n}`,
    actions: [{ type: 'button', block_id: 'b', action_id: actionId, action_ts: `${Date.now()}.${n}`, value: '' }],
    view: {
      id: 'V1',
      type: 'home',
      hash: 'h',
      callback_id: 'home',
      private_metadata: '',
      blocks: [],
      state: { values: {} },
    },
  };
  const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  const stamp = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${stamp}:${body}`).digest('hex')}`;
  const response = await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-signature': signature,
      'x-slack-request-timestamp': stamp,
    },
    body,
  });
  if (!response.ok) throw new Error(`a press was answered with ${response.status}`);
}

async function barePeer(api: string): Promise<{ port: number; stop: () => Promise<unknown> }> {
  const app = new App({
    receiver: new HTTPReceiver({ signingSecret: SECRET, endpoints: '/slack/events' }),
    authorize: async () => ({ botToken: TOKEN, botId: 'BBOT', botUserId: 'UBOT' }),
    clientOptions: { slackApiUrl: api },
    convoStore: false,
  });
  app.action(/.*/, async ({ ack, client, body }) => {
    await ack();
    await client.views.publish({ user_id: body.user.id, view: { type: 'home', blocks: [{ type: 'divider' }] } });
  });
  const server = (await app.start(0)) as Server;
  return { port: (server.address() as AddressInfo).port, stop: () => app.stop() };
}

/** Two months of days from nine to six, weekends too. */
function history(user: string): object[] {
  const today = localDate(Date.now(), ZONE);
  return Array.from({ length: DAYS }, (_, i) => {
    const date = addDays(today, i - DAYS);
    const [from, to] = [atLocal(date, '09:00', ZONE), atLocal(date, '18:00', ZONE)];
    const step = (at: number, what: string) => ({ at, by: user, what, key: `bench:${at}` });
    return {
      ...{ _id: `${TEAM}:${user}:${date}`, team: TEAM, user, date, zone: ZONE, open: false, effects: [], version: 2 },
      spans: [{ in: from, out: to, place: 'office', breaks: [] }],
      history: [step(from, 'check-in'), step(to, 'check-out')],
    };
  });
}

const percentile = (times: number[], p: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * p))] ?? 0;

/** The driver tells each command it sends. */
const watched = (uri: string): string => `${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true`;

const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'));
const slack = await instantSlack();
const embedded = process.env.MONGODB_URI ? undefined : await startEmbedded({ dataDir: folder, log });
const database = await connect({
  uri: watched(process.env.MONGODB_URI ?? embedded?.uri ?? ''),
  name: `bench_${Date.now()}`,
  log,
});
const begun = performance.now();
const config = readConfig({
  SLACK_BOT_TOKEN: TOKEN,
  SLACK_SIGNING_SECRET: SECRET,
  SLACK_API_URL: slack.api,
  DAYBOOK_ADMIN_CHANNEL: 'C0BENCH01',
});
const app = await startDaybook({ config: { ...config, port: 0 }, database, log });
await app.idle();
const started = performance.now() - begun;
const peer = await barePeer(slack.api);

let commands = 0;
database.client.on('commandStarted', () => {
  commands += 1;
});
const people = database.db.collection('people');
await people.updateMany({}, { $set: { quickIn: true, hiredOn: '2020-03-02' } });
for (const user of [EMPLOYEE, ADMINISTRATOR]) await database.db.collection<object>(WORKDAYS).insertMany(history(user));

const rows = [
  { name: 'employee', user: EMPLOYEE, port: app.port, times: [] as number[], commands: 0 },
  { name: 'administrator', user: ADMINISTRATOR, port: app.port, times: [] as number[], commands: 0 },
  { name: 'bare Bolt', user: 'U3', port: peer.port, times: [] as number[], commands: 0 },
];
for (let n = 0; n < PRESSES; n++) {
  for (const row of rows) {
    const drawn = slack.published(row.user);
    const before = commands;
    const from = performance.now();
    await press(row.port, row.user, n % 2 === 0 ? 'attendance.check-in' : 'attendance.check-out', n);
    await drawn;
    row.times.push(performance.now() - from);
    row.commands += commands - before;
    await app.idle();
  }
}

console.log(`app started in ${started.toFixed(0)} ms`);
console.log(`press → redrawn Home, median (p95) of ${PRESSES}:`);
const bare = percentile(rows.at(-1)?.times ?? [], 0.5);
for (const { name, times, commands: asked } of rows) {
  const median = percentile(times, 0.5);
  const spread = `${median.toFixed(1)} ms (${percentile(times, 0.95).toFixed(1)})`;
  const told = `ratio ${(median / bare).toFixed(1)}, ${(asked / PRESSES).toFixed(1)} commands to the database`;
  console.log(`  ${name.padEnd(14)} ${spread.padEnd(18)}${asked > 0 ? told : ''}`);
}

await app.stop();
await peer.stop();
await database.db.dropDatabase();
await database.close();
await embedded?.stop();
slack.server.close();
rmSync(folder, { recursive: true, force: true });
