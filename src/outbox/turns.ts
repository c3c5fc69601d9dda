import pLimit, { type LimitFunction } from 'p-limit';
import { type Pacing, pacing } from './pacing.ts';

/** Effects at once, and as many of each paced method: background work must not delay a click. */
export const AT_ONCE = 8;

/** When an effect is delivered. What Slack limits waits in a queue of its own, where it holds up nothing else. */
export function turns(lull: () => Promise<unknown> = async () => undefined) {
  const limit = pLimit(AT_ONCE);
  const paces = new Map<string, { pacing: Pacing; limit: LimitFunction }>();

  function paceOf(method: string): { pacing: Pacing; limit: LimitFunction } {
    const pace = paces.get(method) ?? { pacing: pacing(), limit: pLimit(AT_ONCE) };
    paces.set(method, pace);
    return pace;
  }

  return {
    /** `method`: the one whose pace it keeps to */
    inTurn: <T>(method: string | undefined, work: () => Promise<T>): Promise<T> => {
      if (method === undefined) return limit(work);
      const pace = paceOf(method);
      return pace.limit(async () => {
        await pace.pacing.turn();
        await lull();
        return work();
      });
    },
    /** Slack has refused some, so that others wait. */
    isLimited: (method: string | undefined): boolean => method !== undefined && paceOf(method).pacing.isLimited(),
    refused: (method: string | undefined, retryAfterMs: number): void => {
      if (method !== undefined) paceOf(method).pacing.refused(retryAfterMs);
    },
  };
}
