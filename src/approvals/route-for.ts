import { teamsOf } from '../people/organisation/rules.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { kinds } from './registry.ts';
import { type ChosenRoute, chooseRoute } from './route/choose.ts';
import type { Facts } from './route/policy.ts';
import { rulesOf } from './routes-store.ts';

/** By the rules of now, and the requester's teams. */
export async function routeFor(
  ws: Workspace,
  { kind, user, facts }: { kind: string; user: string; facts: Facts },
): Promise<ChosenRoute> {
  const [rules, [person], organisation] = await Promise.all([rulesOf(ws), ws.people.some([user]), teamsOf(ws)]);
  const teams = organisation.above(person?.teamId).map(t => t.id);
  return chooseRoute(rules, kind, facts, { teams, otherwise: kinds(ws).of(kind).steps });
}
