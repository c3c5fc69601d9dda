import { z } from 'zod';
import { correctionAction, correctionInput as input } from '../../../blocks/correction-ids.ts';
import { sourceSchema } from '../../approvals/source.ts';
import { choiceOf, choicesOf, dateOf, type FormState, textOf } from '../../slack/form.ts';
import { readMetadata } from '../../slack/metadata.ts';
import { timeOf } from '../../slack/pickers.ts';
import type { Problem } from './rules.ts';
import type { TimedDay } from './times.ts';

/** State of an open form: the day, its numbers of spans and breaks, and the request to send again. */
const metadataSchema = z.object({
  user: z.string(),
  date: z.string(),
  spans: z.int().min(0).max(50),
  breaks: z.int().min(0).max(50),
  again: z.string().exactOptional(),
  source: sourceSchema.exactOptional(),
  /** metadata of the day's modal beneath */
  day: z.string().exactOptional(),
  /** opened from the list of days that need an answer */
  list: z.literal(true).exactOptional(),
});
export type FormMetadata = z.infer<typeof metadataSchema>;

export const readAbout = (text: string): FormMetadata | undefined => readMetadata(metadataSchema, text);

export const chosenDate = (state: FormState): string => dateOf(state, input.date, correctionAction.date) ?? '';
export const reasonIn = (state: FormState): string => textOf(state, input.reason);

export function readForm(state: FormState, m: FormMetadata): TimedDay {
  const time = (block: string): string | undefined => timeOf(state, block, correctionAction.time);
  const { date } = m;
  return {
    date,
    reason: reasonIn(state),
    spans: Array.from({ length: m.spans }, (_, i) => {
      const from = time(input.in(i, date));
      const to = time(input.out(i, date));
      const place = choiceOf(state, input.place(i, date), correctionAction.place);
      return {
        ...(from ? { in: from } : {}),
        ...(to ? { out: to } : {}),
        ...(place ? { place } : {}),
        nextDay: choicesOf(state, input.nextDay(i, date), correctionAction.nextDay).includes('yes'),
      };
    }),
    breaks: Array.from({ length: m.breaks }, (_, i) => {
      const from = time(input.from(i, date));
      const to = time(input.to(i, date));
      return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
    }),
  };
}

/** The block of a problem. `at`: the form's inputs of the validated spans and breaks. */
export function blockOf(problem: Problem, date: string, at: { spans: number[]; breaks: number[] }): string {
  const { where } = problem;
  switch (where.at) {
    case 'date':
      return input.date;
    case 'reason':
      return input.reason;
    case 'in':
    case 'out': {
      const i = at.spans[where.span] ?? (at.spans.length === 0 ? 0 : undefined);
      return i === undefined ? input.date : input[where.at](i, date);
    }
    case 'from':
    case 'to': {
      const i = at.breaks[where.break];
      return i === undefined ? input.date : input[where.at](i, date);
    }
  }
}
