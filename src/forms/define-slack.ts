import type { WebClient } from '@slack/web-api';
import { editorModal, fieldModal, formsModal, nameModal, removeModal } from '../../blocks/form-editor.ts';
import { formAction, formCallback, formInput } from '../../blocks/form-ids.ts';
import type { Modal } from '../../blocks/kit.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import { defined } from '../shared/defined.ts';
import { textOf } from '../slack/form.ts';
import { says } from '../slack/form-modal.ts';
import { FIRST_PAGE, type ListModal, onList, openList, pageQuery } from '../slack/list-modal.ts';
import { found } from '../slack/metadata.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Acting, ModalAnswer, Press, Router, Submission } from '../slack/router.ts';
import type { DefineProblem, Definer, FormDefining } from './define.ts';
import { MOST } from './definition.ts';
import type { FormCommand } from './editing.ts';
import { knownPlace, type Place, readFieldInput, readPlace, readType } from './form.ts';
import type { FormLibrary, FormWithHistory } from './library.ts';
import { editorModel, editProblemBlock, editProblemText, fieldFormModel, formsModel } from './present.ts';

interface Parts {
  define: FormDefining;
  library: FormLibrary;
  people: People;
  administration: PeopleAdministration;
  refusals: Refusals;
  client: WebClient;
}

/** All forms of the workspace. */
const formsList: ListModal<Parts, typeof FIRST_PAGE> = {
  schema: pageQuery,
  first: FIRST_PAGE,
  pages: formAction.pages,
  draw: async (o, { w }, { page }) => formsModal(formsModel(await o.library.all(), page, w), w),
};

