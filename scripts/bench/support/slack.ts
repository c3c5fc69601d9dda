import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';

export const SECRET = '0123456789abcdef0123456789abcdef';
export const TOKEN = 'xoxb-bench-0000';
export const TEAM = 'T1';
/** A Home that was drawn long ago. */
const OLD = '1.0';
const now = (): number => Math.floor(Date.now() / 1000);

/** Slack that answers every call, after a delay or at a rate. */
export interface FakeSlack {
  api: string;
  /** ms that each answer takes */
  delay: number;
  /** calls of one method in a second; more are refused for a second */
  rate: number;
  calls: Map<string, number>;
  refused: number;
  /** resolves with the next Home that is published for somebody */
  published(user: string): Promise<void>;
  opened(): Promise<void>;
  close(): void;
}

export function fakeSlack(members: readonly object[] = []): Promise<FakeSlack> {
  const waiting = new Map<string, (() => void)[]>();
  const seconds = new Map<string, { at: number; n: number }>();
  const answers: Record<string, object> = {
    'auth.test': { team_id: TEAM, user_id: 'UBOT', bot_id: 'BBOT' },
    'users.list': { members },
    'conversations.open': { channel: { id: 'D1' } },
    'chat.postMessage': { channel: 'D1', ts: '1.1' },
    'views.open': { view: { id: 'V2', hash: 'h' } },
  };
  const done = (key: string): void => {
    for (const each of waiting.get(key) ?? []) each();
    waiting.delete(key);
  };
  const next = (key: string): Promise<void> =>
    new Promise(resolve => waiting.set(key, [...(waiting.get(key) ?? []), resolve]));
  const isOver = (method: string): boolean => {
    const at = Math.floor(performance.now() / 1000);
    const second = seconds.get(method);
    if (second?.at !== at) seconds.set(method, { at, n: 1 });
    else second.n += 1;
    return (seconds.get(method)?.n ?? 0) > slack.rate;
  };
  const server: Server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      void (async () => {
        const method = (req.url ?? '').split('/').pop() ?? '';
        if (slack.delay > 0 && method !== 'auth.test') await pause(slack.delay);
        res.setHeader('content-type', 'application/json');
        if (isOver(method)) {
          slack.refused += 1;
          res.statusCode = 429;
          res.setHeader('retry-after', '1');
          res.end(JSON.stringify({ ok: false, error: 'ratelimited' }));
          return;
        }
        slack.calls.set(method, (slack.calls.get(method) ?? 0) + 1);
        const shown =
          method === 'views.publish' ? { view: { id: 'V1', hash: `${now()}.${slack.calls.get(method)}` } } : {};
        res.end(JSON.stringify({ ok: true, ...answers[method], ...shown }));
        if (method === 'views.publish') done(`home:${userIn(req, Buffer.concat(parts).toString())}`);
        if (method === 'views.open') done('open');
      })();
    });
  });
  const slack: FakeSlack = {
    api: '',
    delay: 0,
    rate: Number.POSITIVE_INFINITY,
    calls: new Map(),
    refused: 0,
    published: user => next(`home:${user}`),
    opened: () => next('open'),
    close: () => server.close(),
  };
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => {
      slack.api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
      resolve(slack);
    });
  });
}

/** Whose Home it is; the body is a form or JSON. */
const userIn = (req: IncomingMessage, body: string): string =>
  req.headers['content-type']?.startsWith('application/json')
    ? (JSON.parse(body) as { user_id: string }).user_id
    : (new URLSearchParams(body).get('user_id') ?? '');

const agent = new Agent({ connections: 128, keepAliveTimeout: 10_000 });

async function send(port: number, body: string, type: string): Promise<void> {
  const stamp = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${stamp}:${body}`).digest('hex')}`;
  const headers = { 'content-type': type, 'x-slack-signature': signature, 'x-slack-request-timestamp': stamp };
  const url = `http://127.0.0.1:${port}/slack/events`;
  const response = await request(url, { method: 'POST', headers, body, dispatcher: agent });
  await response.body.dump();
  if (response.statusCode !== 200) throw new Error(`answered with ${response.statusCode}`);
}

let n = 0;

/** Resolves with Slack's answer; the Home comes later. */
export function press(port: number, user: string, actionId: string): Promise<void> {
  n += 1;
  const payload = {
    ...{ type: 'block_actions', team: { id: TEAM }, user: { id: user }, trigger_id: `t${n}` },
    actions: [{ type: 'button', block_id: 'b', action_id: actionId, action_ts: `${Date.now()}.${n}`, value: '' }],
    view: {
      ...{ id: 'V1', type: 'home', hash: OLD, callback_id: 'home', private_metadata: '', blocks: [] },
      state: { values: {} },
    },
  };
  const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  return send(port, body, 'application/x-www-form-urlencoded');
}

export function openHome(port: number, user: string): Promise<void> {
  n += 1;
  const shown = { tab: 'home', channel: 'D1', view: { id: 'V1', hash: OLD } };
  const event = { type: 'app_home_opened', user, ...shown, event_ts: `${Date.now()}.${n}` };
  const body = { type: 'event_callback', team_id: TEAM, event_id: `Ev${n}`, event_time: 1, event };
  return send(port, JSON.stringify(body), 'application/json');
}
