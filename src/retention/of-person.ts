import { requestUses } from '../absence/leaves.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { localDate } from '../calendar/rules.ts';
import { type Employed, personFacts } from '../grants/balances.ts';
import { ledgers } from '../grants/record/store.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { owedGrants } from './ledger.ts';
import { selectPurgeable } from './purgeable.ts';
import { unchanged, unstored } from './unchanged.ts';

/** A person's requests and grants that nothing needs once records begin on `day`. */
export async function purgeableOf(
  ws: Workspace,
  user: string,
  day: string,
): Promise<{ requests: Pick<RequestDoc, '_id' | 'version'>[]; grants: string[]; today: string }> {
  const [[person = { user } as Employed], sent, ledger] = await Promise.all([
    ws.people.some([user]),
    requests(ws).of(ws.team, user),
    ledgers(ws).get(ws.team, user),
  ]);
  // Leaves of an employment that ended are kept as long as its grants.
  const ended = person.former?.findLast(f => f.lastDay >= day)?.lastDay ?? '';
  const all = sent.filter(r => r.period.from > ended);
  const facts = personFacts(ws, person, ledger, requestUses(all, ws.policy));
  const dayOf = (ms: number): string => localDate(ms, ws.policy.zone);
  const stored = new Map(ledger.current.grants.map(g => [g.id, dayOf(g.at)]));
  const owed = owedGrants(ledger.effects);
  const kept = facts.stored.map(grant => ({
    ...{ grant, storedOn: stored.get(grant.id) ?? dayOf(ws.clock.now()), owes: owed.has(grant.id) },
  }));
  const gone = selectPurgeable({ ...facts, requests: all, grants: kept, due: unstored(facts) }, day, dayOf);
  const { today } = facts;
  if (gone.requests.length + gone.grants.length === 0) return { requests: [], grants: [], today };
  if (!unchanged(facts, gone)) {
    ws.log.error('a balance would change without records that are past their time; they are kept');
    return { requests: [], grants: [], today };
  }
  const ids = new Set(gone.requests);
  const found = all.filter(r => ids.has(r._id)).map(({ _id, version }) => ({ _id, version }));
  return { requests: found, grants: gone.grants, today };
}
