import { reminderMessage } from '../../blocks/reminders.ts';
import { pressCheckIn, pressCheckOut } from '../attendance/slack.ts';
import { isDate } from '../calendar/rules.ts';
import { found } from '../slack/metadata.ts';
import type { Press } from '../slack/router.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type DayKind, dayState } from './day.ts';

/** The same action as on Home, while the reminder is open. */
const pressed =
  (kind: DayKind, asks: 'not-in' | 'still-in', act: (ws: Workspace, press: Press) => Promise<void>) =>
  async (ws: Workspace, press: Press): Promise<void> => {
    const date = found(isDate(press.value) ? press.value : undefined);
    const state = await dayState(ws, press.person, kind, date);
    if (state.is === asks) return act(ws, press);
    // Out of date: redraw it.
    const { text, blocks } = reminderMessage(state, press.w);
    const { channel, ts } = press.message ?? {};
    const plain = { parse: 'none', link_names: false } as const;
    if (channel && ts) await ws.slack.interactive.chat.update({ channel, ts, text, blocks, ...plain });
  };

export const pressRemindedIn = pressed('in', 'not-in', pressCheckIn);
export const pressRemindedOut = pressed('out', 'still-in', pressCheckOut);
