import { isDeepStrictEqual } from 'node:util';
import { addDays } from '../calendar/rules.ts';
import { AHEAD_DAYS, type LedgerFacts, ledgerOf, type PersonFacts } from '../grants/facts.ts';
import { type Balance, balance } from '../grants/ledger/balance.ts';
import type { Grant } from '../grants/ledger/types.ts';
import type { Purgeable } from './purgeable.ts';

type Facts = PersonFacts & { user: string };

const ledgerOptions = (today: string) =>
  ({ until: addDays(today, AHEAD_DAYS), useUpcoming: true, overdraw: 'refuse' }) as const;

/** Grants of a ledger that are not stored: due by today, or yet to vest. */
export function unstored(facts: Facts): Grant[] {
  const stored = new Set(facts.stored.map(g => g.id));
  return (ledgerOf(facts, ledgerOptions(facts.today))?.known ?? []).filter(g => !stored.has(g.id));
}

/** A person's facts without what is purgeable. */
function without(facts: Facts, gone: Purgeable): Facts {
  const [grants, requests] = [new Set(gone.grants), new Set(gone.requests)];
  return {
    ...facts,
    stored: facts.stored.filter(g => !grants.has(g.id)),
    uses: facts.uses.filter(u => !requests.has(u.request)),
  };
}

/** Whether every balance is the same without what is purgeable. It always should be, but destruction is final. */
export function unchanged(facts: Facts, gone: Purgeable): boolean {
  const before = ledgerOf(facts, ledgerOptions(facts.today));
  const after = ledgerOf(without(facts, gone), ledgerOptions(facts.today));
  if (!before) return true;
  // Of people who left, nothing may be left.
  if (!after) return facts.lastDay !== undefined;
  const pools = new Set([...before.known.map(g => g.pool), ...before.uses.map(u => u.pool)]);
  const of = (l: LedgerFacts, pool: string): Balance => balance(l.known, l.uses, l.today, pool);
  return [...pools].every(pool => isDeepStrictEqual(of(before, pool), of(after, pool)));
}
