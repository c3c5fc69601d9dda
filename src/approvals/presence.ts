import type { Directory } from '../people/may.ts';
import { managerLine } from '../people/organisation/line.ts';
import { type Organisation, teamsOf } from '../people/organisation/rules.ts';
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
  const waits = ws.policy.now().approvals.awayApprover === 'wait';
  return presenceAmong({ found, teams, administrators: administrators.map(p => p.user), away, whole, waits, today });
}

/** Of everybody, as a directory has them. */
export async function presenceIn(ws: Workspace, d: Directory, waits: boolean): Promise<PresenceFacts> {
  const [away, whole] = await Promise.all([wholeDayAway.only(ws)(ws), ws.people.isReadWhole()]);
  const of = { found: d.people, teams: d.teams, administrators: d.having('hr', 'owner') };
  return presenceAmong({ ...of, away, whole, waits, today: ws.policy.today() });
}

/** `waits`: what asks people on leave waits for them; `whole`: all members have been read. */
function presenceAmong(o: {
  found: ReadonlyMap<string, Person>;
  teams: Organisation;
  administrators: readonly string[];
  away: ReadonlyMap<string, 'day' | 'long'>;
  whole: boolean;
  waits: boolean;
  today: string;
}): PresenceFacts {
  const { found, teams, administrators, away, whole, waits, today } = o;
  const active = (user: string): boolean => {
    const person = found.get(user);
    return user === UNREAD ? !whole : person !== undefined && isActive(person);
  };
  const delegations = [...found.values()].flatMap(p => (p.delegations ?? []).map(d => ({ ...d, from: p.user })));
  const isLong = (user: string): boolean => away.get(user) === 'long';
  const office = whole ? administrators : [...administrators, UNREAD];
  return {
    today,
    staff: {
      active,
      managerOf: managerLine(user => found.get(user), teams),
      headOf: (user, level) => teams.above(found.get(user)?.teamId).at(-level)?.lead,
      leadOf: team => teams.get(team)?.lead,
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
