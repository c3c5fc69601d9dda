import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '../../src/db/embedded/lock.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-lock-'));
  file = join(folder, 'inside', 'a.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('withLock', () => {
  it('lets one in at a time and gives back what the work gives', async () => {
    let inside = 0;
    const results = await Promise.all(
      Array.from({ length: 5 }, (_, n) =>
        withLock(file, 5000, async () => {
          expect(++inside).toBe(1);
          await pause(5);
          inside--;
          return n;
        }),
      ),
    );
    expect(results).toEqual([0, 1, 2, 3, 4]);
    expect(existsSync(file)).toBe(false);
  });

  it('is free again after an error', async () => {
    await expect(withLock(file, 100, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await withLock(file, 100, async () => readFileSync(file, 'utf8'))).toMatch(new RegExp(`^${process.pid} `));
  });

  it('takes over from a dead process and waits for a living one', async () => {
    await withLock(file, 100, async () => undefined);
    writeFileSync(file, '999999999');
    expect(await withLock(file, 100, async () => 'mine')).toBe('mine');
    writeFileSync(file, String(process.ppid));
    await expect(withLock(file, 100, async () => 'mine')).rejects.toThrow(/another Daybook process has held/);
  });

  it('waits for a living process however the clock was moved, unless the machine was started since', async () => {
    await withLock(file, 100, async () => undefined);
    writeFileSync(file, String(process.ppid));
    utimesSync(file, 0, 0);
    await expect(withLock(file, 100, async () => 'mine')).rejects.toThrow(/another Daybook process has held/);
    writeFileSync(file, `${process.ppid} 00000000-0000-0000-0000-000000000000`);
    expect(await withLock(file, 100, async () => 'mine')).toBe('mine');
  });
});
