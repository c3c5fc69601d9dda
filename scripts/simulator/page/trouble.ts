import type { ActResult } from '../protocol.ts';
import type { Words } from './words.ts';

/** What to say about an act that did not go well; the server's own words where it never reached the app. */
export function troubleOf(result: ActResult, words: Words): string {
  if (result.status >= 400) return words.failed;
  return result.ms >= 2900 || !result.error ? words.noAnswer : result.error;
}
