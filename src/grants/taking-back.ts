import { shownDays } from '../leave-record/units.ts';
import { defined } from '../shared/defined.ts';
import { owe } from '../shared/effects.ts';
import { owedLog } from '../shared/owed-log.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Employed, factsOf, personFacts, usesOf } from './balances.ts';
import { grantNotice, recheck } from './effects.ts';
import { correctionsOf } from './ledger/counted.ts';
import type { Grant } from './ledger/types.ts';
import { changeLedger, withGrants } from './record/change.ts';
import { asEmployed, employments } from './record/employments.ts';
import { type ReverseRefusal, reversalOf, reversible, type Uncovered, uncoveredBy } from './rules.ts';
import { vestedNow, withVested } from './vesting.ts';

// Grants and leaves are different documents and a click is one write, so a leave sent in the same moment may still find
// the grant. Leaves are checked after the write and again by its effect; approving validates, too.

/** `uncovered`: what leaves sent in the same moment lack. */
export type ReverseOutcome = { ok: true; grant: Grant; uncovered?: Uncovered } | { ok: false; refused: ReverseRefusal };

export async function reverseGrant(
  ws: Workspace,
  by: string,
  user: string,
  id: string,
  why: string,
): Promise<ReverseOutcome> {
  const outcome = await changeLedger<ReverseOutcome>(ws, user, async before => {
    const [[person = { user } as Employed], uses] = await Promise.all([ws.people.some([user]), usesOf(ws, user)]);
    const now = ws.clock.now();
    const ledger = asEmployed(before, person);
    // An unstored grant cannot be reversed: it would vest again.
    const current = withVested(ledger.current, person, vestedNow(ws, person, ledger, uses), now);
    const { stored, today, fullDay } = personFacts(ws, person, { ...ledger, current }, uses);
    const found = reversible(id, stored, uses, today);
    if ('code' in found) {
      const refused = found.code === 'used' ? { ...found, ...defined({ fullDay }) } : found;
      return { answer: { ok: false, refused } };
    }
    const said = { by, ...(why.trim() === '' ? {} : { why: why.trim() }) };
    const grant = reversalOf(found, today, said, correctionsOf(id, stored));
    const was = { pool: found.pool, on: found.on, usableUntil: found.usableUntil, days: shownDays(found.amount) };
    const logged = owedLog({ what: 'leave.grant-taken-back', by, about: user, was, ...defined({ note: grant.why }) });
    const effects = [...owe([...grantNotice(user, [grant]), logged], now), ...recheck(by, user, grant, now)];
    return { answer: { ok: true, grant }, set: employments(ledger, withGrants(current, [grant], now)), effects };
  });
  if (!outcome) return { ok: false, refused: { code: 'reversed-already' } };
  return outcome.ok ? { ...outcome, ...defined({ uncovered: await uncovered(ws, user, outcome.grant.id) }) } : outcome;
}

/** What leaves lack, by the reversal's id; undefined: nothing. */
export async function uncovered(ws: Workspace, user: string, reversal: string): Promise<Uncovered | undefined> {
  const facts = await factsOf(ws, user);
  const found = facts && uncoveredBy(reversal, facts.grants, facts.uses, facts.today);
  return found && { ...found, ...defined({ fullDay: facts.fullDay }) };
}
