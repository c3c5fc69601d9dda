import { editorModal, fieldModal, formsModal, nameModal, removeModal } from '../../blocks/form-editor.ts';
import { formAction, formCallback, formInput } from '../../blocks/form-ids.ts';
import type { Modal } from '../../blocks/kit.ts';
import { defined } from '../shared/defined.ts';
import { textOf } from '../slack/form.ts';
import { says } from '../slack/form-modal.ts';
import { FIRST_PAGE, type ListModal, onList, openList, pageQuery, type Viewing } from '../slack/list-modal.ts';
import { found } from '../slack/metadata.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { Acting, ModalAnswer, Press, Submission } from '../slack/router.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { changeForm, type DefineProblem, type Definer } from './define.ts';
import { MOST } from './definition.ts';
import type { FormCommand } from './editing.ts';
import { knownPlace, type Place, readFieldInput, readPlace, readType } from './form.ts';
import { allForms, type FormWithHistory, formOf } from './library.ts';
import { editorModel, editProblemBlock, editProblemText, fieldFormModel, formsModel } from './present.ts';

const formsList: ListModal<Workspace, typeof FIRST_PAGE> = {
  schema: pageQuery,
  first: FIRST_PAGE,
  pages: formAction.pages,
  draw: async (ws, { w }, { page }) => formsModal(formsModel(await allForms(ws), page, w), w),
};

const definerOf = ({ person, key, w }: Acting): Definer => ({ user: person.user, key, say: w.forms.text });

async function editor(ws: Workspace, form: FormWithHistory, place: Place, { person, w }: Viewing): Promise<Modal> {
  const names = await ws.people.names(form.history.slice(-5).map(h => h.by));
  const { list, page } = place;
  const at = { form: form.definition.id, ...(list ? { list } : {}), ...(page ? { page } : {}) };
  return editorModal(editorModel(form, at, { w, names, zone: person.zone }), w);
}

const pageOf = (press: Press): Place => {
  const { page } = readPlace(press.view?.metadata ?? '');
  return { ...defined({ list: press.view?.id }), ...(page ? { page } : {}) };
};

function placeIn(press: Press, more: Place = {}): string {
  const place: Place = readPlace(press.view?.metadata ?? '');
  return JSON.stringify({ ...place, ...defined({ editor: press.view?.id }), ...more });
}

async function openEditor(ws: Workspace, press: Press): Promise<void> {
  const form = await formOf(ws, press.value);
  if (form) await press.open(await editor(ws, form, pageOf(press), press));
  else await press.tell(press.w.forms.editProblems['form-gone']);
}

async function openRename(ws: Workspace, press: Press): Promise<void> {
  const form = found(await formOf(ws, press.value));
  const name = press.w.forms.text(form.definition.name);
  await press.open(nameModal({ name, max: MOST.name, metadata: placeIn(press) }, press.w));
}

async function openAddField(_ws: Workspace, press: Press): Promise<void> {
  const input = { type: 'text', label: '', help: '', required: true, choices: '' };
  await press.open(fieldModal(fieldFormModel({ input }, readPlace(placeIn(press)), press.w), press.w));
}

async function chooseType(_ws: Workspace, press: Press): Promise<void> {
  const { view } = press;
  if (!view) return;
  const input = readFieldInput(view.state, readType(view.state, formAction.fieldType));
  await press.redraw(fieldModal(fieldFormModel({ input }, readPlace(view.metadata), press.w), press.w));
}

/** From the form's own modal, which is redrawn. */
async function change(ws: Workspace, press: Press, id: string, command: FormCommand): Promise<void> {
  const outcome = await changeForm(ws, definerOf(press), id, command);
  if (!outcome.ok) return press.tell(editProblemText(outcome.problem, press.w));
  const place = readPlace(press.view?.metadata ?? '');
  press.later(async () => {
    await press.redraw(await editor(ws, outcome.form, place, press));
    await redrawList(ws, place, press);
  });
}

