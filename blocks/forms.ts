import type { InputBlock, KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { fieldBlock, formAction, formCallback } from './form-ids.ts';
import { VALUE } from './ids.ts';
import { button, context, cut, literal, type Modal, modal, option, plain, section } from './kit.ts';

/** What may stand in a field at first; which of them depends on its type. */
export interface FieldValue {
  text?: string;
  from?: string;
  to?: string;
  choice?: string;
  user?: string;
  /** names of files that were given before: Slack cannot show them in the input */
  files?: string[];
}

type FieldType = 'text' | 'long-text' | 'number' | 'money' | 'date' | 'range' | 'times' | 'choice' | 'person' | 'file';

/** A field as it is filled in; texts are raw. */
export interface FieldModel {
  id: string;
  type: FieldType;
  label: string;
  required: boolean;
  help?: string;
  choices?: { id: string; label: string }[];
  value?: FieldValue;
  /** the most characters or files it takes */
  max?: number;
  /** of a date: the form is drawn again when it is chosen */
  redraws?: true;
}

export interface RequestFormModel {
  name: string;
  fields: FieldModel[];
  /** the route's steps, raw; [] if nobody can decide */
  route: string[];
  /** what changed since it was shown last */
  notice?: 'route' | 'form';
  /** what it would give, as a sentence safe in mrkdwn */
  promised?: string;
  metadata: string;
}

/** A form to fill in, with the way it would go. */
export function requestModal(m: RequestFormModel, w: Words): Modal {
  const steps = cut(m.route.map(s => literal(s, 200)).join(' → '), 1500);
  const blocks: KnownBlock[] = [];
  if (m.notice === 'form') blocks.push(section(w.forms.formChanged));
  if (m.notice === 'route') blocks.push(section(w.forms.routeChanged(steps)));
  for (const field of m.fields) blocks.push(...inputsOf(field, w));
  if (m.promised) blocks.push(context(m.promised));
  blocks.push(context(m.route.length === 0 ? w.forms.goesNowhere : w.forms.goesTo(steps)));
  return modal({
    callbackId: formCallback.request,
    title: m.name,
    submit: w.common.send,
    close: w.common.close,
    metadata: m.metadata,
    blocks,
  });
}

function inputsOf(f: FieldModel, w: Words): InputBlock[] {
  const hint = f.help ?? (f.type === 'money' ? w.forms.wonHint : undefined);
  const base = (part?: 'from' | 'to') => ({
    type: 'input' as const,
    block_id: fieldBlock(f.id, part),
    label: plain(part ? w.forms[part](f.label) : f.label),
    // Both pickers of what may stay empty: whether only one is set is checked when it is sent.
    optional: !f.required,
    ...(hint && part !== 'to' ? { hint: plain(hint) } : {}),
  });
  const v = f.value ?? {};
  const redraws = { dispatch_action: true as const };
  switch (f.type) {
    case 'text':
    case 'long-text':
    case 'money': {
      const max = f.max ?? 150;
      const initial = v.text ? { initial_value: cut(v.text, max) } : {};
      const multiline = f.type === 'long-text';
      return [
        {
          ...base(),
          element: { type: 'plain_text_input', action_id: VALUE, multiline, max_length: max, ...initial },
        },
      ];
    }
    case 'number': {
      const initial = v.text && /^-?\d+(\.\d+)?$/.test(v.text) ? { initial_value: v.text } : {};
      return [{ ...base(), element: { type: 'number_input', action_id: VALUE, is_decimal_allowed: true, ...initial } }];
    }
    case 'date':
      return [
        {
          ...base(),
          ...(f.redraws ? redraws : {}),
          element: {
            type: 'datepicker',
            action_id: f.redraws ? formAction.fill : VALUE,
            ...(v.from ? { initial_date: v.from } : {}),
          },
        },
      ];
    case 'range':
      return (['from', 'to'] as const).map(part => {
        const date = v[part];
        const initial = date ? { initial_date: date } : {};
        return { ...base(part), ...redraws, element: { type: 'datepicker', action_id: formAction.fill, ...initial } };
      });
    case 'times':
      return (['from', 'to'] as const).map(part => {
        const time = v[part];
        const initial = time ? { initial_time: time } : {};
        return { ...base(part), ...redraws, element: { type: 'timepicker', action_id: formAction.fill, ...initial } };
      });
    case 'choice': {
      const options = (f.choices ?? []).map(c => option(c.id, c.label));
      const chosen = options.find(o => o.value === v.choice);
      return [
        {
          ...base(),
          ...redraws,
          element: {
            type: 'static_select',
            action_id: formAction.fill,
            placeholder: plain(w.forms.pickChoice),
            options,
            ...(chosen ? { initial_option: chosen } : {}),
          },
        },
      ];
    }
    case 'person':
      return [
        {
          ...base(),
          element: {
            type: 'users_select',
            action_id: VALUE,
            placeholder: plain(w.forms.pickPerson),
            ...(v.user ? { initial_user: v.user } : {}),
          },
        },
      ];
    case 'file': {
      const kept = v.files && v.files.length > 0 ? plain(w.forms.hasFiles(cut(v.files.join(', '), 500))) : undefined;
      return [
        {
          ...base(),
          ...(kept ? { hint: kept, optional: true } : {}),
          element: { type: 'file_input', action_id: VALUE, max_files: f.max ?? 5 },
        },
      ];
    }
  }
}

/** The forms that may be filled in; `about`: what each asks for. Names are raw. */
export function chooseModal(forms: { id: string; name: string; about: string }[], w: Words): Modal {
  const rows = forms.map(f =>
    section(
      `*${literal(f.name, 60)}*\n${literal(f.about, 150)}`,
      button(formAction.write, w.forms.write, { value: f.id }),
    ),
  );
  return modal({
    callbackId: formCallback.choose,
    title: w.forms.choose,
    close: w.common.close,
    blocks: rows.length === 0 ? [section(w.forms.none)] : [section(w.forms.chooseHint), ...rows],
  });
}
