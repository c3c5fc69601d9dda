import { z } from 'zod';
import { requestDocs } from '../../approvals/store.ts';
import { effect } from '../../outbox/effect.ts';
import { defined } from '../../shared/defined.ts';
import type { LikelyEnds } from '../../worktime/summary.ts';
import { type WorkdayDoc, workdayDocs } from '../store.ts';
import { MOMENTS, type Moment } from './rules.ts';

const ends = z.object({ usual: z.number().exactOptional(), plannedEnd: z.number().exactOptional() });

/** The question by direct message. `likely`: when the day probably ended, if that was read when it was owed. */
export const askCheckOut = effect(
  'forgotten-ask',
  [workdayDocs],
  z.object({ moment: z.enum(MOMENTS), likely: ends.exactOptional() }),
);
/** The question that was sent, as the day stands now: its buttons, or what became of it. */
export const showQuestion = effect('forgotten-show', [workdayDocs], z.object({ moment: z.enum(MOMENTS) }));
/** All questions that were asked of a day; owed by a correction of it. */
export const showQuestions = effect('forgotten-show-all', [requestDocs], z.object({ date: z.string() }));

const lane = (moment: Moment): string => `forgotten:${moment}`;

/** A question that is owed; it shares a lane with its later looks, so that it is never redrawn before it is posted. */
export const questionOwed = (user: string, moment: Moment, likely?: LikelyEnds) =>
  askCheckOut.owed({ to: user, lane: lane(moment), data: { moment, ...defined({ likely }) } });

/** Every question that was asked of a day, to be drawn again because the day changes. */
export const questionsShown = (day: Pick<WorkdayDoc, 'user' | 'asked'>) =>
  (day.asked ?? []).map(moment => showQuestion.owed({ to: day.user, lane: lane(moment), data: { moment } }));

export const allQuestionsShown = (user: string, date: string) =>
  showQuestions.owed({ to: user, lane: showQuestions.kind, data: { date } });
