import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, it as base, describe, expect, vi } from 'vitest';
import { connect } from '../../src/db/connection.ts';
import { freePort } from '../../src/db/embedded/process.ts';
import { chooseProgram } from '../../src/db/embedded/programs.ts';
import { isAlive, readRecord, writeRecord } from '../../src/db/embedded/record.ts';
import { type EmbeddedServer, type Pace, startEmbedded } from '../../src/db/embedded.ts';
import { DatabaseUnavailable } from '../../src/db/errors.ts';
import { defined } from '../../src/shared/defined.ts';
import { createLog } from '../../src/shared/log.ts';
import { databaseDisk, limitFiles } from '../support/disk.ts';
import { program } from '../support/program.ts';
import { standStill } from '../support/stop.ts';
import { until } from '../support/until.ts';

const log = createLog('silent');

/** Health checks and restarts as in use, but in seconds instead of minutes. */
const BRISK: Pace = { check: 200, failing: 1_500, silent: 300_000, restart: 3_000, restarts: 2 };

/** A folder of a test's own, and what is started on it; all of it ends with the test. */
async function openFolder() {
  const dataDir = mkdtempSync(join(await databaseDisk(), 'daybook-embedded-'));
  const servers: EmbeddedServer[] = [];
  const apps: ChildProcess[] = [];
  return {
    dataDir,
    servers,
    apps,
    async start(pace?: Pace): Promise<EmbeddedServer> {
      const server = await startEmbedded({ dataDir, log, ...defined({ pace }) });
      servers.push(server);
      return server;
    },
    /** Runs test/db/app.ts; `lines` grows with what it prints. */
    async startApp(...args: string[]): Promise<{ app: ChildProcess; lines: string[]; serverPid: number }> {
      const app = spawn(process.execPath, [await program('test/db/app.ts'), dataDir, ...args], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      apps.push(app);
      const lines: string[] = [];
      if (app.stdout) createInterface(app.stdout).on('line', line => lines.push(line));
      const first = await until(() => lines[0], { what: 'the app to start its server' });
      return { app, lines, serverPid: Number(first.split(' ')[1]) };
    },
    async close(): Promise<void> {
      for (const app of apps) app.kill('SIGKILL');
      await Promise.all(servers.map(server => server.stop()));
      const left = readRecord(dataDir)?.pid;
      if (left !== undefined && left !== process.pid && isAlive(left)) process.kill(left, 'SIGKILL');
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const it = base.extend<{ folder: Awaited<ReturnType<typeof openFolder>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from here
  folder: async ({}, use) => {
    const folder = await openFolder();
    await use(folder);
    await folder.close();
  },
});

afterEach(() => vi.unstubAllEnvs());

async function ended(app: ChildProcess): Promise<void> {
  await until(() => app.exitCode !== null || app.signalCode !== null, { what: 'the app to end' });
}

async function storedIds(uri: string): Promise<Map<string, number>> {
  const { db, close } = await connect({ uri, log });
  const ids = await db.collection<{ _id: string; version: number }>('ids').find().toArray();
  await close();
  return new Map(ids.map(({ _id, version }) => [_id, version]));
}

describe.concurrent('an embedded server', () => {
  it('keeps its data in the folder, says what it is good for, and ends when it is stopped', async ({
    folder: { dataDir, start },
  }) => {
    const first = await start();
    expect(first.description).toMatch(/for trying out.*MONGODB_URI/);
    const one = await connect({ uri: first.uri, log });
    await one.db.collection('things').insertOne({ name: '출근' });
    await one.close();
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    expect(existsSync(join(dataDir, first.kind))).toBe(true);

    const second = await start();
    // Another Daybook on the folder looks for it there.
    expect(second.uri).toBe(first.uri);
    const two = await connect({ uri: second.uri, log });
    expect(await two.db.collection('things').findOne({}, { projection: { _id: 0 } })).toEqual({ name: '출근' });
    await two.close();
  });

  it('is one server for two starts at once', async ({ folder: { start } }) => {
    const [one, two] = await Promise.all([start(), start()]);
    expect(two.pid).toBe(one.pid);
    expect(two.uri).toBe(one.uri);
  });

  it('is noticed when it dies and runs again at the same address, without a restart of the app', async ({
    folder: { start },
  }) => {
    const server = await start();
    const { db, ping, close } = await connect({ uri: server.uri, log });
    await db.collection('things').insertOne({ n: 1 });
    const died = server.pid;
    const deaths: number[] = [];
    server.onExit(pid => deaths.push(pid));

    process.kill(died, 'SIGKILL');
    // A killed process may answer once more before it is gone, so the new one is waited for first.
    await until(() => server.pid !== died, { what: 'the server to be started again' });
    await until(ping, { what: 'the database to answer again' });
    expect(await db.collection('things').countDocuments()).toBe(1);
    expect(deaths).toEqual([died]);
    await close();
  });

  it('is ended and started again once it has answered errors for long, and is used again without a restart of the app', async ({
    folder: { start },
  }) => {
    const server = await start(BRISK);
    const { db, ready, close } = await connect({ uri: server.uri, log, readyMs: 250 });
    await db.collection('things').insertOne({ n: 1 });
    const ill = server.pid;
    const from = Date.now();
    // What is written beyond the limit fails as on a full disk, and leaves SecantusDB's storage unusable; a mongod dies of it.
    limitFiles(ill, 4096);
    await until(async () => !(await ready()), { what: 'readiness to notice' });
    await until(() => server.pid !== ill, { what: 'the server to be started again', timeout: 90_000 });
    if (server.kind === 'SecantusDB') expect(Date.now() - from).toBeGreaterThan(BRISK.failing);
    await until(ready, { what: 'readiness' });
    expect(await db.collection('things').countDocuments()).toBe(1);
    await close();
  });

  it('is started again however often it dies, after a pause in the end', async ({ folder: { start } }) => {
    const server = await start(BRISK);
    const pids = new Set([server.pid]);
    let waited = 0;
    // The first restarts wait for nothing.
    while (pids.size < BRISK.restarts + 2) {
      const { pid } = server;
      const from = Date.now();
      process.kill(pid, 'SIGKILL');
      await until(() => server.pid !== pid, { what: `start ${pids.size + 1}`, timeout: 90_000 });
      pids.add(server.pid);
      waited = Date.now() - from;
    }
    expect(waited).toBeGreaterThanOrEqual(BRISK.restart);
    const { ping, close } = await connect({ uri: server.uri, log });
    expect(await ping()).toBe(true);
    await close();
  });
});

describe.concurrent('kill -9', () => {
  it('of the app and of the server in mid-writing loses nothing acknowledged', async ({
    folder: { start, startApp },
  }) => {
    const { app, lines, serverPid } = await startApp('write');
    await until(() => lines.length > 200, { what: '200 acknowledged writes' });
    process.kill(serverPid, 'SIGKILL');
    app.kill('SIGKILL');
    await ended(app);
    const acknowledged = lines.slice(1).filter(line => /^\d-\d+$/.test(line));
    expect(acknowledged.length).toBeGreaterThan(150);

    const server = await start();
    const stored = await storedIds(server.uri);
    expect(acknowledged.filter(id => stored.get(id) !== 1)).toEqual([]);
  });

  it('of the app alone leaves a server that the next start takes over and ends', async ({
    folder: { start, startApp },
  }) => {
    const { app, lines, serverPid } = await startApp('write');
    await until(() => lines.length > 50, { what: '50 acknowledged writes' });
    app.kill('SIGKILL');
    await ended(app);
    expect(isAlive(serverPid)).toBe(true);

    const server = await start();
    expect(server.pid).toBe(serverPid);
    const stored = await storedIds(server.uri);
    expect(lines.slice(1, -1).filter(id => stored.get(id) !== 1)).toEqual([]);
    await server.stop();
    expect(isAlive(serverPid)).toBe(false);
  });

  it('of the app while its server hangs: that server is ended and another takes its place', async ({
    folder: { start, startApp },
  }) => {
    const { app, serverPid } = await startApp();
    await standStill(serverPid);
    app.kill('SIGKILL');
    await ended(app);
    const server = await start();
    expect(server.pid).not.toBe(serverPid);
    expect(isAlive(serverPid)).toBe(false);
  });
});

describe.concurrent('two apps on one folder', () => {
  it('share the server; when its owner ends, the other starts it again', async ({ folder: { start, startApp } }) => {
    const { app, serverPid } = await startApp();
    const server = await start();
    expect(server.pid).toBe(serverPid);
    const { ping, close } = await connect({ uri: server.uri, log });
    app.kill('SIGTERM');
    await ended(app);
    await until(async () => server.pid !== serverPid && (await ping()), {
      what: 'a server of our own',
    });
    await close();
  });

  it('share the server, which the second one waits for while it is busy', async ({
    folder: { dataDir, servers, startApp },
  }) => {
    const { serverPid } = await startApp();
    await standStill(serverPid);
    const said: string[] = [];
    const heard = createLog('info', { destination: { write: line => void said.push(line) } });
    const second = startEmbedded({ dataDir, log: heard });
    await until(() => said.some(line => line.includes('waiting for')), {
      what: 'the first question without an answer',
    });
    process.kill(serverPid, 'SIGCONT');
    servers.push(await second);
    expect(servers[0]?.pid).toBe(serverPid);
  });

  it('share the server; when the other ends, its owner keeps it', async ({ folder: { start, startApp } }) => {
    const { app, serverPid } = await startApp();
    const server = await start();
    await server.stop();
    expect(isAlive(serverPid)).toBe(true);
    app.kill('SIGTERM');
    await ended(app);
    expect(isAlive(serverPid)).toBe(false);
  });
});

describe.concurrent('a data folder', () => {
  it('whose noted process is another program by now: that program is left alone', async ({
    folder: { dataDir, apps, start },
  }) => {
    const other = spawn('sleep', ['60'], { stdio: 'ignore' });
    apps.push(other);
    const { kind } = await chooseProgram(dataDir, undefined, log);
    writeRecord(dataDir, { kind, port: 9, pid: other.pid ?? 0, owner: 999_999_999 });
    const server = await start();
    expect(server.pid).not.toBe(other.pid);
    expect(isAlive(other.pid ?? 0)).toBe(true);
  });

  it('with a dead process in its lock is free', async ({ folder: { dataDir, start } }) => {
    writeFileSync(join(dataDir, 'server.lock'), '999999999');
    const server = await start();
    expect(isAlive(server.pid)).toBe(true);
    expect(existsSync(join(dataDir, 'server.lock'))).toBe(false);
  });

  it('that cannot be made is said in a sentence', async ({ folder: { dataDir } }) => {
    writeFileSync(join(dataDir, 'file'), '');
    const refused = startEmbedded({ dataDir: join(dataDir, 'file', 'data'), log });
    await expect(refused).rejects.toThrow(DatabaseUnavailable);
    await expect(refused).rejects.toThrow(/DAYBOOK_DATA_DIR/);
  });
});

describe('an embedded server in an environment of its own', () => {
  it('works through a launcher too, and ends with it', async ({ folder: { dataDir, start } }) => {
    await throughLauncher(dataDir);
    const server = await start();
    expect(server.kind).toBe('mongod');
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
  });

  it('takes another port where its own was taken while it started', async ({ folder: { dataDir, start } }) => {
    const port = await freePort();
    writeRecord(dataDir, { kind: 'mongod', port });
    const taken = 'SocketException: Address already in use';
    await throughLauncher(dataDir, `[ "$2" != '${port}' ] || { echo '${taken}'; exit 48; }`);
    const server = await start();
    expect(server.uri).not.toContain(`:${port}/`);
    expect(isAlive(server.pid)).toBe(true);
  });

  it('keeps its kind of server: another would show an empty database', async ({ folder: { dataDir } }) => {
    withoutServers(dataDir);
    writeRecord(dataDir, { kind: 'mongod', port: 9 });
    const refused = startEmbedded({ dataDir, log });
    await expect(refused).rejects.toThrow(DatabaseUnavailable);
    await expect(refused).rejects.toThrow(/MONGODB_URI.*written by mongod/);
  });
});

describe('a machine without a server', () => {
  it('is told what to install or set', async ({ folder: { dataDir } }) => {
    withoutServers(dataDir);
    const refused = startEmbedded({ dataDir, log });
    await expect(refused).rejects.toThrow(DatabaseUnavailable);
    await expect(refused).rejects.toThrow(/no Python 3\.10 to 3\.13 was found.*MONGODB_URI/);
    const note = JSON.parse(readFileSync(join(dataDir, 'cache', 'daybook', 'mongod-download-failed.json'), 'utf8'));
    expect(note).toMatchObject({ reason: expect.stringContaining('RUNTIME_DOWNLOAD') });
  });

  it('is told when MONGOMS_SYSTEM_BINARY names nothing', async ({ folder: { dataDir } }) => {
    vi.stubEnv('MONGOMS_SYSTEM_BINARY', join(dataDir, 'nothing'));
    await expect(startEmbedded({ dataDir, log })).rejects.toThrow(/MONGOMS_SYSTEM_BINARY names .*nothing/);
  });
});

/** The server by a script that is taken for a `mongod`; it does `first` before. */
async function throughLauncher(dataDir: string, first = ''): Promise<void> {
  const program = await chooseProgram(dataDir, undefined, log);
  const launcher = join(dataDir, 'launcher');
  const args = program
    .args(4_000_000, '@storage')
    .map(arg => (arg === '4000000' ? '"$2"' : arg === '@storage' ? '"$4"' : `'${arg}'`));
  writeFileSync(launcher, `#!/bin/sh\n${first}\n'${program.command}' ${args.join(' ')} &\nwait\n`);
  chmodSync(launcher, 0o755);
  vi.stubEnv('MONGOMS_SYSTEM_BINARY', launcher);
}

function withoutServers(dataDir: string): void {
  vi.stubEnv('PATH', join(dataDir, 'no-programs'));
  vi.stubEnv('XDG_CACHE_HOME', join(dataDir, 'cache'));
  vi.stubEnv('MONGOMS_VERSION', '0.0.1');
  vi.stubEnv('MONGOMS_RUNTIME_DOWNLOAD', 'false');
}
