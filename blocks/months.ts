import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { correctionAction, correctionCallback } from './correction-ids.ts';
import { input, VALUE } from './ids.ts';
import { button, confirm, context, cut, joined, literal, type Modal, modal, plain, section } from './kit.ts';

const NAME = 40;
const REASON_MAX = 500;

export interface MonthModel {
  /** YYYY-MM */
  id: string;
  state: 'open' | 'closed' | 'reopened';
  unfinished: number;
  waiting: number;
  stillIn: number;
  /** what was done last, by whom (raw), when and why (raw) */
  last?: { what: string; by: string; at: string; reason?: string };
  /** who, raw, and which day may have changed while it was being closed */
  late: { who: string; date: string }[];
}

const SIGN = { open: ':white_circle:', closed: ':lock:', reopened: ':unlock:' };

/** The last months, each with what is open in it; to close and to open again, and a person to correct a day of. */
export function monthsModal(months: readonly MonthModel[], w: Words, problem?: string): Modal {
  const blocks: KnownBlock[] = problem === undefined ? [] : [section(w.leave.problem(problem))];
  blocks.push(section(`*${w.months.correctSomebody}*`), {
    type: 'actions',
    elements: [
      {
        type: 'users_select',
        action_id: correctionAction.pickPerson,
        placeholder: plain(w.months.pickPerson),
      },
    ],
  });
  blocks.push({ type: 'divider' }, context(w.months.explained));
  for (const m of months) blocks.push(...monthBlocks(m, w));
  return modal({ callbackId: correctionCallback.months, title: w.months.title, close: w.common.close, blocks });
}

function openIn(m: MonthModel, w: Words): string[] {
  return [
    ...(m.stillIn > 0 ? [w.months.stillIn(m.stillIn)] : []),
    ...(m.unfinished > 0 ? [w.months.unfinished(m.unfinished)] : []),
    ...(m.waiting > 0 ? [w.months.waiting(m.waiting)] : []),
  ];
}

function monthBlocks(m: MonthModel, w: Words): KnownBlock[] {
  const open = openIn(m, w);
  const name = w.month(m.id);
  const sure = w.months.closeConfirm;
  const turn =
    m.state === 'closed'
      ? button(correctionAction.reopenMonth, w.months.reopen, { value: m.id })
      : button(correctionAction.closeMonth, w.months.close, {
          value: m.id,
          confirm: confirm(sure, sure.text(name, open.join(', ')), w.common.close),
        });
  const counts = open.length > 0 ? open.join(' · ') : w.months.settled;
  const blocks: KnownBlock[] = [
    section(`${SIGN[m.state]} *${name}* · ${w.months.state[m.state] ?? m.state}\n${counts}`, turn),
  ];
  if (m.last) {
    const done = w.months.step(m.last.what, literal(m.last.by, NAME), m.last.at);
    blocks.push(context(m.last.reason ? `${done} · ${literal(m.last.reason, 200)}` : done));
  }
  if (m.late.length > 0) blocks.push(context(w.months.late(lateNames(m.late, w, 1500))));
  return blocks;
}

export const lateNames = (late: MonthModel['late'], w: Words, max: number): string =>
  joined(
    late.map(l => `${literal(l.who, NAME)} ${w.date(l.date)}`),
    w.andMorePeople,
    max,
  );

/** Asks why a month is opened again. */
export function reopenModal(month: string, w: Words): Modal {
  return modal({
    callbackId: correctionCallback.reopen,
    title: w.months.reopenTitle,
    submit: w.months.reopen,
    close: w.common.close,
    metadata: month,
    blocks: [
      section(w.months.reopenText(w.month(month))),
      {
        type: 'input',
        block_id: input.reason,
        label: plain(w.months.reason),
        element: { type: 'plain_text_input', action_id: VALUE, multiline: true, max_length: REASON_MAX },
      },
    ],
  });
}

/** The button on an administrator's Home. */
export const monthsButton = (w: Words) => button(correctionAction.openMonths, cut(w.months.open, 75));
