import { existsSync, mkdirSync, statfsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../shared/log.ts';
import { withLock } from './embedded/lock.ts';
import { end, freePort, launch, PortTaken, storageOf } from './embedded/process.ts';
import { chooseProgram } from './embedded/programs.ts';
import {
  answering,
  type Health,
  hasRecord,
  healthOf,
  isAlive,
  type Kind,
  readRecord,
  runsOn,
  type ServerRecord,
  uriOf,
  writeRecord,
} from './embedded/record.ts';
import { DatabaseUnavailable } from './errors.ts';

export interface EmbeddedServer {
  readonly uri: string;
  readonly kind: Kind;
  readonly description: string;
  /** Changes when the server restarts. */
  readonly pid: number;
  onExit(listener: (pid: number) => void): void;
  /** Calls `listener` once the data folder was deleted and the server ended. */
  onLost(listener: () => void): void;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  log: Log;
  startMs?: number;
  pace?: Pace;
}

export interface Pace {
  /** between two health checks */
  check: number;
  /** ends a server that answers errors */
  failing: number;
  /** ends a server that answers nothing, which may only be busy */
  silent: number;
  /** between two starts, once it was started again `restarts` times in `RESTART_WINDOW_MS` */
  restart: number;
  restarts: number;
}

type Running = Required<ServerRecord>;

const DESCRIPTION: Record<Kind, string> = {
  mongod: 'an embedded mongod, for trying out and small teams; set MONGODB_URI for more',
  SecantusDB: 'SecantusDB (beta), for trying out only; set MONGODB_URI to a MongoDB server for real use',
};
/** A server on a full disk starts, and fails at the first write. */
const LEAST_BYTES = 20_000_000;
const LOCK_WAIT_MS = 240_000;
const ASKED_MS = 2_000;
const RESTART_WINDOW_MS = 300_000;
const CHECK_LIMIT_MS = 10_000;
const MOST_PORTS = 3;
const PACE: Pace = { check: 5_000, failing: 30_000, silent: 300_000, restart: 60_000, restarts: 5 };

/** Shares or takes over the server of the folder, else starts one. @throws DatabaseUnavailable naming MONGODB_URI. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { dataDir, log, startMs = 30_000, pace = PACE } = options;
  const dir = resolve(dataDir);
  const server = await firstServer(dir, log, startMs);
  const supervised = new Supervised(dir, log, startMs, pace, server);
  log.info(`database: ${supervised.description} (data in ${storageOf(dataDir, supervised.kind)})`);
  return supervised;
}

async function firstServer(dir: string, log: Log, startMs: number): Promise<Running> {
  try {
    mkdirSync(dir, { recursive: true });
    const { bavail, bsize } = statfsSync(dir);
    if (bavail * bsize < LEAST_BYTES) throw new Error('its disk is full');
    return await ensureRunning(dir, log, startMs);
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error;
    throw new DatabaseUnavailable(
      `No database: ${(error as Error).message} (data folder ${dir}). Set MONGODB_URI or DAYBOOK_DATA_DIR.`,
    );
  }
}

class Supervised implements EmbeddedServer {
  readonly uri: string;
  readonly kind: Kind;
  readonly description: string;
  private readonly dir: string;
  private readonly log: Log;
  private readonly startMs: number;
  private readonly pace: Pace;
  private server: Running;
  private readonly listeners: ((pid: number) => void)[] = [];
  private readonly timers: readonly NodeJS.Timeout[];
  private readonly ending = new AbortController();
  private checking = false;
  private ill: { health: Health; since: number } | undefined;
  private readonly lostListeners: (() => void)[] = [];
  private restarts: number[] = [];
  private restarting: Promise<void> | undefined;
  private stopping: Promise<void> | undefined;

  constructor(dir: string, log: Log, startMs: number, pace: Pace, server: Running) {
    this.dir = dir;
    this.log = log;
    this.startMs = startMs;
    this.pace = pace;
    this.server = server;
    this.uri = uriOf(server.port);
    this.kind = server.kind;
    this.description = DESCRIPTION[server.kind];
    // A shared server is no child and sends no event.
    this.timers = [
      setInterval(() => this.poll(), 200).unref(),
      setInterval(() => {
        this.check().catch(error => this.log.warn({ err: error }, 'the embedded database could not be looked after'));
      }, pace.check).unref(),
    ];
    process.on('exit', this.atExit);
  }

  get pid(): number {
    return this.server.pid;
  }

  onExit(listener: (pid: number) => void): void {
    this.listeners.push(listener);
  }

  onLost(listener: () => void): void {
    this.lostListeners.push(listener);
  }

  stop(): Promise<void> {
    this.stopping ??= this.stopOnce();
    return this.stopping;
  }

  private async stopOnce(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.ending.abort();
    await this.restarting;
    process.off('exit', this.atExit);
    // A look-up in a deleted folder would make it again.
    if (this.isLost()) return this.owns(undefined) ? end(this.pid, this.server.port, 500) : undefined;
    await withLock(lockFile(this.dir), LOCK_WAIT_MS, async () => {
      const record = readRecord(this.dir);
      if (!record || !this.owns(record)) return;
      await end(this.pid, record.port);
      writeRecord(this.dir, { kind: record.kind, port: record.port });
    });
  }

  /** Both vanish with the folder. */
  private isLost(): boolean {
    return !existsSync(storageOf(this.dir, this.kind)) || !hasRecord(this.dir);
  }

  private owns(record: ServerRecord | undefined): boolean {
    return record ? record.pid === this.pid && isMine(record) : this.server.owner === process.pid;
  }

  private poll(): void {
    if (this.restarting) return;
    if (this.isLost()) {
      this.log.fatal(
        { folder: this.dir },
        'the data folder was deleted while its database runs; nothing is kept any more',
      );
      void this.stop();
      for (const listener of this.lostListeners) listener();
      return;
    }
    if (isAlive(this.pid)) return;
    this.log.error({ pid: this.pid }, 'the embedded database has died; starting it again');
    for (const listener of this.listeners) listener(this.pid);
    this.restarting = this.restart().finally(() => {
      this.restarting = undefined;
    });
  }

  /** Ends a server that failed for too long; its owner restarts it as after any death. */
  private async check(): Promise<void> {
    if (this.checking || this.restarting) return;
    this.checking = true;
    const { pid, port } = this.server;
    const from = Date.now();
    const health = await healthOf(port, CHECK_LIMIT_MS).finally(() => {
      this.checking = false;
    });
    if (health === 'well' || this.restarting || pid !== this.pid) {
      this.ill = undefined;
      return;
    }
    // Silence before does not count as failing: one error after a long pause is no reason to end the server.
    if (this.ill?.health !== health) this.ill = { health, since: from };
    const record = readRecord(this.dir);
    const lasted = Date.now() - this.ill.since;
    if (lasted < this.pace[health] || this.stopping || record?.pid !== pid || !isMine(record)) return;
    this.log.error({ pid, health, seconds: this.pace[health] / 1000 }, 'the embedded database is ill and is ended');
    await end(pid, port);
  }

  private async restart(): Promise<void> {
    for (;;) {
      const now = Date.now();
      this.restarts = this.restarts.filter(at => now - at < RESTART_WINDOW_MS);
      if (this.restarts.length === this.pace.restarts)
        this.log.fatal('the embedded database dies again and again; its own log is in the data folder');
      if (this.restarts.length >= this.pace.restarts) await this.wait(this.pace.restart);
      if (this.stopping) return;
      this.restarts.push(Date.now());
      try {
        this.server = await ensureRunning(this.dir, this.log, this.startMs, this.server.port);
        this.log.info({ pid: this.pid }, 'the embedded database runs again');
        return;
      } catch (error) {
        this.log.error({ err: error }, 'the embedded database could not be started again');
        await this.wait(500 * 2 ** this.restarts.length);
      }
    }
  }

  private async wait(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.ending.signal, ref: false }).catch(() => undefined);
  }

  private readonly atExit = (): void => {
    if (this.owns(readRecord(this.dir)) && isAlive(this.pid)) process.kill(this.pid, 'SIGTERM');
  };
}

