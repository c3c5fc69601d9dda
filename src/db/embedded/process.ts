import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseUnavailable } from '../errors.ts';
import { answering, isAlive, type Kind } from './record.ts';

export interface Program {
  kind: Kind;
  command: string;
  args(port: number, storage: string): string[];
}

const END_MS = 5_000;

/** Another program has taken the port since it was free. */
export class PortTaken extends DatabaseUnavailable {}

export function storageOf(dataDir: string, kind: Kind): string {
  return join(dataDir, kind);
}

/**
 * Answers the pid of the server, which differs from the started one where the program is a launcher. Output goes to a
 * file, since the server outlives this process. @throws DatabaseUnavailable with the server's own log, PortTaken.
 */
export async function launch(
  program: Program,
  dataDir: string,
  port: number,
  startMs: number,
  spawned: (pid: number) => void,
): Promise<number> {
  const storage = storageOf(dataDir, program.kind);
  mkdirSync(storage, { recursive: true });
  const output = `${storage}.log`;
  const file = openSync(output, 'w');
  const child = spawn(program.command, program.args(port, storage), {
    cwd: storage,
    // A session of its own: Ctrl-C ends Daybook, which still has to write before the server ends.
    detached: true,
    windowsHide: true,
    stdio: ['ignore', file, file],
  });
  closeSync(file);
  child.unref();
  let over: string | undefined;
  child.on('error', error => {
    over = error.message;
  });
  child.on('exit', (code, signal) => {
    over = `ended with ${signal ?? code}`;
  });
  if (child.pid !== undefined) spawned(child.pid);
  // A Daybook that ends while its server starts takes it along.
  const leave = (): void => void child.kill('SIGTERM');
  process.once('exit', leave);
  const deadline = Date.now() + startMs;
  try {
    while (Date.now() < deadline && over === undefined) {
      const pid = (await isListening(port)) ? await answering(port, 2000) : undefined;
      if (pid !== undefined && over === undefined) return pid;
      await pause(20);
    }
  } finally {
    process.off('exit', leave);
  }
  if (child.pid !== undefined && over === undefined) await end(child.pid, port);
  const said = readFileSync(output, 'utf8').trim();
  const why = whyNot(program, storage, over ?? `did not answer within ${startMs / 1000} s`, { said, output });
  throw /address already in use/i.test(said) ? new PortTaken(why) : new DatabaseUnavailable(why);
}

/**
 * Ends the server, by force after `graceMs`. One connection wakes SecantusDB, which otherwise waits 2 s; several lock
 * it up.
 */
export async function end(pid: number, port: number, graceMs = END_MS): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!isAlive(pid)) return;
    // A stopped process hears SIGTERM only when it continues.
    for (const each of [signal, 'SIGCONT'] as const) {
      try {
        process.kill(pid, each);
      } catch {
        // it ended in between
      }
    }
    const from = Date.now();
    let woken = false;
    while (isAlive(pid) && Date.now() < from + graceMs) {
      await pause(20);
      if (woken || Date.now() < from + 80) continue;
      woken = true;
      await isListening(port);
    }
  }
}

/** `wanted` where that is free. */
export async function freePort(wanted = 0): Promise<number> {
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve, reject) => {
    server.once('error', error => (wanted === 0 ? reject(error) : resolve(false)));
    server.listen(wanted, '127.0.0.1', () => resolve(true));
  });
  if (!isFree) return freePort();
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function isListening(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.setTimeout(1000, () => socket.destroy());
    socket.once('connect', () => {
      resolve(true);
      socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(false));
  });
}

function whyNot(
  program: Program,
  storage: string,
  reason: string,
  { said, output }: { said: string; output: string },
): string {
  if (/resource busy|already being managed|DBPathInUse|unable to lock/i.test(said)) {
    return `The data folder ${storage} is in use by another server. End the other Daybook, choose another DAYBOOK_DATA_DIR, or set MONGODB_URI.`;
  }
  return `The embedded database (${program.kind}) ${reason}: ${said.split('\n').at(-1)?.slice(0, 300) ?? ''} (all of it: ${output})`;
}
