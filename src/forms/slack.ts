import { CC } from '../../blocks/approval-ids.ts';
import { fieldBlock, formAction, formCallback } from '../../blocks/form-ids.ts';
import { chooseModal, requestModal } from '../../blocks/forms.ts';
import { input } from '../../blocks/ids.ts';
import { backToWindow, windowIn } from '../administration/person-window.ts';
import { mayLetStand } from '../approvals/acting.ts';
import { actingModel, enteredIn, subjectOf, wayIn } from '../approvals/acting-form.ts';
import { copiesIn, copiesOf, copyProblem } from '../approvals/copies.ts';
import { previewRoute } from '../approvals/preview.ts';
import { type Source, sourceOf } from '../approvals/source.ts';
import { type RequestDoc, requests } from '../approvals/store.ts';
import type { Words } from '../i18n/index.ts';
import { defined } from '../shared/defined.ts';
import { textOf } from '../slack/form.ts';
import { beside, says } from '../slack/form-modal.ts';
import type { Viewing } from '../slack/list-modal.ts';
import { found } from '../slack/metadata.ts';
import type { ModalAnswer, Press, Submission } from '../slack/router.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { checkForm, sendForm } from './actions.ts';
import { type FormDefinition, formIdOf, kindOf } from './definition.ts';
import { facts } from './facts.ts';
import { isFieldType } from './fields/index.ts';
import { filledFormOf } from './filled.ts';
import { type ActingFor, inputsOf, type RequestMetadata, readActing, readInputs, readRequestMetadata } from './form.ts';
import { formOf, offeredForms } from './library.ts';
import { formFollows } from './points.ts';
import { readOffer } from './prefill.ts';
import { aboutForm, problemText, requestFormModel, routeMark, withBenefit } from './present.ts';
import { answered, type Inputs } from './rules.ts';

const benefitOf = (ws: Workspace, id: string) => formFollows.of(ws).find(f => f.form === id && f.previewBenefit);

interface FormState {
  before?: RequestDoc | undefined;
  notice?: 'route' | 'form';
  source?: Source | undefined;
  copies?: readonly string[] | undefined;
  /** absent: one's own */
  of?: ActingFor | undefined;
  wanted?: 'stands' | 'route' | undefined;
  reason?: string | undefined;
}

async function modal(
  ws: Workspace,
  { person: viewer, w }: Viewing,
  definition: FormDefinition,
  inputs: Inputs,
  { before, of = {}, wanted, reason, ...rest }: FormState = {},
) {
  const unknown = definition.fields.filter(f => !isFieldType(f.type)).map(f => f.type);
  if (unknown.length > 0) ws.log.warn({ form: definition.id, types: unknown }, 'unknown kinds of field, asked as text');
  const person = await subjectOf(ws, viewer, of.whose);
  const answers = answered(definition, inputs, ws.policy.of(person).today());
  const follows = benefitOf(ws, definition.id);
  const asked = { kind: kindOf(definition.id), facts: facts({ answers }) };
  const [route, benefit, by] = await Promise.all([
    previewRoute(ws, { ...asked, user: person.user }, w),
    follows?.previewBenefit?.(ws, person.user, answers),
    of.whose === undefined ? undefined : actingModel(ws, viewer, person, { ...asked, wanted, reason }),
  ]);
  const files = before ? filesBefore(before) : new Map<string, string[]>();
  const model = {
    inputs,
    files,
    route,
    dated: follows !== undefined,
    ...(benefit ? { benefit } : {}),
    ...rest,
    ...defined({ again: before?._id, acting: by && { by, of } }),
  };
  return requestModal(requestFormModel(definition, model, w), w);
}

/** As typed so far. */
const typed = (s: { state: Parameters<typeof copiesIn>[0] }, about: RequestMetadata): FormState => ({
  ...{ source: about.source, copies: copiesIn(s.state), of: actingFor(about) },
  ...{ wanted: wayIn(s.state, formAction.fill), reason: textOf(s.state, input.reason) },
});

const actingFor = ({ whose, window }: RequestMetadata): ActingFor => defined({ whose, window });

const offered = async (ws: Workspace, w: Words) =>
  (await offeredForms(ws)).map(f => ({ id: f.id, name: w.forms.text(f.name), about: aboutForm(f, w) }));

async function chooseForm(ws: Workspace, press: Press): Promise<void> {
  await press.open(chooseModal(await offered(ws, press.w), press.w));
}

/** For somebody, from their window. */
async function chooseFor(ws: Workspace, press: Press): Promise<void> {
  const { name: who, user: whose } = await subjectOf(ws, press.person, press.value);
  const of: ActingFor = { whose, ...defined({ window: windowIn(press) }) };
  await press.open(chooseModal(await offered(ws, press.w), press.w, { who, metadata: JSON.stringify(of) }));
}

/** Takes the place of the choice, so that sending it leads back to the window. */
async function openFor(ws: Workspace, press: Press): Promise<void> {
  const of = found(readActing(press.view?.metadata ?? ''));
  const form = (await formOf(ws, press.value))?.definition;
  if (form?.state !== 'offered') return press.tell(press.w.forms.gone);
  await press.redraw(await modal(ws, press, form, {}, { of }));
}

