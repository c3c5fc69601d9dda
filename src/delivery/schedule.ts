import type { SlackFailure } from '../slack/errors.ts';

const SECOND = 1000;
const STEPS = [2 * SECOND, 10 * SECOND, 30 * SECOND, 60 * SECOND, 5 * 60 * SECOND, 15 * 60 * SECOND];
/** A channel that the app is not in may be mended at any time: it is tried each minute, so that posts follow soon. */
const MENDABLE = new Set(['not_in_channel', 'channel_not_found', 'is_archived']);
const MENDABLE_STEP = 30 * SECOND;
/** Refusals that no later try changes. */
const HOPELESS = new Set([
  'user_not_found',
  'user_disabled',
  'cannot_dm_bot',
  'invalid_blocks',
  'msg_too_long',
  'no_text',
]);
/** About a week of tries. */
const MOST_TRIES = 700;

/** When a failed effect is tried again, in ms from now; undefined: never. `tries` counts the ones made so far. */
export function nextTry(tries: number, failure: SlackFailure): number | undefined {
  if (failure.is === 'rate-limited') return failure.retryAfterMs;
  if (tries >= MOST_TRIES) return undefined;
  if (failure.is === 'refused') {
    if (HOPELESS.has(failure.error)) return undefined;
    if (MENDABLE.has(failure.error)) return MENDABLE_STEP;
  }
  return STEPS[Math.min(tries, STEPS.length - 1)] ?? STEPS.at(-1);
}
