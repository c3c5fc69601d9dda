import { welcomeMessage } from '../../blocks/install.ts';
import { words } from '../i18n/index.ts';
import { handle } from '../workspace/feature.ts';
import { welcome } from './effects.ts';

export const greet = handle(welcome, async (ws, { to }, sender) => {
  const person = await ws.people.person(to);
  const mayBegin = await ws.rights.might(to, 'change-settings');
  await sender.post({ channel: to }, welcomeMessage(mayBegin, words(ws.people.language(person))));
});
