import { setTimeout as sleep } from 'node:timers/promises';

const SECOND = 1000;
/** After so many pauses that Slack asked for without a call, what was learnt is forgotten. */
const FORGOTTEN = 60;
/** A refusal within so many pauses of the last says that the pace is too fast; a later one, that it is a little. */
const SOON = 4;
/** by which the pace grows in a time as long as a pause: at first, and at least; it is found again in so many pauses */
const GROWTH = 1 / 16;
const LEAST_GROWTH = 1 / 8192;
const REGROWN = 64;
/** A call is made ready so long before it is sent, at most, ms; by the longest lately, which so many calls halve. */
const MOST_LEAD = 1_000;
const HALVED = 64;
/** What is ready waits so long for a pause to end, ms; else it is sent, refused, and tried later. */
const PATIENCE = 1_500;
/** Calls that are remembered until Slack refuses one. */
const REMEMBERED = 1_000;

/** Resolves when the call that is ready is to be sent. */
export type Send = () => Promise<void>;

export interface Pacing {
  /** Resolves when the next call is to be made ready. */
  turn(): Promise<Send>;
  isLimited(): boolean;
  /** Slack refused one, and takes none for so long, ms. */
  refused(retryAfterMs: number): void;
}

/**
 * As fast as work comes until Slack refuses; then as fast as it took, and faster little by little: calls that go on
 * while Slack refuses them take longer altogether. What counts is when a call is sent: it is made ready a little
 * before, since one that took longer to be drawn comes together with the next, and Slack refuses one of them.
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
  /** the length of Slack's last pause, a second at least, and when it ends */
  let length = 0;
  let since = Number.NEGATIVE_INFINITY;
  /** how often Slack asked for one */
  let pauses = 0;
  /** when the next call may be sent */
  let free = 0;
  let lead = 0;
  /** when the last calls were sent, while there is no pace */
  let sent: number[] = [];

  /** When a call is to be sent that can be ready then. */
  function slot(ready: number): number {
    if (rate === undefined) return now();
    if (now() - free > FORGOTTEN * length) {
      rate = undefined;
      return now();
    }
    const passed = Math.max(0, now() - grown);
    grown = Math.max(grown, now());
    rate *= 1 + growth * (passed / length);
    growth = Math.min(GROWTH, growth * (1 + passed / length / REGROWN));
    const at = Math.max(ready, free);
    free = at + 1 / rate;
    return at;
  }

  const until = async (at: number): Promise<void> => {
    if (at > now()) await pause(at - now());
  };

  /** The most that any time up to the end of the pause took: quiet hours before say nothing. */
  const taken = (end: number): number =>
    sent.reduce((most, at, i) => Math.max(most, (sent.length - 1 - i) / (end - at)), 1 / length);

  return {
    turn: async () => {
      let at: number;
      let known: number;
      do {
        known = pauses;
        at = slot(now() + lead);
        await until(rate === undefined ? at : at - lead);
        // A pause moves all that is not sent: beside the new times the old ones would be twice the pace.
      } while (known !== pauses);
      const begun = now();
      return async () => {
        const took = now() - begun;
        lead = Math.min(MOST_LEAD, Math.max(took, lead + (took - lead) / HALVED));
        const patient = now() + PATIENCE;
        await until(at);
        while (known !== pauses && since <= patient) {
          known = pauses;
          await until(slot(now()));
        }
        if (rate !== undefined) return;
        if (sent.length >= REMEMBERED) sent.shift();
        sent.push(now());
      };
    },
    isLimited: () => rate !== undefined,
    refused: retryAfterMs => {
      const end = now() + retryAfterMs;
      // Those that were under way when the first was refused say nothing new.
      const known = now() < since;
      pauses += 1;
      length = Math.max(SECOND, retryAfterMs);
      if (!known) {
        if (rate === undefined) {
          [rate, growth] = [taken(end), GROWTH];
          sent = [];
        } else {
          rate *= now() - since < SOON * length ? 0.95 : 0.99 - 1.3 * growth;
          growth = Math.max(LEAST_GROWTH, growth / 8);
        }
      }
      since = free = grown = Math.max(since, end);
    },
  };
}
