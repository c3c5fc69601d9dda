import type { Touched } from '../administration/points.ts';
import type { Directory } from '../people/may.ts';
import type { PolicyChange } from '../settings/policy.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { contextOf } from './actions.ts';
import { type PresenceFacts, presenceIn } from './presence.ts';
import { effectiveApprovers } from './route/approvers.ts';
import { decide } from './route/machine.ts';
import { SYSTEM } from './route/types.ts';
import { type RequestDoc, requests, routeFactsOf } from './store.ts';

export const changesDeciders = ({ people = {}, approvals = {} }: PolicyChange): boolean =>
  people.slackAdmins !== undefined || approvals.awayApprover !== undefined;

/** Requests that wait and would be decided by others: their slots name managers, leads and HR as they are. */
export function touchedRequests(ws: Workspace, before: Directory, after: Directory): Promise<Touched[]> {
  const waits = waitsOn(ws, ws.policy.today());
  return compared(ws, { directory: before, waits }, { directory: after, waits });
}

/** The same where the policy says who is HR, or who decides for an approver on leave; by who is away today. */
export async function touchedByDeciders(ws: Workspace, after: Workspace, { from }: { from: string }) {
  const sideOf = async (of: Workspace): Promise<Side> => ({
    directory: await ws.rights.directory({ slackAdmins: of.policy.on(from).people.slackAdmins }),
    waits: waitsOn(of, from),
  });
  return compared(ws, await sideOf(ws), await sideOf(after));
}

interface Side {
  directory: Directory;
  waits: boolean;
}

const waitsOn = (ws: Workspace, day: string): boolean => ws.policy.on(day).approvals.awayApprover === 'wait';

async function compared(ws: Workspace, before: Side, after: Side): Promise<Touched[]> {
  const waiting = await requests(ws).waiting(ws.team);
  if (waiting.length === 0) return [];
  const presences = await Promise.all([before, after].map(s => presenceIn(ws, s.directory, s.waits)));
  return waiting.flatMap((r): Touched[] => {
    const [was = [], is = []] = presences.map(p => decidersOf(ws, r, p));
    if (was.length === is.length && was.every(user => is.includes(user))) return [];
    const named = (users: string[]) => ({ people: users.map(u => after.directory.people.get(u)?.name ?? u) });
    return [{ user: r.user, what: 'asked', ...r.period, was: named(was), is: named(is) }];
  });
}

/** Of this step and those that follow, once a step without anybody has been passed on. */
function decidersOf(ws: Workspace, request: RequestDoc, presence: PresenceFacts): string[] {
  const facts = routeFactsOf(request);
  const passed = decide(facts, { do: 'skip' }, contextOf(ws, presence, SYSTEM, 'touched'));
  const { steps, at } = passed.ok ? passed.change.set : facts;
  const asked = steps.slice(at).flatMap(step => effectiveApprovers(step, facts.user, presence).asked);
  return [...new Set(asked.map(a => a.user))];
}
