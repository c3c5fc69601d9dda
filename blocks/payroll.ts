import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { VALUE } from './ids.ts';
import { datePicker, labelled, radioButtons, type ScopeChoices, scopeInputs, select } from './inputs.ts';
import { actions, button, cut, literal, type Message, type Modal, modal, option, section } from './kit.ts';
import { payrollAction, payrollCallback, payrollInput } from './payroll-ids.ts';

export interface PayrollFormModel {
  /** latest first, YYYY-MM */
  months: readonly string[];
  month: string;
  scope: ScopeChoices;
}

/** Which file of the month: a month or two dates, and the format. */
export function payrollForm({ months, month, scope }: PayrollFormModel, w: Words): Modal {
  const t = w.payroll.form;
  const { xlsx, csv } = t.formats;
  const blocks: KnownBlock[] = [
    section(t.explained),
    labelled(
      payrollInput.month,
      t.month,
      select(
        VALUE,
        months.map(m => option(m, w.month(m))),
        month,
      ),
    ),
    ...scopeInputs(scope, w),
    labelled(payrollInput.format, t.format, radioButtons([option('xlsx', xlsx), option('csv', csv)])),
    labelled(payrollInput.from, t.from, datePicker(), { optional: true }),
    labelled(payrollInput.to, t.to, datePicker(), { optional: true }),
  ];
  return modal({
    ...{ callbackId: payrollCallback.export, title: t.title, submit: t.send, close: w.common.close, blocks },
  });
}

/** A button that sends the file of a month. */
export const payrollButton = (month: string, w: Words) => button(payrollAction.send, w.payroll.file, { value: month });

/** The message that shows how far a file is, and that it was sent. */
export const payrollMessage = (text: string): Message => ({ text, blocks: [section(text)] });

export interface VersionModel {
  month: string;
  version: number;
  people: number;
  changed: number;
  /** the first of those whose figures differ, raw names */
  lines: readonly { who: string; what: string }[];
  /** the file follows without being asked for */
  file: boolean;
}

/** A closed month was kept: which version, and what differs from the one before. */
export function versionMessage(m: VersionModel, w: Words): Message {
  const t = w.payroll.versions;
  const text = t.kept(w.month(m.month), m.version, m.people);
  const lines = m.lines.map(l => `• *${literal(l.who, 40)}* ${cut(l.what, 230)}`).join('\n');
  const more = m.changed > m.lines.length ? `\n${t.more(m.changed - m.lines.length)}` : '';
  const differs =
    m.version === 1 ? [] : [section(m.changed === 0 ? t.same : `${t.differ(m.changed)}\n${lines}${more}`)];
  return { text, blocks: [section(text), ...differs, ...(m.file ? [] : [actions(payrollButton(m.month, w))])] };
}
