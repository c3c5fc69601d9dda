import { words } from '../i18n/index.ts';
import type { Person } from '../people/rules.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { statusFor } from './actions.ts';

// until chat is converted
export const home = (ws: Workspace) => ({
  status: (person: Person) => statusFor(ws, { person, w: words(ws.people.language(person)) }),
});
