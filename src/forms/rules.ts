import type { Field, FormDefinition } from './definition.ts';
import { askedAs, kindFor } from './fields/index.ts';
import type { CheckContext, FieldProblem } from './fields/kind.ts';
import type { Answer, FilledForm } from './filled.ts';

export type FormProblem = FieldProblem & { field: string };

/** By field id: text, a date, `{from, to}`, a choice's or person's id, ids of files. */
export type Inputs = Readonly<Record<string, unknown>>;

export type Checked = { ok: true; form: FilledForm } | { ok: false; problems: FormProblem[] };

/** Never throws. */
export function check(definition: FormDefinition, inputs: Inputs, ctx: CheckContext): Checked {
  const { answers, problems } = read(definition, inputs, ctx);
  const first = definition.fields[0];
  if (problems.length === 0 && answers.length === 0 && first) problems.push(empty(first, 'nothing-filled'));
  if (problems.length > 0) return { ok: false, problems };
  const { id, version, name } = definition;
  return { ok: true, form: { id, version, name, sentOn: ctx.today, answers } };
}

/** For an unfinished form; people and files are left out. */
export const answered = (definition: FormDefinition, inputs: Inputs, today: string): Answer[] =>
  read(definition, inputs, { today, person: () => undefined, file: () => undefined }).answers;

function read(definition: FormDefinition, inputs: Inputs, ctx: CheckContext) {
  const problems: FormProblem[] = [];
  const answers: Answer[] = [];
  for (const field of definition.fields) {
    const input = Object.hasOwn(inputs, field.id) ? inputs[field.id] : undefined;
    const found = kindFor(field).read(input, field, ctx);
    if (!found) {
      if (field.required) problems.push(empty(field, 'missing'));
    } else if ('code' in found) problems.push({ field: field.id, ...found });
    else answers.push({ field: field.id, label: field.label, type: askedAs(field), value: found.value } as Answer);
  }
  return { answers, problems };
}

const empty = (field: Field, code: 'missing' | 'nothing-filled'): FormProblem =>
  kindFor(field).span ? { field: field.id, part: 'from', code } : { field: field.id, code };
