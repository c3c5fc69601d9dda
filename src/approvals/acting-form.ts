import { ACTING_REASON_MAX, type ActingModel } from '../../blocks/acting.ts';
import { WAY } from '../../blocks/approval-ids.ts';
import { input } from '../../blocks/ids.ts';
import type { Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import { choiceOf, type FormState, textOf } from '../slack/form.ts';
import { NotFound } from '../slack/metadata.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { mayLetStand } from './acting.ts';
import type { Facts } from './route/policy.ts';

type Way = 'stands' | 'route';

/** Whose request a form is about: one's own, or somebody's for whom one may act. */
export async function subjectOf(ws: Workspace, viewer: Person, whose: string | undefined): Promise<Person> {
  if (whose === undefined) return viewer;
  if ((await ws.rights.allows(viewer.user, 'act-for', whose)) !== 'yes') throw new NotFound();
  return ws.people.person(whose);
}

/** Whoever may decide chooses whether it stands at once, as it does where nobody decides. */
export async function actingModel(
  ws: Workspace,
  viewer: Person,
  person: Person,
  {
    decided = true,
    wanted = 'stands',
    reason,
    ...asked
  }: { kind: string; facts: Facts } & {
    decided?: boolean;
    wanted?: Way | undefined;
    reason?: string | undefined;
  },
): Promise<ActingModel> {
  const chooses = decided && (await mayLetStand(ws, viewer.user, { ...asked, user: person.user }));
  return { whose: person.name, ...defined({ reason, stands: chooses ? wanted === 'stands' : undefined }) };
}

/** How whoever enters it for somebody wants it to go on. */
export const wayIn = (state: FormState, actionId: string): Way | undefined =>
  (['stands', 'route'] as const).find(way => way === choiceOf(state, WAY, actionId));

/** Undefined: no reason is given. */
export function enteredIn(
  state: FormState,
  { user }: Person,
  wayAction: string,
): { user: string; reason: string; stands: boolean } | undefined {
  const reason = textOf(state, input.reason).slice(0, ACTING_REASON_MAX);
  return reason === '' ? undefined : { user, reason, stands: wayIn(state, wayAction) !== 'route' };
}
