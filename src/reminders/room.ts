import type { WebClient } from '@slack/web-api';
import type { ClockPresses } from '../attendance/slack.ts';
import type { Outbox } from '../outbox/worker.ts';
import { sharing } from '../shared/sharing.ts';
import type { Router } from '../slack/router.ts';
import { type ReminderParts, type Reminders, reminderActions } from './actions.ts';
import { type AfterOuts, type AfterParts, afterOuts } from './after.ts';
import { dayReminders } from './day.ts';
import { remindersDelivery } from './delivery.ts';
import { remindersSlack } from './slack.ts';

export interface ReminderRoom extends Reminders {
  afterOut: AfterOuts['blocks'];
  attach(router: Router, o: { clockPresses: ClockPresses; client: WebClient }): void;
  deliver(outbox: Outbox): void;
}

/** Reminders of working time as a whole. */
export function reminderRoom(o: ReminderParts & AfterParts): ReminderRoom {
  const shared = sharing(o);
  const days = dayReminders(o);
  const after = afterOuts(o);
  return {
    ...reminderActions(o),
    afterOut: after.blocks,
    attach: (router, parts) => remindersSlack(router, { days, ...parts }),
    deliver: outbox => {
      remindersDelivery(outbox, shared({ days }));
      after.deliver(outbox);
    },
  };
}
