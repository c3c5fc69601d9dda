import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../src/db/embedded/process.ts';
import { isAlive } from '../../src/db/embedded/record.ts';
import { program } from '../support/program.ts';
import { until } from '../support/until.ts';

const START_MS = 120_000;

/** One process of the app, as `npm start` runs it. */
export interface AppProcess {
  port: number;
  pid: number;
  isReady(): Promise<boolean>;
  ready(): Promise<void>;
  /** sets its clock off by this from the real time, ms */
  setAhead(ms: number): void;
  /** without warning */
  kill(): Promise<void>;
  /** as an operator does */
  stop(): Promise<void>;
  hasEnded(): boolean;
}

let count = 0;

/** Processes that run, and databases that were seen: none outlives this one, however it ends. */
const running = new Set<number>();
export const endsWithUs = (pid: number): void => void running.add(pid);
process.on('exit', () => {
  for (const pid of running) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

export async function startProcess(folder: string, env: Record<string, string>, ahead: number): Promise<AppProcess> {
  const [main, clock, port] = await Promise.all([program('src/main.ts'), program('test/faults/clock.ts'), freePort()]);
  const log = openSync(join(folder, `app-${++count}.log`), 'w');
  const child: ChildProcess = spawn(process.execPath, ['--import', clock, main], {
    env: {
      ...{ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' },
      ...(process.env.XDG_CACHE_HOME ? { XDG_CACHE_HOME: process.env.XDG_CACHE_HOME } : {}),
      ...{ PORT: String(port), LOG_LEVEL: 'warn', FAULTS_AHEAD: String(ahead), ...env },
    },
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const pid = child.pid ?? 0;
  endsWithUs(pid);
  const ended = new Promise<void>(resolve =>
    child.once('exit', () => {
      running.delete(pid);
      resolve();
    }),
  );
  const signal = async (name: NodeJS.Signals): Promise<void> => {
    child.kill(name);
    await ended;
  };
  const isReady = async (): Promise<boolean> =>
    (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.status === 200;
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    port,
    pid,
    isReady,
    hasEnded,
    ready: async () => {
      await until(async () => hasEnded() || (await isReady()), { what: 'the app', timeout: START_MS });
      if (hasEnded()) throw new Error(`the app ended with ${child.exitCode}`);
    },
    setAhead: ms => void child.send({ ahead: ms }),
    kill: () => signal('SIGKILL'),
    stop: () => signal('SIGTERM'),
  };
}

/** The embedded server that the folder's record names. */
export function databaseOf(folder: string): { pid: number; port: number } | undefined {
  try {
    const { pid, port } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8')) as {
      pid?: number;
      port: number;
    };
    return pid !== undefined && isAlive(pid) ? { pid, port } : undefined;
  } catch {
    return undefined;
  }
}
