import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { formAction, formCallback, formInput } from './form-ids.ts';
import { checkboxes, labelled, select, textInput } from './inputs.ts';
import { actions, button, confirm, context, cut, divider, literal, type Modal, modal, option, section } from './kit.ts';
import { pager } from './list.ts';

/** Forms a page of the list. */
export const FORMS_PAGE = 40;

export interface FormsModel {
  metadata: string;
  page: number;
  pages: number;
  rows: { id: string; name: string; fields: number; state: string }[];
}

/** All forms of the workspace, for administrators. Names are raw. */
export function formsModal(m: FormsModel, w: Words): Modal {
  const blocks: KnownBlock[] = [
    section(w.forms.manageHint, button(formAction.create, w.forms.create, { style: 'primary' })),
  ];
  for (const row of m.rows) {
    const state = w.forms.states[row.state] ?? row.state;
    blocks.push(
      section(
        `*${literal(row.name, 60)}*\n${w.forms.fieldCount(row.fields)} · ${state}`,
        button(formAction.open, w.forms.edit, { value: row.id }),
      ),
    );
  }
  blocks.push(...pager(m, formAction.pages, w));
  return modal({
    callbackId: formCallback.manage,
    title: w.forms.manage,
    close: w.common.close,
    metadata: m.metadata,
    blocks,
  });
}

export interface EditorModel {
  id: string;
  name: string;
  state: string;
  /** `type`: its name */
  fields: { id: string; label: string; type: string; required: boolean; choices: string[] }[];
  mayAdd: boolean;
  /** the last changes, the newest first, as sentences; raw */
  changes: string[];
  metadata: string;
}

/** One form with its fields. A field's menu has values `what|form|field`. */
export function editorModal(m: EditorModel, w: Words): Modal {
  const value = m.id;
  const state = w.forms.states[m.state] ?? m.state;
  const row = [];
  const first = m.fields.length === 0 ? { style: 'primary' as const } : {};
  const ready = m.state === 'draft' && m.fields.length > 0 ? { style: 'primary' as const } : {};
  if (m.mayAdd) row.push(button(formAction.addField, w.forms.addField, { value, ...first }));
  row.push(button(formAction.rename, w.forms.rename, { value }));
  if (m.state === 'offered') {
    const sure = confirm(w.forms.archiveConfirm, w.forms.archiveConfirm.text, w.common.close, 'danger');
    row.push(button(formAction.archive, w.forms.archive, { value, confirm: sure }));
  } else {
    row.push(button(formAction.offer, m.state === 'draft' ? w.forms.offer : w.forms.restore, { value, ...ready }));
  }
  const blocks: KnownBlock[] = [section(`*${literal(m.name, 60)}* · ${state}`)];
  if (m.state === 'draft') blocks.push(context(w.forms.draftHint));
  blocks.push(divider());
  if (m.fields.length === 0) blocks.push(context(w.forms.noFields));
  for (const [i, f] of m.fields.entries()) blocks.push(fieldRow(f, i, m, w));
  blocks.push(actions(...row));
  const changes = m.changes.length === 0 ? [w.forms.asBrought] : m.changes.slice(0, 5).map(c => literal(c, 120));
  blocks.push(context(changes.join('\n')));
  return modal({
    callbackId: formCallback.editor,
    title: w.forms.manage,
    close: w.common.close,
    metadata: m.metadata,
    blocks,
  });
}

function fieldRow(f: EditorModel['fields'][number], index: number, m: EditorModel, w: Words): KnownBlock {
  const whats = ['edit', ...(index > 0 ? ['up'] : []), ...(index < m.fields.length - 1 ? ['down'] : []), 'remove'];
  const about = [f.type, f.required ? w.forms.required : w.forms.optional];
  const choices = f.choices.length > 0 ? `\n${literal(cut(f.choices.join(' / '), 150))}` : '';
  return section(`*${literal(f.label, 75)}*\n${about.join(' · ')}${choices}`, {
    type: 'overflow',
    action_id: formAction.fieldMenu,
    options: whats.map(what => option(`${what}|${m.id}|${f.id}`, w.forms.fieldDo[what] ?? what)),
  });
}

/** Asks for the name of a form, a new one or not. */
export function nameModal(m: { name?: string; max: number; metadata: string }, w: Words): Modal {
  return modal({
    callbackId: formCallback.name,
    title: m.name === undefined ? w.forms.nameTitle : w.forms.renameTitle,
    submit: w.common.save,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [
      labelled(formInput.name, w.forms.name, textInput({ value: m.name, max: m.max }), { hint: w.forms.nameHint }),
    ],
  });
}

export interface FieldFormModel {
  /** what it is and where it stands */
  metadata: string;
  isNew: boolean;
  type: string;
  /** its name, and those that may be chosen */
  typeName: string;
  types: readonly { id: string; name: string }[];
  label: string;
  help: string;
  required: boolean;
  asksChoices: boolean;
  /** one a line */
  choices: string;
  max: { label: number; help: number };
}

/** The longest text that Slack's input gives. */
const CHOICES_MAX = 3000;

/** Defines one field. A field's type is immutable: answers of another type could not be compared. */
export function fieldModal(m: FieldFormModel, w: Words): Modal {
  const types = m.types.map(t => option(t.id, t.name));
  const must = option('yes', w.forms.mandatoryYes);
  const blocks: KnownBlock[] = [];
  if (m.isNew)
    blocks.push(
      labelled(formInput.type, w.forms.type, select(formAction.fieldType, types, m.type), { dispatches: true }),
    );
  else blocks.push(context(`${w.forms.type}: ${m.typeName}`));
  blocks.push(labelled(formInput.label, w.forms.label, textInput({ value: m.label, max: m.max.label })));
  if (m.asksChoices) {
    const choices = textInput({ value: m.choices, max: CHOICES_MAX, multiline: true });
    blocks.push(labelled(formInput.choices, w.forms.choices, choices, { hint: w.forms.choicesHint }));
  }
  blocks.push(
    labelled(formInput.required, w.forms.mandatory, checkboxes([must], m.required ? [must] : []), { optional: true }),
    labelled(formInput.help, w.forms.help, textInput({ value: m.help, max: m.max.help }), {
      optional: true,
      hint: w.forms.helpHint,
    }),
  );
  return modal({
    callbackId: formCallback.field,
    title: m.isNew ? w.forms.fieldTitle : w.forms.changeFieldTitle,
    submit: w.common.save,
    close: w.common.close,
    metadata: m.metadata,
    blocks,
  });
}

/** Asks whether a field is to be removed. */
export const removeModal = (m: { label: string; metadata: string }, w: Words): Modal =>
  modal({
    callbackId: formCallback.remove,
    title: w.forms.removeTitle,
    submit: w.forms.remove,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [section(w.forms.removeText(literal(m.label, 75)))],
  });
