import { type Listing, may } from '../../people/may.ts';
import { isActive } from '../../people/rules.ts';

/** One's own leave, that of one's reports, or of a team with those below it. */
export type Scope = { of: 'own' } | { of: 'led' } | { of: 'team'; id: string };

export const scopeText = (scope: Scope): string => (scope.of === 'team' ? `team:${scope.id}` : scope.of);

export function readScope(text: string): Scope | undefined {
  if (text === 'own' || text === 'led') return { of: text };
  return text.startsWith('team:') && text.length > 5 ? { of: 'team', id: text.slice(5) } : undefined;
}

/** Calendar programs refuse larger feeds. */
export const MOST_PEOPLE = 500;

/** Undefined: the person may not see one of them, checked at each request, so a feed ends with the role. */
export function membersOf(scope: Scope, user: string, d: Listing): string[] | undefined {
  const actor = d.actor(user);
  if (!actor.active) return undefined;
  if (scope.of === 'own') return [user];
  const teams = scope.of === 'team' ? d.teams.below(scope.id) : undefined;
  const members = [...d.people.values()]
    .filter(isActive)
    .filter(p => (teams ? teams.has(p.teamId ?? '') : d.subject(p.user)?.managers.includes(user)))
    .map(p => p.user);
  const allowed = members.every(m => may(actor, 'see-leave', d.subject(m)) === 'yes');
  return members.length > 0 && allowed ? members : undefined;
}

/** Ids, in the order of the tree. */
export const teamsFor = (user: string, d: Listing): string[] =>
  d.teams.all().flatMap(({ id }) => (membersOf({ of: 'team', id }, user, d) ? [id] : []));
