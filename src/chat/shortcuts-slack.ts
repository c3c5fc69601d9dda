import { CLOCK_BLOCK, clockModal, type GlanceModel } from '../../blocks/clock.ts';
import { action, shortcut } from '../../blocks/ids.ts';
import type { Attendance } from '../attendance/actions.ts';
import { type DayCommand, isPlace } from '../attendance/rules.ts';
import type { LeaveForms } from '../leave/slack.ts';
import type { People } from '../people/actions.ts';
import type { Person } from '../people/rules.ts';
import { choiceOf } from '../slack/form.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Acting, Press, Router } from '../slack/router.ts';

/** Slack's global shortcuts: *Check in / out* with the right buttons for now, and *Ask for leave*. */
export function shortcutsSlack(
  router: Router,
  o: {
    attendance: Attendance;
    people: People;
    refusals: Refusals;
    forms: LeaveForms;
    glance: (person: Person) => Promise<GlanceModel>;
  },
): void {
  const modal = async ({ person, w }: Pick<Acting, 'person' | 'w'>, said?: string) =>
    clockModal({ ...(await o.glance(person)), place: person.place, ...(said === undefined ? {} : { said }) }, w);

  router.shortcut(shortcut.clock, async s => s.open(await modal(s)));
  router.shortcut(shortcut.leave, async s => s.open(await o.forms.modal(s)));

  /** The modal then shows how things stand, and why nothing was done if nothing was. */
  const act = async (press: Press, command: DayCommand): Promise<boolean> => {
    const outcome = await o.attendance.press(press.person.user, command, press.key);
    const said = outcome.ok ? undefined : await o.refusals.text(outcome.refusal, press);
    await press.redraw(await modal(press, said));
    return outcome.ok;
  };

  router.press(action.clockIn, async press => {
    const chosen = choiceOf(press.view?.state ?? {}, CLOCK_BLOCK, action.clockChoosePlace);
    const place = isPlace(chosen) ? chosen : press.person.place;
    const done = await act(press, { do: 'check-in', place });
    // As the form does: the place of last time is the one to begin with.
    if (done && place !== press.person.place) press.later(() => o.people.prefer(press.person.user, { place }));
  });
  router.press(action.clockOut, async press => void (await act(press, { do: 'check-out' })));
  router.press(action.clockBreak, async press => void (await act(press, { do: 'start-break' })));
  router.press(action.clockBack, async press => void (await act(press, { do: 'end-break' })));
  router.press(action.clockPlace, async press => {
    if (isPlace(press.value)) await act(press, { do: 'change-place', place: press.value });
  });
  // Only chosen: the button beside it reads it.
  router.opens(action.clockChoosePlace, async () => undefined);
}
