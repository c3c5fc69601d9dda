import { isDeepStrictEqual } from 'node:util';
import type { Touched } from '../administration/points.ts';
import type { Directory } from '../people/may.ts';
import type { PolicyChange } from '../settings/policy.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { contextOf } from './actions.ts';
import { concernedBy, type PresenceFacts, presenceIn, presenceOf } from './presence.ts';
import { reminderFacts, reminderPolicy } from './remind.ts';
import { effectiveApprovers } from './route/approvers.ts';
import { decide } from './route/machine.ts';
import { type Due, remindersMoved } from './route/remind.ts';
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

export const changesReminders = ({ approvals: a = {} }: PolicyChange): boolean =>
  [a.remindAfter, a.remindAgainAfter, a.escalateAfter].some(days => days !== undefined);

/** Requests that wait and whose approvers are reminded, or that HR may decide, when it takes effect: or no longer. */
export async function touchedReminders(ws: Workspace, after: Workspace, { from }: { from: string }) {
  const waiting = await requests(ws).waiting(ws.team);
  if (waiting.length === 0) return [];
  const presence = await presenceOf(ws, waiting.flatMap(concernedBy));
  const { facts, zoneOf } = await reminderFacts(ws, waiting, presence);
  const [was, is] = [reminderPolicy(ws, from), reminderPolicy(after, from)];
  const due = remindersMoved(facts, { now: ws.clock.now(), from, was, is }, ws.policy.calendar, zoneOf);
  const named = (users: readonly string[]) => ({ people: users.map(presence.name) });
  const told = (r: RequestDoc, all: readonly Due[]) => {
    const own = all.filter(d => d.request === r._id);
    const hr = presence.staff.hr.filter(user => user !== r.user && presence.isRead(user));
    return {
      reminded: named(own.flatMap(d => (d.do === 'remind' ? [d.to] : []))),
      escalated: named(own.some(d => d.do === 'escalate') ? hr : []),
    };
  };
  return waiting.flatMap((r): Touched[] => {
    const [before, next] = [told(r, due.was), told(r, due.is)];
    return (['reminded', 'escalated'] as const).flatMap(what =>
      isDeepStrictEqual(before[what], next[what])
        ? []
        : [{ user: r.user, what, ...r.period, was: before[what], is: next[what] }],
    );
  });
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
    // While members are still being read, nobody stands for those to come.
    const named = (users: string[]) => ({ people: users.flatMap(u => after.directory.people.get(u)?.name ?? []) });
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
