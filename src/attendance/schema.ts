import { z } from 'zod';
import { effectSchema } from '../db/documents.ts';
import { MOMENTS } from './missed-check-out/rules.ts';
import { PLACES } from './rules.ts';

const place = z.enum(PLACES);

const span = z.object({
  in: z.number(),
  out: z.number().exactOptional(),
  place,
  stays: z.array(z.object({ from: z.number(), place })).exactOptional(),
  note: z.string().exactOptional(),
  outNote: z.string().exactOptional(),
  forgotten: z.boolean().exactOptional(),
  breaks: z.array(z.object({ from: z.number(), to: z.number().exactOptional() })),
});

const stateShape = {
  open: z.boolean(),
  unfinished: z.boolean().exactOptional(),
  corrected: z.boolean().exactOptional(),
  workedThrough: z.boolean().exactOptional(),
  spans: z.array(span),
};
export const stateSchema = z.object(stateShape);

export const workdaySchema = z.object({
  _id: z.string(),
  team: z.string(),
  user: z.string(),
  /** local date on which it began, in `zone` */
  date: z.string(),
  zone: z.string(),
  /** ms */
  forgottenAfter: z.number().exactOptional(),
  ...stateShape,
  history: z.array(
    z.object({
      at: z.number(),
      by: z.string(),
      what: z.enum([
        'check-in',
        'check-out',
        'start-break',
        'end-break',
        'change-place',
        'unfinished',
        'correction',
        'correction-undone',
        'undo',
      ]),
      key: z.string(),
      place: place.exactOptional(),
      note: z.string().exactOptional(),
      said: z.number().exactOptional(),
      was: span.exactOptional(),
      undid: z.enum(['check-in', 'check-out']).exactOptional(),
      reason: z.string().exactOptional(),
      request: z.string().exactOptional(),
      from: stateSchema.exactOptional(),
      to: stateSchema.exactOptional(),
    }),
  ),
  /** the moments at which the question about a missing check-out was sent, each once */
  asked: z.array(z.enum(MOMENTS)).exactOptional(),
  /** rejected corrections after which the person left the day as it was */
  kept: z.array(z.string()).exactOptional(),
  /** the message about the day that its person got after the check-out */
  note: z.object({ channel: z.string(), ts: z.string() }).exactOptional(),
  questions: z.partialRecord(z.enum(MOMENTS), z.object({ channel: z.string(), ts: z.string() })).exactOptional(),
  /** figures that are kept do not have it yet, see `figures` */
  uncounted: z.literal(true).exactOptional(),
  effects: z.array(effectSchema),
  version: z.number(),
});

export type WorkdayDoc = z.infer<typeof workdaySchema>;

export type WorkdayState = Pick<
  WorkdayDoc,
  '_id' | 'user' | 'date' | 'zone' | 'spans' | 'open' | 'unfinished' | 'forgottenAfter' | 'workedThrough' | 'asked'
>;

export type DayRecord = Pick<
  WorkdayDoc,
  'user' | 'date' | 'zone' | 'spans' | 'open' | 'unfinished' | 'corrected' | 'workedThrough'
>;

export type AnswersRecord = Omit<DayRecord, 'user'> &
  Pick<WorkdayDoc, 'forgottenAfter' | 'kept'> & { history: readonly { at: number }[] };
