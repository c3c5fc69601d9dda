import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { defined } from '../src/shared/defined.ts';
import { VALUE } from './ids.ts';
import { context, literal, type Modal, modal, option, plain, section } from './kit.ts';
import { ledgerCallback, ledgerInput } from './ledger-ids.ts';

const NAME = 60;
const WHY_MAX = 300;

/** A grant by hand as it is filled in; dates YYYY-MM-DD, an absent one empty. `kinds`: what may be given. */
export interface GiveModel {
  user?: string;
  kind: string;
  kinds: readonly string[];
  days: string;
  on: string;
  usableUntil: string;
  why: string;
  metadata: string;
}

const label = (text: string) => plain(text);
const textInput = (value: string, more: { multiline?: boolean; max_length?: number } = {}) => ({
  type: 'plain_text_input' as const,
  action_id: VALUE,
  ...(value === '' ? {} : { initial_value: value }),
  ...more,
});
const whyInput = (value: string, w: Words, optional = false): KnownBlock => ({
  type: 'input',
  block_id: ledgerInput.why,
  label: label(w.ledger.why),
  hint: plain(w.ledger.whyHint),
  ...(optional ? { optional } : {}),
  element: textInput(value, { multiline: true, max_length: WHY_MAX }),
});

/** HR gives or corrects leave by hand. */
export function giveModal(m: GiveModel, w: Words): Modal {
  const t = w.ledger;
  const kinds = m.kinds.map(k => option(k, t.kind(k)));
  const kind = kinds.find(k => k.value === m.kind) ?? kinds[0];
  const date = (id: string, text: string, value: string, hint?: string): KnownBlock => ({
    type: 'input',
    block_id: id,
    label: label(text),
    ...(hint === undefined ? {} : { hint: plain(hint), optional: true }),
    element: { type: 'datepicker', action_id: VALUE, ...(value === '' ? {} : { initial_date: value }) },
  });
  return modal({
    callbackId: ledgerCallback.give,
    title: t.giveTitle,
    submit: t.goOn,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [
      {
        type: 'input',
        block_id: ledgerInput.user,
        label: label(t.recipient),
        element: { type: 'users_select', action_id: VALUE, ...defined({ initial_user: m.user }) },
      },
      {
        type: 'input',
        block_id: ledgerInput.kind,
        label: label(t.what),
        element: {
          type: 'static_select',
          action_id: VALUE,
          options: kinds,
          ...defined({ initial_option: kind }),
        },
      },
      {
        type: 'input',
        block_id: ledgerInput.days,
        label: label(t.count),
        hint: plain(t.countHint),
        element: {
          type: 'number_input',
          action_id: VALUE,
          is_decimal_allowed: true,
          min_value: '-365',
          max_value: '365',
          ...(m.days === '' ? {} : { initial_value: m.days }),
        },
      },
      date(ledgerInput.on, t.vestsOn, m.on),
      date(ledgerInput.usableUntil, t.until, m.usableUntil, t.untilHint),
      whyInput(m.why, w),
    ],
  });
}

/** What a grant by hand would do, before it is given. `who` and `why` are raw. */
export interface GiveCheckModel {
  who: string;
  kind: string;
  days: number;
  on: string;
  usableUntil?: string;
  why: string;
  before?: number;
  after: number;
  /** the day of the balance */
  balanceOn: string;
  metadata: string;
}

export function giveCheckModal(m: GiveCheckModel, w: Words): Modal {
  const t = w.ledger;
  const until = m.usableUntil === undefined ? t.neverLapses : t.usableUntil(m.usableUntil);
  return modal({
    callbackId: ledgerCallback.giveCheck,
    title: t.giveCheckTitle,
    submit: t.giveYes,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [
      section(t.of(literal(m.who, NAME))),
      section(`*${t.signed(m.days)}*  ${t.kind(m.kind)} · ${t.on(m.on)}\n${until}\n> ${literal(m.why, WHY_MAX)}`),
      section(t.change(m.before, m.after)),
      context(t.balanceOn(m.balanceOn)),
      ...(m.after < 0 ? [section(t.belowZero)] : []),
    ],
  });
}

/** Asks why a grant is taken back. `what` is told in words, user text in it made safe. */
export const reverseModal = (m: { who: string; what: string; metadata: string }, w: Words): Modal =>
  modal({
    callbackId: ledgerCallback.reverse,
    title: w.ledger.reverseTitle,
    submit: w.ledger.reverse,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [section(w.ledger.of(literal(m.who, NAME))), section(w.ledger.reverseText(m.what)), whyInput('', w, true)],
  });

/** What HR says of somebody's attendance. `lowYears`: a line each. */
export interface AttendedModel {
  who: string;
  months: readonly number[];
  absentMonths: readonly number[];
  lowYears: string;
  metadata: string;
}

export function attendedModal(m: AttendedModel, w: Words): Modal {
  const t = w.ledger;
  const months = m.months.map(k => option(String(k), t.absentMonth(k)));
  const absent = months.filter(o => m.absentMonths.includes(Number(o.value)));
  return modal({
    callbackId: ledgerCallback.attended,
    title: t.attendedTitle,
    submit: w.common.save,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [
      section(t.of(literal(m.who, NAME))),
      context(t.attendedText),
      {
        type: 'input',
        block_id: ledgerInput.absentMonths,
        optional: true,
        label: label(t.absentMonths),
        element: {
          type: 'multi_static_select',
          action_id: VALUE,
          options: months,
          ...(absent.length > 0 ? { initial_options: absent } : {}),
        },
      },
      {
        type: 'input',
        block_id: ledgerInput.lowYears,
        optional: true,
        label: label(t.lowYears),
        hint: plain(t.lowYearsHint),
        element: textInput(m.lowYears, { multiline: true, max_length: WHY_MAX }),
      },
      whyInput('', w),
    ],
  });
}
