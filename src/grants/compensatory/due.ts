import { monthsAfter } from '../../calendar/civil.ts';
import { addDays } from '../../calendar/rules.ts';
import { defined } from '../../shared/defined.ts';
import { correctionsOf, undoneIn } from '../ledger/counted.ts';
import { COMPENSATORY, type Grant } from '../ledger/types.ts';
import { reversalOf } from '../rules.ts';

/** One grant per request. */
export const grantIdOf = (request: string): string => `compensatory:${request}`;

export interface DueFacts {
  request: string;
  inForce: boolean;
  date: string;
  approvedOn: string;
  today: string;
  usableMonths: number;
  /** undefined: none, or not known yet */
  wanted: number | undefined;
  /** recorded work counts: a changed record changes the grant */
  byRecord: boolean;
  stored: readonly Grant[];
  endedBy?: string | undefined;
}

/**
 * Missing ledger entries of a request. A grant vests on the day of work or, if later, when it is given: past balances
 * stay. What HR took back and what was given before the work stay.
 */
export function dueOf(f: DueFacts): Grant[] {
  const id = grantIdOf(f.request);
  const given = f.stored.find(g => g.id === id);
  const undone = undoneIn(f.stored);
  if (!f.inForce) {
    const by = defined({ by: f.endedBy });
    return given && !undone.has(id) ? [reversalOf(given, f.today, by, correctionsOf(id, f.stored))] : [];
  }
  if (f.wanted === undefined || undone.has(id)) return [];
  if (!given) {
    if (f.wanted === 0) return [];
    const on = [f.date, f.approvedOn, ...(f.byRecord ? [f.today] : [])].sort().at(-1) ?? f.date;
    const usableUntil = addDays(monthsAfter(on, f.usableMonths), -1);
    return [{ id, kind: 'compensatory', pool: COMPENSATORY, on, usableUntil, amount: f.wanted }];
  }
  if (!f.byRecord || given.on <= f.date) return [];
  const all = f.stored.filter(g => g.corrects === id);
  if (all.some(c => undone.has(c.id))) return [];
  const made = correctionsOf(id, f.stored).reduce((sum, c) => sum + c.amount, given.amount);
  const amount = f.wanted - made;
  if (amount === 0) return [];
  const { pool, on } = given;
  const usableUntil = amount < 0 ? on : given.usableUntil;
  return [{ id: `${id}:${all.length + 2}`, kind: 'correction', corrects: id, pool, on, usableUntil, amount }];
}
