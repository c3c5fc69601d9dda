import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../shared/log.ts';
import { DatabaseUnavailable } from '../errors.ts';
import { downloadMongod, installedMongod } from './mongod.ts';
import { type Program, storageOf } from './process.ts';
import type { Kind } from './record.ts';
import { installedSecantus, installSecantus } from './secantus.ts';

/** A slower download is given up once the other server is ready. */
const DOWNLOAD_HEAD_START_MS = 20_000;

/** The server for this folder: one with data keeps its kind. @throws DatabaseUnavailable naming MONGODB_URI. */
export async function chooseProgram(dataDir: string, noted: Kind | undefined, log: Log): Promise<Program> {
  const kind = noted ?? (['mongod', 'SecantusDB'] as const).find(each => existsSync(storageOf(dataDir, each)));
  try {
    if (kind !== 'SecantusDB') {
      const installed = await installedMongod();
      if (installed) return mongod(installed);
    }
    const ready = kind === 'mongod' ? undefined : installedSecantus();
    if (kind === 'SecantusDB') return secantus(ready ?? (await installSecantus(log, new AbortController().signal)));
    return await getOne(kind, ready, log);
  } catch (error) {
    if (error instanceof DatabaseUnavailable && error.message.includes('MONGODB_URI')) throw error;
    const kept = kind ? ` The data folder ${dataDir} was written by ${kind}.` : '';
    throw new DatabaseUnavailable(
      `No database: ${(error as Error).message}. Set MONGODB_URI to a MongoDB server, or install mongod or Python 3.10 to 3.13.${kept}`,
    );
  }
}

/** Downloads `mongod` and installs SecantusDB side by side, for a short first start; `mongod` is preferred. */
async function getOne(kind: Kind | undefined, ready: string | undefined, log: Log): Promise<Program> {
  const giveUp = new AbortController();
  const downloading = downloadMongod(log, giveUp.signal);
  if (kind === 'mongod') {
    const binary = await downloading;
    if (binary) return mongod(binary);
    throw new DatabaseUnavailable('mongod was not found and could not be downloaded');
  }
  const building = new AbortController();
  const installing = ready ? Promise.resolve(ready) : installSecantus(log, building.signal);
  const headStart = pause(DOWNLOAD_HEAD_START_MS, undefined, { ref: false });
  installing
    .then(() => headStart)
    .then(
      () => giveUp.abort(),
      () => undefined,
    );
  const binary = await downloading;
  if (binary === undefined) return secantus(await installing);
  building.abort();
  await installing.catch(() => undefined);
  return mongod(binary);
}

function mongod(binary: string): Program {
  return {
    kind: 'mongod',
    command: binary,
    args: (port, storage) => [
      ...['--port', String(port), '--dbpath', storage, '--bind_ip', '127.0.0.1'],
      ...['--storageEngine', 'wiredTiger'],
    ],
  };
}

function secantus(python: string): Program {
  return {
    kind: 'SecantusDB',
    command: python,
    args: (port, storage) => [
      ...['-I', '-m', 'secantus', '--host', '127.0.0.1', '--port', String(port)],
      ...['--storage-path', storage, '--sync-on-commit', '--standalone', '--log-level', 'WARNING'],
    ],
  };
}
