import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import {
  type Db,
  MongoBulkWriteError,
  MongoClientClosedError,
  MongoError,
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoServerError,
} from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../src/db/connection.ts';
import { write } from '../../src/db/documents.ts';
import { freePort } from '../../src/db/embedded/process.ts';
import { type EmbeddedServer, startEmbedded } from '../../src/db/embedded.ts';
import { awayBy, isUnavailable, WriteUnconfirmed } from '../../src/db/errors.ts';
import { createLog } from '../../src/shared/log.ts';
import { smallDisk } from '../support/disk.ts';
import { proxyTo, type Wire } from '../support/proxy.ts';
import { standStill } from '../support/stop.ts';
import { until } from '../support/until.ts';

const system = (message: string, code?: string): Error => Object.assign(new Error(message), code ? { code } : {});
const named = (name: string): Error => Object.defineProperty(new MongoError('x'), 'name', { value: name });
const answered = (code: number, errmsg = 'no'): MongoServerError => new MongoServerError({ ok: 0, code, errmsg });
const wrapped = (error: Error): MongoBulkWriteError => new MongoBulkWriteError(error, {} as never);
const refusedDocument = new MongoBulkWriteError(
  { message: 'dup', code: 11000, writeErrors: [{ code: 11000 } as never] },
  {} as never,
);

describe('an error', () => {
  it.each([
    ['of the wire', new MongoNetworkError('x'), 'unanswered'],
    ['of the wire in time', new MongoNetworkTimeoutError('connection 3 timed out'), 'unanswered'],
    ['of the wire before it was greeted', new MongoNetworkError('x', { beforeHandshake: true } as never), 'unsent'],
    ['of a closed client', new MongoClientClosedError(), 'unanswered'],
    ['of a topology that is closed', named('MongoTopologyClosedError'), 'unsent'],
    ['of a full queue', named('MongoWaitQueueTimeoutError'), 'unsent'],
    ['of a pool that is closed', named('MongoPoolClosedError'), 'unsent'],
    ['of many writes around a network timeout', wrapped(new MongoNetworkTimeoutError('timed out')), 'unanswered'],
    ['of many writes around a bare EPIPE', wrapped(system('write EPIPE', 'EPIPE')), 'unanswered'],
    [
      'of many writes around an ended socket',
      wrapped(system('This socket has been ended by the other party')),
      'unanswered',
    ],
    ['of many writes that the server could not do', wrapped(answered(1)), 'failing'],
    ['EPIPE', system('write EPIPE', 'EPIPE'), 'unanswered'],
    ['of an ended socket', system('This socket has been ended by the other party'), 'unanswered'],
    ['of an ended stream', system('write after end', 'ERR_STREAM_WRITE_AFTER_END'), 'unanswered'],
    ['ECONNREFUSED', system('connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED'), 'unsent'],
    ['of SecantusDB within', answered(1, 'internal server error'), 'failing'],
    ['without space', answered(14031), 'failing'],
    ['of a primary that steps down', answered(189), 'failing'],
  ])('%s says that the database is away', (_, error, away) => {
    expect(awayBy(error)).toBe(away);
    expect(isUnavailable(new WriteUnconfirmed(error))).toBe(true);
  });

  it.each([
    ['of a document that is there', answered(11000)],
    ['of many documents that are there', refusedDocument],
    ['of a query', answered(2)],
    ['of the program', new TypeError('x is not a function')],
    [
      'of Slack',
      Object.assign(new Error('A request error occurred: read ECONNRESET'), { code: 'slack_webapi_request_error' }),
    ],
    ['of a download', new TypeError('fetch failed', { cause: system('read ECONNRESET', 'ECONNRESET') })],
    ['of a file', system('no such file', 'ENOENT')],
  ])('%s does not', (_, error) => {
    expect(awayBy(error)).toBeUndefined();
  });

  it('may be anything', () => {
    fc.assert(fc.property(fc.anything(), thrown => awayBy(thrown) === undefined || thrown instanceof Error));
  });

  it('of a write that was never sent is no write that may have happened', async () => {
    const refused = system('connect ECONNREFUSED', 'ECONNREFUSED');
    const lost = new MongoNetworkError('closed');
    await expect(write(() => Promise.reject(refused))).rejects.toBe(refused);
    await expect(write(() => Promise.reject(lost))).rejects.toBeInstanceOf(WriteUnconfirmed);
  });

  it('of a write that the server could not finish may have happened, and keeps its cause', async () => {
    const failing = answered(91);
    const unconfirmed = await write(() => Promise.reject(failing)).catch(error => error);
    expect(unconfirmed).toBeInstanceOf(WriteUnconfirmed);
    expect(unconfirmed.cause).toBe(failing);
    expect(awayBy(unconfirmed)).toBe('failing');
  });

  it('of a write that was refused, or of the program, stays what it is', async () => {
    for (const error of [answered(11000), refusedDocument, new TypeError('x')])
      await expect(write(() => Promise.reject(error))).rejects.toBe(error);
    await expect(write(() => Promise.resolve(7))).resolves.toBe(7);
  });
});

