import { isUnavailable, WriteUnconfirmed } from '../db/errors.ts';
import type { Words } from '../i18n/index.ts';
import { newId } from '../shared/effects.ts';
import type { Log } from '../shared/log.ts';

/** What somebody is told of a failure: `plain` where Slack shows no formatting. */
export interface Trouble {
  text: string;
  plain: string;
}

/** The words for a database that is away, whichever way; undefined where an error says nothing of the kind. */
export function awayTrouble(error: unknown, w: Words): Trouble | undefined {
  if (error instanceof WriteUnconfirmed) return { text: w.errors.unconfirmed, plain: w.errors.unconfirmed };
  return isUnavailable(error) ? { text: w.errors.unavailable, plain: w.errors.unavailablePlain } : undefined;
}

/** The words for any failure; an unexpected one is logged under an id that the sentence names. */
export function troubleOf(
  error: unknown,
  w: Words,
  o: { log: Log; now: () => number },
  where: Record<string, unknown>,
): Trouble {
  const away = awayTrouble(error, w);
  if (away) {
    o.log.warn({ ...where, err: error }, 'the database is away: somebody is told so');
    return away;
  }
  const id = newId('x', o.now());
  o.log.error({ ...where, id, err: error }, 'unexpected error');
  return { text: w.errors.unexpected(id), plain: w.errors.unexpected(id) };
}
