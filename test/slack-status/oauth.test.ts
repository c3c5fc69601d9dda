import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MongoNetworkError } from 'mongodb';
import { expect, it } from 'vitest';
import { words } from '../../src/i18n/index.ts';
import { createLog } from '../../src/shared/log.ts';
import { secrets as secretsWith } from '../../src/shared/secrets.ts';
import { CALLBACK, consentLink } from '../../src/slack-status/oauth.ts';

it('the consent page says that the database is away, and 503', async () => {
  const secrets = secretsWith(Buffer.alloc(32, 7));
  const link = consentLink({
    ...{ secrets, consents: {} as never, clients: {} as never, log: createLog('silent'), clock: { now: () => 0 } },
    people: {
      person: () => Promise.reject(new MongoNetworkError('connection 3 closed')),
      lastLanguage: () => 'ko',
    } as never,
    team: () => 'T1',
    app: { clientId: 'c', clientSecret: 's', publicUrl: 'http://127.0.0.1' },
    apiUrl: 'http://127.0.0.1/api/',
  });
  const server = createServer((req, res) => void link.handle(req, res));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const state = secrets.sign({ team: 'T1', user: 'U1', at: 0 });
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}${CALLBACK}?code=x&state=${state}`);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain(words('ko').errors.unavailablePlain);
  await new Promise(resolve => server.close(resolve));
});
