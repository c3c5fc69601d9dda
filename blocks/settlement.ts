import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { type Shown, sizeOf } from '../src/shared/shown.ts';
import { datePicker } from './inputs.ts';
import {
  actions,
  button,
  confirm,
  context,
  divider,
  literal,
  type Message,
  type Modal,
  modal,
  plain,
  section,
} from './kit.ts';
import { settlementAction, settlementCallback } from './settlement-ids.ts';

const NAME = 60;
const WHAT = 60;
const LINES = 2500;
const HISTORY_SHOWN = 6;
/** Each is one block. */
const LEAVERS_SHOWN = 80;

/** Days that are left of a grant. `what` is words. */
export interface LeftModel {
  what: string;
  on: string;
  /** absent: it does not lapse */
  until?: string;
  days: Shown;
  /** lapsed, and to be paid */
  pay?: boolean;
}

export interface SettlementModel {
  user: string;
  /** raw, as all names are */
  name: string;
  hiredOn: string;
  lastDay: string;
  basis: 'hire-date' | 'fiscal-year' | 'allowance';
  /** as all figures are: days, or a part-timer's time */
  hireDate: Shown;
  fiscalYear: Shown;
  given: Shown;
  difference: Shown;
  used: Shown;
  beyond: Shown;
  pay: Shown;
  unused: LeftModel[];
  /** of pools that are not paid out */
  unpaid: LeftModel[];
  lapsed: LeftModel[];
  lapsedDays: Shown;
  /** leaves beyond the last day; `whole`: they begin after it */
  after: { what: string; when: string; whole: boolean }[];
  settled?: { who: string; when: string; same: boolean };
  history: { what: string; lastDay: string; who: string; when: string }[];
  /** what was just done or went wrong, in words */
  said?: string;
  metadata: string;
}

/** Grants and use of somebody who leaves, on both bases, and what is to be paid. */
export function settlementModal(m: SettlementModel, w: Words): Modal {
  const t = w.settlement;
  const settles = !m.settled?.same;
  const bases = [t.hireDate(m.hireDate), t.fiscalYear(m.fiscalYear), t.given(m.given)];
  const outcome =
    m.basis === 'allowance' ? t.allowance : sizeOf(m.difference) > 0 ? t.difference(m.difference) : t.noDifference;
  const blocks: KnownBlock[] = [
    ...(m.said === undefined ? [] : [section(m.said)]),
    section(`${t.who(literal(m.name, NAME))}\n${t.employed(m.hiredOn, m.lastDay)}`),
    ...(m.settled ? [section(t.settled(literal(m.settled.who, NAME), m.settled.when))] : []),
    ...(m.settled && !m.settled.same ? [section(t.figuresChanged)] : []),
    section([t.bases, ...bases].join('\n')),
    context(outcome),
    divider(),
    section(t.used(m.used)),
    ...(sizeOf(m.beyond) > 0 ? [section(t.beyond(m.beyond))] : []),
    section(sizeOf(m.pay) === 0 ? t.nothingUnused : listed(t.unused(m.pay), m.unused, w)),
    ...(m.unpaid.length === 0 ? [] : [section(listed(t.unpaid, m.unpaid, w))]),
    ...(m.lapsed.length === 0 ? [] : [section(listed(t.lapsed(m.lapsedDays), m.lapsed, w))]),
    ...afterBlocks(m, w),
    actions(button(settlementAction.file, t.file, { value: m.user })),
    ...historyBlocks(m, w),
  ];
  return modal({
    callbackId: settlementCallback.settle,
    title: t.title,
    ...(settles ? { submit: m.settled ? t.settleAgain : t.settle } : {}),
    close: w.common.close,
    metadata: m.metadata,
    blocks,
  });
}

function listed(heading: string, lines: readonly LeftModel[], w: Words): string {
  const t = w.settlement;
  const texts = lines.map(l => {
    const until = l.until === undefined ? w.ledger.neverLapses : t.until(l.until);
    return `• ${t.line(literal(l.what, WHAT), l.on, l.days)} · ${until}${l.pay ? ` · *${t.lapsedPay}*` : ''}`;
  });
  return `${heading}\n${cutLines(texts, w)}`;
}

