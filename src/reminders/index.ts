import { reminderAction } from '../../blocks/reminder-ids.ts';
import { dayChanged, dayChanges, dayEnded } from '../attendance/points.ts';
import { formFollows } from '../forms/points.ts';
import { type Feature, paced } from '../workspace/feature.ts';
import { OVERTIME_FORM, overtimeDates } from '../worktime/overtime.ts';
import { claimReminders, owedByDay, remindedAhead } from './actions.ts';
import { noteBlocks, noteDayHandler, showDayNoteHandler } from './day-note.ts';
import { remindHandler, showReminderHandler, warnHandler } from './delivery.ts';
import { showNoteOwed } from './effects.ts';
import { pressRemindedIn, pressRemindedOut } from './slack.ts';

export const reminders: Feature = {
  name: 'reminders',
  routes: r => {
    r.press(reminderAction.checkIn, { everyone: true }, pressRemindedIn);
    r.press(reminderAction.checkOut, { everyone: true }, pressRemindedOut);
  },
  effects: [
    paced('chat.postMessage', remindHandler),
    paced('chat.postMessage', warnHandler),
    showReminderHandler,
    noteDayHandler,
    showDayNoteHandler,
  ],
  provides: [
    dayChanged.provide(owedByDay),
    dayChanges.provide(remindedAhead),
    dayEnded.provide(noteBlocks),
    formFollows.provide({
      form: OVERTIME_FORM,
      shown: request => overtimeDates(request).map(date => showNoteOwed(request.user, date)),
    }),
  ],
  jobs: [{ name: 'reminders', run: claimReminders }],
};
