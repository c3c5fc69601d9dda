import { z } from 'zod';
import { requestDocs } from '../../approvals/store.ts';
import { effect } from '../../outbox/effect.ts';
import { defined } from '../../shared/defined.ts';
import type { LikelyEnds } from '../../worktime/summary.ts';
import type { WorkdayDoc } from '../schema.ts';
import { workdayDocs } from '../store.ts';
import { MOMENTS, type Moment } from './rules.ts';

const ends = z.object({ usual: z.number().exactOptional(), plannedEnd: z.number().exactOptional() });

/** The question by direct message. `likely`: when the day probably ended, as it was read when the question was due. */
export const askCheckOut = effect(
  'forgotten-ask',
  [workdayDocs],
  z.object({ moment: z.enum(MOMENTS), likely: ends.exactOptional() }),
);
/** Redraws a question that was sent: its buttons, or the outcome. */
export const showQuestion = effect('forgotten-show', [workdayDocs], z.object({ moment: z.enum(MOMENTS) }));
/** Redraws all questions about a day; carried by a correction of it. */
export const showQuestions = effect('forgotten-show-all', [requestDocs], z.object({ date: z.string() }));

const lane = (moment: Moment): string => `forgotten:${moment}`;

/** A question; it shares the lane of its redraws, so that it is never redrawn before it is posted. */
export const questionOwed = (user: string, moment: Moment, likely?: LikelyEnds) =>
  askCheckOut.owed({ to: user, lane: lane(moment), data: { moment, ...defined({ likely }) } });

/** Redraws of every question about a day, because the day changes. */
export const questionsShown = (day: Pick<WorkdayDoc, 'user' | 'asked'>) =>
  (day.asked ?? []).map(moment => showQuestion.owed({ to: day.user, lane: lane(moment), data: { moment } }));

export const allQuestionsShown = (user: string, date: string) =>
  showQuestions.owed({ to: user, lane: showQuestions.kind, data: { date } });
