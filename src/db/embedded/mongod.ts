import { execFile } from 'node:child_process';
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Log } from '../../shared/log.ts';
import { DatabaseUnavailable } from '../errors.ts';
import { cacheDir } from './cache.ts';
import { withLock } from './lock.ts';

const run = promisify(execFile);
const DOWNLOAD_MS = 300_000;
const REMEMBER_MS = 7 * 24 * 3_600_000;

/** `MONGOMS_SYSTEM_BINARY`, a `mongod` on `PATH`, or one that mongodb-memory-server keeps. */
export async function installedMongod(): Promise<string | undefined> {
  const named = process.env.MONGOMS_SYSTEM_BINARY;
  if (named) {
    if (isExecutable(named)) return named;
    throw new DatabaseUnavailable(
      `MONGOMS_SYSTEM_BINARY names ${named}, which is no executable file. Mend or unset it, or set MONGODB_URI.`,
    );
  }
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, process.platform === 'win32' ? 'mongod.exe' : 'mongod');
    if (folder && isExecutable(file)) return file;
  }
  const { DryMongoBinary } = await import('mongodb-memory-server');
  return DryMongoBinary.locateBinary(DryMongoBinary.getEnsuredOptions()).catch(() => undefined);
}

/** Downloads `mongod` by mongodb-memory-server; after a failure not again for a week with the same variables. */
export async function downloadMongod(log: Log, signal: AbortSignal): Promise<string | undefined> {
  const settings = JSON.stringify(
    Object.entries(process.env)
      .filter(([name]) => name.startsWith('MONGOMS_'))
      .sort(),
  );
  try {
    // Two processes at their first start would otherwise wait for each other's failure.
    return await withLock(join(cacheDir(), 'mongod-download.lock'), DOWNLOAD_MS, async () =>
      failedLately(settings) ? undefined : download(settings, log, signal),
    );
  } catch (error) {
    log.debug({ err: error }, 'no download of mongod was tried');
    return undefined;
  }
}

async function download(settings: string, log: Log, signal: AbortSignal): Promise<string | undefined> {
  const script = 'const m = await import(process.argv[1]); console.log(await m.MongoBinary.getPath());';
  const library = import.meta.resolve('mongodb-memory-server');
  try {
    const limits = { signal, timeout: DOWNLOAD_MS };
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script, library], limits);
    const binary = stdout.trim().split('\n').at(-1);
    return binary && isExecutable(binary) ? binary : undefined;
  } catch (error) {
    const reason = signal.aborted ? 'not done in time' : lastLine((error as { stderr?: string }).stderr);
    log.debug({ reason }, 'mongod could not be downloaded');
    remember({ settings, failedAt: new Date().toISOString(), reason });
    return undefined;
  }
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function failedLately(settings: string): boolean {
  try {
    const note = JSON.parse(readFileSync(noteFile(), 'utf8')) as { settings: string; failedAt: string };
    return note.settings === settings && Date.now() - Date.parse(note.failedAt) < REMEMBER_MS;
  } catch {
    return false;
  }
}

function remember(note: { settings: string; failedAt: string; reason: string }): void {
  try {
    mkdirSync(cacheDir(), { recursive: true });
    writeFileSync(noteFile(), `${JSON.stringify(note, undefined, 2)}\n`);
  } catch {
    // A cache that cannot be written only costs the seconds again.
  }
}

function noteFile(): string {
  return join(cacheDir(), 'mongod-download-failed.json');
}

function lastLine(text = ''): string {
  return /^\w*Error:.*$/m.exec(text)?.[0] ?? text.trim().split('\n').at(-1) ?? '';
}
