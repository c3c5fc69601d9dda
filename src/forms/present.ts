import { createHash } from 'node:crypto';
import type { ActingModel } from '../../blocks/acting.ts';
import { type EditorModel, type FieldFormModel, FORMS_PAGE, type FormsModel } from '../../blocks/form-editor.ts';
import { formInput } from '../../blocks/form-ids.ts';
import type { FieldModel, RequestFormModel } from '../../blocks/forms.ts';
import type { Source } from '../approvals/source.ts';
import { inEveryLanguage, type Words } from '../i18n/index.ts';
import { defined } from '../shared/defined.ts';
import type { Text } from '../shared/languages.ts';
import { paged } from '../shared/portions.ts';
import type { DefineProblem } from './define.ts';
import { type Field, type FormDefinition, MOST } from './definition.ts';
import type { FieldInput } from './editing.ts';
import { FIELD_TYPES, isFieldType, kindFor } from './fields/index.ts';
import type { Drawing } from './fields/kind.ts';
import type { FilledForm } from './filled.ts';
import type { ActingFor, Place, RequestMetadata } from './form.ts';
import type { FormWithHistory } from './library.ts';
import type { FormProblem, Inputs } from './rules.ts';

export const problemText = (p: FormProblem, w: Words): string =>
  'max' in p ? w.forms.problems[p.code](p.max) : w.forms.problems[p.code];

export const editProblemText = (p: DefineProblem, w: Words): string =>
  'max' in p ? w.forms.editProblems[p.code](p.max) : w.forms.editProblems[p.code];

export function editProblemBlock(p: DefineProblem): string {
  if (p.code.startsWith('name-')) return formInput.name;
  if (p.code.startsWith('help-')) return formInput.help;
  if (p.code === 'unknown-type') return formInput.type;
  return /choice/.test(p.code) ? formInput.choices : formInput.label;
}

/** Recognises the steps that were shown. */
export const routeMark = (steps: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(steps)).digest('hex').slice(0, 12);

export function requestFormModel(
  definition: FormDefinition,
  o: {
    inputs: Inputs;
    files: ReadonlyMap<string, string[]>;
    route: string[];
    again?: string;
    source?: Source | undefined;
    acting?: { by: ActingModel; of: ActingFor } | undefined;
    copies?: readonly string[] | undefined;
    notice?: 'route' | 'form';
    /** the preview depends on a date: choosing one redraws */
    dated?: boolean;
    benefit?: Text;
  },
  w: Words,
): RequestFormModel {
  const metadata: RequestMetadata = {
    form: definition.id,
    version: definition.version,
    route: routeMark(o.route),
    ...(o.again ? { again: o.again } : {}),
    ...defined({ source: o.source }),
    ...o.acting?.of,
  };
  return {
    name: w.forms.text(definition.name),
    fields: definition.fields.map(f =>
      fieldModel(f, o.inputs[f.id], { w, files: o.files.get(f.id) ?? [], dated: o.dated === true }),
    ),
    route: o.route,
    ...(o.benefit ? { benefit: benefitLine(o.benefit, w) } : {}),
    copies: o.copies ?? [],
    ...defined({ notice: o.notice, acting: o.acting?.by }),
    metadata: JSON.stringify(metadata),
  };
}

const benefitLine = (benefit: Text, w: Words): string => w.forms.benefit(w.forms.text(benefit));

export const withBenefit = (form: FilledForm, benefit: Text | undefined): FilledForm =>
  benefit ? { ...form, notes: [{ label: PROMISED, text: benefit }] } : form;

const PROMISED = inEveryLanguage(w => w.compensatory.label);

function fieldModel(f: Field, input: unknown, o: Drawing): FieldModel {
  const kind = kindFor(f);
  const hint = f.help ? o.w.forms.text(f.help) : kind.hint?.(o.w);
  return {
    id: f.id,
    label: o.w.forms.text(f.label),
    required: f.required,
    ...(hint ? { hint } : {}),
    inputs: kind.draw(input, f, o),
  };
}

/** An unknown kind shows its stored name. */
const typeName = (type: string, w: Words): string => (isFieldType(type) ? w.forms.types[type] : type);

export const aboutForm = (definition: FormDefinition, w: Words): string =>
  definition.fields.map(f => w.forms.text(f.label)).join(' · ');

export function formsModel(all: readonly FormWithHistory[], wanted: number, w: Words): FormsModel {
  const { rows, ...page } = paged(all, wanted, FORMS_PAGE);
  return {
    ...page,
    metadata: JSON.stringify({ page: page.page } satisfies Place),
    rows: rows.map(({ definition: d }) => ({
      id: d.id,
      name: w.forms.text(d.name),
      fields: d.fields.length,
      state: d.state,
    })),
  };
}

export function editorModel(
  { definition: d, history }: FormWithHistory,
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
      type: typeName(f.type, w),
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
    typeName: typeName(shown.type, w),
    types: FIELD_TYPES.map(id => ({ id, name: w.forms.types[id] })),
    asksChoices: isFieldType(shown.type) && kindFor(shown).choices === true,
    metadata: JSON.stringify(place),
    max: { label: MOST.label, help: MOST.help },
  };
}
