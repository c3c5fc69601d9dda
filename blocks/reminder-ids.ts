/** Ids of reminders; as in `ids.ts`, one place for button and handler. Value of both: the working day's date. */
export const reminderAction = {
  checkIn: 'reminder.check-in',
  checkOut: 'reminder.check-out',
} as const;

/** The block in the settings in which reminders are switched off. */
export const remindersInput = 'reminders';
