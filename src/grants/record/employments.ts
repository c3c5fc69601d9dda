import type { Person } from '../../people/rules.ts';
import { defined } from '../../shared/defined.ts';
import { BY_POLICY } from '../ledger/counted.ts';
import type { Employment, LedgerDoc } from './schema.ts';
import { NO_EMPLOYMENT } from './store.ts';

/**
 * A ledger by the employments of its person: whoever was hired again begins with nothing, and what was granted,
 * attended, noticed and settled before stays with the employment that ended.
 */
export function asEmployed<L extends Pick<LedgerDoc, 'current' | 'earlier'>>(
  ledger: L,
  person: Pick<Person, 'former'>,
): L {
  const { former } = person;
  const stored = ledger.earlier ?? [];
  if (former === undefined || former.length === stored.length) return ledger;
  let { current } = ledger;
  const earlier = stored.slice(0, former.length);
  // The hire date of a new employment was set right: it was none.
  for (const ended of stored.slice(former.length).reverse()) current = rejoined(ended, current);
  for (const { hiredOn, lastDay } of former.slice(stored.length)) {
    earlier.push({ ...current, ...defined({ hiredOn: current.hiredOn ?? hiredOn }), lastDay });
    current = NO_EMPLOYMENT;
  }
  return { ...ledger, current, earlier };
}

/** Without what vested by the hire date that was none. */
function rejoined(
  { lastDay: _, ...ended }: Employment & { lastDay: string },
  { grants, notices }: Employment,
): Employment {
  const ids = new Set(ended.grants.map(g => g.id));
  const byHand = grants.filter(g => !ids.has(g.id) && !BY_POLICY.includes(g.kind));
  return { ...ended, grants: [...ended.grants, ...byHand], notices: [...ended.notices, ...notices] };
}

/** What a change stores: the employments with this current one. */
export const employments = (ledger: Pick<LedgerDoc, 'earlier'>, current: Employment) => ({
  current,
  ...defined({ earlier: ledger.earlier }),
});
