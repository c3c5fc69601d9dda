import type { RequestDoc } from '../approvals/store.ts';
import { shown } from '../leave-record/units.ts';
import type { Shown } from '../shared/shown.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { factsOf } from './balances.ts';
import { allocate } from './ledger/allocate.ts';

/** What of a leave no grant covers; 0 for people without a balance. */
export async function lackOf(ws: Workspace, { _id, user }: RequestDoc): Promise<Shown> {
  const facts = await factsOf(ws, user);
  if (!facts) return 0;
  const { short } = allocate(facts.known, facts.uses, facts.today);
  return shown(
    short.filter(s => s.request === _id).reduce((sum, s) => sum + s.amount, 0),
    facts.fullDay,
  );
}
