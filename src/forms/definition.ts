import { z } from 'zod';
import { type Text, textSchema } from '../shared/languages.ts';
import { normal } from '../shared/text.ts';

/** UTF-16 units and counts: a full form of 40 fields fits Slack's 250 KB a view, its card 50 blocks. */
export const MOST = {
  forms: 50,
  fields: 40,
  name: 40,
  label: 75,
  help: 150,
  choice: 75,
  choices: 100,
  choicesInAll: 200,
  text: 150,
  longText: 1000,
  files: 5,
  /** won, and any other number */
  number: 1_000_000_000_000,
  rangeDays: 366,
  /** from today */
  yearsAway: 3,
} as const;

const choiceSchema = z.object({ id: z.string(), label: textSchema });
export type Choice = z.infer<typeof choiceSchema>;

/** Its type is immutable; an unknown one is kept as stored (`fields/index.ts`). */
export interface Field {
  id: string;
  type: string;
  label: Text;
  required: boolean;
  help?: Text;
  choices?: Choice[];
}

const fieldSchema: z.ZodType<Field> = z.looseObject({
  id: z.string(),
  type: z.string(),
  label: textSchema,
  required: z.boolean(),
  help: textSchema.exactOptional(),
  choices: z.array(choiceSchema).exactOptional(),
});

export const definitionSchema = z.object({
  id: z.string(),
  name: textSchema,
  fields: z.array(fieldSchema),
  /** drafts and archived forms are not offered; sent requests go on */
  state: z.enum(['draft', 'offered', 'archived']),
  /** number of the next field's id, never reused */
  next: z.number(),
  /** 0: built-in */
  version: z.number(),
});

export type FormDefinition = z.infer<typeof definitionSchema>;

const PREFIX = 'form:';

export const kindOf = (formId: string): string => `${PREFIX}${formId}`;
export const isFormKind = (kind: string): boolean => kind.startsWith(PREFIX);
export const formIdOf = (kind: string): string => kind.slice(PREFIX.length);

/** Composed, without control characters and lone surrogates, trimmed. */
export const cleanLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ').trim();
export const cleanText = (text: string): string =>
  normal(
    text
      .replace(/\r\n?/g, '\n')
      .replace(/\t/g, ' ')
      .replace(/(?![\n\u200d])[\p{Cc}\p{Cf}\p{Cs}]/gu, ''),
    'NFC',
  ).trim();
