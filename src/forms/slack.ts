import { fieldBlock, formAction, formCallback } from '../../blocks/form-ids.ts';
import { chooseModal, requestModal } from '../../blocks/forms.ts';
import { callback } from '../../blocks/ids.ts';
import { notice } from '../../blocks/kit.ts';
import type { Editor } from '../approvals/edit.ts';
import type { RoutePreview } from '../approvals/service.ts';
import { type Source, sourceOf } from '../approvals/source.ts';
import type { RequestDoc, RequestStore } from '../approvals/store.ts';
import { localDate } from '../calendar/rules.ts';
import type { Clock } from '../shared/clock.ts';
import { defined } from '../shared/defined.ts';
import type { Log } from '../shared/log.ts';
import { found } from '../slack/metadata.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Acting, ModalAnswer, Router } from '../slack/router.ts';
import type { Forms } from './actions.ts';
import type { BenefitPreviews } from './benefit-preview.ts';
import { type FormDefinition, formIdOf, kindOf } from './definition.ts';
import { facts } from './facts.ts';
import { isFieldType } from './fields/index.ts';
import { filledFormOf } from './filled.ts';
import { inputsOf, readInputs, readRequestMetadata } from './form.ts';
import type { FormLibrary } from './library.ts';
import { readOffer } from './prefill.ts';
import { aboutForm, problemText, requestFormModel, routeMark, withBenefit } from './present.ts';
import { answered, type Inputs } from './rules.ts';

interface Parts {
  forms: Forms;
  library: FormLibrary;
  preview: RoutePreview;
  benefitPreviews: BenefitPreviews;
  requests: RequestStore;
  refusals: Refusals;
  clock: Clock;
  log: Log;
  team: () => string;
  zone: string;
}

/** Asking for something by a form: chosen, filled in, sent. Answers who opens a request that was sent back. */
export function formsSlack(router: Router, o: Parts): Editor {
  async function modal(
    { person, w }: Pick<Acting, 'person' | 'w'>,
    definition: FormDefinition,
    inputs: Inputs,
    more: { before?: RequestDoc | undefined; notice?: 'route' | 'form'; source?: Source | undefined } = {},
  ) {
    const today = localDate(o.clock.now(), o.zone);
    const unknown = definition.fields.filter(f => !isFieldType(f.type)).map(f => f.type);
    if (unknown.length > 0)
      o.log.warn({ form: definition.id, types: unknown }, 'unknown kinds of field, asked as text');
    const answers = answered(definition, inputs, today);
    const previewBenefit = o.benefitPreviews.get(definition.id);
    const [route, benefit] = await Promise.all([
      o.preview({ kind: kindOf(definition.id), user: person.user, facts: facts({ answers }) }, w),
      previewBenefit?.(person.user, answers),
    ]);
    const { before, ...rest } = more;
    const files = before ? filesBefore(before) : new Map<string, string[]>();
    const again = defined({ again: before?._id });
    const benefitPreviews = { dated: previewBenefit !== undefined, ...(benefit ? { benefit } : {}) };
    return requestModal(
      requestFormModel(definition, { inputs, files, route, ...benefitPreviews, ...rest, ...again }, w),
      w,
    );
  }

  router.opens(formAction.choose, async press => {
    const { w } = press;
    const forms = (await o.library.offered()).map(f => ({
      id: f.id,
      name: w.forms.text(f.name),
      about: aboutForm(f, w),
    }));
    await press.open(chooseModal(forms, w));
  });

  router.opens(formAction.write, async press => {
    const offer = readOffer(press.value);
    const form = (await o.library.get(offer.form))?.definition;
    if (form?.state !== 'offered') return press.tell(press.w.forms.gone);
    await press.open(await modal(press, form, offer.inputs));
  });

  router.opens(formAction.fill, async press => {
    const { view } = press;
    if (!view) return;
    const about = found(readRequestMetadata(view.metadata));
    const form = found((await o.library.get(about.form))?.definition);
    const before = await requestBefore(about.again, press.person.user, form.id);
    const changed = form.version === about.version ? {} : { notice: 'form' as const };
    const drawn = await modal(press, form, readInputs(form.fields, view.state), {
      before,
      ...changed,
      source: about.source,
    });
    await press.redraw(drawn);
  });

  /** The request that came back, if it is this person's and of this form. */
  async function requestBefore(id: string | undefined, user: string, form: string): Promise<RequestDoc | undefined> {
    const request = id === undefined ? undefined : await o.requests.byId(o.team(), id);
    return request?.user === user && request.kind === kindOf(form) ? request : undefined;
  }

  router.submitAbout(formCallback.request, readRequestMetadata, async (s): Promise<ModalAnswer> => {
    const { person, w } = s;
    const about = found(readRequestMetadata(s.metadata));
    const done: ModalAnswer = about.again ? { close: true } : { clear: true };
    if (await o.requests.bySubmission(o.team(), s.key)) return done;
    const definition = (await o.library.get(about.form))?.definition;
    const before = definition && (await requestBefore(about.again, person.user, definition.id));
    if (!definition || (about.again !== undefined && !before) || (!before && definition.state !== 'offered')) {
      o.log.warn({ actor: person.user, action: 'send-request', form: about.form, again: about.again }, 'refused');
      const why = about.again && definition ? w.refusal['not-yours'] : w.forms.gone;
      return { update: notice(callback.notice, w.forms.goneTitle, why, w.common.close) };
    }
    if (before?.history.some(h => h.key === s.key)) return done;
    const { source } = about;
    const inputs = readInputs(definition.fields, s.state);
    if (definition.version !== about.version)
      return { update: await modal(s, definition, inputs, { before, notice: 'form', source }) };
    const checked = await o.forms.check(definition, inputs, before);
    if (!checked.ok) {
      const errors: Record<string, string> = {};
      for (const p of checked.problems) errors[fieldBlock(p.field, p.part)] ??= problemText(p, w);
      return { errors };
    }
    // Nobody sends a request by another way than the one they saw.
    const asked = { kind: kindOf(definition.id), user: person.user, facts: facts(checked.form) };
    if (routeMark(await o.preview(asked, w)) !== about.route)
      return { update: await modal(s, definition, inputs, { before, notice: 'route', source }) };
    const benefit = await o.benefitPreviews.get(definition.id)?.(person.user, checked.form.answers);
    const outcome = await o.forms.send(person.user, withBenefit(checked.form, benefit), s.key, {
      again: before?._id,
      source,
    });
    if (outcome.ok) return done;
    if ('problems' in outcome) throw new Error('a form that was validated is validated again');
    const why = await o.refusals.text(outcome.refusal, s);
    const [first] = definition.fields;
    // What another try mends keeps what was typed.
    if (outcome.refusal.code === 'busy' && first) return { errors: { [fieldBlock(first.id)]: why } };
    return { update: notice(callback.notice, w.errors.title, why, w.common.close) };
  });

  return async (press, request, copy) => {
    const form = (await o.library.get(formIdOf(request.kind)))?.definition;
    if (!form) throw new Error(`the form of ${request.kind} is gone`);
    const about = copy ? sourceOf(press) : { before: request, ...sourceOf(press) };
    await press.open(await modal(press, form, inputsOf(filledFormOf(request.form)), about));
  };
}

const filesBefore = (request: RequestDoc): Map<string, string[]> =>
  new Map(
    filledFormOf(request.form).answers.flatMap(a =>
      a.type === 'file' ? [[a.field, a.value.map(f => f.name)] as const] : [],
    ),
  );
