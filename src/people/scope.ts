import { z } from 'zod';
import { type Listing, openTo } from './may.ts';
import type { Action } from './roles.ts';
import { inOrder, isActive } from './rules.ts';
import type { ListedPerson } from './store.ts';

/** The office of people who name none: the workspace's own. */
const FIRST_OFFICE = 'first';

/** Who is meant by a report, a list, an export. A team: with those below it. */
export const scopeSchema = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('all') }),
  z.strictObject({ of: z.literal('team'), team: z.string() }),
  z.strictObject({ of: z.literal('office'), office: z.string() }),
  z.strictObject({ of: z.literal('people'), users: z.array(z.string()) }),
]);
export type Scope = z.infer<typeof scopeSchema>;

/** As the form's menu has it; chosen people stand beside it. */
export const scopeText = (scope: Scope): string | undefined =>
  scope.of === 'team' ? `team:${scope.team}` : scope.of === 'office' ? `office:${scope.office}` : undefined;

export function scopeOf(text: string | undefined, users: readonly string[]): Scope {
  if (users.length > 0) return { of: 'people', users: [...users] };
  if (text?.startsWith('team:')) return { of: 'team', team: text.slice('team:'.length) };
  return text?.startsWith('office:') ? { of: 'office', office: text.slice('office:'.length) } : { of: 'all' };
}

/** People of the scope whom the viewer may see so, by name; never more. `left`: also people who left. */
export function peopleOf<P extends ListedPerson>(
  scope: Scope,
  d: Omit<Listing, 'people'> & { people: ReadonlyMap<string, P> },
  viewer: string,
  { action = 'see-person', left = false }: { action?: Action; left?: boolean } = {},
): P[] {
  const isMeant = meantBy(scope, d);
  return openTo(d, viewer, action)
    .filter(p => p.employee && (left || isActive(p)) && isMeant(p))
    .sort(inOrder);
}

/** Whether somebody belongs to a scope, whoever looks. */
export function meantBy(
  scope: Scope,
  d: Pick<Listing, 'teams'>,
): (p: Pick<ListedPerson, 'user' | 'office' | 'teamId'>) => boolean {
  if (scope.of === 'all') return () => true;
  if (scope.of === 'people') {
    const users = new Set(scope.users);
    return p => users.has(p.user);
  }
  if (scope.of === 'office') return p => (p.office ?? FIRST_OFFICE) === scope.office;
  const teams = d.teams.below(scope.team);
  return p => p.teamId !== undefined && teams.has(p.teamId);
}
