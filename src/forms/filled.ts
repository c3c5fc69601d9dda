import { z } from 'zod';
import { textSchema } from '../shared/languages.ts';
import { type Answer, isFieldType, kindFor } from './fields/index.ts';

export type { Answer } from './fields/index.ts';
export { minutesOf } from './fields/time.ts';

const storedSchema = z.object({ field: z.string(), label: textSchema, type: z.string(), value: z.unknown() });

/** A kind of a newer version is shown as text. */
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
  /** the workplace's date */
  sentOn: z.string(),
  answers: z.array(answerSchema),
  /** previews before sending, such as the leave that overtime gives */
  notes: z.array(z.object({ label: textSchema, text: textSchema })).exactOptional(),
});

export type FilledForm = z.infer<typeof filledSchema>;

export const filledFormOf = (form: Record<string, unknown>): FilledForm => filledSchema.parse(form);
