import { managerLine } from './organisation/line.ts';
import { NO_TEAMS, type Organisation } from './organisation/rules.ts';
import { type Action, allowed, type Relation, type Role } from './roles.ts';
import { isActive, type OfficeName, type Person } from './rules.ts';
import type { ListedPerson } from './store.ts';

/** Sentences are in i18n (`people.denied`). */
export const DENIALS = [
  'not-employed',
  'not-found',
  'own-record',
  'own-request',
  'not-your-team',
  'not-asked',
  'hr-only',
  'owners-only',
  'own-only',
] as const;
export type Denial = (typeof DENIALS)[number];

/** `active`: no guest, no bot, not left. */
export interface Actor {
  team: string;
  user: string;
  role: Role;
  active: boolean;
}

/** `managers`: from the person's manager upwards. */
export interface Subject {
  team: string;
  user: string;
  managers: readonly string[];
  /** the request's step asks the actor or their principal */
  asked?: boolean;
}

/** The one decision on rights; without a subject about the workspace. Nobody decides on their own request. */
export function may(actor: Actor, action: Action, subject?: Subject): 'yes' | Denial {
  if (!actor.active) return 'not-employed';
  if (subject && subject.team !== actor.team) return 'not-found';
  const relations = relationsOf(actor, subject);
  const granted = allowed(actor.role, action);
  return relations.some(r => granted.includes(r)) ? 'yes' : denial(action, relations);
}

function relationsOf(actor: Actor, subject: Subject | undefined): Relation[] {
  if (!subject) return ['workspace'];
  if (subject.user === actor.user) return ['self'];
  return [...(subject.asked ? (['asked'] as const) : []), subject.managers.includes(actor.user) ? 'team' : 'other'];
}

function denial(action: Action, relations: Relation[]): Denial {
  const hr = allowed('hr', action);
  const owner = allowed('owner', action);
  if (relations.includes('self')) {
    if (action === 'decide-request') return 'own-request';
    if (!owner.includes('self')) return 'own-record';
  }
  if (relations.some(r => owner.includes(r)) && !relations.some(r => hr.includes(r))) return 'owners-only';
  if (relations.includes('other') && allowed('employee', action).includes('asked')) return 'not-asked';
  if (relations.includes('other') && allowed('manager', action).includes('team')) return 'not-your-team';
  return relations.some(r => owner.includes(r)) ? 'hr-only' : 'own-only';
}

export interface RoleContext {
  /** named in the configuration: owners */
  named: readonly string[];
  /** user ids of managers and team leads */
  leads: ReadonlySet<string>;
  /** Slack's administrators are HR administrators; the default */
  slackAdmins?: boolean;
}

type RoleFacts = Pick<Person, 'user' | 'administrator' | 'owner' | 'role'>;

/** The set role, else Slack's and the configuration's, else by leading somebody. */
export function roleOf(p: RoleFacts, ctx: RoleContext): Role {
  if (p.role) return p.role;
  if (p.owner || ctx.named.includes(p.user)) return 'owner';
  if (p.administrator && ctx.slackAdmins !== false) return 'hr';
  return ctx.leads.has(p.user) ? 'manager' : 'employee';
}

const actorOf = (p: Ranked, ctx: RoleContext): Actor => ({
  team: p.team,
  user: p.user,
  role: roleOf(p, ctx),
  active: isActive(p),
});

/** From the direct one upwards; a loop ends the walk. */
export function managersOf(user: string, managerOf: (user: string) => string | undefined): string[] {
  const above = new Set<string>();
  for (let at = managerOf(user); at !== undefined && at !== user && !above.has(at); at = managerOf(at)) above.add(at);
  return [...above];
}

function subjectOf(p: Pick<Person, 'team' | 'user'>, managerOf: (user: string) => string | undefined): Subject {
  return { team: p.team, user: p.user, managers: managersOf(p.user, managerOf) };
}

/** What rights need to know of a person. */
export type Ranked = RoleFacts & Pick<Person, 'team' | 'teamId' | 'manager' | 'employee' | 'deleted'>;

export function directoryOf<P extends Ranked>(
  team: string,
  all: readonly P[],
  {
    offices = [],
    teams = NO_TEAMS,
    ...o
  }: Omit<RoleContext, 'leads'> & { offices?: readonly OfficeName[]; teams?: Organisation },
) {
  const people: ReadonlyMap<string, P> = new Map(all.filter(p => p.team === team).map(p => [p.user, p]));
  const managers = new Map<string, string | undefined>();
  const line = managerLine(user => people.get(user), teams);
  const managerOf = (user: string): string | undefined => {
    if (!managers.has(user)) managers.set(user, line(user));
    return managers.get(user);
  };
  let below: Map<string, string[]> | undefined;
  function allBelow(): Map<string, string[]> {
    const found = new Map<string, string[]>([...people.keys()].map(user => [user, []]));
    for (const user of people.keys())
      for (const each of [user, ...managersOf(user, managerOf)]) found.get(each)?.push(user);
    return found;
  }
  const own = [...people.values()].flatMap(p => (p.manager && isActive(p) ? [p.manager] : []));
  const leads = new Set([...own, ...teams.all().flatMap(t => t.lead ?? [])]);
  const ctx = { ...o, leads };
  return {
    people,
    offices,
    teams,
    /** see `managerLine` */
    managerOf,
    /** somebody and all whom they manage, through others too; in order, found for everybody at once */
    withBelow: (user: string): readonly string[] => {
      below ??= allBelow();
      return below.get(user) ?? [];
    },
    actor: (user: string): Actor => {
      const person = people.get(user);
      return person ? actorOf(person, ctx) : { team, user, role: 'employee', active: false };
    },
    subject: (user: string): Subject | undefined => {
      const person = people.get(user);
      return person && subjectOf(person, managerOf);
    },
    role: (user: string): Role => {
      const person = people.get(user);
      return person ? roleOf(person, ctx) : 'employee';
    },
    /** of the given state, which may be a proposed one */
    roleOf: (p: RoleFacts): Role => roleOf(p, ctx),
    /** active people with one of these roles */
    having: (...roles: Role[]): string[] =>
      [...people.values()].filter(p => isActive(p) && roles.includes(roleOf(p, ctx))).map(p => p.user),
  };
}

export type Directory = ReturnType<typeof directoryOf<Person>>;
/** Of everybody in the few fields that lists show; a `Directory` is one, too. */
export type Listing = ReturnType<typeof directoryOf<ListedPerson>>;

/** About whom somebody may do this, in order. Most are strangers to them, about whom one answer holds. */
export function openTo<P>(
  d: Omit<Listing, 'people'> & { people: ReadonlyMap<string, P> },
  user: string,
  action: Action,
): P[] {
  const actor = d.actor(user);
  const mayWith = (subject: Subject | undefined): boolean => may(actor, action, subject) === 'yes';
  const own = new Set(d.withBelow(user));
  const isOpen = mayWith({ team: actor.team, user: '', managers: [] });
  const asked = isOpen ? [...d.people.keys()] : [...own];
  return asked.flatMap(u => ((isOpen && !own.has(u)) || mayWith(d.subject(u)) ? (d.people.get(u) ?? []) : []));
}
