import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { slackFiles } from '../../src/slack-api/files.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const servers: Server[] = [];

async function serve(answer: Answer): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise(resolve => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

let slack = '';
let elsewhere = '';
/** what reached the other host */
const strayed: IncomingMessage[] = [];
const shown: { authorization?: string | undefined } = {};
let file: Record<string, unknown> = {};
let content: Answer = (_request, response) => void response.end();

beforeAll(async () => {
  elsewhere = await serve((request, response) => {
    strayed.push(request);
    response.end('stolen');
  });
  slack = await serve((request, response) => {
    if (!request.url?.startsWith('/api/')) {
      shown.authorization = request.headers.authorization;
      return content(request, response);
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, file }));
  });
});
afterAll(() => {
  for (const server of servers) server.close();
});
beforeEach(() => {
  strayed.length = 0;
  file = { user: 'U1', size: 5, url_private: `${slack}/files/F1` };
  content = (_request, response) => void response.end('hello');
});

const download = (most = 100) => {
  const client = new WebClient('xoxb-1', { slackApiUrl: `${slack}/api/`, retryConfig: { retries: 0 } });
  return slackFiles(client).download('F1', 'U1', most);
};

it('downloads what the person uploaded, with the token', async () => {
  expect(await download()).toEqual({ ok: true, bytes: Buffer.from('hello') });
  expect(shown.authorization).toBe('Bearer xoxb-1');
});

it('never takes the token to another host, neither by the address nor by a redirect', async () => {
  file.url_private = `${elsewhere}/files/F1`;
  expect(await download()).toEqual({ ok: false, trouble: 'gone' });
  file.url_private = `http://slack.com.example/files/F1`;
  expect(await download()).toEqual({ ok: false, trouble: 'gone' });
  file.url_private = `${slack}/files/F1`;
  content = (_request, response) => void response.writeHead(302, { location: `${elsewhere}/F1` }).end();
  expect(await download()).toEqual({ ok: false, trouble: 'no-scope' });
  expect(strayed).toEqual([]);
});

it('takes the sign-in page for what it is', async () => {
  content = (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
  expect(await download()).toEqual({ ok: false, trouble: 'no-scope' });
});

it('stops at the limit, whatever size was told', async () => {
  expect(await download(4)).toEqual({ ok: false, trouble: 'too-large' });
  file.size = 0;
  expect(await download(4)).toEqual({ ok: false, trouble: 'too-large' });
});

it('refuses somebody else’s file', async () => {
  file.user = 'U2';
  expect(await download()).toEqual({ ok: false, trouble: 'not-yours' });
});