/** What goes wrong with a server that is really there. */
describe('a server', () => {
  const log = createLog('silent');
  const disk = smallDisk(mkdtempSync(join(tmpdir(), 'daybook-errors-')));
  let server: EmbeddedServer;
  let proxy: Wire;
  let database: Database;

  beforeAll(async () => {
    server = await startEmbedded({ dataDir: disk.folder, log });
    proxy = proxyTo(server.uri, await freePort());
    await proxy.listen();
    database = await connect({ uri: proxy.uri, log, readyMs: 250 });
    expect(await troubles(database.db)).toEqual([]);
  });
  afterAll(async () => {
    await database.close();
    await proxy.close();
    await server.stop();
    disk.remove();
  });

  /** Every kind of command at once; the errors. */
  async function troubles(db: Db): Promise<Error[]> {
    const things = db.collection<{ _id: string; n?: number }>('things');
    const one = (_id: string) => ({
      updateOne: { filter: { _id }, update: { $set: { n: Math.random() } }, upsert: true },
    });
    const outcomes = await Promise.allSettled([
      db.command({ ping: 1 }),
      things.find({}).toArray(),
      things.aggregate([{ $match: {} }]).toArray(),
      things.insertOne({ _id: `${Math.random()}` }),
      things.insertMany([{ _id: `${Math.random()}` }, { _id: `${Math.random()}` }], { ordered: false }),
      things.updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { upsert: true }),
      things.findOneAndUpdate({ _id: 'b' }, { $inc: { n: 1 } }, { upsert: true }),
      things.deleteOne({ _id: 'c' }),
      things.bulkWrite([one('d'), one('e')], { ordered: false }),
    ]);
    return outcomes.flatMap(o => (o.status === 'rejected' ? [o.reason as Error] : []));
  }
  const works = async (): Promise<boolean> => (await troubles(database.db)).length === 0;

  async function meets(trouble: () => unknown, least = 1): Promise<void> {
    const met =
      trouble === undefined ? [] : await Promise.all([troubles(database.db), trouble()]).then(([found]) => found);
    const after = await troubles(database.db);
    const all = [...met, ...after];
    expect(all.filter(error => !isUnavailable(error))).toEqual([]);
    expect(all.length).toBeGreaterThanOrEqual(least);
  }

  it('whose sockets are cut is away, with commands under way and after', async () => {
    for (const ms of [0, 1, 3, 8])
      await meets(async () => {
        await pause(ms);
        proxy.cut();
      }, 0);
    await until(works, { what: 'the server to be used again' });
  });

  it('that stands still is away', async () => {
    await standStill(server.pid);
    await meets(() => undefined, 18).finally(() => process.kill(server.pid, 'SIGCONT'));
    await until(works, { what: 'the server to be used again' });
  });

  it('whose disk is full is away, to ready as well, and used again once there is room', async () => {
    const { pid } = server;
    disk.fill(pid);
    await until(async () => !(await database.ready()), { what: 'readiness to notice' });
    const long = database.db.collection('long').insertMany([{ text: 'x'.repeat(100_000) }]);
    expect(awayBy(await long.catch(error => error))).toBe('failing');
    await meets(() => undefined, 0);
    disk.free(pid);
    await until(works, { what: 'the server to be used again', timeout: 60_000 });
    await until(() => database.ready(), { what: 'readiness' });
  });

  it('that is killed is away', async () => {
    process.kill(server.pid, 'SIGKILL');
    await meets(() => undefined);
    await until(works, { what: 'the server to be used again' });
  });

  it('whose port is closed is away, and so is whatever is asked of a client that was closed', async () => {
    await proxy.close();
    await meets(() => undefined, 18);
    await database.close();
    await meets(() => undefined, 18);
  });
});
