import type { Words } from '../src/i18n/index.ts';
import { labelled, radioButtons, textInput } from './inputs.ts';
import { actions, button, context, cut, literal, type Modal, modal, option, section } from './kit.ts';
import { payrollAction, payrollCallback, payrollInput } from './payroll-ids.ts';

/** With the metadata of the preview it stays below Slack's limit. */
const TEXT_MAX = 2_000;

export interface LayoutModel {
  hours: string;
  /** one column a line */
  text: string;
  /** names of columns that are not in it */
  left: readonly string[];
  metadata: string;
}

/** The columns of the payroll file: which, in which order, under which heading. */
export function layoutModal(m: LayoutModel, w: Words): Modal {
  const t = w.payroll.layout;
  const options = Object.entries(t.hours).map(([id, text]) => option(id, text));
  return modal({
    ...{ callbackId: payrollCallback.layout, title: t.title, submit: t.preview, close: w.common.close },
    metadata: m.metadata,
    blocks: [
      section(t.explained),
      labelled(payrollInput.columns, t.columns, textInput({ value: m.text, multiline: true, max: TEXT_MAX }), {
        hint: t.hint,
      }),
      ...(m.left.length > 0 ? [context(cut(t.left(m.left.join(', ')), 1_500))] : []),
      labelled(payrollInput.hours, t.hoursAs, radioButtons(options, m.hours)),
    ],
  });
}

export interface PreviewModel {
  headings: readonly string[];
  hours: string;
  metadata: string;
}

/** The heading row as the file will have it, before it is stored. */
export function previewModal(m: PreviewModel, w: Words): Modal {
  const t = w.payroll.layout;
  const row = m.headings.map((h, i) => `${i + 1}. ${literal(h, 60)}`).join('\n');
  const hours = Object.entries(t.hours).find(([id]) => id === m.hours)?.[1] ?? m.hours;
  return modal({
    ...{ callbackId: payrollCallback.preview, title: t.title, submit: t.save, close: w.common.close },
    metadata: m.metadata,
    blocks: [
      section(t.row),
      section(cut(row, 2_900)),
      context(`${t.hoursAs}: ${hours}`),
      actions(button(payrollAction.backToLayout, t.back)),
    ],
  });
}