const redrawList = (ws: Workspace, { list, page = 1 }: Place, viewing: Viewing) =>
  redrawModal(ws.slack.interactive, list, () => formsList.draw(ws, viewing, { page }));

async function chooseInMenu(ws: Workspace, press: Press): Promise<void> {
  const [what, id = '', field = ''] = press.value.split('|');
  if (what === 'up') return change(ws, press, id, { do: 'move-field', id: field, by: -1 });
  if (what === 'down') return change(ws, press, id, { do: 'move-field', id: field, by: 1 });
  const form = (await formOf(ws, id))?.definition;
  const found = form?.fields.find(f => f.id === field);
  if (!form || !found) return press.tell(press.w.forms.editProblems['field-gone']);
  const metadata = placeIn(press, { form: id, field, seen: form.version, type: found.type });
  if (what === 'remove') return press.open(removeModal({ label: press.w.forms.text(found.label), metadata }, press.w));
  await press.open(fieldModal(fieldFormModel({ field: found }, readPlace(metadata), press.w), press.w));
}

/** From a modal of its own; redraws the modals beneath. */
async function submitted(ws: Workspace, s: Submission, command: FormCommand, only?: string): Promise<ModalAnswer> {
  const place = readPlace(s.metadata);
  const outcome = await changeForm(ws, definerOf(s), place.form, command);
  if (!outcome.ok) return problemAnswer(outcome.problem, s, only);
  const { form } = outcome;
  s.later(async () => {
    await redrawModal(ws.slack.interactive, place.editor, () => editor(ws, form, place, s));
    await redrawList(ws, place, s);
  });
  return command.do === 'create' ? { update: await editor(ws, form, place, s) } : { close: true };
}

/** Beside its input; `only`: the one input of the modal, '' for none. */
function problemAnswer(problem: DefineProblem, { w }: Submission, only?: string): ModalAnswer {
  const text = editProblemText(problem, w);
  if (problem.code === 'form-gone' || only === '') return says(text, w);
  return { errors: { [only ?? editProblemBlock(problem)]: text } };
}

function submitName(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const name = textOf(s.state, formInput.name);
  const isNew = readPlace(s.metadata).form === undefined;
  return submitted(ws, s, isNew ? { do: 'create', name } : { do: 'rename', name }, formInput.name);
}

function submitField(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const place = readPlace(s.metadata);
  const { field: id, seen = 0 } = place;
  if (id !== undefined)
    return submitted(ws, s, { do: 'change-field', id, field: readFieldInput(s.state, place.type ?? ''), seen });
  const field = readFieldInput(s.state, readType(s.state, formAction.fieldType));
  return submitted(ws, s, { do: 'add-field', field });
}

const right = { may: 'define-forms' } as const;

export function defineRoutes(r: Routes): void {
  r.open(formAction.manage, right, openList(formsList));
  onList(formsList, (id, turn) => r.open(id, right, turn));
  r.open(formAction.create, right, (_ws, press) =>
    press.open(nameModal({ max: MOST.name, metadata: JSON.stringify(pageOf(press)) }, press.w)),
  );
  r.open(formAction.open, right, openEditor);
  r.open(formAction.rename, right, openRename);
  r.open(formAction.addField, right, openAddField);
  r.open(formAction.fieldType, right, chooseType);
  r.press(formAction.offer, right, (ws, press) => change(ws, press, press.value, { do: 'offer' }));
  r.press(formAction.archive, right, (ws, press) => change(ws, press, press.value, { do: 'archive' }));
  r.press(formAction.fieldMenu, right, chooseInMenu);
  r.submit(formCallback.name, right, submitName, knownPlace);
  r.submit(formCallback.field, right, submitField, knownPlace);
  const remove = (ws: Workspace, s: Submission) =>
    submitted(ws, s, { do: 'remove-field', id: readPlace(s.metadata).field ?? '' }, '');
  r.submit(formCallback.remove, right, remove, knownPlace);
}
