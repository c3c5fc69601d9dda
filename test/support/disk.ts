import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The file at which a server may write no further: `prlimit` is a full disk for one process, without a right to mount. */
export const limitFiles = (pid: number, bytes: number | 'unlimited'): void =>
  void execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);

const MEMORY_DISK = '/dev/shm';
const ENOUGH_BYTES = 4 * 1024 ** 3;

/** A disk in memory where there is a large one: a hundred databases with their indexes are made there in a tenth of the time. */
export async function databaseDisk(): Promise<string> {
  const room = await statfs(MEMORY_DISK).then(
    disk => disk.bavail * disk.bsize,
    () => 0,
  );
  return room >= ENOUGH_BYTES ? MEMORY_DISK : tmpdir();
}

export interface SmallDisk {
  folder: string;
  /** Leaves no room: none on the disk, or none for this process where no disk could be mounted. */
  fill(pid: number): void;
  free(pid: number): void;
  remove(): void;
}

/** A disk of 40 MB at `folder`; where nothing may be mounted a folder, whose limit is the process's. */
export function smallDisk(folder: string): SmallDisk {
  mkdirSync(folder, { recursive: true });
  const isMounted = tried(() => execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', folder]));
  const filling = join(folder, 'filling');
  return {
    folder,
    fill: pid => {
      if (!isMounted) return limitFiles(pid, 4096);
      const file = openSync(filling, 'w');
      for (const size of [65_536, 4096, 1]) while (tried(() => writeSync(file, Buffer.alloc(size))));
      closeSync(file);
    },
    free: pid => (isMounted ? rmSync(filling, { force: true }) : limitFiles(pid, 'unlimited')),
    remove: () => {
      if (isMounted) execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function tried(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
