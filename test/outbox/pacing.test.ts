import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { pacing } from '../../src/outbox/pacing.ts';
import { turns } from '../../src/outbox/turns.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const METHOD = 'views.publish';

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

interface Slack {
  most: number;
  window: number;
  latency?: number;
  pauseOf?: (at: number) => number;
}

interface Work {
  /** calls come in tens, so many a second; else all at once */
  aSecond?: number;
  /** from the least to the most, ms: until a call is ready, and how long others go first */
  drawn?: readonly [number, number];
  lull?: readonly [number, number];
  /** since the first call, ms */
  idle?: number;
}

/** Mostly near the least. */
function between([least, most]: readonly [number, number], n: number): number {
  const random = ((n * 2_654_435_761) % 2 ** 32) / 2 ** 32;
  return least + (most - least) * random ** 2;
}

/** How long so many calls took beside the ideal, and the share that was refused. */
async function calls(count: number, slack: Slack, { aSecond, drawn, lull, idle = 0 }: Work = {}) {
  const { most, window, latency = 150, pauseOf = () => SECOND } = slack;
  const { now, pause, passUntil } = virtualTime();
  const isBusy = (): boolean => aSecond !== undefined && begun < count;
  const { inTurn, refused } = turns(
    async () => (lull && isBusy() ? pause(between(lull, ++drawings)) : undefined),
    () => pacing({ now, pause }),
  );
  const taken = new Map<number, number>();
  let [refusals, done, begun, drawings] = [0, 0, 0, 0];
  const call = (): Promise<void> =>
    inTurn(METHOD, async toSend => {
      if (drawn) await pause(between(drawn, ++drawings));
      await toSend?.(METHOD);
      await pause(latency / 2);
      const at = Math.floor(now() / window);
      const isTaken = (taken.get(at) ?? 0) < most;
      if (isTaken) taken.set(at, (taken.get(at) ?? 0) + 1);
      const again = pauseOf(now());
      await pause(latency / 2);
      if (isTaken) {
        done += 1;
        return;
      }
      refusals += 1;
      refused(METHOD, again);
      void pause(again).then(call);
    });
  if (idle > 0) {
    void call();
    await passUntil(() => done === 1);
    let over = false;
    void pause(idle).then(() => {
      over = true;
    });
    await passUntil(() => over);
    done = 0;
  }
  const from = now();
  void (async () => {
    for (; begun < count; begun++) {
      if (aSecond && begun % 10 === 9) await pause((10 * SECOND) / aSecond);
      void call();
    }
  })();
  await passUntil(() => done === count);
  return { time: (now() - from) / ((count / most) * window), refused: refusals / (count + refusals) };
}

describe('calls that Slack limits', () => {
  it.each<[string, Slack, Work]>([
    ['20 a second', { most: 20, window: SECOND }, {}],
    ['50 a second', { most: 50, window: SECOND }, {}],
    [
      'five a second, of which more wait than a pause is long',
      { most: 5, window: SECOND },
      { aSecond: 7, drawn: [20, 200], lull: [0, 300] },
    ],
    [
      'a hundred a minute, and a pause until the next',
      { most: 100, window: MINUTE, pauseOf: at => MINUTE - (at % MINUTE) },
      {},
    ],
    [
      'a hundred a minute, after a quiet hour',
      { most: 100, window: MINUTE, pauseOf: at => MINUTE - (at % MINUTE) },
      { idle: 60 * MINUTE },
    ],
    [
      '15 a second, drawn while presses come',
      { most: 15, window: SECOND },
      { aSecond: 22, drawn: [20, 200], lull: [0, 300] },
    ],
    [
      '15 a second, drawn by a busy process',
      { most: 15, window: SECOND },
      { aSecond: 22, drawn: [100, 600], lull: [0, 300] },
    ],
    [
      '15 a second, after a quiet hour',
      { most: 15, window: SECOND },
      { aSecond: 22, drawn: [20, 200], idle: 60 * MINUTE },
    ],
  ])(
    '%s: three minutes of them take hardly longer than they must, and hardly any is refused',
    async (_, slack, work) => {
      const found = await calls(Math.max(3_000, 180 * slack.most), slack, work);
      expect(found.time).toBeLessThan(1.1);
      expect(found.refused).toBeLessThan(0.02);
    },
  );

  it('wait for nothing before Slack refuses one, and not any more long after it did', async () => {
    const { now, pause, passUntil } = virtualTime();
    const pace = pacing({ now, pause });
    const burst = async (): Promise<number> => {
      const from = now();
      let sent = 0;
      for (let n = 0; n < 100; n++)
        void pace
          .turn()
          .then(send => send())
          .then(() => sent++);
      await passUntil(() => sent === 100);
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

  it('that are ready wait for a short pause that Slack asks for, and not for a long one', async () => {
    const { now, pause, passUntil } = virtualTime();
    const pace = pacing({ now, pause });
    const passed = async <T>(work: Promise<T>): Promise<T> => {
      let isOver = false;
      void work.then(() => {
        isOver = true;
      });
      await passUntil(() => isOver);
      return work;
    };
    const sentAfter = async (retryAfterMs: number): Promise<number> => {
      const send = await passed(pace.turn());
      const from = now();
      pace.refused(retryAfterMs);
      await passed(send());
      return now() - from;
    };
    expect(await sentAfter(SECOND)).toBeGreaterThanOrEqual(SECOND);
    expect(await sentAfter(30 * SECOND)).toBeLessThan(2 * SECOND);
  });
});
