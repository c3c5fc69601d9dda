import { z } from 'zod';
import { type Text, textSchema } from '../shared/languages.ts';
import { normal } from '../shared/text.ts';

/**
 * How much of everything, in UTF-16 units and pieces, so that a form of 40 fields filled to the brim stays within Slack's 250 KB a view,
 * and its card within 50 blocks.
 */
export const MOST = {
  forms: 50,
  fields: 40,
  name: 40,
  label: 75,
  help: 150,
  choice: 75,
  choices: 100,
  /** of all fields of a form together */
  choicesInAll: 200,
  text: 150,
  longText: 1000,
  files: 5,
  /** won, and any other number */
  number: 1_000_000_000_000,
  rangeDays: 366,
  /** how far a date may be from today */
  yearsAway: 3,
} as const;

const choiceSchema = z.object({ id: z.string(), label: textSchema });
export type Choice = z.infer<typeof choiceSchema>;

/** A field of a form. Its type never changes; one that this version does not know is kept as it is stored (`fields/index.ts`). */
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
  /** a draft is offered to nobody yet, an archived one no more; requests that were sent go on */
  state: z.enum(['draft', 'offered', 'archived']),
  /** the number that the next field's id gets: none is ever used again */
  next: z.number(),
  /** 0: as Daybook brings it */
  version: z.number(),
});

/** What a form asks for. */
export type FormDefinition = z.infer<typeof definitionSchema>;

const PREFIX = 'form:';

/** The kind under which approvals knows requests of a form. */
export const kindOf = (formId: string): string => `${PREFIX}${formId}`;
export const isFormKind = (kind: string): boolean => kind.startsWith(PREFIX);
export const formIdOf = (kind: string): string => kind.slice(PREFIX.length);

/** Text as it may be stored and shown: composed, without control signs and halves of signs, trimmed. */
export const cleanLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ').trim();
export const cleanText = (text: string): string =>
  normal(
    text
      .replace(/\r\n?/g, '\n')
      .replace(/\t/g, ' ')
      .replace(/(?![\n\u200d])[\p{Cc}\p{Cf}\p{Cs}]/gu, ''),
    'NFC',
  ).trim();
