import { isUnavailable, WriteUnconfirmed } from '../db/errors.ts';
import type { Words } from '../i18n/index.ts';
import { newId } from '../shared/effects.ts';
import type { Log } from '../shared/log.ts';
import { refusedAs } from '../slack-api/errors.ts';
import { NotFound } from './metadata.ts';

const LATE: ReadonlySet<string> = new Set(['expired_trigger_id', 'trigger_expired', 'invalid_trigger_id']);

/** `plain`: without formatting. */
export interface Trouble {
  text: string;
  plain: string;
}

/** Undefined: another error. */
export function awayTrouble(error: unknown, w: Words): Trouble | undefined {
  if (error instanceof WriteUnconfirmed) return { text: w.errors.unconfirmed, plain: w.errors.unconfirmed };
  return isUnavailable(error) ? { text: w.errors.unavailable, plain: w.errors.unavailablePlain } : undefined;
}

/** An unexpected failure is logged under an id in the sentence. */
export function troubleOf(
  error: unknown,
  w: Words,
  o: { log: Log; now: () => number },
  where: Record<string, unknown>,
): Trouble {
  const away = awayTrouble(error, w);
  if (away) {
    o.log.warn({ ...where, err: error }, 'the database is away: the person gets a message about it');
    return away;
  }
  if (error instanceof NotFound) {
    o.log.warn({ ...where, code: 'not-found' }, 'refused');
    return { text: w.people.denied['not-found'], plain: w.people.denied['not-found'] };
  }
  const id = newId('x', o.now());
  // Slack waits 3 s for a modal; the next press opens it.
  if (LATE.has(refusedAs(error) ?? '')) o.log.warn({ ...where, id, err: error }, 'it came too late to open anything');
  else o.log.error({ ...where, id, err: error }, 'unexpected error');
  return { text: w.errors.unexpected(id), plain: w.errors.unexpected(id) };
}
