import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { type Shown, sizeOf } from '../src/shared/shown.ts';
import { VALUE } from './ids.ts';
import { datePicker, labelled, select, textInput, userSelect } from './inputs.ts';
import { context, literal, type Modal, modal, option, section } from './kit.ts';
import { ledgerCallback, ledgerInput } from './ledger-ids.ts';

const NAME = 60;
const WHY_MAX = 300;
/** A year in hours. */
const MOST = 365 * 24;

/** A grant by hand as it is filled in; dates YYYY-MM-DD, an absent one empty. `kinds`: what may be given. */
export interface GiveModel {
  user?: string;
  kind: string;
  /** names are raw */
  kinds: readonly { id: string; name: string }[];
  days: string;
  on: string;
  usableUntil: string;
  why: string;
  metadata: string;
}

const whyInput = (value: string, w: Words, optional = false): KnownBlock =>
  labelled(ledgerInput.why, w.ledger.why, textInput({ value, multiline: true, max: WHY_MAX }), {
    optional,
    hint: w.ledger.whyHint,
  });

/** HR gives or corrects leave by hand. */
export function giveModal(m: GiveModel, w: Words): Modal {
  const t = w.ledger;
  const kinds = m.kinds.slice(0, 100).map(k => option(k.id, k.name));
  return modal({
    callbackId: ledgerCallback.give,
    title: t.giveTitle,
    submit: t.goOn,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [
      labelled(ledgerInput.user, t.recipient, userSelect(VALUE, undefined, m.user)),
      labelled(
        ledgerInput.kind,
        t.what,
        select(VALUE, kinds, m.kinds.some(k => k.id === m.kind) ? m.kind : m.kinds[0]?.id),
      ),
      labelled(
        ledgerInput.days,
        t.count,
        {
          type: 'number_input',
          action_id: VALUE,
          is_decimal_allowed: true,
          min_value: `-${MOST}`,
          max_value: `${MOST}`,
          ...(m.days === '' ? {} : { initial_value: m.days }),
        },
        { hint: t.countHint },
      ),
      labelled(ledgerInput.on, t.vestsOn, datePicker(m.on)),
      labelled(ledgerInput.usableUntil, t.until, datePicker(m.usableUntil), { optional: true, hint: t.untilHint }),
      whyInput(m.why, w),
    ],
  });
}

/** What a grant by hand would do, before it is given. `who` and `why` are raw. */
export interface GiveCheckModel {
  who: string;
  /** what is given; raw */
  what: string;
  days: Shown;
  on: string;
  usableUntil?: string;
  why: string;
  before?: Shown;
  after: Shown;
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
      section(
        `*${t.signed(m.days)}*  ${literal(m.what, NAME)} · ${t.on(m.on)}\n${until}\n> ${literal(m.why, WHY_MAX)}`,
      ),
      section(t.change(m.before, m.after)),
      context(t.balanceOn(m.balanceOn)),
      ...(sizeOf(m.after) < 0 ? [section(t.belowZero)] : []),
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
  /** whose years are counted: `hire-date` or `fiscal-year` */
  by: string;
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
      labelled(
        ledgerInput.absentMonths,
        t.absentMonths,
        {
          type: 'multi_static_select',
          action_id: VALUE,
          options: months,
          ...(absent.length > 0 ? { initial_options: absent } : {}),
        },
        { optional: true },
      ),
      labelled(ledgerInput.lowYears, t.lowYears, textInput({ value: m.lowYears, multiline: true, max: WHY_MAX }), {
        optional: true,
        hint: t.lowYearsHint(m.by),
      }),
      whyInput('', w),
    ],
  });
}
