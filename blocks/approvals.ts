import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { action, callback, input, VALUE } from './ids.ts';
import {
  actions,
  button,
  confirm,
  context,
  cut,
  joined,
  literal,
  type Message,
  type Modal,
  modal,
  plain,
  section,
} from './kit.ts';

/** A request as it is shown to those who decide. Names and texts are raw: they are made literal here. */
export interface CardModel {
  id: string;
  who: string;
  /** kind of request, such as "Annual leave" */
  what: string;
  /** period and amount, such as "Mon 30 Nov – Tue 1 Dec" and "2 days" */
  when: string;
  amount: string;
  reason: string;
  /** who else is away then: name and days */
  alsoAway: string[];
  outcome?:
    | { state: 'approved' | 'rejected'; by: string; at: string; reason?: string }
    | { state: 'withdrawn'; at: string };
}

const NAME = 60;

/** The card in the administrators' channel; the same message is rewritten when the request changes. */
export function card(model: CardModel, w: Words): Message {
  const who = literal(model.who, NAME);
  const title = w.approvals.cardTitle(who, model.what);
  const blocks: KnownBlock[] = [section(`${title}\n${model.when} · *${model.amount}*`)];
  blocks.push(...quoted(w.approvals.reason, model.reason === '' ? w.approvals.noReason : model.reason));
  const outcome = model.outcome;
  if (!outcome) {
    const others = model.alsoAway.map(n => literal(n, 100));
    blocks.push(
      context(others.length > 0 ? w.approvals.alsoAway(joined(others, w.andMorePeople, 1500)) : w.approvals.nobodyElse),
    );
    blocks.push(actions(...decideButtons(model, w)));
  } else if (outcome.state === 'withdrawn') {
    blocks.push(context(w.approvals.withdrawn(outcome.at)));
  } else {
    blocks.push(context(w.approvals.decided(outcome.state, literal(outcome.by, NAME), outcome.at)));
    if (outcome.reason) blocks.push(...quoted(w.approvals.rejectedBecause, outcome.reason));
  }
  return { text: w.approvals.cardFallback(who, model.what), blocks };
}

/** *Approve* (behind a confirm) and *Reject*, wherever a request is shown. */
export function decideButtons(model: Pick<CardModel, 'id' | 'who' | 'what' | 'when' | 'amount'>, w: Words) {
  const text = `${cut(model.who, NAME)} · ${model.what} · ${model.when} · ${model.amount}`;
  return [
    button(action.approve, w.approvals.approve, {
      value: model.id,
      style: 'primary',
      confirm: confirm(w.approvals.approveConfirm, text, w.common.cancel),
    }),
    button(action.reject, w.approvals.reject, { value: model.id, style: 'danger' }),
  ];
}

/** User text in a block of its own, as it was typed: never interpreted, never a link. */
function quoted(label: string, text: string): KnownBlock[] {
  return [
    {
      type: 'section',
      text: { type: 'plain_text', text: plain(`${label}: ${text}`).text, emoji: false },
    },
  ];
}

export const REJECT_REASON_MAX = 500;

export function rejectModal(
  model: { id: string; who: string; what: string; when: string; amount: string },
  w: Words,
): Modal {
  return modal({
    callbackId: callback.reject,
    title: w.approvals.rejectTitle,
    submit: w.approvals.reject,
    close: w.common.cancel,
    metadata: model.id,
    blocks: [
      section(`*${literal(model.who, NAME)}* · ${model.what}\n${model.when} · *${model.amount}*`),
      {
        type: 'input',
        block_id: input.reason,
        label: plain(w.approvals.rejectReason),
        hint: plain(w.approvals.rejectReasonHint),
        element: {
          type: 'plain_text_input',
          action_id: VALUE,
          multiline: true,
          min_length: 1,
          max_length: REJECT_REASON_MAX,
        },
      },
    ],
  });
}

export interface NoticeModel {
  state: 'approved' | 'rejected';
  what: string;
  when: string;
  amount: string;
  by: string;
  at: string;
  reason?: string;
}

/** The direct message to the person who asked. */
export function decisionMessage(model: NoticeModel, w: Words): Message {
  const what = `${model.what} ${model.when} · ${model.amount}`;
  const text = model.state === 'approved' ? w.approvals.noticeApproved(what) : w.approvals.noticeRejected(what);
  const blocks: KnownBlock[] = [section(text)];
  if (model.reason) blocks.push(...quoted(w.approvals.reason, model.reason));
  blocks.push(context(w.approvals.noticeBy(literal(model.by, NAME), model.at)));
  return { text, blocks };
}
