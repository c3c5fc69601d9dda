import { LONGEST_PAUSE_MS } from '../shared/effects.ts';
import type { SlackFailure } from '../slack-api/errors.ts';

const SECOND = 1000;
const STEPS = [2 * SECOND, 10 * SECOND, 30 * SECOND, 60 * SECOND, 5 * 60 * SECOND, LONGEST_PAUSE_MS];
/** Somebody may add the app to the channel at any time: tried without end. */
const MENDABLE = new Set(['not_in_channel', 'channel_not_found', 'is_archived']);
const MENDABLE_STEP = 30 * SECOND;
const MENDABLE_LATER = 5 * 60 * SECOND;
export const isMendable = (error: string): boolean => MENDABLE.has(error);
const HOPELESS = new Set([
  'user_not_found',
  'user_disabled',
  'cannot_dm_bot',
  'invalid_blocks',
  'msg_too_long',
  'no_text',
]);
/** More than a week of tries a quarter of an hour apart. */
const MOST_TRIES = 700;

/** Delay of the next try, ms; undefined: never. `tries` counts those made. */
export function nextTry(tries: number, failure: SlackFailure): number | undefined {
  if (failure.is === 'rate-limited') return Math.min(failure.retryAfterMs, LONGEST_PAUSE_MS);
  if (failure.is === 'refused') {
    if (HOPELESS.has(failure.error)) return undefined;
    if (isMendable(failure.error)) return tries < 120 ? MENDABLE_STEP : MENDABLE_LATER;
  }
  if (tries >= MOST_TRIES) return undefined;
  return STEPS[Math.min(tries, STEPS.length - 1)] ?? STEPS.at(-1);
}
