import type { InputBlock, KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { defined } from '../src/shared/defined.ts';
import { type ActingModel, actingHead, actingReason, actingWay } from './acting.ts';
import { fieldBlock, formAction, formCallback } from './form-ids.ts';
import { VALUE } from './ids.ts';
import { copiesInput } from './inputs.ts';
import { button, context, cut, literal, type Modal, modal, option, plain, section } from './kit.ts';

/** One of a field's inputs, by the element that asks; what stands in it at first is raw, '' for nothing. */
export type FieldInputModel = {
  /** of two */
  part?: 'from' | 'to';
  /** the form is drawn again when it changes, since its route may */
  redraws?: boolean;
} & (
  | { element: 'text'; max: number; multiline?: boolean; initial: string }
  | { element: 'number' | 'date' | 'time' | 'person'; initial: string }
  | { element: 'choice'; options: { id: string; label: string }[]; initial: string }
  /** `given`: names of files that were given before, which Slack cannot show in the input */
  | { element: 'file'; max: number; given: readonly string[] }
);

/** A field as it is filled in; texts are raw. */
export interface FieldModel {
  id: string;
  label: string;
  required: boolean;
  hint?: string;
  inputs: FieldInputModel[];
}

export interface RequestFormModel {
  name: string;
  fields: FieldModel[];
  /** the route's steps, raw; [] if nobody can decide */
  route: string[];
  /** what changed since it was shown last */
  notice?: 'route' | 'form';
  /** user ids, in copy */
  copies: readonly string[];
  /** somebody enters it for another */
  acting?: ActingModel;
  /** what it would give, as a sentence safe in mrkdwn */
  benefit?: string;
  metadata: string;
}

/** A form to fill in, with the way it would go. */
export function requestModal(m: RequestFormModel, w: Words): Modal {
  const steps = cut(m.route.map(s => literal(s, 200)).join(' → '), 1500);
  const { acting } = m;
  const blocks: KnownBlock[] = acting ? [actingHead(acting, 'request', w)] : [];
  if (m.notice === 'form') blocks.push(section(w.forms.formChanged));
  if (m.notice === 'route') blocks.push(section(w.forms.routeChanged(steps)));
  for (const field of m.fields) blocks.push(...inputsOf(field, w));
  if (m.benefit) blocks.push(context(m.benefit));
  if (acting) blocks.push(actingReason(acting.reason, w.acting.reason, w));
  blocks.push(copiesInput(m.copies, w));
  if (acting) blocks.push(...actingWay(acting, formAction.fill, w));
  const goes = m.route.length === 0 ? w.forms.goesNowhere : w.forms.goesTo(steps);
  blocks.push(context(acting?.stands ? w.leave.told(steps) : goes));
  return modal({
    callbackId: formCallback.request,
    title: m.name,
    submit: acting ? w.acting.send : w.common.send,
    close: w.common.close,
    metadata: m.metadata,
    blocks,
  });
}

function inputsOf(f: FieldModel, w: Words): InputBlock[] {
  return f.inputs.map((input): InputBlock => {
    const { part } = input;
    const given = input.element === 'file' && input.given.length > 0 ? input.given.join(', ') : undefined;
    const hint = given ? w.forms.hasFiles(cut(given, 500)) : part === 'to' ? undefined : f.hint;
    return {
      type: 'input',
      block_id: fieldBlock(f.id, part),
      label: plain(part ? w.forms[part](f.label) : f.label),
      // Both pickers of what may stay empty: whether only one is set is checked when it is sent.
      optional: !f.required || given !== undefined,
      ...(hint ? { hint: plain(hint) } : {}),
      ...(input.redraws ? { dispatch_action: true } : {}),
      element: elementOf(input, w),
    };
  });
}

function elementOf(i: FieldInputModel, w: Words): InputBlock['element'] {
  const action_id = i.redraws ? formAction.fill : VALUE;
  switch (i.element) {
    case 'text': {
      const text = { type: 'plain_text_input' as const, action_id, multiline: i.multiline === true, max_length: i.max };
      return { ...text, ...(i.initial ? { initial_value: cut(i.initial, i.max) } : {}) };
    }
    case 'number': {
      const initial = i.initial ? { initial_value: i.initial } : {};
      return { type: 'number_input', action_id, is_decimal_allowed: true, ...initial };
    }
    case 'date':
      return { type: 'datepicker', action_id, ...(i.initial ? { initial_date: i.initial } : {}) };
    case 'time':
      return { type: 'timepicker', action_id, ...(i.initial ? { initial_time: i.initial } : {}) };
    case 'choice': {
      const options = i.options.map(c => option(c.id, c.label));
      const chosen = options.find(o => o.value === i.initial);
      const initial = defined({ initial_option: chosen });
      return { type: 'static_select', action_id, placeholder: plain(w.forms.pickChoice), options, ...initial };
    }
    case 'person': {
      const initial = i.initial ? { initial_user: i.initial } : {};
      return { type: 'users_select', action_id, placeholder: plain(w.forms.pickPerson), ...initial };
    }
    case 'file':
      return { type: 'file_input', action_id, max_files: i.max };
  }
}

/** The forms that may be filled in; `about`: what each asks for; `who`: for whom. Names are raw. */
export function chooseModal(
  forms: { id: string; name: string; about: string }[],
  w: Words,
  acting?: { who: string; metadata: string },
): Modal {
  const write = acting ? formAction.writeFor : formAction.write;
  const rows = forms.map(f =>
    section(`*${literal(f.name, 60)}*\n${literal(f.about, 150)}`, button(write, w.forms.write, { value: f.id })),
  );
  const hint = acting ? w.acting.chooseForm(literal(acting.who, 60)) : w.forms.chooseHint;
  return modal({
    callbackId: formCallback.choose,
    title: w.forms.choose,
    close: w.common.close,
    ...(acting ? { metadata: acting.metadata } : {}),
    blocks: rows.length === 0 ? [section(w.forms.none)] : [section(hint), ...rows],
  });
}
