import { confirmMessage } from '../../../blocks/confirm-month.ts';
import type { Message } from '../../../blocks/kit.ts';
import { words } from '../../i18n/index.ts';
import { isActive } from '../../people/rules.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { ownConfirmation } from './actions.ts';
import { modelOf } from './present.ts';

/** As it stands; undefined: nothing is asked, or any more. */
export async function question(ws: Workspace, user: string, month: string): Promise<Message | undefined> {
  const person = await ws.people.person(user);
  const own = isActive(person) ? await ownConfirmation(ws, person, month) : undefined;
  const w = words(ws.people.language(person));
  return own && confirmMessage(month, modelOf(own, month, person.zone, w), w);
}
