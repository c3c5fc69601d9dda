import { CLOCK_BLOCK, clockModal, type StatusModel } from '../../blocks/clock.ts';
import { action, shortcut } from '../../blocks/ids.ts';
import { pressDay } from '../attendance/actions.ts';
import { type DayCommand, isPlace } from '../attendance/rules.ts';
import { leaveForm } from '../leave/slack.ts';
import type { People } from '../people/actions.ts';
import type { Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import type { Owed } from '../shared/effects.ts';
import { choiceOf } from '../slack/form.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Acting, Press, Router } from '../slack/router.ts';
import type { SlackClients } from '../slack-api/clients.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Clocked, type Clocking, owedClocked } from './clock.ts';
import { readAnyway } from './rest-day.ts';

/** Slack's global shortcuts: *Check in / out* with the right buttons for now, and *Ask for leave*. */
export function shortcutsSlack(
  router: Router,
  o: {
    ws: Workspace;
    people: People;
    refusals: Refusals;
    status: (person: Person) => Promise<StatusModel>;
    clocking: Clocking;
    clients: Pick<SlackClients, 'replace'>;
  },
): void {
  const modal = async ({ person, w }: Pick<Acting, 'person' | 'w'>, said?: string) =>
    clockModal({ ...(await o.status(person)), place: person.lastPlace ?? person.place, ...defined({ said }) }, w);

  router.shortcut(shortcut.clock, async s => s.open(await modal(s)));
  router.shortcut(shortcut.leave, async s => s.open(await leaveForm(o.ws, s)));

  /** The modal then shows how things stand, and why nothing was done if nothing was. */
  const act = async (press: Press, command: DayCommand): Promise<boolean> => {
    const outcome = await pressDay(o.ws, press.person.user, command, press.key);
    const said = outcome.ok ? undefined : await o.refusals.text(outcome.refusal, press);
    await press.redraw(await modal(press, said));
    return outcome.ok;
  };

  router.press(action.clockIn, async press => {
    const chosen = choiceOf(press.view?.state ?? {}, CLOCK_BLOCK, action.clockChoosePlace);
    const { user, lastPlace, place: usual } = press.person;
    const place = isPlace(chosen) ? chosen : (lastPlace ?? usual);
    const done = await act(press, { do: 'check-in', place });
    // As the form does: the place of last time is the one to begin with.
    if (done && place !== (lastPlace ?? usual)) press.later(() => o.people.prefer(user, { lastPlace: place }));
  });
  router.press(action.clockOut, async press => void (await act(press, { do: 'check-out' })));
  router.press(action.clockBreak, async press => void (await act(press, { do: 'start-break' })));
  router.press(action.clockBack, async press => void (await act(press, { do: 'end-break' })));
  router.press(action.clockPlace, async press => {
    if (isPlace(press.value)) await act(press, { do: 'change-place', place: press.value });
  });
  /** What was pressed in a conversation is answered in place of the message that the button stood in. */
  const inPlace = async (press: Press, run: (replies: Owed[]) => Promise<Clocked>): Promise<void> => {
    const { person, key, message } = press;
    const seenByAll = message && !message.answerAt;
    const at = seenByAll ? [owedClocked(person.user, key, { channel: message.channel, ts: message.ts })] : [];
    const outcome = await run(at);
    if (!outcome.ok) return press.tell(outcome.text);
    const answer = await o.clocking.answer(outcome.day, key, person);
    const { answerAt } = message ?? {};
    if (answer && answerAt) press.later(() => o.clients.replace(answerAt, answer));
  };

  router.press(action.undo, async press => {
    const command = { do: 'undo', of: press.value } as const;
    if (press.view?.type === 'modal') return void (await act(press, command));
    await inPlace(press, async replies => {
      const outcome = await pressDay(o.ws, press.person.user, command, press.key, replies);
      return outcome.ok ? outcome : { ok: false, text: await o.refusals.text(outcome.refusal, press) };
    });
  });
  router.press(action.checkInAnyway, async press => {
    const asked = readAnyway(press.value);
    if (asked?.user !== press.person.user) return press.tell(press.w.chat.notYourForm);
    await inPlace(press, replies => o.clocking.run(press.person, asked.command, press.key, replies));
  });
  // Only chosen: the button beside it reads it.
  router.opens(action.clockChoosePlace, async () => undefined);
}
