import { describe, expect, it } from 'vitest';
import { precedence } from '../../src/shared/lull.ts';

/** Work that ends when it is told. */
function work() {
  let end = (): void => undefined;
  const ended = new Promise<void>(resolve => {
    end = resolve;
  });
  return { run: () => ended, end: () => end() };
}

describe('work that can wait', () => {
  const LONG = 3_600_000;

  it('goes on at once while few wait for an answer, else when few are left, also where an answer failed', async () => {
    const { first, lull } = precedence(1);
    const [a, b] = [work(), work()];
    const failing = first(() => b.run().then(() => Promise.reject(new Error('no answer'))));
    await lull(LONG);
    const answer = first(a.run);
    let begun = false;
    const waiting = lull(LONG).then(() => {
      begun = true;
    });
    await Promise.resolve();
    expect(begun).toBe(false);
    b.end();
    await expect(failing).rejects.toThrow('no answer');
    await waiting;
    a.end();
    await answer;
  });

  it('does not wait for ever', async () => {
    const { first, lull } = precedence(0);
    void first(work().run);
    // The time that it waits does not keep a process alive.
    const alive = setInterval(() => undefined, 1_000);
    await lull(1);
    clearInterval(alive);
  });
});
