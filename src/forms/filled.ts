import { z } from 'zod';
import { textSchema } from '../shared/languages.ts';
import { type Answer, isFieldType, kindFor } from './fields/index.ts';

export type { Answer } from './fields/index.ts';
export { minutesOf } from './fields/time.ts';

const storedSchema = z.object({ field: z.string(), label: textSchema, type: z.string(), value: z.unknown() });

/** An answer of a kind that a newer version stored is shown as text. */
const answerSchema = storedSchema.transform(({ type, value, ...asked }, ctx): Answer => {
  if (!isFieldType(type))
    return { ...asked, type: 'text', value: typeof value === 'string' ? value : JSON.stringify(value) };
  const parsed = kindFor({ type }).value.safeParse(value);
  if (parsed.success) return { ...asked, type, value: parsed.data } as Answer;
  ctx.addIssue({ code: 'custom', message: `not a value of ${type}: ${parsed.error.message}` });
  return z.NEVER;
});

const filledSchema = z.object({
  id: z.string(),
  version: z.number(),
  name: textSchema,
  /** the workplace's date on which it was sent */
  sentOn: z.string(),
  answers: z.array(answerSchema),
  /** what the person was told of it before it was sent, such as the leave that overtime gives */
  notes: z.array(z.object({ label: textSchema, text: textSchema })).exactOptional(),
});

/** A filled form, as a request keeps it. */
export type FilledForm = z.infer<typeof filledSchema>;

/** The form of a stored request; throws if it is not one. */
export const filledFormOf = (form: Record<string, unknown>): FilledForm => filledSchema.parse(form);
