import { type Directory, may } from '../../people/may.ts';
import { isActive } from '../../people/rules.ts';
import { byName } from '../../shared/text.ts';

/** Whose leave a feed shows: one's own, of those one leads, of a team by its name. */
export type Scope = { of: 'own' } | { of: 'led' } | { of: 'team'; name: string };

export const scopeText = (scope: Scope): string => (scope.of === 'team' ? `team:${scope.name}` : scope.of);

export function readScope(text: string): Scope | undefined {
  if (text === 'own' || text === 'led') return { of: text };
  return text.startsWith('team:') && text.length > 5 ? { of: 'team', name: text.slice(5) } : undefined;
}

/** More people make a feed that calendar programs do not take. */
export const MOST_PEOPLE = 500;

/**
 * Those whom a person's feed shows now. Undefined: it is not theirs to have, since they may not see the leave of one of them; asked anew each
 * time, so that a feed ends with the role that it was made by.
 */
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

/** Names of the teams whose feed a person may have. */
export function teamsFor(user: string, d: Directory): string[] {
  const names = new Set([...d.people.values()].filter(isActive).flatMap(p => p.teamName ?? []));
  return [...names].filter(name => membersOf({ of: 'team', name }, user, d) !== undefined).sort(byName);
}
