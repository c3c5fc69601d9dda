import { type Directory, may } from '../../people/may.ts';
import { isActive } from '../../people/rules.ts';
import { byName } from '../../shared/text.ts';

/** One's own leave, that of one's reports, or of a team by name. */
export type Scope = { of: 'own' } | { of: 'led' } | { of: 'team'; name: string };

export const scopeText = (scope: Scope): string => (scope.of === 'team' ? `team:${scope.name}` : scope.of);

export function readScope(text: string): Scope | undefined {
  if (text === 'own' || text === 'led') return { of: text };
  return text.startsWith('team:') && text.length > 5 ? { of: 'team', name: text.slice(5) } : undefined;
}

/** Calendar programs refuse larger feeds. */
export const MOST_PEOPLE = 500;

/** Undefined: the person may not see one of them, checked at each request, so a feed ends with the role. */
export function membersOf(scope: Scope, user: string, d: Directory): string[] | undefined {
  const actor = d.actor(user);
  if (!actor.active) return undefined;
  if (scope.of === 'own') return [user];
  const members = [...d.people.values()]
    .filter(isActive)
    .filter(p => (scope.of === 'led' ? d.subject(p.user)?.managers.includes(user) : p.teamName === scope.name))
    .map(p => p.user);
  const allowed = members.every(m => may(actor, 'see-leave', d.subject(m)) === 'yes');
  return members.length > 0 && allowed ? members : undefined;
}

export function teamsFor(user: string, d: Directory): string[] {
  const names = new Set([...d.people.values()].filter(isActive).flatMap(p => p.teamName ?? []));
  return [...names].filter(name => membersOf({ of: 'team', name }, user, d) !== undefined).sort(byName);
}
