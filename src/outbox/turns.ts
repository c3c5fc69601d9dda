import pLimit, { type LimitFunction } from 'p-limit';
import type { Request } from '../shared/request.ts';
import { type Pacing, pacing } from './pacing.ts';

/** Effects at once, and as many of each paced method: background work must not delay a click. */
export const AT_ONCE = 8;
/** Of a method that Slack limits: they wait most of the time, and each has to be ready when it is to be sent. */
const LIMITED_AT_ONCE = 16;

/** When an effect is delivered. What Slack limits waits in a queue of its own, where it holds up nothing else. */
export function turns(lull: () => Promise<unknown> = async () => undefined, begin: () => Pacing = pacing) {
  const limit = pLimit(AT_ONCE);
  const paces = new Map<string, { pacing: Pacing; limit: LimitFunction }>();

  function paceOf(method: string): { pacing: Pacing; limit: LimitFunction } {
    const pace = paces.get(method) ?? { pacing: begin(), limit: pLimit(AT_ONCE) };
    paces.set(method, pace);
    return pace;
  }

  return {
    /** `method`: the one whose pace it keeps to; a turn that waited for a lull would be late */
    inTurn: <T>(method: string | undefined, work: (toSend?: Request['toSend']) => Promise<T>): Promise<T> => {
      if (method === undefined) return limit(() => work());
      const { pacing: pace, limit: own } = paceOf(method);
      return own(async () => {
        await lull();
        const send = await pace.turn();
        own.concurrency = pace.isLimited() ? LIMITED_AT_ONCE : AT_ONCE;
        let first = true;
        return work(async called => {
          if (called !== method || !first) return;
          first = false;
          await send();
        });
      });
    },
    /** Slack has refused some, so that others wait. */
    isLimited: (method: string | undefined): boolean => method !== undefined && paceOf(method).pacing.isLimited(),
    refused: (method: string | undefined, retryAfterMs: number): void => {
      if (method === undefined) return;
      const { pacing: pace, limit: own } = paceOf(method);
      pace.refused(retryAfterMs);
      own.concurrency = LIMITED_AT_ONCE;
    },
  };
}
