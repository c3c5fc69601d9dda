import { z } from 'zod';

const text = z.union([z.string(), z.object({ ko: z.string(), en: z.string() })]);
const asked = { field: z.string(), label: text };
const span = z.object({ from: z.string(), to: z.string() });

const answerSchema = z.discriminatedUnion('type', [
  z.object({ ...asked, type: z.literal('text'), value: z.string() }),
  z.object({ ...asked, type: z.literal('long-text'), value: z.string() }),
  z.object({ ...asked, type: z.literal('number'), value: z.number() }),
  /** won */
  z.object({ ...asked, type: z.literal('money'), value: z.number() }),
  z.object({ ...asked, type: z.literal('date'), value: z.string() }),
  /** dates, both included */
  z.object({ ...asked, type: z.literal('range'), value: span }),
  /** HH:mm; an end that is not after the begin is on the next day */
  z.object({ ...asked, type: z.literal('times'), value: span }),
  z.object({ ...asked, type: z.literal('choice'), value: z.object({ id: z.string(), label: text }) }),
  z.object({ ...asked, type: z.literal('person'), value: z.object({ user: z.string(), name: z.string() }) }),
  z.object({
    ...asked,
    type: z.literal('file'),
    value: z.array(z.object({ id: z.string(), name: z.string(), link: z.string().exactOptional() })),
  }),
]);

/** What was answered, with the question as it was then: a later change of the form changes nothing of it. */
export type Answer = z.infer<typeof answerSchema>;
export type FileRef = Extract<Answer, { type: 'file' }>['value'][number];

const filledSchema = z.object({
  id: z.string(),
  version: z.number(),
  name: text,
  /** the workplace's date on which it was sent */
  sentOn: z.string(),
  answers: z.array(answerSchema),
  /** what the person was told of it before it was sent, such as the leave that overtime gives */
  notes: z.array(z.object({ label: text, text })).exactOptional(),
});

/** A filled form, as a request keeps it. */
export type FilledForm = z.infer<typeof filledSchema>;

/** The form of a stored request; throws if it is not one. */
export const filledFormOf = (form: Record<string, unknown>): FilledForm => filledSchema.parse(form);

/** From begin to end in minutes, past midnight where the end is not after the begin. */
export function minutesOf({ from, to }: { from: string; to: string }): number {
  const at = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const minutes = at(to) - at(from);
  return minutes > 0 ? minutes : minutes + 24 * 60;
}
