import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient, MongoNetworkTimeoutError } from 'mongodb';
import { z } from 'zod';
import { awayBy } from '../errors.ts';
import { probe } from '../probe.ts';

const KINDS = ['mongod', 'SecantusDB'] as const;
export type Kind = (typeof KINDS)[number];

/** `server.json` of the data folder. The kind outlives the server: its files fit no other. */
const recordSchema = z.object({
  kind: z.enum(KINDS),
  port: z.int(),
  /** absent after an orderly end */
  pid: z.int().exactOptional(),
  /** the Daybook that ends the server */
  owner: z.int().exactOptional(),
});
export type ServerRecord = z.infer<typeof recordSchema>;

export function readRecord(dataDir: string): ServerRecord | undefined {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

export const hasRecord = (dataDir: string): boolean => existsSync(join(dataDir, 'server.json'));

export function writeRecord(dataDir: string, record: ServerRecord): void {
  const file = join(dataDir, 'server.json');
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(record)}\n`);
  renameSync(`${file}.${process.pid}`, file);
}

/** A zombie does not run. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  if (process.platform !== 'linux') return true;
  try {
    return !/\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

export function uriOf(port: number): string {
  // No retried writes: a server that was killed in between has forgotten the first, so the repeat looks like a lost
  // race.
  return `mongodb://127.0.0.1:${port}/?directConnection=true&retryWrites=false`;
}

export async function answering(port: number, timeoutMs: number): Promise<number | undefined> {
  const asked = withClient(port, timeoutMs, client => client.db('admin').command({ serverStatus: 1 }));
  return asked.then(
    status => Number(status.pid),
    () => undefined,
  );
}

/** `failing`: it answers errors. */
export type Health = 'well' | 'failing' | 'silent';

export async function healthOf(port: number, timeoutMs: number): Promise<Health> {
  return withClient(port, timeoutMs, client => probe(client.db('daybook'))).then(
    () => 'well',
    error => (awayBy(error) === 'unsent' || error instanceof MongoNetworkTimeoutError ? 'silent' : 'failing'),
  );
}

async function withClient<T>(port: number, timeoutMs: number, ask: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(uriOf(port), {
    serverSelectionTimeoutMS: timeoutMs,
    connectTimeoutMS: timeoutMs,
    socketTimeoutMS: timeoutMs,
    maxPoolSize: 1,
    writeConcern: { w: 'majority', journal: true },
  });
  try {
    return await ask(client);
  } finally {
    await client.close(true).catch(() => undefined);
  }
}

/** Whether `pid` runs with this folder in its arguments: the number may belong to another program by now. */
export function runsOn(pid: number, folder: string): boolean {
  try {
    const line =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        : execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return line.includes(folder);
  } catch {
    return false;
  }
}
