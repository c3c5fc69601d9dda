import type { Owed } from '../shared/effects.ts';

export const reminderEffect = {
  /** a reminder to the person; the run that owes it says which */
  tell: 'reminder',
  /** a week's warning to whoever looks after the person; data: user */
  warn: 'reminder-warn',
  /** a reminder that was sent, as the day stands now; owed by the day that changes; data: name */
  show: 'reminder-show',
  /** what a day that ended says to its person: a break that was missed, overtime that nobody approved */
  after: 'after-out',
  /** that message as the day stands now; owed by a decision on overtime; data: date */
  afterShow: 'after-out-show',
} as const;

export const tellOwed = (user: string): Owed => ({ kind: reminderEffect.tell, lane: 'person', to: user });
export const warnOwed = (to: string, user: string): Owed => ({
  kind: reminderEffect.warn,
  lane: `warn:${to}`,
  to,
  data: { user },
});
export const showOwed = (user: string, name: string): Owed => ({
  kind: reminderEffect.show,
  lane: 'reminder',
  to: user,
  data: { name },
});
export const afterOwed = (user: string): Owed => ({ kind: reminderEffect.after, lane: reminderEffect.after, to: user });
export const afterShowOwed = (user: string, date: string): Owed => ({
  kind: reminderEffect.afterShow,
  lane: reminderEffect.afterShow,
  to: user,
  data: { date },
});
