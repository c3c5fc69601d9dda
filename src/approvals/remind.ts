import type { Owed } from '../shared/effects.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { contextOf, saveChange } from './actions.ts';
import { remindApprover, remindOfMany } from './effects.ts';
import { concernedBy, type PresenceFacts, presenceOf } from './presence.ts';
import { kinds } from './registry.ts';
import { effectiveApprovers } from './route/approvers.ts';
import { homes, owedAsk, owedCards } from './route/effects.ts';
import { decide } from './route/machine.ts';
import { type Due, type ReminderPolicy, remindersDue, waitingRequest } from './route/remind.ts';
import { type RouteCommand, SYSTEM } from './route/types.ts';
import { type RequestDoc, requests, routeFactsOf } from './store.ts';
import { becomesUrgent, startsOf } from './urgency.ts';

/** More reminders at once become one message. */
const SINGLY = 3;

/** Reminds, passes on and escalates; answers how many requests changed. */
export async function remindApprovers(ws: Workspace): Promise<number> {
  const waiting = await requests(ws).waiting(ws.team);
  if (waiting.length === 0) return 0;
  const now = ws.clock.now();
  const { zone, calendar } = ws.policy;
  const presence = await presenceOf(ws, waiting.flatMap(concernedBy));
  let touched = 0;
  for (const r of waiting) {
    const urgent = becomesUrgent(r, startsOf(r, kinds(ws), presence.today), now, { zone, calendar, presence });
    if (urgent && (await saveChange(ws, r, urgent))) touched++;
    // A save makes the read state stale: newcomers follow a minute later.
    else if (await askNewcomers(ws, r, presence)) touched++;
  }
  const { facts, zoneOf } = await reminderFacts(ws, waiting, presence);
  const due = remindersDue(facts, now, reminderPolicy(ws), calendar, zoneOf);
  const digested = await sendDigests(ws, due);
  const commands = new Map<string, RouteCommand>();
  for (const d of due) {
    const before = commands.get(d.request);
    if (d.do !== 'remind') commands.set(d.request, { do: d.do });
    else if (before === undefined) commands.set(d.request, { do: 'remind', reminders: [d] });
    else if (before.do === 'remind') before.reminders.push(d);
  }
  for (const [id, command] of commands) if (await bySystem(ws, id, command, presence, digested)) touched++;
  return touched;
}

/** What requests that wait are reminded of by, and the clocks of those who decide. */
export async function reminderFacts(ws: Workspace, waiting: readonly RequestDoc[], presence: PresenceFacts) {
  // Nobody can be reminded in place of administrators who are not read yet.
  const read = ({ user }: { user: string }): boolean => presence.isRead(user);
  const facts = waiting.flatMap(r => {
    const waits = waitingRequest(r._id, r, presence, startsOf(r, kinds(ws), presence.today));
    return waits ? [{ ...waits, approvers: waits.approvers.filter(read) }] : [];
  });
  const { zone } = ws.policy;
  const users = [...new Set(facts.flatMap(f => f.approvers.map(a => a.user)))];
  const zoneOf = (user: string) =>
    ws.people.person(user).then(
      p => p.zone,
      () => zone,
    );
  const zones = new Map(await Promise.all(users.map(async u => [u, await zoneOf(u)] as const)));
  return { facts, zoneOf: (user: string): string => zones.get(user) ?? zone };
}

export function reminderPolicy(ws: Workspace, day = ws.policy.today()): ReminderPolicy {
  const { remindAfter, remindAgainAfter, remindAt, escalateAfter } = ws.policy.on(day).approvals;
  return { after: [remindAfter, remindAgainAfter], at: remindAt, escalateAfter, zone: ws.policy.zone };
}

/**
 * Asks people who became approvers while a step waits: a new manager, somebody back from leave, a delegate. The right
 * exists already.
 */
async function askNewcomers(ws: Workspace, request: RequestDoc, presence: PresenceFacts): Promise<boolean> {
  const { user, history: _, ...set } = routeFactsOf(request);
  const step = set.steps[set.at];
  if (!step || !(step.direct || step.over)) return false;
  const newcomers = effectiveApprovers(step, user, presence).asked.filter(
    a => presence.isRead(a.user) && !set.asked.includes(a.user),
  );
  if (newcomers.length === 0) return false;
  const next = { ...set, asked: [...set.asked, ...newcomers.map(a => a.user)] };
  const effects: Owed[] = [
    ...owedCards(set),
    ...newcomers.map(a => owedAsk(next, a)),
    ...homes(newcomers, '', presence),
  ];
  return saveChange(ws, request, { change: { set: next, history: [] }, effects });
}

/** Answers the people. Stored under the hour, so sent once. */
async function sendDigests(ws: Workspace, due: readonly Due[]): Promise<ReadonlySet<string>> {
  const reminders = due.filter(d => d.do === 'remind');
  const many = [...new Set(reminders.map(d => d.to))].filter(u => reminders.filter(d => d.to === u).length > SINGLY);
  for (const user of many) {
    const mine = reminders.filter(d => d.to === user);
    const data = { count: mine.length, urgent: mine.filter(d => d.urgent).length };
    const hour = Math.floor(ws.clock.now() / 3_600_000);
    await ws.received.answer(`digest:${user}:${hour}`, [
      remindOfMany.owed({ lane: remindOfMany.kind, to: user, data }),
    ]);
  }
  return new Set(many);
}

/** Decided on the latest state. `digested`: people with a digest instead of a reminder. */
async function bySystem(
  ws: Workspace,
  id: string,
  command: RouteCommand,
  presence: PresenceFacts,
  digested: ReadonlySet<string>,
): Promise<boolean> {
  const request = await requests(ws).byId(ws.team, id);
  if (!request) return false;
  const key = `${command.do}:${Math.floor(ws.clock.now() / 60_000)}`;
  const decision = decide(routeFactsOf(request), command, contextOf(ws, presence, SYSTEM, key));
  if (!decision.ok) return false;
  const effects = decision.effects.filter(e => e.kind !== remindApprover.kind || !digested.has(e.to));
  return saveChange(ws, request, { ...decision, effects });
}
