import { type Action, allowed, type Relation, type Role } from './roles.ts';
import { isActive, type Person } from './rules.ts';

/** Why something may not be done; the sentences are in i18n (`people.denied`). */
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

/** Who acts. `active`: works here now, no guest, no bot. */
export interface Actor {
  team: string;
  user: string;
  role: Role;
  active: boolean;
}

/** Who or what is acted on. `managers`: the person's manager, that one's manager, and so on. */
export interface Subject {
  team: string;
  user: string;
  managers: readonly string[];
  /** the request's step asks the actor, or somebody the actor stands in for */
  asked?: boolean;
}

/** The one decision on rights. Without a subject it is about the workspace. Nobody decides on their own request. */
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
  /** user ids named in the configuration: they own Daybook whatever Slack says */
  named: readonly string[];
  /** those who are somebody's manager */
  leads: ReadonlySet<string>;
  /** whether Slack's administrators are HR administrators of Daybook; the policy says so, by default yes */
  slackAdmins?: boolean;
}

type RoleFacts = Pick<Person, 'user' | 'administrator' | 'owner' | 'role'>;

/** A person's role: what was set, else what Slack and the configuration say, else whether they lead somebody. */
export function roleOf(p: RoleFacts, ctx: RoleContext): Role {
  if (p.role) return p.role;
  if (p.owner || ctx.named.includes(p.user)) return 'owner';
  if (p.administrator && ctx.slackAdmins !== false) return 'hr';
  return ctx.leads.has(p.user) ? 'manager' : 'employee';
}

const actorOf = (p: Person, ctx: RoleContext): Actor => ({
  team: p.team,
  user: p.user,
  role: roleOf(p, ctx),
  active: isActive(p),
});

/** Managers upwards, the direct one first; a loop, should one ever be stored, ends the walk. */
export function managersOf(user: string, managerOf: (user: string) => string | undefined): string[] {
  const above = new Set<string>();
  for (let at = managerOf(user); at !== undefined && at !== user && !above.has(at); at = managerOf(at)) above.add(at);
  return [...above];
}

function subjectOf(p: Pick<Person, 'team' | 'user'>, managerOf: (user: string) => string | undefined): Subject {
  return { team: p.team, user: p.user, managers: managersOf(p.user, managerOf) };
}

export function directoryOf(team: string, all: readonly Person[], o: Omit<RoleContext, 'leads'>) {
  const people = new Map(all.filter(p => p.team === team).map(p => [p.user, p]));
  const leads = new Set([...people.values()].flatMap(p => (p.manager && isActive(p) ? [p.manager] : [])));
  const ctx = { ...o, leads };
  const managerOf = (user: string): string | undefined => people.get(user)?.manager;
  return {
    people,
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
    /** of a person as they are given, which may be as they would become */
    roleOf: (p: Person): Role => roleOf(p, ctx),
    /** those who work here and have one of these roles, as routes and cards need them */
    having: (...roles: Role[]): string[] =>
      [...people.values()].filter(p => isActive(p) && roles.includes(roleOf(p, ctx))).map(p => p.user),
  };
}

/** The workspace's people, as rights and facts need them: by id, with who leads and who is above whom. */
export type Directory = ReturnType<typeof directoryOf>;