async function openForm(ws: Workspace, press: Press): Promise<void> {
  const offer = readOffer(press.value);
  const form = (await formOf(ws, offer.form))?.definition;
  if (form?.state !== 'offered') return press.tell(press.w.forms.gone);
  await press.open(await modal(ws, press, form, offer.inputs));
}

async function redrawForm(ws: Workspace, press: Press): Promise<void> {
  const { view } = press;
  if (!view) return;
  const about = found(readRequestMetadata(view.metadata));
  const form = found((await formOf(ws, about.form))?.definition);
  const before = await requestBefore(ws, about.again, about.whose ?? press.person.user, form.id);
  const changed = form.version === about.version ? {} : { notice: 'form' as const };
  const inputs = readInputs(form.fields, view.state);
  await press.redraw(await modal(ws, press, form, inputs, { ...typed(view, about), before, ...changed }));
}

/** If it is this person's and of this form. */
async function requestBefore(
  ws: Workspace,
  id: string | undefined,
  user: string,
  form: string,
): Promise<RequestDoc | undefined> {
  const request = id === undefined ? undefined : await requests(ws).byId(ws.team, id);
  return request?.user === user && request.kind === kindOf(form) ? request : undefined;
}

async function submitForm(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const { w } = s;
  const about = found(readRequestMetadata(s.metadata));
  const person = await subjectOf(ws, s.person, about.whose);
  const done = async (): Promise<ModalAnswer> => {
    if (about.whose) return backToWindow(ws, s, about.window);
    return about.again ? { close: true } : { clear: true };
  };
  if (await requests(ws).bySubmission(ws.team, s.key)) return done();
  const definition = (await formOf(ws, about.form))?.definition;
  const before = definition && (await requestBefore(ws, about.again, person.user, definition.id));
  if (!definition || (about.again !== undefined && !before) || (!before && definition.state !== 'offered')) {
    ws.log.warn({ actor: s.person.user, action: 'send-request', form: about.form, again: about.again }, 'refused');
    return says(about.again && definition ? w.refusal['not-yours'] : w.forms.gone, w, w.forms.goneTitle);
  }
  if (before?.history.some(h => h.key === s.key)) return done();
  const inputs = readInputs(definition.fields, s.state);
  const kept = { ...typed(s, about), before };
  if (definition.version !== about.version)
    return { update: await modal(ws, s, definition, inputs, { ...kept, notice: 'form' }) };
  const checked = await checkForm(ws, person.user, definition, inputs, before);
  if (!checked.ok) return beside(checked.problems, p => [fieldBlock(p.field, p.part), problemText(p, w)]);
  const by = about.whose ? enteredIn(s.state, s.person, formAction.fill) : undefined;
  if (about.whose && !by) return { errors: { [input.reason]: w.refusal['reason-missing'] } };
  const notCopied = await copyProblem(ws, copiesIn(s.state), w);
  if (notCopied !== undefined) return { errors: { [CC]: notCopied } };
  // A request never takes other steps than those shown.
  const asked = { kind: kindOf(definition.id), user: person.user, facts: facts(checked.form) };
  if (routeMark(await previewRoute(ws, asked, w)) !== about.route)
    return { update: await modal(ws, s, definition, inputs, { ...kept, notice: 'route' }) };
  const follows = benefitOf(ws, definition.id);
  const benefit = await follows?.previewBenefit?.(ws, person.user, checked.form.answers);
  const outcome = await sendForm(ws, person.user, withBenefit(checked.form, benefit), s.key, {
    copies: copiesIn(s.state),
    ...defined({ again: before?._id, source: about.source }),
    ...(by ? { by: { ...by, stands: by.stands && (await mayLetStand(ws, by.user, asked)) } } : {}),
  });
  if (outcome.ok) return done();
  if ('problems' in outcome) throw new Error('a form that was validated is validated again');
  const why = await ws.refusals.text(outcome.refusal, s);
  const [first] = definition.fields;
  // Keeps the input for another try.
  if (outcome.refusal.code === 'busy' && first) return { errors: { [fieldBlock(first.id)]: why } };
  return says(why, w);
}

export async function editForm(ws: Workspace, press: Press, request: RequestDoc, copy?: 'copy'): Promise<void> {
  const form = (await formOf(ws, formIdOf(request.kind)))?.definition;
  if (!form) throw new Error(`the form of ${request.kind} is gone`);
  const about = { copies: copiesOf(request), ...(copy ? {} : { before: request }), ...sourceOf(press) };
  await press.open(await modal(ws, press, form, inputsOf(filledFormOf(request.form)), about));
}

export function formRoutes(r: Routes): void {
  r.open(formAction.choose, { everyone: true }, chooseForm);
  r.open(formAction.write, { everyone: true }, openForm);
  r.open(formAction.chooseFor, { may: 'act-for', whom: ({ value }) => value }, chooseFor);
  r.open(formAction.writeFor, { judgedBy: 'who may act for whom the choice of forms is about' }, openFor);
  r.open(formAction.fill, { everyone: true }, redrawForm);
  r.submit(
    formCallback.request,
    { judgedBy: 'whose request it is, or who may act for them' },
    submitForm,
    readRequestMetadata,
  );
}

const filesBefore = (request: RequestDoc): Map<string, string[]> =>
  new Map(
    filledFormOf(request.form).answers.flatMap(a =>
      a.type === 'file' ? [[a.field, a.value.map(f => f.name)] as const] : [],
    ),
  );