function cutLines(texts: readonly string[], w: Words): string {
  const shown: string[] = [];
  let length = 0;
  for (const [i, text] of texts.entries()) {
    length += text.length + 1;
    if (length > LINES) return [...shown, w.andMore(texts.length - i)].join('\n');
    shown.push(text);
  }
  return shown.join('\n');
}

function afterBlocks(m: SettlementModel, w: Words): KnownBlock[] {
  const t = w.settlement;
  if (m.after.length === 0) return [];
  const texts = m.after.map(a => `• ${literal(a.what, WHAT)} ${a.when}${a.whole ? '' : ` · _${t.crossing}_`}`);
  const whole = m.after.filter(a => a.whole).length;
  const sure = confirm({ title: t.cancelTitle, yes: t.cancelAfter(whole) }, t.cancelText, w.common.close, 'danger');
  return [
    divider(),
    section(`${t.after(m.after.length)}\n${cutLines(texts, w)}`),
    ...(whole > 0
      ? [actions(button(settlementAction.cancelAfter, t.cancelAfter(whole), { value: m.user, confirm: sure }))]
      : []),
  ];
}

function historyBlocks(m: SettlementModel, w: Words): KnownBlock[] {
  if (m.history.length === 0) return [];
  const lines = m.history
    .slice(0, HISTORY_SHOWN)
    .map(h => context(w.settlement.historyLine(h.what, h.lastDay, literal(h.who, NAME), h.when)));
  return [divider(), section(w.settlement.history), ...lines];
}

export interface LeaversModel {
  from: string;
  to: string;
  people: { user: string; name: string; lastDay: string; pay: Shown; settled: boolean }[];
  /** what lapsed of people who stay; `pay`: it is to be paid */
  lapses: { name: string; what: string; on: string; days: Shown; pay: boolean }[];
  said?: string;
}

function lapseBlocks({ lapses }: LeaversModel, w: Words): KnownBlock[] {
  const t = w.settlement;
  if (lapses.length === 0) return [];
  const line = (l: LeaversModel['lapses'][number]): string =>
    `• *${literal(l.name, NAME)}* · ${t.lapse(literal(l.what, WHAT), l.on, l.days)}${l.pay ? ` · *${t.lapsedPay}*` : ''}`;
  return [divider(), section(`${t.lapses(lapses.filter(l => l.pay).length)}\n${cutLines(lapses.map(line), w)}`)];
}

/** Who leaves in a time, with a way to each settlement, and all of them as a file. */
export function leaversModal(m: LeaversModel, w: Words): Modal {
  const t = w.settlement;
  const picker = (actionId: string, date: string, text: string) => ({
    ...datePicker(date, actionId),
    placeholder: plain(text, 150),
  });
  const blocks: KnownBlock[] = [
    ...(m.said === undefined ? [] : [section(m.said)]),
    context(`${t.from} – ${t.to}`),
    actions(picker(settlementAction.from, m.from, t.from), picker(settlementAction.to, m.to, t.to)),
    ...(m.people.length + m.lapses.length === 0 ? [] : [actions(button(settlementAction.leaversFile, t.file))]),
    ...(m.people.length === 0 ? [section(t.nobody)] : [context(t.found(m.people.length))]),
    ...m.people
      .slice(0, LEAVERS_SHOWN)
      .map(p =>
        section(
          `*${literal(p.name, NAME)}* · ${p.settled ? t.state.settled : t.state.open}\n${t.leaver(p.lastDay, p.pay)}`,
          button(settlementAction.open, t.open, { value: p.user }),
        ),
      ),
    ...(m.people.length > LEAVERS_SHOWN ? [context(t.more(m.people.length - LEAVERS_SHOWN))] : []),
    ...lapseBlocks(m, w),
  ];
  return modal({
    callbackId: settlementCallback.leavers,
    title: t.leavers,
    close: w.common.close,
    metadata: JSON.stringify({ from: m.from, to: m.to }),
    blocks,
  });
}

/** Tells a person that a leave after their last day was cancelled. Texts are raw. */
export function afterMessage(m: { what: string; lastDay: string; who: string }, w: Words): Message {
  const text = w.settlement.told(literal(m.what, 200), m.lastDay);
  return { text, blocks: [section(text), context(w.settlement.by(literal(m.who, NAME)))] };
}
