import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebClient } from '@slack/web-api';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../scripts/simulator/server.ts';

type Json = Record<string, unknown>;

export interface Received {
  headers: IncomingHttpHeaders;
  raw: string;
  /** the event's payload, the interaction or the command */
  body: Json;
}

/** A tiny app: keeps what it gets, and answers as the test says. */
interface Receiver {
  url: string;
  received: Received[];
  /** status and body of the answers; null: never answers */
  answer: (received: Received) => [status: number, body?: unknown] | null | Promise<[number, unknown?] | null>;
  ofType(type: string): Json[];
  close(): Promise<void>;
}

async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((req, res) => {
    let raw = '';
    req.setEncoding('utf8').on('data', chunk => {
      raw += chunk;
    });
    req.on('end', () => void respond({ headers: req.headers, raw, body: parse(req.headers, raw) }, res));
  });
  const receiver: Receiver = {
    url: '',
    received,
    answer: () => [200],
    ofType: type =>
      received
        .map(({ body }) => (body.type === 'event_callback' ? (body.event as Json) : body))
        .filter(body => body.type === type),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  async function respond(request: Received, res: ServerResponse): Promise<void> {
    received.push(request);
    const answer = await receiver.answer(request);
    if (!answer) return;
    const [status, body = ''] = answer;
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(typeof body === 'string' ? body : JSON.stringify(body));
  }
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  return receiver;
}

function parse(headers: IncomingHttpHeaders, raw: string): Json {
  if (headers['content-type']?.startsWith('application/json')) return JSON.parse(raw) as Json;
  const form = Object.fromEntries(new URLSearchParams(raw));
  return form.payload ? (JSON.parse(form.payload) as Json) : { type: 'command', ...form };
}

/** The signature that Slack would give this request. */
export function signatureOf({ headers, raw }: Received, secret: string): string {
  const base = `v0:${String(headers['x-slack-request-timestamp'])}:${raw}`;
  return `v0=${createHmac('sha256', secret).update(base).digest('hex')}`;
}

export interface World {
  sim: Simulator;
  app: Receiver;
  client: WebClient;
  close(): Promise<void>;
}

/** Minji and Hana, a manager, a bot; #general with the app, #random without it, and two private channels. */
export async function startWorld(options: SimulatorOptions = {}): Promise<World> {
  const [sim, app] = await Promise.all([startSimulator(options), startReceiver()]);
  for (const [id, realName] of Object.entries({ U0MINJI: '이민지', U0HANA: '박하나', U0ADMIN: '김관리' }))
    sim.addUser({ id, realName, isAdmin: id === 'U0ADMIN', zone: 'Asia/Seoul' });
  sim.addChannel({ id: 'C0GENERAL', name: 'general', members: ['U0MINJI', 'U0HANA', sim.app.botUser] });
  sim.addChannel({ id: 'C0RANDOM', name: 'random', members: ['U0MINJI'] });
  sim.addChannel({ id: 'C0ADMIN', name: '근태-관리', kind: 'private', members: ['U0ADMIN', sim.app.botUser] });
  sim.addChannel({ id: 'C0SECRET', name: 'secret', kind: 'private', members: ['U0ADMIN'] });
  sim.connect(app.url);
  return {
    sim,
    app,
    client: clientOf(sim),
    close: async () => {
      await sim.close();
      await app.close();
    },
  };
}

/** Slack's own client, without retries. */
export function clientOf(sim: Simulator, token: string | undefined = sim.token): WebClient {
  return new WebClient(token, {
    slackApiUrl: sim.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: () => undefined,
      setLevel: () => undefined,
      getLevel: () => 'error' as never,
      setName: () => undefined,
    },
  });
}

/** Slack's error code of a refused call. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'accepted';
  } catch (error) {
    return (error as { data?: { error?: string } }).data?.error ?? String(error);
  }
}

export const plain = (text: string) => ({ type: 'plain_text' as const, text });
export const section = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } });
export const button = (actionId: string, text: string, value = '') => ({
  type: 'button' as const,
  action_id: actionId,
  text: plain(text),
  ...(value ? { value } : {}),
});
export const actions = (blockId: string, ...elements: ReturnType<typeof button>[]) => ({
  type: 'actions' as const,
  block_id: blockId,
  elements,
});
export const input = (blockId: string, element: object, more: object = {}) => ({
  type: 'input' as const,
  block_id: blockId,
  label: plain(blockId),
  element,
  ...more,
});
export const modal = (title: string, blocks: object[], more: object = {}) =>
  ({ type: 'modal', title: plain(title), submit: plain('보내기'), callback_id: 'form', blocks, ...more }) as never;
export const home = (...blocks: object[]) => ({ type: 'home', blocks }) as never;
