import { defined } from '../shared/defined.ts';
import { owe } from '../shared/effects.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { factsOf } from './balances.ts';
import { grantNotice, recheck } from './effects.ts';
import { correctionsOf } from './ledger/counted.ts';
import type { Grant } from './ledger/types.ts';
import { type ReverseRefusal, reversalOf, reversible, type Uncovered, uncoveredBy } from './rules.ts';
import { storeGrants } from './store.ts';
import { vest } from './vesting.ts';

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
  // An unstored grant cannot be reversed: it would vest again.
  await vest(ws, await ws.people.some([user]));
  const facts = await factsOf(ws, user);
  if (!facts) return { ok: false, refused: { code: 'not-there' } };
  const found = reversible(id, facts.vested, facts.uses, facts.today);
  if ('code' in found) return { ok: false, refused: found };
  const said = { by, ...(why.trim() === '' ? {} : { why: why.trim() }) };
  const grant = reversalOf(found, facts.today, said, correctionsOf(id, facts.vested));
  const now = ws.clock.now();
  const effects = [...owe(grantNotice(user, [grant]), now), ...recheck(by, user, grant, now)];
  const [stored] = await storeGrants(ws, [{ user, grant, effects }]);
  if (!stored) return { ok: false, refused: { code: 'reversed-already' } };
  return { ok: true, grant, ...defined({ uncovered: await uncovered(ws, user, grant.id) }) };
}

/** What leaves lack, by the reversal's id; undefined: nothing. */
export async function uncovered(ws: Workspace, user: string, reversal: string): Promise<Uncovered | undefined> {
  const facts = await factsOf(ws, user);
  return facts && uncoveredBy(reversal, facts.grants, facts.uses, facts.today);
}
