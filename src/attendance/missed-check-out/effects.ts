import { defined } from '../../shared/defined.ts';
import type { Owed } from '../../shared/effects.ts';
import type { LikelyEnds } from '../../worktime/summary.ts';
import type { WorkdayDoc } from '../store.ts';
import type { Moment } from './rules.ts';

/** What a workday owes where its check-out is missing. */
export const missedCheckOutEffect = {
  /** the question by direct message; data: moment, and when the day probably ended, as it was known when it was owed */
  ask: 'forgotten-ask',
  /** the question that was sent, as the day stands now: its buttons, or what became of it; data: moment */
  show: 'forgotten-show',
  /** all questions that were asked of a day; owed by a correction of it; data: date */
  showAll: 'forgotten-show-all',
} as const;

const lane = (moment: Moment): string => `forgotten:${moment}`;

/** A question that is owed; it shares a lane with its later looks, so that it is never redrawn before it is posted. */
export const questionOwed = (user: string, moment: Moment, likely?: LikelyEnds): Owed => ({
  kind: missedCheckOutEffect.ask,
  lane: lane(moment),
  to: user,
  data: { moment, ...defined({ likely }) },
});

/** Every question that was asked of a day, to be drawn anew because the day changes. */
export const questionsShown = (day: Pick<WorkdayDoc, 'user' | 'asked'>): Owed[] =>
  (day.asked ?? []).map(moment => ({ ...questionOwed(day.user, moment), kind: missedCheckOutEffect.show }));

export const allQuestionsShown = (user: string, date: string): Owed => ({
  kind: missedCheckOutEffect.showAll,
  lane: missedCheckOutEffect.showAll,
  to: user,
  data: { date },
});
