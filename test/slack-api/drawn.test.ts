import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLog } from '../../src/shared/log.ts';
import { type SlackClients, slackClients } from '../../src/slack-api/clients.ts';
import { slackFailure } from '../../src/slack-api/errors.ts';

/** What the server answers next, and what it was sent last. */
let answer: { status: number; headers?: Record<string, string>; body: string };
let sent: { url: string | undefined; authorization: string | undefined; body: string };
let server: Server;
let slack: SlackClients;

beforeAll(async () => {
  server = createServer((req, res) => {
    void text(req).then(body => {
      sent = { url: req.url, authorization: req.headers.authorization, body };
      res.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      res.end(answer.body);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  slack = slackClients({ token: 'xoxb-1', apiUrl, log: createLog('silent'), now: Date.now });
});

afterAll(async () => {
  await slack.close();
  server.close();
});

const say = () => slack.bulk.chat.postMessage({ channel: 'C1', text: '안녕하세요', blocks: [{ type: 'divider' }] });
const failed = () => say().then(() => undefined, slackFailure);

it('sends a drawing as JSON, with its token', async () => {
  answer = { status: 200, body: '{"ok":true,"ts":"1.2"}' };
  expect((await say()).ts).toBe('1.2');
  expect(sent).toMatchObject({ url: '/api/chat.postMessage', authorization: 'Bearer xoxb-1' });
  expect(JSON.parse(sent.body)).toEqual({ channel: 'C1', text: '안녕하세요', blocks: [{ type: 'divider' }] });
});

it.each([
  ['a refusal', 200, '{"ok":false,"error":"not_in_channel"}', { is: 'refused', error: 'not_in_channel' }],
  ['a breakdown', 200, '{"ok":false,"error":"fatal_error"}', { is: 'unknown-outcome', error: 'fatal_error' }],
  ['a status without a word', 500, '', { is: 'unknown-outcome' }],
])('fails as other calls do on %s', async (_, status, body, failure) => {
  answer = { status, body };
  expect(await failed()).toEqual(failure);
});

it('waits as long as a rate limit says', async () => {
  answer = { status: 429, headers: { 'retry-after': '7' }, body: '' };
  expect(await failed()).toEqual({ is: 'rate-limited', retryAfterMs: 7000 });
});

it('keeps what Slack says about blocks that it does not take', async () => {
  const messages = ['unsupported type: alert [json-pointer:/blocks/0/type]'];
  answer = {
    status: 200,
    body: JSON.stringify({ ok: false, error: 'invalid_blocks', response_metadata: { messages } }),
  };
  await expect(say()).rejects.toMatchObject({ data: { response_metadata: { messages } } });
});

it('knows nothing of a call whose line is cut', async () => {
  const cut = slackClients({ token: 'x', apiUrl: 'http://127.0.0.1:9/', log: createLog('silent'), now: Date.now });
  expect(
    await cut.bulk.views.publish({ user_id: 'U1', view: { type: 'home', blocks: [] } }).catch(slackFailure),
  ).toEqual({ is: 'unknown-outcome' });
  await cut.close();
});
