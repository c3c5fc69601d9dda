import type { RequestDoc } from '../approvals/store.ts';
import { shownDays } from '../leave-record/units.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { factsOf } from './balances.ts';
import { allocate } from './ledger/allocate.ts';

/** Days of a leave that no grant covers; none for people without a balance. */
export async function lackOf(ws: Workspace, { _id, user }: RequestDoc): Promise<number> {
  const facts = await factsOf(ws, user);
  if (!facts) return 0;
  const { short } = allocate(facts.known, facts.uses, facts.today);
  return shownDays(short.filter(s => s.request === _id).reduce((sum, s) => sum + s.amount, 0));
}
