import { z } from 'zod';
import type { Text } from '../shared/languages.ts';
import { type Choice, cleanLine, cleanText, type Field, type FormDefinition, MOST } from './definition.ts';
import { isFieldType, kindFor } from './fields/index.ts';

/** In the administrator's language; choices one a line. */
export interface FieldInput {
  type: string;
  label: string;
  help: string;
  required: boolean;
  choices: string;
}

export type FormCommand =
  | { do: 'create'; name: string }
  | { do: 'rename'; name: string }
  | { do: 'add-field'; field: FieldInput }
  /** `seen`: the version on screen */
  | { do: 'change-field'; id: string; field: FieldInput; seen: number }
  | { do: 'move-field'; id: string; by: 1 | -1 }
  | { do: 'remove-field'; id: string }
  | { do: 'offer' }
  | { do: 'archive' };

export const formEntrySchema = z.object({
  at: z.number(),
  by: z.string(),
  key: z.string(),
  what: z.enum([
    'created',
    'renamed',
    'field-added',
    'field-changed',
    'field-moved',
    'field-removed',
    'offered',
    'archived',
  ]),
  version: z.number(),
  field: z.string().exactOptional(),
  name: z.string().exactOptional(),
});

/** Append-only. */
export type FormEntry = z.infer<typeof formEntrySchema>;

/** With the input of its modal, if it has one. */
export type EditProblem =
  | { code: 'name-too-long' | 'label-too-long' | 'help-too-long' | 'choice-too-long'; max: number }
  | { code: 'too-many-choices' | 'too-many-choices-in-all' | 'too-many-fields' | 'too-many-forms'; max: number }
  | {
      code:
        | 'name-missing'
        | 'name-taken'
        | 'label-missing'
        | 'unknown-type'
        | 'choices-missing'
        | 'choice-twice'
        | 'no-fields'
        | 'field-gone'
        | 'changed-since';
    };

export interface EditContext {
  by: string;
  at: number;
  key: string;
  history: readonly FormEntry[];
  others: readonly FormDefinition[];
  /** in the language of the person who acts */
  say(text: Text): string;
}

export type Edited = { ok: true; definition: FormDefinition; entry: FormEntry } | { ok: false; problem: EditProblem };

/** Pure. A text that reads as before stays in both languages. */
export function edit(form: FormDefinition, command: FormCommand, ctx: EditContext): Edited {
  const version = form.version + 1;
  const wrong = (problem: EditProblem): Edited => ({ ok: false, problem });
  const done = (change: Partial<FormDefinition>, entry: Pick<FormEntry, 'what' | 'field' | 'name'>): Edited => ({
    ok: true,
    definition: { ...form, ...change, version },
    entry: { at: ctx.at, by: ctx.by, key: ctx.key, version, ...entry },
  });
  switch (command.do) {
    case 'create':
    case 'rename': {
      const name = cleanLine(command.name);
      if (name === '') return wrong({ code: 'name-missing' });
      if (name.length > MOST.name) return wrong({ code: 'name-too-long', max: MOST.name });
      const taken = ctx.others.some(f => f.state !== 'archived' && ctx.say(f.name) === name);
      if (taken) return wrong({ code: 'name-taken' });
      const what = command.do === 'create' ? ('created' as const) : ('renamed' as const);
      return done({ name: asBefore(form.name, name, ctx) }, { what, name });
    }
    case 'add-field': {
      if (form.fields.length >= MOST.fields) return wrong({ code: 'too-many-fields', max: MOST.fields });
      const id = `f${form.next}`;
      const read = readField({ id }, command.field, form, ctx);
      if ('code' in read) return wrong(read);
      return done(
        { fields: [...form.fields, read], next: form.next + 1 },
        { what: 'field-added', field: id, name: ctx.say(read.label) },
      );
    }
    case 'change-field': {
      const before = form.fields.find(f => f.id === command.id);
      if (!before) return wrong({ code: 'field-gone' });
      const meanwhile = ctx.history.some(
        h => h.field === command.id && h.what === 'field-changed' && h.version > command.seen,
      );
      if (meanwhile) return wrong({ code: 'changed-since' });
      const read = readField(before, { ...command.field, type: before.type }, form, ctx);
      if ('code' in read) return wrong(read);
      return done(
        { fields: form.fields.map(f => (f.id === command.id ? read : f)) },
        { what: 'field-changed', field: command.id, name: ctx.say(read.label) },
      );
    }
    case 'move-field': {
      const at = form.fields.findIndex(f => f.id === command.id);
      const [field, other] = [form.fields[at], form.fields[at + command.by]];
      if (!field) return wrong({ code: 'field-gone' });
      const fields = [...form.fields];
      // At its end already: no change, no mistake.
      if (other) [fields[at], fields[at + command.by]] = [other, field];
      return done({ fields }, { what: 'field-moved', field: field.id, name: ctx.say(field.label) });
    }
    case 'remove-field': {
      const field = form.fields.find(f => f.id === command.id);
      if (!field) return wrong({ code: 'field-gone' });
      return done(
        { fields: form.fields.filter(f => f !== field) },
        { what: 'field-removed', field: field.id, name: ctx.say(field.label) },
      );
    }
    case 'offer': {
      if (form.fields.length === 0) return wrong({ code: 'no-fields' });
      if (ctx.others.filter(f => f.state === 'offered').length >= MOST.forms)
        return wrong({ code: 'too-many-forms', max: MOST.forms });
      return done({ state: 'offered' }, { what: 'offered' });
    }
    case 'archive':
      return done({ state: 'archived' }, { what: 'archived' });
  }
}

