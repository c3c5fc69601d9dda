import { namesAway } from '../approvals/mates.ts';
import { concernedBy, presenceOf } from '../approvals/presence.ts';
import { isOfficeOnly, routeLines } from '../approvals/present.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import { waitingFor } from '../approvals/waiting-for.ts';
import type { Words } from '../i18n/index.ts';
import type { Person } from '../people/rules.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { WAITING_SHOWN, type WaitingFacts } from './present.ts';

/** Pending decisions, and whether the person ever decides: then they may name a delegate. */
export async function decisionsOf(
  ws: Workspace,
  person: Person,
  leads: boolean,
): Promise<{ decides: boolean; waiting?: WaitingFacts }> {
  const delegations = await ws.people.delegations();
  const named = delegations.some(d => d.from === person.user || d.to === person.user);
  const [waiting, was] = await Promise.all([
    waitingFor(ws, person, delegations),
    ws.people.may(person, 'decide-request', 'other') || leads || named || requests(ws).everAsked(ws.team, person.user),
  ]);
  const decides = was || waiting.length > 0;
  if (waiting.length === 0) return { decides };
  const alsoAway = await namesAway(ws, waiting.slice(0, WAITING_SHOWN));
  return { decides, waiting: { requests: waiting, alsoAway } };
}

/** Where there is more than "an administrator". */
export async function routesOf(ws: Workspace, own: readonly RequestDoc[], w: Words): Promise<Map<string, string>> {
  const waiting = own.filter(r => r.state === 'waiting' && !isOfficeOnly(r));
  if (waiting.length === 0) return new Map();
  const presence = await presenceOf(ws, waiting.flatMap(concernedBy));
  return new Map(
    waiting.flatMap(r => {
      const { line } = routeLines(r, presence, w);
      return line ? [[r._id, line] as const] : [];
    }),
  );
}
