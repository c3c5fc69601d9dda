import { runs } from '../../jobs/store.ts';
import { isActive } from '../../people/rules.ts';
import { readAnew } from '../../shared/request.ts';
import { handle } from '../../workspace/feature.ts';
import { monthOfDate } from '../rules.ts';
import { ownConfirmation } from './actions.ts';
import { askConfirm, questionName, showConfirm } from './effects.ts';
import { question } from './question.ts';

export const askConfirmHandler = handle(askConfirm, async (ws, { doc: run, to }, sender) => {
  const month = monthOfDate(run.date);
  const person = await ws.people.person(to);
  const own = isActive(person) ? await ownConfirmation(ws, person, month) : undefined;
  if (!own || own.closed || own.is === 'confirmed' || person.quiet?.includes('confirm')) return undefined;
  const message = await question(ws, to, month);
  if (!message) return undefined;
  const sent = await sender.post({ channel: to }, message);
  // A press in the month during the send did not find the message.
  const now = await readAnew(() => question(ws, to, month));
  if (now && JSON.stringify(now) !== JSON.stringify(message)) await sender.update(sent, now);
  return { sent };
});

export const showConfirmHandler = handle(showConfirm, async (ws, { doc: { month, history }, to }, sender) => {
  const names = Array.from({ length: history.length }, (_, n) => questionName(month, to, n));
  for (const { sent } of (await runs(ws).sent(ws.team, names)).values())
    if (sent) await sender.redraw(sent, () => question(ws, to, month));
});