/** The running server of this folder, else a new one. One process at a time decides. */
async function ensureRunning(dir: string, log: Log, startMs: number, port?: number): Promise<Running> {
  return withLock(lockFile(dir), LOCK_WAIT_MS, async () => {
    const record = readRecord(dir);
    const running = await findRunning(dir, record, log, startMs);
    if (running && (port === undefined || running.port === port)) return running;
    // Started here, it would fail on the folder, and the record name what failed.
    if (running) throw new DatabaseUnavailable(`The server of the data folder ${dir} is at port ${running.port} now.`);
    const program = await chooseProgram(dir, record?.kind, log);
    for (let tries = 1; ; tries++) {
      // At the port of before: other Daybooks on the folder ask for it there.
      const wanted = tries === 1 ? record?.port : undefined;
      const at = { kind: program.kind, port: port ?? (await freePort(wanted)), owner: process.pid };
      try {
        const pid = await launch(program, dir, at.port, startMs, started => writeRecord(dir, { ...at, pid: started }));
        writeRecord(dir, { ...at, pid });
        return { ...at, pid };
      } catch (error) {
        if (port !== undefined || tries === MOST_PORTS || !(error instanceof PortTaken)) throw error;
      }
    }
  });
}

async function findRunning(
  dir: string,
  record: ServerRecord | undefined,
  log: Log,
  startMs: number,
): Promise<Running | undefined> {
  if (record?.pid === undefined) return undefined;
  const { kind, port, pid } = record;
  const isOurs = isMine(record);
  const owner = isOurs ? process.pid : (record.owner ?? process.pid);
  const deadline = Date.now() + (isOurs ? 0 : startMs);
  // Another Daybook's may be busy: with its start, or on a machine that is.
  do {
    if (!isAlive(pid)) return undefined;
    if ((await answering(port, ASKED_MS)) === pid) {
      writeRecord(dir, { kind, port, pid, owner });
      log.debug({ pid, owner }, 'sharing or taking over the embedded database that runs');
      return { kind, port, pid, owner };
    }
    if (!runsOn(pid, storageOf(dir, kind))) return undefined;
    if (Date.now() < deadline) log.info({ pid, owner }, 'waiting for the embedded database that another Daybook runs');
  } while (Date.now() < deadline);
  if (owner !== process.pid) {
    throw new DatabaseUnavailable(
      `The server of the data folder ${dir} (process ${pid}, of Daybook process ${owner}) does not answer. End both, or set MONGODB_URI.`,
    );
  }
  log.warn({ pid }, 'an embedded database left over from before does not answer and is ended');
  await end(pid, port, 2000);
  return undefined;
}

/** Whether this process ends the server: it started it, or the starter is gone. */
function isMine(record: ServerRecord): boolean {
  return record.owner === undefined || record.owner === process.pid || !isAlive(record.owner);
}

function lockFile(dir: string): string {
  return join(dir, 'server.lock');
}
