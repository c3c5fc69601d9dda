import type { WebClient } from '@slack/web-api';
import { reminderAction } from '../../blocks/reminder-ids.ts';
import { reminderMessage } from '../../blocks/reminders.ts';
import type { ClockPresses } from '../attendance/slack.ts';
import { isDate } from '../calendar/rules.ts';
import { found } from '../slack/metadata.ts';
import type { Press, Router } from '../slack/router.ts';
import type { DayKind, DayReminders } from './day.ts';

/** The buttons of reminders: the very presses of Home, as long as what they ask is not settled. */
export function remindersSlack(
  router: Router,
  o: { days: DayReminders; clockPresses: ClockPresses; client: WebClient },
): void {
  const pressed = (kind: DayKind, asks: 'not-in' | 'still-in', act: (press: Press) => Promise<void>) => {
    return async (press: Press): Promise<void> => {
      const date = found(isDate(press.value) ? press.value : undefined);
      const state = await o.days.state(press.person, kind, date);
      if (state.is === asks) return act(press);
      // An old look of it: what stands takes its place.
      const { text, blocks } = reminderMessage(state, press.w);
      const { channel, ts } = press.message ?? {};
      if (channel && ts) await o.client.chat.update({ channel, ts, text, blocks, parse: 'none', link_names: false });
    };
  };
  router.press(reminderAction.checkIn, pressed('in', 'not-in', o.clockPresses.checkIn));
  router.press(reminderAction.checkOut, pressed('out', 'still-in', o.clockPresses.checkOut));
}