/** Administrators define forms: a list, each form with its fields, and a small modal for each change. */
export function defineFormsSlack(router: Router, o: Parts): void {
  const definerOf = ({ person, key, w }: Acting): Definer => ({
    user: person.user,
    key,
    say: w.forms.text,
  });

  const allowed = async (press: Press): Promise<boolean> =>
    (await o.administration.allows(press.person.user, 'define-forms')) === 'yes';

  /** For presses that only open something; changes are validated where they are made. */
  const opens = (actionId: string, handler: (press: Press) => Promise<void>): void =>
    router.opens(actionId, async press => {
      if (await allowed(press)) return handler(press);
      return o.refusals.tell({ code: 'administrators-only' }, press);
    });

  async function editor(form: FormWithHistory, place: Place, { person, w }: Acting): Promise<Modal> {
    const names = await o.people.names(form.history.slice(-5).map(h => h.by));
    const { list, page } = place;
    const at = { form: form.definition.id, ...(list ? { list } : {}), ...(page ? { page } : {}) };
    return editorModal(editorModel(form, at, { w, names, zone: person.zone }), w);
  }

  opens(formAction.manage, press => openList(formsList)(o, press));
  onList(formsList, (id, turn) => opens(id, press => turn(o, press)));

  const pageOf = (press: Press): Place => {
    const { page } = readPlace(press.view?.metadata ?? '');
    return { ...defined({ list: press.view?.id }), ...(page ? { page } : {}) };
  };
  opens(formAction.create, press =>
    press.open(nameModal({ max: MOST.name, metadata: JSON.stringify(pageOf(press)) }, press.w)),
  );
  opens(formAction.open, async press => {
    const form = await o.library.get(press.value);
    if (form) await press.open(await editor(form, pageOf(press), press));
    else await press.tell(press.w.forms.editProblems['form-gone']);
  });

  /** Where the modals that a form's own modal opens stand. */
  function placeIn(press: Press, more: Place = {}): string {
    const place: Place = readPlace(press.view?.metadata ?? '');
    return JSON.stringify({ ...place, ...defined({ editor: press.view?.id }), ...more });
  }

  opens(formAction.rename, async press => {
    const form = found(await o.library.get(press.value));
    const name = press.w.forms.text(form.definition.name);
    await press.open(nameModal({ name, max: MOST.name, metadata: placeIn(press) }, press.w));
  });
  opens(formAction.addField, async press => {
    const place = readPlace(placeIn(press));
    const input = { type: 'text', label: '', help: '', required: true, choices: '' };
    await press.open(fieldModal(fieldFormModel({ input }, place, press.w), press.w));
  });
  opens(formAction.fieldType, async press => {
    const { view } = press;
    if (!view) return;
    const input = readFieldInput(view.state, readType(view.state, formAction.fieldType));
    const drawn = fieldModal(fieldFormModel({ input }, readPlace(view.metadata), press.w), press.w);
    await press.redraw(drawn);
  });

  /** Changes a form from its own modal, and shows it as it stands then. */
  async function change(press: Press, id: string, command: FormCommand): Promise<void> {
    const outcome = await o.define.change(definerOf(press), id, command);
    if (!outcome.ok) return press.tell(editProblemText(outcome.problem, press.w));
    const place = readPlace(press.view?.metadata ?? '');
    press.later(async () => {
      await press.redraw(await editor(outcome.form, place, press));
      await redrawModal(o.client, place.list, () => formsList.draw(o, press, { page: place.page ?? 1 }));
    });
  }
  router.press(formAction.offer, press => change(press, press.value, { do: 'offer' }));
  router.press(formAction.archive, press => change(press, press.value, { do: 'archive' }));

  router.press(formAction.fieldMenu, async press => {
    const [what, id = '', field = ''] = press.value.split('|');
    if (what === 'up') return change(press, id, { do: 'move-field', id: field, by: -1 });
    if (what === 'down') return change(press, id, { do: 'move-field', id: field, by: 1 });
    if (!(await allowed(press))) return o.refusals.tell({ code: 'administrators-only' }, press);
    const form = (await o.library.get(id))?.definition;
    const found = form?.fields.find(f => f.id === field);
    if (!form || !found) return press.tell(press.w.forms.editProblems['field-gone']);
    const metadata = placeIn(press, { form: id, field, seen: form.version, type: found.type });
    if (what === 'remove')
      return press.open(removeModal({ label: press.w.forms.text(found.label), metadata }, press.w));
    await press.open(fieldModal(fieldFormModel({ field: found }, readPlace(metadata), press.w), press.w));
  });

  /** Changes a form by a modal that lies on its own: that one is redrawn, and the list below it. */
  async function submitted(s: Submission, command: FormCommand, only?: string): Promise<ModalAnswer> {
    const place = readPlace(s.metadata);
    const outcome = await o.define.change(definerOf(s), place.form, command);
    if (!outcome.ok) return problemAnswer(outcome.problem, s, only);
    const { form } = outcome;
    s.later(async () => {
      await redrawModal(o.client, place.editor, () => editor(form, place, s));
      await redrawModal(o.client, place.list, () => formsList.draw(o, s, { page: place.page ?? 1 }));
    });
    return command.do === 'create' ? { update: await editor(form, place, s) } : { close: true };
  }

  /** Beside its input, where there is one; `only`: the one input of the modal, '' for none. */
  function problemAnswer(problem: DefineProblem, { w }: Submission, only?: string): ModalAnswer {
    const text = editProblemText(problem, w);
    const nowhere = problem.code === 'administrators-only' || problem.code === 'form-gone';
    if (nowhere || only === '') return says(text, w);
    return { errors: { [only ?? editProblemBlock(problem)]: text } };
  }

  router.submitAbout(formCallback.name, knownPlace, s => {
    const name = textOf(s.state, formInput.name);
    const isNew = readPlace(s.metadata).form === undefined;
    return submitted(s, isNew ? { do: 'create', name } : { do: 'rename', name }, formInput.name);
  });
  router.submitAbout(formCallback.field, knownPlace, s => {
    const place = readPlace(s.metadata);
    if (place.field === undefined)
      return submitted(s, {
        do: 'add-field',
        field: readFieldInput(s.state, readType(s.state, formAction.fieldType)),
      });
    const field = readFieldInput(s.state, place.type ?? '');
    return submitted(s, { do: 'change-field', id: place.field, field, seen: place.seen ?? 0 });
  });
  router.submitAbout(formCallback.remove, knownPlace, s =>
    submitted(s, { do: 'remove-field', id: readPlace(s.metadata).field ?? '' }, ''),
  );
}
