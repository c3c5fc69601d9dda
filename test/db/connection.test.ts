import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  connect,
  type Database,
  DatabaseUnavailable,
  hosts,
  isDuplicateKey,
  isUnavailable,
} from '../../src/db/connection.ts';
import { freePort } from '../../src/db/embedded/process.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import { defined } from '../../src/shared/defined.ts';
import { createLog } from '../../src/shared/log.ts';
import { serverUri, testDatabase } from '../support/database.ts';
import { databaseDisk } from '../support/disk.ts';
import { proxyTo } from '../support/proxy.ts';
import { standStill } from '../support/stop.ts';
import { until } from '../support/until.ts';

const log = createLog('silent');

async function failure(work: Promise<unknown>): Promise<{ error: unknown; ms: number }> {
  const from = performance.now();
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, ms: performance.now() - from };
}

describe.concurrent('a database that is away at start', () => {
  it('is told in a sentence with the host and without the password, once the wait is over', async () => {
    const port = await freePort();
    const uri = `mongodb://daybook:hunter2@127.0.0.1:${port}/x`;
    const { error, ms } = await failure(connect({ uri, log, startMs: 1500 }));
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    expect(String(error)).toContain(`The database at 127.0.0.1:${port} does not answer`);
    expect(String(error)).toContain('Check MONGODB_URI');
    expect(String(error)).not.toContain('hunter2');
    expect(ms).toBeGreaterThan(1000);
    expect(ms).toBeLessThan(20_000);
  });

  it('is told as well when something accepts the connection and says nothing', async () => {
    const sockets: Socket[] = [];
    const silent: Server = createServer(socket => sockets.push(socket));
    const port = await freePort();
    await new Promise<void>(resolve => silent.listen(port, '127.0.0.1', resolve));
    const { error, ms } = await failure(connect({ uri: `mongodb://127.0.0.1:${port}`, log, startMs: 1000 }));
    for (const socket of sockets) socket.destroy();
    await new Promise(resolve => silent.close(resolve));
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    expect(ms).toBeLessThan(4000);
  });

  it('is told at once when the address is none', async () => {
    const { error, ms } = await failure(connect({ uri: 'mongodb://u:hunter2@h:port/?w=', log }));
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    expect(String(error)).toContain('MONGODB_URI is not a MongoDB address');
    expect(String(error)).not.toContain('hunter2');
    expect(ms).toBeLessThan(1000);
  });

  // The last one is late for as many tries as 20 s hold with the limit of a press.
  it.each([
    [300, 1200],
    [1500, 1200],
    [4000, 240],
  ])('is reached though it is %i ms late, with tries of %i ms, and waited for in one line', async (late, timeoutMs) => {
    const proxy = proxyTo(await serverUri(), await freePort());
    const said: string[] = [];
    const waiting = connect({
      timeoutMs,
      uri: proxy.uri,
      log: createLog('info', { destination: { write: line => said.push(line) } }),
    });
    await pause(late);
    await proxy.listen();
    const database = await waiting;
    expect(await database.ping()).toBe(true);
    await database.close();
    await proxy.close();
    expect(said.length).toBeLessThanOrEqual(1);
    if (late > 1200) expect(said[0]).toContain(`waiting up to 30 s for the database at ${hosts(proxy.uri)}`);
  });
});

describe('a database that hangs', () => {
  it('is unavailable within the time that Slack gives, and is used again when it goes on', async () => {
    const dataDir = mkdtempSync(join(await databaseDisk(), 'daybook-hang-'));
    const server = await startEmbedded({ dataDir, log });
    const { db, ping, close } = await connect({ uri: server.uri, log });
    const things = db.collection('things');
    await things.insertOne({ n: 1 });

    await standStill(server.pid);
    try {
      const [write, read, answer] = await Promise.all([
        failure(things.insertOne({ n: 2 })),
        failure(things.findOne({ n: 1 })),
        failure(ping().then(answers => expect(answers).toBe(false))),
      ]);
      expect(isUnavailable(write.error)).toBe(true);
      expect(isUnavailable(read.error)).toBe(true);
      expect(answer.error).toBeUndefined();
      for (const { ms } of [write, read, answer]) expect(ms).toBeLessThan(3000);
    } finally {
      process.kill(server.pid, 'SIGCONT');
    }
    await until(ping, { what: 'the database to answer again' });
    expect(await things.countDocuments({ n: 1 })).toBe(1);
    await close();
    await server.stop();
    rmSync(dataDir, { recursive: true });
  });
});

describe('errors', () => {
  let database: Database;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    ({ database, drop } = await testDatabase());
  });
  afterAll(() => drop());

  it('tell a refused document or a mistake from a database that is away', async () => {
    const things = database.db.collection<{ _id: number; n?: number }>('things');
    await things.insertOne({ _id: 1 });
    const twice = (await failure(things.insertOne({ _id: 1 }))).error;
    expect(isDuplicateKey(twice)).toBe(true);
    expect(isDuplicateKey((await failure(things.insertMany([{ _id: 1 }, { _id: 2 }]))).error)).toBe(true);
    const mistake = (await failure(things.updateOne({ _id: 1 }, { $nonsense: { n: 1 } } as never))).error;
    for (const error of [twice, mistake, new TypeError('x'), undefined, 'text'])
      expect(isUnavailable(error)).toBe(false);
    expect(isDuplicateKey(mistake)).toBe(false);
  });

  it('of a closed connection count as away', async () => {
    const { uri, name } = await testDatabase().then(async other => {
      await other.drop();
      return other;
    });
    const closed = await connect({ uri, name, log });
    await closed.close();
    expect(await closed.ping()).toBe(false);
  });

  it('do not come from fields that are undefined: those are left out', async () => {
    const things = database.db.collection<{ _id: number; n?: number }>('things');
    await things.insertOne({ _id: 7, n: undefined } as never);
    expect(await things.findOne({ _id: 7 })).toEqual({ _id: 7 });
  });
});

describe('the name of the database', () => {
  it('is the one asked for, else the one in the address, else daybook', async () => {
    const { uri, drop } = await testDatabase();
    const names: string[] = [];
    for (const [address, name] of [[uri, 'asked'], [withPath(uri, 'inside')], [withPath(uri, '')]] as const) {
      const database = await connect({ uri: address, log, ...defined({ name }) });
      names.push(database.db.databaseName);
      await database.close();
    }
    expect(names).toEqual(['asked', 'inside', 'daybook']);
    await drop();
  });
});

function withPath(uri: string, path: string): string {
  return uri.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/${path}`);
}

describe('hosts', () => {
  it('shows where, never who', () => {
    expect(hosts('mongodb://u:p@a:1,b:2/x?y')).toBe('a:1,b:2');
    expect(hosts('mongodb+srv://u:p%40@c.example.net')).toBe('c.example.net');
    expect(hosts('mongodb://localhost?w=1')).toBe('localhost');
    expect(hosts('nonsense')).toBe('an unreadable address');
  });
});
