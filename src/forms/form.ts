import { z } from 'zod';
import { fieldBlock, formInput } from '../../blocks/form-ids.ts';
import { fromWindow } from '../administration/form.ts';
import { sourceSchema } from '../approvals/source.ts';
import { choiceOf, choicesOf, type FormState, textOf } from '../slack/form.ts';
import { readMetadata } from '../slack/metadata.ts';
import type { Field } from './definition.ts';
import type { FieldInput } from './editing.ts';
import { kindFor } from './fields/index.ts';
import type { FilledForm } from './filled.ts';
import type { Inputs } from './rules.ts';

/** For whom somebody else enters it, and from which window. */
const actingShape = { whose: z.string().exactOptional(), window: fromWindow.exactOptional() };
const actingSchema = z.object(actingShape);
export type ActingFor = z.infer<typeof actingSchema>;

const requestSchema = z.object({
  form: z.string().min(1),
  version: z.number(),
  again: z.string().exactOptional(),
  source: sourceSchema.exactOptional(),
  ...actingShape,
  /** recognises the steps that were shown */
  route: z.string(),
});
export type RequestMetadata = z.infer<typeof requestSchema>;

const placeSchema = z.strictObject({
  form: z.string().exactOptional(),
  list: z.string().exactOptional(),
  page: z.number().exactOptional(),
  editor: z.string().exactOptional(),
  field: z.string().exactOptional(),
  seen: z.number().exactOptional(),
  type: z.string().exactOptional(),
});

/** Position and subject of an administrator's modal. */
export type Place = z.infer<typeof placeSchema>;

export const readActing = (metadata: string): ActingFor | undefined => readMetadata(actingSchema, metadata);
export const readRequestMetadata = (metadata: string): RequestMetadata | undefined =>
  readMetadata(requestSchema, metadata);
export const knownPlace = (metadata: string): Place | undefined => readMetadata(placeSchema, metadata);
export const readPlace = (metadata: string): Place => knownPlace(metadata) ?? {};

/** Any input element's value. */
interface Held {
  value?: string | null;
  selected_date?: string | null;
  selected_time?: string | null;
  selected_user?: string | null;
  selected_option?: { value?: string } | null;
  files?: { id?: string }[] | null;
}

export function readInputs(fields: readonly Pick<Field, 'id' | 'type'>[], state: FormState): Inputs {
  const held = (id: string, part?: 'from' | 'to'): unknown => {
    const h = (Object.values(state[fieldBlock(id, part)] ?? {})[0] ?? {}) as Held;
    if (h.files) return h.files.flatMap(f => f.id ?? []);
    return h.value ?? h.selected_date ?? h.selected_time ?? h.selected_user ?? h.selected_option?.value ?? '';
  };
  return Object.fromEntries(
    fields.map((f): [string, unknown] => [
      f.id,
      kindFor(f).span ? { from: held(f.id, 'from'), to: held(f.id, 'to') } : held(f.id),
    ]),
  );
}

export const inputsOf = (form: FilledForm): Inputs =>
  Object.fromEntries(
    form.answers.map((a): [string, unknown] => {
      const { input } = kindFor(a);
      return [a.field, input ? input(a.value) : a.value];
    }),
  );

/** `type` of an existing field is its own. */
export const readFieldInput = (state: FormState, type: string): FieldInput => ({
  type,
  label: textOf(state, formInput.label),
  help: textOf(state, formInput.help),
  required: choicesOf(state, formInput.required).includes('yes'),
  choices: textOf(state, formInput.choices),
});

export const readType = (state: FormState, actionId: string): string => choiceOf(state, formInput.type, actionId) ?? '';
