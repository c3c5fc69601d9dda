import { setTimeout as sleep } from 'node:timers/promises';

/** After so many pauses that Slack asked for without a call, what was learnt is forgotten. */
const FORGOTTEN = 60;
/** A refusal within so many pauses of the last says that the pace is too fast; a later one, that it is a little. */
const SOON = 4;
/** by which the pace grows in a time as long as a pause: at first, and at least */
const GROWTH = 1 / 16;
const LEAST_GROWTH = 1 / 4096;

export interface Pacing {
  /** Resolves when the next call may begin. */
  turn(): Promise<void>;
  isLimited(): boolean;
  /** Slack refused one, and takes none for so long, ms. */
  refused(retryAfterMs: number): void;
}

/**
 * As fast as work comes until Slack refuses; then as fast as it took, and faster little by little: calls that go on
 * while Slack refuses them take longer altogether.
 */
export function pacing({
  now = () => performance.now(),
  pause = async (ms: number): Promise<void> => sleep(ms, undefined, { ref: false }),
}: {
  now?: () => number;
  pause?: (ms: number) => Promise<void>;
} = {}): Pacing {
  /** calls in a millisecond; undefined: Slack has not refused any */
  let rate: number | undefined;
  let growth = GROWTH;
  let grown = 0;
  /** the length of Slack's last pause */
  let length = 0;
  /** when the next call may begin */
  let free = 0;
  let [since, sent] = [now(), 0];

  function next(): number {
    if (rate === undefined) return now();
    if (now() - free > FORGOTTEN * length) {
      rate = undefined;
      [since, sent] = [now(), 0];
      return now();
    }
    const passed = Math.max(0, now() - grown);
    grown = Math.max(grown, now());
    rate *= 1 + growth * (passed / length);
    const at = Math.max(now(), free);
    free = at + 1 / rate;
    return at;
  }

  return {
    turn: async () => {
      for (;;) {
        const at = next();
        if (at > now()) await pause(at - now());
        // Not where Slack asked for a pause meanwhile.
        if (now() >= since) break;
      }
      sent += 1;
    },
    isLimited: () => rate !== undefined,
    refused: retryAfterMs => {
      const until = now() + retryAfterMs;
      // Those that were under way when the first was refused say nothing new.
      const known = now() < since;
      length = Math.max(1, retryAfterMs);
      if (!known) {
        if (rate === undefined) {
          rate = Math.max(1, sent - 1) / (until - since);
          growth = GROWTH;
        } else {
          rate *= now() - since < SOON * length ? 0.95 : 0.99 - 1.3 * growth;
          growth = Math.max(LEAST_GROWTH, growth / 8);
        }
        sent = 0;
      }
      since = free = grown = Math.max(since, until);
    },
  };
}
