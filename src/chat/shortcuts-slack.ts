import { CLOCK_BLOCK, clockModal } from '../../blocks/clock.ts';
import { action, shortcut } from '../../blocks/ids.ts';
import type { Modal } from '../../blocks/kit.ts';
import { pressDay } from '../attendance/actions.ts';
import { type DayCommand, isPlace } from '../attendance/rules.ts';
import { statusFor } from '../home/actions.ts';
import { leaveForm } from '../leave/slack.ts';
import { defined } from '../shared/defined.ts';
import type { Owed } from '../shared/effects.ts';
import { choiceOf } from '../slack/form.ts';
import type { Viewing } from '../slack/list-modal.ts';
import type { Press } from '../slack/router.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Clocked, clockedAnswer, clockInWords } from './clock.ts';
import { owedClocked } from './effects.ts';
import { readAnyway } from './rest-day.ts';

/** `said`: why nothing was done. */
async function clockForm(ws: Workspace, viewing: Viewing, said?: string): Promise<Modal> {
  const { person, w } = viewing;
  const status = await statusFor(ws, viewing);
  return clockModal({ ...status, place: person.lastPlace ?? person.place, ...defined({ said }) }, w);
}

/** Redraws the modal with the new status, or with why nothing was done. */
async function act(ws: Workspace, press: Press, command: DayCommand): Promise<boolean> {
  const outcome = await pressDay(ws, press.person, command, press.key);
  const said = outcome.ok ? undefined : await ws.refusals.text(outcome.refusal, press);
  await press.redraw(await clockForm(ws, press, said));
  return outcome.ok;
}

async function checkIn(ws: Workspace, press: Press): Promise<void> {
  const chosen = choiceOf(press.view?.state ?? {}, CLOCK_BLOCK, action.clockChoosePlace);
  const { user, lastPlace, place: usual } = press.person;
  const place = isPlace(chosen) ? chosen : (lastPlace ?? usual);
  const done = await act(ws, press, { do: 'check-in', place });
  // As in the form: it begins with the place of last time.
  if (done && place !== (lastPlace ?? usual)) press.later(() => ws.people.prefer(user, { lastPlace: place }));
}

/** A press in a conversation is answered in place of the message with the button. */
async function inPlace(ws: Workspace, press: Press, run: (replies: Owed[]) => Promise<Clocked>): Promise<void> {
  const { person, key, message } = press;
  const seenByAll = message && !message.answerAt;
  const outcome = await run(
    seenByAll ? [owedClocked(person.user, key, { channel: message.channel, ts: message.ts })] : [],
  );
  if (!outcome.ok) return press.tell(outcome.text);
  const answer = await clockedAnswer(ws, press, outcome.day, key);
  const { answerAt } = message ?? {};
  if (answer && answerAt) press.later(() => ws.slack.replace(answerAt, answer));
}

async function undo(ws: Workspace, press: Press): Promise<void> {
  const command = { do: 'undo', of: press.value } as const;
  if (press.view?.type === 'modal') return void (await act(ws, press, command));
  await inPlace(ws, press, async replies => {
    const outcome = await pressDay(ws, press.person, command, press.key, replies);
    return outcome.ok ? outcome : { ok: false, text: await ws.refusals.text(outcome.refusal, press) };
  });
}

async function checkInAnyway(ws: Workspace, press: Press): Promise<void> {
  const repeated = readAnyway(press.value);
  if (repeated?.user !== press.person.user) return press.tell(press.w.chat.notYourForm);
  await inPlace(ws, press, replies => clockInWords(ws, press, repeated.command, press.key, replies));
}

/** *Check in / out*, and *Request leave*. */
export function shortcutRoutes(r: Routes): void {
  const everyone = { everyone: true } as const;
  r.shortcut(shortcut.clock, everyone, async (ws, s) => s.open(await clockForm(ws, s)));
  r.shortcut(shortcut.leave, everyone, async (ws, s) => s.open(await leaveForm(ws, s)));
  r.press(action.clockIn, everyone, checkIn);
  r.press(action.clockOut, everyone, async (ws, press) => void (await act(ws, press, { do: 'check-out' })));
  r.press(action.clockBreak, everyone, async (ws, press) => void (await act(ws, press, { do: 'start-break' })));
  r.press(action.clockBack, everyone, async (ws, press) => void (await act(ws, press, { do: 'end-break' })));
  r.press(action.clockPlace, everyone, async (ws, press) => {
    if (isPlace(press.value)) await act(ws, press, { do: 'change-place', place: press.value });
  });
  r.press(action.undo, everyone, undo);
  r.press(action.checkInAnyway, { judgedBy: 'whose words the button repeats' }, checkInAnyway);
  // The button beside it reads it.
  r.open(action.clockChoosePlace, everyone, async () => undefined);
}
