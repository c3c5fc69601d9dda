import { dueGrants, keyOf, openingOf, type VestingFacts } from './due.ts';
import { BY_POLICY, correctionsOf, undoneIn } from './ledger/counted.ts';
import type { Grant } from './ledger/types.ts';

const PREFIX = 'right:';

/** What a correction of a hire date has added to a grant, by the correction's id. */
export const isOfHireDate = (id: string, about: string): boolean => id.startsWith(`${PREFIX}${about}:`);

/**
 * What a hire date that was set right changes of grants that vested by another one (`grantedBy`). What the right date
 * gives later, or for longer, is taken back and vests by the right date; what it gives at most as long stays, corrected
 * by the difference. So each month and year is given once, and none for less time or fewer days than the law gives.
 */
export function setRight(facts: VestingFacts, grantedBy: string | undefined, today: string): Grant[] {
  const { destroyedBefore = '', ...ever } = facts;
  if (facts.hiredOn === undefined || grantedBy === undefined || grantedBy === facts.hiredOn) return [];
  const undone = undoneIn(facts.stored);
  const opened = openingOf(facts.stored) ?? '';
  const active = facts.stored.filter(g => g.reverses === undefined && !undone.has(g.id));
  const own = active.filter(g => BY_POLICY.includes(g.kind) && g.on > opened && g.on >= destroyedBefore);
  const ids = new Set(own.map(g => g.id));
  const others = facts.stored.filter(g => ![g.id, g.corrects, g.source].some(id => id !== undefined && ids.has(id)));
  const wanted = dueGrants({ ...ever, stored: others, since: '' }, today);
  const right = new Map(wanted.map(g => [forOf(g), g]));
  return own.flatMap(g => {
    const wants = right.get(forOf(g));
    if (!wants || (wants.usableUntil > g.usableUntil && wants.usableUntil >= today))
      return [g, ...active.filter(c => c.kind === 'carry-over' && c.source === g.id)].map(v => voided(v, facts, today));
    if (g.usableUntil < today) return [];
    const corrections = correctionsOf(g.id, facts.stored);
    const amount = wants.amount - corrections.reduce((sum, c) => sum + c.amount, g.amount);
    return amount === 0 ? [] : [corrected(g, amount, facts.stored)];
  });
}

/** The month or year that a grant is for: fiscal years by their first day, whatever number they have. */
const forOf = ({ id, on }: Grant): string => (/^(prorated|annual:\d{4}-)/.test(id) ? `year ${on}` : keyOf(id));

const voided = (g: Grant, { stored }: VestingFacts, today: string): Grant => ({
  ...{ id: `reversal:${g.id}`, kind: 'reversal', pool: g.pool, on: today, usableUntil: today },
  amount: -correctionsOf(g.id, stored).reduce((sum, c) => sum + c.amount, g.amount),
  ...{ reverses: g.id, voids: true },
});

const corrected = ({ id, pool, on, usableUntil }: Grant, amount: number, stored: readonly Grant[]): Grant => ({
  id: `${PREFIX}${id}:${stored.filter(c => isOfHireDate(c.id, id)).length + 1}`,
  ...{ kind: 'correction', corrects: id, pool, on, usableUntil: amount < 0 ? on : usableUntil, amount },
});
