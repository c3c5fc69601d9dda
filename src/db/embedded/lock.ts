import { mkdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './record.ts';

const here = new Set<string>();

/** Of the machine since it was started: before, ids were those of other processes. Only Linux tells; no clock does. */
const BOOT = bootId();

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

class LockHeld extends Error {
  override readonly name = 'LockHeld';
}

/** Runs `work` under the lock file. A dead process loses its lock. @throws LockHeld after `waitMs`. */
export async function withLock<T>(file: string, waitMs: number, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  const deadline = Date.now() + waitMs;
  while (here.has(file) || !take(file)) {
    if (Date.now() > deadline) {
      throw new LockHeld(`another Daybook process has held ${file} for too long`);
    }
    await pause(50);
  }
  here.add(file);
  try {
    return await work();
  } finally {
    here.delete(file);
    remove(file);
  }
}

function take(file: string): boolean {
  if (create(file)) return true;
  if (!isStale(file)) return false;
  // Two may find the same stale lock: only the maker of the second file removes it.
  const breaking = `${file}.breaking`;
  if (!create(breaking)) {
    if (ageMs(breaking) > 10_000) remove(breaking);
    return false;
  }
  try {
    if (isStale(file)) remove(file);
  } finally {
    remove(breaking);
  }
  return create(file);
}

function create(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid} ${BOOT}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isStale(file: string): boolean {
  try {
    const [id, boot = ''] = readFileSync(file, 'utf8').split(' ');
    const pid = Number(id);
    // An empty file belongs to a process between creating and writing, or one that died there.
    if (!Number.isInteger(pid) || pid <= 0) return ageMs(file) > 10_000;
    return !isAlive(pid) || pid === process.pid || (boot !== '' && boot !== BOOT);
  } catch {
    return false;
  }
}

function ageMs(file: string): number {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // another process was faster
  }
}
