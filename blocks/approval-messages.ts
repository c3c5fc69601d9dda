import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { menu, NAME, type SeenModel, seenValue, whyLabel } from './approvals.ts';
import { action } from './ids.ts';
import { actions, button, context, literal, type Message, section } from './kit.ts';
import { quoted } from './request-details.ts';

export interface NoticeModel {
  outcome: 'sent' | 'approved' | 'recorded' | 'rejected' | 'sent-back' | 'cancelled' | 'revoked' | 'cancel-rejected';
  id: string;
  mayEdit: boolean;
  what: string;
  when: string;
  amount: string;
  /** absent: the requester */
  by?: string;
  at: string;
  reason?: string;
}

/** The direct message to the person who asked. */
export function decisionMessage(model: NoticeModel, w: Words): Message {
  const what = `${model.what} ${model.when} · ${model.amount}`;
  const text = {
    sent: w.acting.noticeSent,
    approved: w.approvals.noticeApproved,
    recorded: w.approvals.noticeRecorded,
    revoked: w.approvals.noticeRevoked,
    rejected: w.approvals.noticeRejected,
    'sent-back': w.approvals.noticeSentBack,
    cancelled: w.approvals.noticeCancelled,
    'cancel-rejected': w.approvals.noticeCancelRejected,
  }[model.outcome](what);
  const blocks: KnownBlock[] = [section(text)];
  if (model.reason) blocks.push(quoted(whyLabel(model.outcome, w), model.reason));
  if (model.by !== undefined) blocks.push(context(w.approvals.noticeBy(literal(model.by, NAME * 2), model.at)));
  if (model.outcome === 'rejected') blocks.push(actions(button(action.askAgain, w.answers.again, { value: model.id })));
  if (model.mayEdit)
    blocks.push(actions(button(action.edit, w.approvals.more.edit ?? '', { value: model.id, style: 'primary' })));
  return { text, blocks };
}

/** For those who read along: what it is and how it stands; names are raw. */
export function informedMessage(
  m: SeenModel & {
    who: string;
    what: string;
    when: string;
    amount: string;
    state: string;
    stands: boolean;
    changed: boolean;
    by?: string;
  },
  w: Words,
): Message {
  const what = `${literal(m.what, NAME)} ${m.when} · ${m.amount}`;
  const state = m.stands && m.state === 'approved' ? w.approvals.stands : w.state(m.state);
  const told = m.changed ? w.approvals.changedTo(state) : state;
  const text = w.approvals.informed(literal(m.who, NAME), what, told);
  return { text, blocks: [section(text), actions(menu(action.more, ['history'], seenValue(m), w))] };
}

/** One reminder for many requests, with the list behind a button. */
export function digestMessage(m: { count: number; urgent: number }, w: Words): Message {
  const text = w.approvals.digest(m.count, m.urgent);
  return { text, blocks: [section(text), actions(button(action.openList, w.common.seeAll, { value: 'waiting' }))] };
}
