import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { VALUE } from './ids.ts';
import { datePicker, labelled, radioButtons, type ScopeChoices, scopeInputs, select } from './inputs.ts';
import { button, type Message, type Modal, modal, option, section } from './kit.ts';
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
