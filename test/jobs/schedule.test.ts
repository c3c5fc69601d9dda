import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { everyMinute } from '../../src/jobs/schedule.ts';
import { createLog } from '../../src/shared/log.ts';
import { runs } from '../support/runs.ts';

const log = createLog('silent');
const MINUTE = 60_000;

describe('the tick of each minute', () => {
  afterEach(() => void vi.useRealTimers());

  /** Counts ticks over `minutes` of real time; `set` moves the clock before each of them. */
  async function ticks(from: number, minutes: number, set: (minute: number) => number = () => 0): Promise<number[]> {
    vi.useFakeTimers({ now: from });
    const at: number[] = [];
    const schedule = everyMinute({ log, tick: async () => void at.push(Date.now()) });
    for (let minute = 0; minute < minutes; minute++) {
      const moved = set(minute);
      if (moved !== 0) vi.setSystemTime(Date.now() + moved);
      await vi.advanceTimersByTimeAsync(MINUTE);
    }
    await schedule.stop();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
    return at;
  }

  it.each(['2026-10-25T00:30:20Z', '2026-03-29T00:30:20Z', '2026-11-01T04:30:20Z', '2026-12-31T23:30:20Z'])(
    'comes at each full minute, whatever clocks change around %s',
    async iso => {
      const at = await ticks(Date.parse(iso), 180);
      expect(at).toHaveLength(180);
      expect(at.every(ms => ms % MINUTE === 0)).toBe(true);
    },
  );

  it('comes within a minute of real time, however far the clock is set back or forward', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 4e12 }),
        fc.array(fc.integer({ min: -26 * 3_600_000, max: 26 * 3_600_000 }), { minLength: 10, maxLength: 10 }),
        async (from, moves) => {
          const moved = await ticks(from, 20, minute => (minute % 2 === 0 ? (moves[minute / 2] ?? 0) : 0));
          // A move may make one minute a little longer or shorter, never more.
          expect(moved.length).toBeGreaterThanOrEqual(9);
          expect(moved.length).toBeLessThanOrEqual(31);
        },
      ),
      { numRuns: runs(50) },
    );
  });

  it('does not begin again while it runs, and goes on after one that failed', async () => {
    vi.useFakeTimers({ now: 0 });
    let [begun, end] = [0, (): void => undefined];
    const tick = (): Promise<void> => {
      begun++;
      if (begun === 2) return Promise.reject(new Error('no'));
      return new Promise(resolve => {
        end = resolve;
      });
    };
    const schedule = everyMinute({ log, tick });
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(begun).toBe(1);
    end();
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    expect(begun).toBe(3);
    await schedule.stop();
  });
});
