import { managerLine } from '../people/organisation/line.ts';
import { teamsOf } from '../people/organisation/rules.ts';
import { isActive, type Person } from '../people/rules.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { wholeDayAway } from './points.ts';
import { delegatesOf } from './route/delegate.ts';
import type { SlotRule, StepRule, Tell } from './route/policy.ts';
import type { Presence, RouteState } from './route/types.ts';

/** Presence today of the people concerned. */
export interface PresenceFacts extends Presence {
  hasHome(user: string): boolean;
  name(user: string): string;
  /** false: stands for people not read yet */
  isRead(user: string): boolean;
}

/** Stands for administrators while members are still being read: nobody counts as the only one. */
const UNREAD = 'unread';
const MOST_LEVELS = 8;
/** Stands for the lead of a team among the people concerned. */
const LEAD = 'lead:';

/** With the administrators, managers above and delegates of all. */
export async function presenceOf(ws: Workspace, users: Iterable<string>): Promise<PresenceFacts> {
  const today = ws.policy.today();
  const [administrators, away, whole, teams] = await Promise.all([
    ws.people.administrators(),
    wholeDayAway.only(ws)(ws),
    ws.people.isReadWhole(),
    teamsOf(ws),
  ]);
  const waits = ws.policy.now().approvals.awayApprover === 'wait';
  const found = new Map<string, Person>(administrators.map(p => [p.user, p]));
  const leadOf = (team: string): string | undefined => teams.get(team)?.lead;
  let wanted = new Set([...users].flatMap(u => (u.startsWith(LEAD) ? (leadOf(u.slice(LEAD.length)) ?? []) : [u])));
  for (let level = 0; level < MOST_LEVELS && wanted.size > 0; level++) {
    const missing = [...wanted].filter(u => !found.has(u));
    for (const p of await ws.people.some(missing)) found.set(p.user, p);
    const next = [...found.values()].flatMap(p => [
      ...(p.manager ? [p.manager] : []),
      ...teams.leadsOf(p),
      ...(p.delegations ?? []).filter(d => d.first <= today && today <= d.last).map(d => d.to),
    ]);
    wanted = new Set(next.filter(u => !found.has(u) && !missing.includes(u)));
  }
  const active = (user: string): boolean => {
    const person = found.get(user);
    return user === UNREAD ? !whole : person !== undefined && isActive(person);
  };
  const delegations = [...found.values()].flatMap(p => (p.delegations ?? []).map(d => ({ ...d, from: p.user })));
  const managerOf = managerLine(user => found.get(user), teams);
  const isLong = (user: string): boolean => away.get(user) === 'long';
  const names = administrators.map(p => p.user);
  const office = whole ? names : [...names, UNREAD];
  return {
    today,
    staff: {
      active,
      managerOf,
      headOf: (user, level) => teams.above(found.get(user)?.teamId).at(-level)?.lead,
      leadOf,
      isPassedOver: user => isLong(user) && delegatesOf(user, delegations, today).length === 0,
      hr: office,
      administrators: office,
    },
    onLeave: user => isLong(user) || (!waits && away.has(user)),
    delegations,
    hasHome: user => found.get(user)?.homeSeenAt !== undefined,
    isRead: user => found.has(user),
    name: user => found.get(user)?.name ?? user,
  };
}

function named(rule: SlotRule): string[] {
  if (rule.who === 'person') return [rule.user];
  if (rule.who === 'lead') return [`${LEAD}${rule.team}`];
  return rule.who === 'group' ? [...rule.users] : [];
}

export const namedBy = (steps: readonly StepRule[], tells: readonly Tell[] = []): string[] => [
  ...steps.flatMap(s => s.approvers.flatMap(named)),
  ...tells.flatMap(t => named(t.rule)),
];

export const concernedBy = (r: RouteState & { user: string }): string[] => [
  r.user,
  ...r.steps.flatMap(s =>
    [...s.seats, ...(s.over ? [s.over] : [])].flatMap(slot => [
      ...named(slot.rule),
      ...(slot.vote ? [slot.vote.by] : []),
    ]),
  ),
  ...namedBy(r.ruled, r.tells),
  ...r.asked,
];
