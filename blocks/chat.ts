import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { correctionAction } from './correction-ids.ts';
import type { StatusModel } from './home/model.ts';
import { restTitle, undoButton } from './home/now.ts';
import { action, callback } from './ids.ts';
import { actions, button, context, literal, type Message, type Modal, modal, plain, section } from './kit.ts';
import { reportAction } from './report-ids.ts';

/** An answer of one sentence. */
export const say = (text: string): Message => ({ text, blocks: [section(text)] });

/** What was just recorded, with its way back for some minutes. */
export const clockedMessage = (text: string, undo: StatusModel['undo'] | undefined, w: Words): Message => ({
  text,
  blocks: [section(text), ...(undo ? [actions(undoButton(undo, w))] : [])],
});

/** Nothing is recorded yet: it is a day off, and `value` says what was asked for. */
export function restQuestion(m: Pick<StatusModel, 'leave' | 'off'>, value: string, w: Words): Message {
  const { text: question, yes } = w.home.confirmOnLeave;
  const text = `${restTitle(m, w)}. ${question}`;
  return { text, blocks: [section(text), actions(button(action.checkInAnyway, yes, { value }))] };
}

/** Refuses a time in words, with the form for the last unfinished day, else today's. */
export const correctionOffer = (text: string, w: Words): Message => ({
  text,
  blocks: [section(text), actions(button(correctionAction.open, w.corrections.open))],
});

/** Nothing was recorded: why, and the ways to write it. */
export const unclearMessage = (text: string, forms: string): Message => ({
  text,
  blocks: [section(text), section(forms)],
});

/** `value`: of the button that opens the form, which says whose message it is. */
export const helpMessage = (w: Words, value: string): Message => ({
  text: w.chat.help,
  blocks: [
    section(w.chat.help),
    context(w.chat.helpCommand),
    actions(button(action.openLeave, w.home.requestLeave, { value })),
  ],
});

/** The same from Home. */
export const helpModal = (w: Words): Modal =>
  modal({
    callbackId: callback.notice,
    title: w.home.help.title,
    close: w.common.close,
    blocks: [section(w.chat.help), context(w.chat.helpCommand)],
  });

/** The answer to `휴가신청`: a button that opens the form. */
/** Lists open in a modal, which a message cannot. */
export const reportsOffer = (w: Words): Message => ({
  text: w.roster.offer,
  blocks: [
    section(w.roster.offer),
    actions(button(reportAction.openRoster, w.roster.title), button(reportAction.openBoard, w.weekBoard.title)),
  ],
});

export const leaveOffer = (w: Words, value: string): Message => ({
  text: w.chat.leaveOffer,
  blocks: [section(w.chat.leaveOffer), actions(button(action.openLeave, w.chat.openForm, { value, style: 'primary' }))],
});

/**
 * What was read from the text form, with a button that opens it filled (`value`). `refused`, `warned`: mrkdwn.
 * `amount` is absent where nothing can be counted.
 */
export function understoodMessage(
  m: {
    /** whose leave it is, where another one enters it */
    who?: string;
    type: string;
    when: string;
    amount?: string;
    reason: string;
    standIn?: string;
    refused: string[];
    warned: string[];
    value: string;
  },
  w: Words,
): Message {
  const rows: [string, string][] = [
    ...(m.who === undefined ? [] : [[w.chat.whose, m.who] as [string, string]]),
    [w.leave.type, m.type],
    [w.approvals.when, m.when],
    ...(m.amount === undefined ? [] : [[w.chat.takes, m.amount] as [string, string]]),
    [w.leave.reason, m.reason === '' ? w.approvals.noReason : m.reason],
    ...(m.standIn === undefined ? [] : [[w.standIn.label, m.standIn] as [string, string]]),
  ];
  const told = [...m.refused, ...m.warned].map(w.leave.problem);
  const intro = m.refused.length > 0 ? w.chat.understoodRefused : w.chat.understood;
  const blocks: KnownBlock[] = [
    section(intro),
    { type: 'section', text: plain(rows.map(([label, text]) => `${label}: ${text}`).join('\n')) },
    ...(told.length > 0 ? [section(told.join('\n'))] : []),
    actions(button(action.openLeave, w.chat.openForm, { value: m.value, style: 'primary' })),
  ];
  return { text: [intro, ...told].join('\n'), blocks };
}

/** The text form names somebody else whose leave the writer cannot enter: why, and who could. */
export function otherPersonMessage(m: { who: string; why?: string; value: string }, w: Words): Message {
  const text = w.chat.otherPerson(literal(m.who, 100));
  return {
    text,
    blocks: [
      section(text),
      context(m.why ?? w.chat.otherPersonByHr),
      actions(button(action.openLeave, w.chat.openFormForMe, { value: m.value })),
    ],
  };
}

/** For whom a leave form is opened, where a name means several. */
export const openFormButton = (value: string, w: Words) => button(action.openLeave, w.chat.openForm, { value });

/** A message that is too long to be read. */
export function tooLongMessage(most: number, w: Words, value: string): Message {
  const text = w.chat.tooLong(most);
  return { text, blocks: [section(text), actions(button(action.openLeave, w.home.requestLeave, { value }))] };
}

/** The text form could not be read: the line, and how the form looks. */
export function unreadableMessage(problem: { line?: string; missing?: string }, w: Words, value: string): Message {
  const text =
    problem.line === undefined
      ? w.chat.missing(literal(problem.missing ?? ''))
      : w.chat.notUnderstood(literal(problem.line));
  return {
    text,
    blocks: [
      section(text),
      section(`${w.chat.formTitle}\n\`\`\`${w.chat.form}\`\`\``),
      actions(button(action.openLeave, w.chat.openForm, { value })),
    ],
  };
}
