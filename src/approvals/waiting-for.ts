import type { Delegation } from '../people/delegation.ts';
import type { Person } from '../people/rules.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { concernedBy, presenceOf } from './presence.ts';
import { isPressing, mayDecide } from './present.ts';
import { kinds } from './registry.ts';
import { type RequestDoc, requests } from './store.ts';

/** Urgent first, then oldest. `delegations`: if already read. */
export async function waitingFor(
  ws: Workspace,
  person: Person,
  delegations?: readonly Delegation[],
): Promise<RequestDoc[]> {
  const { people, policy } = ws;
  const today = policy.today();
  // As today's delegate.
  const from = (delegations ?? (await people.delegations())).filter(d => d.to === person.user && d.first <= today);
  const principals = await people.some(from.map(d => d.from));
  // Only administrators decide unasked; others need only requests that asked them.
  const office = [person, ...principals].some(p => people.may(p, 'decide-request', 'other'));
  const asked = office ? undefined : await everAsked(ws, [person, ...principals]);
  const waiting = asked?.length === 0 ? [] : await requests(ws).waiting(ws.team, asked);
  if (waiting.length === 0) return [];
  const presence = await presenceOf(ws, [person.user, ...waiting.flatMap(concernedBy)]);
  const mine = waiting.filter(r => mayDecide(r, person.user, presence));
  const by = { kinds: kinds(ws), calendar: policy.calendar };
  const pressing = new Set(mine.filter(r => isPressing(r, today, by)));
  return [...pressing, ...mine.filter(r => !pressing.has(r))];
}

/** Most people never were, which is known without a read. */
async function everAsked(ws: Workspace, people: readonly Person[]): Promise<string[]> {
  const store = requests(ws);
  const asked = await Promise.all(people.map(async p => ((await store.everAsked(ws.team, p.user)) ? [p.user] : [])));
  return asked.flat();
}
