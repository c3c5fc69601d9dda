import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Log } from '../../shared/log.ts';
import { DatabaseUnavailable } from '../errors.ts';
import { cacheDir } from './cache.ts';
import { withLock } from './lock.ts';

const run = promisify(execFile);
const PACKAGE = 'SecantusDB==0.7.0b3';
const PYTHONS = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
const BUILDING = 'SecantusDB.building-';
const INSTALL_MS = 180_000;

export function installedSecantus(): string | undefined {
  const python = pythonIn(folder());
  return existsSync(python) ? python : undefined;
}

/**
 * Makes SecantusDB's virtual environment in the cache (10 s, 145 MB), once; returns its Python. @throws
 * DatabaseUnavailable
 */
export async function installSecantus(log: Log, signal: AbortSignal): Promise<string> {
  return withLock(`${folder()}.lock`, INSTALL_MS, async () => {
    const ready = installedSecantus();
    if (ready) return ready;
    const base = await findPython(signal);
    for (const name of readdirSync(cacheDir())) {
      if (name.startsWith(BUILDING)) rmSync(join(cacheDir(), name), { recursive: true, force: true });
    }
    log.info(`installing the trial database ${PACKAGE} with ${base}, once for this machine (about 10 s)`);
    const building = mkdtempSync(join(cacheDir(), BUILDING));
    try {
      await fill(building, base, signal);
      rmSync(folder(), { recursive: true, force: true });
      renameSync(building, folder());
    } catch (error) {
      if (signal.aborted) throw error;
      throw new DatabaseUnavailable(`${PACKAGE} could not be installed with ${base}: ${lastLine(error)}`);
    } finally {
      rmSync(building, { recursive: true, force: true });
    }
    return pythonIn(folder());
  });
}

async function fill(target: string, base: string, signal: AbortSignal): Promise<void> {
  const limits = { signal, timeout: INSTALL_MS };
  const install = ['install', '--quiet', '--disable-pip-version-check', '--no-input', '--only-binary=:all:', PACKAGE];
  try {
    // The machine's pip (23 or later) saves three seconds.
    await run(base, ['-m', 'venv', '--without-pip', target], limits);
    await run(base, ['-m', 'pip', '--python', pythonIn(target), ...install], limits);
  } catch (error) {
    if (signal.aborted) throw error;
    await run(base, ['-m', 'venv', '--clear', target], limits);
    await run(pythonIn(target), ['-m', 'pip', ...install], limits);
  }
}

async function findPython(signal: AbortSignal): Promise<string> {
  const script =
    'import sys; print((3, 10) <= sys.version_info[:2] <= (3, 13) and sys.implementation.name == "cpython")';
  for (const name of PYTHONS) {
    const fits = await run(name, ['-c', script], { signal }).then(
      ({ stdout }) => stdout.trim() === 'True',
      () => false,
    );
    if (fits) return name;
  }
  throw new DatabaseUnavailable('no Python 3.10 to 3.13 was found');
}

function folder(): string {
  return join(cacheDir(), PACKAGE.replace('==', '-'));
}

function pythonIn(venv: string): string {
  return process.platform === 'win32' ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python');
}

function lastLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string };
  return (stderr || message || '').trim().split('\n').at(-1) ?? '';
}
