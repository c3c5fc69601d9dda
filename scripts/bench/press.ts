import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, HTTPReceiver } from '@slack/bolt';
import { startDaybook } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { connect } from '../../src/db/connection.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import { createLog } from '../../src/shared/log.ts';

/**
 * From a press to the redrawn Home, Daybook beside a peer in the same run: a bare Bolt app that stores nothing and publishes a
 * fixed Home. `npx tsx scripts/bench/press.ts [presses]`. The two take turns, so that a noisy machine disturbs both alike.
 */
const PRESSES = Number(process.argv[2] ?? 200);
const SECRET = '0123456789abcdef0123456789abcdef';
const TOKEN = 'xoxb-bench-0000';
const log = createLog('error');

/** Answers every call at once; tells when a Home was published for somebody. */
function instantSlack(): Promise<{ server: Server; api: string; published: (user: string) => Promise<void> }> {
  const waiting = new Map<string, () => void>();
  const user = { id: 'U1', real_name: 'Minji', tz: 'Asia/Seoul', locale: 'en-US', is_admin: true };
  const answers: Record<string, object> = {
    'auth.test': { team_id: 'T1', user_id: 'UBOT', bot_id: 'BBOT' },
    'users.list': { members: [user] },
    'users.info': { user },
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

async function press(port: number, actionId: string, n: number): Promise<void> {
  const payload = {
    type: 'block_actions',
    team: { id: 'T1' },
    user: { id: 'U1' },
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

const percentile = (times: number[], p: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * p))] ?? 0;

const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'));
const slack = await instantSlack();
const embedded = process.env.MONGODB_URI ? undefined : await startEmbedded({ dataDir: folder, log });
const database = await connect({
  uri: process.env.MONGODB_URI ?? embedded?.uri ?? '',
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

const times = { daybook: [] as number[], bolt: [] as number[] };
await database.db.collection('people').updateOne({ user: 'U1' }, { $set: { quickIn: true, quickOut: true } });
for (let n = 0; n < PRESSES; n++) {
  for (const [name, port] of [
    ['daybook', app.port],
    ['bolt', peer.port],
  ] as const) {
    const drawn = slack.published('U1');
    const from = performance.now();
    await press(port, n % 2 === 0 ? 'attendance.check-in' : 'attendance.check-out', n);
    await drawn;
    times[name].push(performance.now() - from);
    await app.idle();
  }
}

const [ours, theirs] = [percentile(times.daybook, 0.5), percentile(times.bolt, 0.5)];
console.log(`app started in ${started.toFixed(0)} ms`);
console.log(`press → redrawn Home, median (p95) of ${PRESSES}:`);
console.log(`  Daybook    ${ours.toFixed(1)} ms (${percentile(times.daybook, 0.95).toFixed(1)})`);
console.log(`  bare Bolt  ${theirs.toFixed(1)} ms (${percentile(times.bolt, 0.95).toFixed(1)})`);
console.log(`  ratio      ${(ours / theirs).toFixed(2)}`);

await app.stop();
await peer.stop();
await database.db.dropDatabase();
await database.close();
await embedded?.stop();
slack.server.close();
rmSync(folder, { recursive: true, force: true });
