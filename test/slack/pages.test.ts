import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseUnavailable } from '../../src/db/errors.ts';
import { createLog } from '../../src/shared/log.ts';
import { pageServer } from '../../src/slack/pages.ts';

describe('a page that fails', () => {
  const logged: { level: string }[] = [];
  const log = createLog('warn', { destination: { write: line => void logged.push(JSON.parse(line)) } });
  const failing = (path: string, error: Error) => ({ path, handle: () => Promise.reject(error) });
  const served = pageServer({
    ...{ log, unready: async () => undefined },
    pages: [failing('/broken', new TypeError('x')), failing('/away', new DatabaseUnavailable('no server'))],
  });
  const server = createServer((req, res) => void served(req, res));
  beforeAll(() => new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise(resolve => server.close(resolve)));

  it.each([
    ['/broken', 500, 'error'],
    ['/away', 503, 'warn'],
  ])('%s answers %i, and is a line of the log (%s)', async (path, status, level) => {
    logged.length = 0;
    const { port } = server.address() as AddressInfo;
    expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(status);
    expect(logged.map(l => l.level)).toEqual([level]);
  });
});
