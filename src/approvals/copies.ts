import { CC, MOST_COPIES } from '../../blocks/approval-ids.ts';
import type { Words } from '../i18n/index.ts';
import { isActive } from '../people/rules.ts';
import type { FormState } from '../slack/form.ts';
import { usersOf } from '../slack/pickers.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ChosenRoute } from './route/choose.ts';
import type { RequestDoc } from './store.ts';

// In copy (참조) by the choice of whoever sends a request: what they are told and may read is what a step that is only
// told gets, so they are `tells` of the route, marked as the sender's.

export const copiesIn = (state: FormState): string[] => usersOf(state, CC);

export const copiesOf = ({ tells = [] }: Pick<RequestDoc, 'tells'>): string[] =>
  tells.flatMap(t => (t.cc && t.rule.who === 'person' ? [t.rule.user] : []));

/** An error for the form; undefined: all of them can be told. */
export async function copyProblem(ws: Workspace, users: readonly string[], w: Words): Promise<string | undefined> {
  if (users.length === 0) return undefined;
  if (users.length > MOST_COPIES) return w.routes.tooManyCopies(MOST_COPIES);
  const found = new Map((await ws.people.some(users)).map(p => [p.user, p]));
  const none = users.filter(user => {
    const person = found.get(user);
    return person === undefined || !isActive(person);
  });
  return none.length > 0 ? w.routes.notCopied(w.list(none.map(u => found.get(u)?.name ?? u))) : undefined;
}

export const withCopies = (route: ChosenRoute, copies: readonly string[] = []): ChosenRoute => ({
  ...route,
  tells: [
    ...route.tells,
    ...copies.map(user => ({ rule: { who: 'person' as const, user }, after: 0, cc: true as const })),
  ],
});

const NAMED = 5;

/** Who reads along so far, by the sender's choice or the route's; raw. */
export function copiesText(
  { informed = [] }: Pick<RequestDoc, 'informed'>,
  { names, w }: { names: ReadonlyMap<string, string>; w: Words },
): { copies?: string } {
  if (informed.length === 0) return {};
  const [named, rest] = [informed.slice(0, NAMED).map(u => names.get(u) ?? u), informed.length - NAMED];
  return { copies: `${w.list(named)}${rest > 0 ? ` ${w.andMorePeople(rest)}` : ''}` };
}
