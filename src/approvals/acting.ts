import { type Listing, may } from '../people/may.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { closedMonths } from './points.ts';
import { namedBy, presenceOf } from './presence.ts';
import { rightOn } from './route/approvers.ts';
import type { Facts } from './route/policy.ts';
import { resolveSteps } from './route/resolve.ts';
import type { ActingRights } from './route/types.ts';
import { routeFor } from './route-for.ts';

/** Over the person of a request, beside its route. */
export const actingRights = async (ws: Workspace, actor: string, user: string): Promise<ActingRights> =>
  rightsIn(await ws.rights.listing(), actor, user);

export function rightsIn(d: Pick<Listing, 'actor' | 'subject'>, actor: string, user: string): ActingRights {
  const [who, whom] = [d.actor(actor), d.subject(user)];
  if (!whom) return { actsFor: false, decidesFor: false };
  return { actsFor: may(who, 'act-for', whom) === 'yes', decidesFor: may(who, 'decide-for', whom) === 'yes' };
}

/** Whether what somebody enters for another may stand at once: they decide in anybody's place, or on every step. */
export async function mayLetStand(
  ws: Workspace,
  actor: string,
  { kind, user, facts }: { kind: string; user: string; facts: Facts },
): Promise<boolean> {
  if ((await actingRights(ws, actor, user)).decidesFor) return true;
  const route = await routeFor(ws, { kind, user, facts });
  const presence = await presenceOf(ws, [actor, user, ...namedBy(route.steps)]);
  const steps = resolveSteps(route.steps, user, presence.staff);
  const decides = (users: readonly string[]): boolean => rightOn(users, actor, user, presence) !== undefined;
  return (
    steps.length > 0 &&
    steps.every(step =>
      step.need === 'any' ? step.slots.some(s => decides(s.users)) : step.slots.every(s => decides(s.users)),
    )
  );
}

/** The first month that the period touches and that is closed, YYYY-MM. */
export async function closedMonthIn(
  ws: Workspace,
  { from, to }: { from: string; to: string },
): Promise<string | undefined> {
  const first = from.slice(0, 7);
  // A month that runs is never closed.
  if (first >= ws.policy.today().slice(0, 7)) return undefined;
  const closed = (await closedMonths.of(ws)[0]?.since(ws, first)) ?? new Set<string>();
  return [...closed].filter(month => month <= to.slice(0, 7)).sort()[0];
}