const asBefore = (before: Text | undefined, text: string, ctx: EditContext): Text =>
  before !== undefined && ctx.say(before) === text ? before : text;

function readField(
  before: Pick<Field, 'id'> & Partial<Field>,
  input: FieldInput,
  form: FormDefinition,
  ctx: EditContext,
): Field | EditProblem {
  if (before.type === undefined && !isFieldType(input.type)) return { code: 'unknown-type' };
  const label = cleanLine(input.label);
  if (label === '') return { code: 'label-missing' };
  if (label.length > MOST.label) return { code: 'label-too-long', max: MOST.label };
  const help = cleanLine(input.help);
  if (help.length > MOST.help) return { code: 'help-too-long', max: MOST.help };
  const { label: oldLabel, help: oldHelp, ...kept } = before;
  const field: Field = {
    ...kept,
    type: before.type ?? input.type,
    label: asBefore(oldLabel, label, ctx),
    required: input.required,
    ...(help === '' ? {} : { help: asBefore(oldHelp, help, ctx) }),
  };
  if (!kindFor(field).choices) return field;
  const choices = readChoices(before.choices ?? [], input.choices, ctx);
  if ('code' in choices) return choices;
  const others = form.fields.filter(f => f.id !== before.id).reduce((sum, f) => sum + (f.choices?.length ?? 0), 0);
  if (others + choices.length > MOST.choicesInAll) return { code: 'too-many-choices-in-all', max: MOST.choicesInAll };
  return { ...field, choices };
}

/** An unchanged choice keeps its id, which routes and requests use. */
function readChoices(before: readonly Choice[], text: string, ctx: EditContext): Choice[] | EditProblem {
  const labels = cleanText(text)
    .split('\n')
    .map(cleanLine)
    .filter(l => l !== '');
  if (labels.length === 0) return { code: 'choices-missing' };
  if (labels.length > MOST.choices) return { code: 'too-many-choices', max: MOST.choices };
  if (labels.some(l => l.length > MOST.choice)) return { code: 'choice-too-long', max: MOST.choice };
  if (new Set(labels).size < labels.length) return { code: 'choice-twice' };
  let last = Math.max(0, ...before.map(c => Number(/^c(\d+)$/.exec(c.id)?.[1] ?? 0)));
  return labels.map(label => {
    const same = before.find(c => ctx.say(c.label) === label);
    if (same) return same;
    last += 1;
    return { id: `c${last}`, label };
  });
}
