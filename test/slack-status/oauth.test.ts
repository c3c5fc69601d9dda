import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MongoNetworkError } from 'mongodb';
import { expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { words } from '../../src/i18n/index.ts';
import { createLog } from '../../src/shared/log.ts';
import { secrets } from '../../src/shared/secrets.ts';
import { answerConsent, CALLBACK } from '../../src/slack-status/oauth.ts';
import type { Host } from '../../src/workspace/feature.ts';
import { testWorkspace } from '../support/workspace.ts';

it('the consent page says that the database is away, and 503', async () => {
  const key = Buffer.alloc(32, 7);
  const config = readConfig({
    SLACK_BOT_TOKEN: 'xoxb-test',
    SLACK_SIGNING_SECRET: '0'.repeat(32),
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 's'.repeat(32),
    DAYBOOK_TOKEN_KEY: key.toString('base64'),
    DAYBOOK_PUBLIC_URL: 'https://daybook.example',
  });
  const ws = testWorkspace({
    clock: { now: () => 0 },
    people: {
      person: () => Promise.reject(new MongoNetworkError('connection 3 closed')),
      lastLanguage: () => 'ko',
    } as never,
  });
  const host = { config, log: createLog('silent'), workspace: async () => ws } as Partial<Host> as Host;
  const server = createServer((req, res) => void answerConsent(host, req, res));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const state = secrets([key]).sign({ team: 'T1', user: 'U1', at: 0 });
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}${CALLBACK}?code=x&state=${state}`);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain(words('ko').errors.unavailablePlain);
  await new Promise(resolve => server.close(resolve));
});
