import { isUnavailable, WriteUnconfirmed } from '../db/errors.ts';
import type { Words } from '../i18n/index.ts';
import { newId } from '../shared/effects.ts';
import type { Log } from '../shared/log.ts';
import { refusedAs } from '../slack-api/errors.ts';
import { NotFound } from './metadata.ts';

/** What Slack says of a trigger that cannot open anything. */
const LATE: ReadonlySet<string> = new Set(['expired_trigger_id', 'trigger_expired', 'invalid_trigger_id']);

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
  if (error instanceof NotFound) {
    o.log.warn({ ...where, code: 'not-found' }, 'refused');
    return { text: w.people.denied['not-found'], plain: w.people.denied['not-found'] };
  }
  const id = newId('x', o.now());
  // Slack waits 3 s for anything to be opened; what was late opens at the next press.
  if (LATE.has(refusedAs(error) ?? '')) o.log.warn({ ...where, id, err: error }, 'it came too late to open anything');
  else o.log.error({ ...where, id, err: error }, 'unexpected error');
  return { text: w.errors.unexpected(id), plain: w.errors.unexpected(id) };
}
