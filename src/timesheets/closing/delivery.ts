import { say } from '../../../blocks/chat.ts';
import { lateNames } from '../../../blocks/months.ts';
import { words } from '../../i18n/index.ts';
import { handle } from '../../workspace/feature.ts';
import { lateChanges } from './effects.ts';

export const lateHandler = handle(lateChanges, async (ws, { doc: { month, late = [] }, to }, sender) => {
  const w = words(ws.people.language(await ws.people.person(to)));
  const names = await ws.people.names(late.map(l => l.user));
  const changes = late.map(l => ({ who: names.get(l.user) ?? l.user, date: l.date }));
  await sender.post({ channel: to }, say(w.months.lateMessage(w.month(month), lateNames(changes, w, 2000))));
});
