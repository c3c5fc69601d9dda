import { setImmediate as turn } from 'node:timers/promises';
import pLimit from 'p-limit';
import { describe, expect, it } from 'vitest';
import { pacing } from '../../src/outbox/pacing.ts';

const SECOND = 1000;
const LATENCY = 150;
const AT_ONCE = 8;

/** Time that passes when everybody waits for it. */
function virtualTime() {
  let time = 0;
  let waiting: { at: number; go: () => void }[] = [];
  return {
    now: () => time,
    pause: (ms: number): Promise<void> => new Promise(go => void waiting.push({ at: time + ms, go })),
    passUntil: async (over: () => boolean): Promise<void> => {
      for (;;) {
        await turn();
        if (over()) return;
        const at = Math.min(...waiting.map(w => w.at));
        const due = waiting.filter(w => w.at === at);
        waiting = waiting.filter(w => w.at !== at);
        time = at;
        for (const { go } of due) go();
      }
    },
  };
}

/** So many calls at a Slack that takes `most` in each window; how long they took beside the ideal, and the share that was refused. */
async function calls(
  count: number,
  { most, window }: { most: number; window: number },
  pauseOf: (at: number) => number,
) {
  const { now, pause, passUntil } = virtualTime();
  const pace = pacing({ now, pause });
  const limit = pLimit(AT_ONCE);
  const taken = new Map<number, number>();
  let [refused, done] = [0, 0];
  const call = async (): Promise<void> => {
    await pace.turn();
    await pause(LATENCY);
    const at = Math.floor(now() / window);
    if ((taken.get(at) ?? 0) >= most) {
      refused += 1;
      const again = pauseOf(now());
      pace.refused(again);
      void pause(again).then(() => limit(call));
      return;
    }
    taken.set(at, (taken.get(at) ?? 0) + 1);
    done += 1;
  };
  for (let n = 0; n < count; n++) void limit(call);
  await passUntil(() => done === count);
  return { time: now() / ((count / most) * window), refused: refused / (count + refused) };
}

describe('calls that Slack limits', () => {
  it.each([20, 50])('%i a second: 3,000 take hardly longer than they must, and hardly any is refused', async most => {
    const found = await calls(3_000, { most, window: SECOND }, () => SECOND);
    expect(found.time).toBeLessThan(1.1);
    expect(found.refused).toBeLessThan(0.02);
  });

  it('a hundred a minute, and a pause until the next', async () => {
    const minute = 60 * SECOND;
    const found = await calls(3_000, { most: 100, window: minute }, at => minute - (at % minute));
    expect(found.time).toBeLessThan(1.1);
    expect(found.refused).toBeLessThan(0.02);
  });

  it('wait for nothing before Slack refuses one, and not any more long after it did', async () => {
    const { now, pause, passUntil } = virtualTime();
    const pace = pacing({ now, pause });
    const burst = async (): Promise<number> => {
      const from = now();
      let begun = 0;
      for (let n = 0; n < 100; n++) void pace.turn().then(() => begun++);
      await passUntil(() => begun === 100);
      return now() - from;
    };
    expect(await burst()).toBe(0);
    pace.refused(SECOND);
    expect(await burst()).toBeGreaterThan(SECOND);
    let over = false;
    void pause(3_600 * SECOND).then(() => {
      over = true;
    });
    await passUntil(() => over);
    expect(await burst()).toBe(0);
  });
});
