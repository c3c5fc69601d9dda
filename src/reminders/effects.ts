import { z } from 'zod';
import { requestDocs } from '../approvals/store.ts';
import { workdayDocs } from '../attendance/store.ts';
import { runDocs } from '../jobs/store.ts';
import { effect } from '../outbox/effect.ts';

export const remind = effect('reminder', [runDocs]);
/** To the person's manager or HR. */
export const warn = effect('reminder-warn', [runDocs], z.object({ user: z.string() }));
/** The reminder as the day stands now; `name`: of the run that sent it. */
export const showReminder = effect('reminder-show', [workdayDocs], z.object({ name: z.string() }));
export const noteDay = effect('after-out', [workdayDocs]);
/** Produced by a decision on overtime. */
export const showDayNote = effect('after-out-show', [requestDocs], z.object({ date: z.string() }));

export const remindOwed = (user: string) => remind.owed({ to: user, lane: 'person' });
export const warnOwed = (to: string, user: string) => warn.owed({ to, lane: `warn:${to}`, data: { user } });
export const showOwed = (user: string, name: string) =>
  showReminder.owed({ to: user, lane: 'reminder', data: { name } });
export const noteOwed = (user: string) => noteDay.owed({ to: user, lane: noteDay.kind });
export const showNoteOwed = (user: string, date: string) =>
  showDayNote.owed({ to: user, lane: showDayNote.kind, data: { date } });
