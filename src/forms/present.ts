import { createHash } from 'node:crypto';
import { type EditorModel, type FieldFormModel, FORMS_PAGE, type FormsModel } from '../../blocks/form-editor.ts';
import { formInput } from '../../blocks/form-ids.ts';
import type { FieldModel, FieldValue, RequestFormModel } from '../../blocks/forms.ts';
import type { Source } from '../approvals/source.ts';
import { isDate } from '../calendar/rules.ts';
import { type Words, words } from '../i18n/index.ts';
import type { DefineProblem } from './define.ts';
import { FIELD_TYPES, type Field, type FormDefinition, MOST, type Text } from './definition.ts';
import type { FieldInput } from './editing.ts';
import type { FilledForm } from './filled.ts';
import type { Place, RequestMetadata } from './form.ts';
import type { KnownForm } from './library.ts';
import type { FormProblem, Inputs } from './rules.ts';

/** The sentence for what is wrong with a filled field. */
export const problemText = (p: FormProblem, w: Words): string =>
  'max' in p ? w.forms.problems[p.code](p.max) : w.forms.problems[p.code];

/** The sentence for why a form was not changed. */
export const editProblemText = (p: DefineProblem, w: Words): string =>
  'max' in p ? w.forms.editProblems[p.code](p.max) : w.forms.editProblems[p.code];

/** The input beside which a problem of a field's modal stands. */
export function editProblemBlock(p: DefineProblem): string {
  if (p.code.startsWith('name-')) return formInput.name;
  if (p.code.startsWith('help-')) return formInput.help;
  if (p.code === 'unknown-type') return formInput.type;
  return /choice/.test(p.code) ? formInput.choices : formInput.label;
}

/** Recognises the way that a form was said to go. */
export const routeMark = (steps: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(steps)).digest('hex').slice(0, 12);

export function requestFormModel(
  definition: FormDefinition,
  o: {
    inputs: Inputs;
    /** names of files given before, by field */
    files: ReadonlyMap<string, string[]>;
    route: string[];
    again?: string;
    source?: Source | undefined;
    notice?: 'route' | 'form';
    /** what it would give depends on a date, too: the form is drawn again when one is chosen */
    dated?: boolean;
    promised?: Text;
  },
  w: Words,
): RequestFormModel {
  const metadata: RequestMetadata = {
    form: definition.id,
    version: definition.version,
    route: routeMark(o.route),
    ...(o.again ? { again: o.again } : {}),
    ...(o.source ? { source: o.source } : {}),
  };
  return {
    name: w.forms.text(definition.name),
    fields: definition.fields.map(f => ({
      ...fieldModel(f, o.inputs[f.id], o.files.get(f.id), w),
      ...(o.dated && f.type === 'date' ? { redraws: true as const } : {}),
    })),
    route: o.route,
    ...(o.promised ? { promised: promiseLine(o.promised, w) } : {}),
    ...(o.notice ? { notice: o.notice } : {}),
    metadata: JSON.stringify(metadata),
  };
}

const promiseLine = (promised: Text, w: Words): string => w.forms.promised(w.forms.text(promised));

/** A filled form with what the person was told that it would give. */
export const withPromise = (form: FilledForm, promised: Text | undefined): FilledForm =>
  promised ? { ...form, notes: [{ label: PROMISED, text: promised }] } : form;

const PROMISED: Text = { ko: words('ko').compensatory.label, en: words('en').compensatory.label };

function fieldModel(f: Field, input: unknown, files: string[] | undefined, w: Words): FieldModel {
  const max = { text: MOST.text, 'long-text': MOST.longText, money: 30, file: MOST.files }[f.type as string];
  return {
    id: f.id,
    type: f.type,
    label: w.forms.text(f.label),
    required: f.required,
    ...(f.help ? { help: w.forms.text(f.help) } : {}),
    ...(f.choices ? { choices: f.choices.map(c => ({ id: c.id, label: w.forms.text(c.label) })) } : {}),
    ...(max === undefined ? {} : { max }),
    value: { ...initialOf(f, input), ...(files ? { files } : {}) },
  };
}

/** What may stand in the input at first: only what Slack takes there. */
function initialOf(f: Field, input: unknown): FieldValue {
  const text = typeof input === 'string' ? input : '';
  if (f.type === 'date') return isDate(text) ? { from: text } : {};
  if (f.type === 'choice') return { choice: text };
  if (f.type === 'person') return text === '' ? {} : { user: text };
  if (f.type !== 'range' && f.type !== 'times') return text === '' ? {} : { text };
  const span = (typeof input === 'object' && input !== null ? input : {}) as { from?: unknown; to?: unknown };
  const fits = (v: unknown): v is string =>
    typeof v === 'string' && (f.type === 'range' ? isDate(v) : /^\d\d:\d\d$/.test(v));
  return { ...(fits(span.from) ? { from: span.from } : {}), ...(fits(span.to) ? { to: span.to } : {}) };
}

/** What a form asks for, in a line. */
export const aboutForm = (definition: FormDefinition, w: Words): string =>
  definition.fields.map(f => w.forms.text(f.label)).join(' · ');

export function formsModel(all: readonly KnownForm[], wanted: number, w: Words): FormsModel {
  const pages = Math.max(1, Math.ceil(all.length / FORMS_PAGE));
  const page = Math.min(Math.max(1, Number.isSafeInteger(wanted) ? wanted : 1), pages);
  return {
    metadata: JSON.stringify({ page } satisfies Place),
    page,
    pages,
    rows: all.slice((page - 1) * FORMS_PAGE, page * FORMS_PAGE).map(({ definition: d }) => ({
      id: d.id,
      name: w.forms.text(d.name),
      fields: d.fields.length,
      state: d.state,
    })),
  };
}

export function editorModel(
  { definition: d, history }: KnownForm,
  place: Place,
  o: { w: Words; names: ReadonlyMap<string, string>; zone: string },
): EditorModel {
  const { w } = o;
  return {
    id: d.id,
    name: w.forms.text(d.name),
    state: d.state,
    fields: d.fields.map(f => ({
      id: f.id,
      label: w.forms.text(f.label),
      type: f.type,
      required: f.required,
      choices: (f.choices ?? []).map(c => w.forms.text(c.label)),
    })),
    mayAdd: d.fields.length < MOST.fields,
    changes: history
      .slice(-5)
      .reverse()
      .map(h =>
        w.forms.lastChange(
          o.names.get(h.by) ?? h.by,
          w.moment(h.at, o.zone),
          w.forms.did[h.what]?.(h.name ?? '') ?? h.what,
        ),
      ),
    metadata: JSON.stringify(place),
  };
}

/** The modal of a field: a new one as it is being filled in, or one that exists. */
export function fieldFormModel(of: { field: Field } | { input: FieldInput }, place: Place, w: Words): FieldFormModel {
  const shown =
    'field' in of
      ? {
          type: of.field.type,
          label: w.forms.text(of.field.label),
          help: of.field.help ? w.forms.text(of.field.help) : '',
          required: of.field.required,
          choices: (of.field.choices ?? []).map(c => w.forms.text(c.label)).join('\n'),
        }
      : of.input;
  return {
    ...shown,
    isNew: 'input' in of,
    types: FIELD_TYPES,
    metadata: JSON.stringify(place),
    max: { label: MOST.label, help: MOST.help },
  };
}
