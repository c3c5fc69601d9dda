import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { action, callback, input } from './ids.ts';
import { labelled, textInput } from './inputs.ts';
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
  md,
  modal,
  option,
  overflow,
  plain,
  section,
} from './kit.ts';
import { type DetailModel, quoted, reasonAndDetails } from './request-details.ts';

/** A request and the step of it that was shown: a press on an older card decides nothing. */
export interface SeenModel {
  id: string;
  round: number;
  step: number;
  /** the filters of the list in which it was pressed */
  list?: string;
}

/** In a button's value: `id:round:step`. */
export const seenValue = (s: SeenModel): string => `${s.id}:${s.round}:${s.step}`;

export function readSeen(value: string): SeenModel {
  const [id = '', round = '1', step = '0'] = value.split(':');
  return { id, round: Number(round), step: Number(step) };
}

export type OutcomeModel = {
  what: string;
  /** absent: the requester */
  by?: string;
  at: string;
  comment?: string;
};

/** A request as it is shown to those who decide. Names and texts are raw: they are made literal here. */
export interface CardModel extends SeenModel {
  who: string;
  /** kind of request, such as "Annual leave" */
  what: string;
  /** period and amount, such as "Mon 30 Nov – Tue 1 Dec" and "2 days" */
  when: string;
  amount: string;
  reason: string;
  /** what the reason was asked as, where a form calls it otherwise */
  reasonLabel?: string;
  details?: DetailModel[];
  /** it begins so soon that somebody has to decide now */
  urgent?: boolean;
  /** what waits is that an approved request be cancelled */
  cancels: boolean;
  cancelReason?: string;
  /** who else is away then: name and days; undefined where that does not matter */
  alsoAway: string[] | undefined;
  /** the steps, where there is more to say than "an administrator" */
  route?: string;
  /** names of those who read along; raw */
  copies?: string;
  notes: string[];
  outcome?: OutcomeModel;
  /** somebody sent it for the person: who, why, and in spite of what */
  entered?: { by: string; reason: string; overrode: string[] };
  /** in force as sent: nobody decides; and what HR may do to it */
  stands?: boolean;
  corrections?: readonly string[];
  /** for a copy of somebody whose turn it is not: nothing to decide */
  onlyShown?: boolean;
  /** seen by many, also by those whose turn it is not */
  shared?: boolean;
  /** for a copy sent to one person: decided for whom, and a reminder */
  lead?: string[];
}

export const NAME = 60;

/** The card of a request, in the channel and as copies; rewritten as the request changes. */
export function card(model: CardModel, w: Words): Message {
  const who = literal(model.who, NAME);
  const titled = model.cancels ? 'cancelTitle' : model.stands ? 'standsTitle' : 'cardTitle';
  const title = w.approvals[titled](who, model.what);
  const blocks: KnownBlock[] = (model.lead ?? []).map(text => context(text));
  const urgent = model.urgent ? `${w.home.urgent} · ` : '';
  blocks.push(section(`${urgent}${title}\n${model.when} · *${model.amount}*`));
  const { entered } = model;
  if (entered) blocks.push(...enteredBlocks(entered, model.stands === true, w));
  // The person gave no reason themselves.
  const asked = entered && model.reason === '' ? { ...model, details: model.details ?? [] } : model;
  blocks.push(...reasonAndDetails(asked, w));
  if (model.cancelReason) blocks.push(quoted(w.approvals.reasonLabels['ask-cancel'] ?? '', model.cancelReason));
  const along = [...(model.route ? [literal(model.route, 300)] : []), ...copiesLine(model, w)];
  const route = [...along, ...model.notes.slice(0, 5).map(n => cut(n, 300))];
  const outcome = model.outcome;
  if (!outcome) {
    const others = model.alsoAway?.map(n => literal(n, 100));
    const away = others && [
      others.length > 0 ? w.approvals.alsoAway(joined(others, w.andMorePeople, 1500)) : w.approvals.nobodyElse,
    ];
    const lines = [...(away ?? []), ...route];
    if (lines.length > 0) blocks.push(context(...lines));
    if (!model.onlyShown) blocks.push(actions(...decideButtons(model, w)));
  } else {
    const line = outcomeLine(outcome, w);
    if (route.length > 0) blocks.push(context(...route));
    blocks.push(context(line));
    if (outcome.comment) blocks.push(quoted(whyLabel(outcome.what, w), outcome.comment));
    if (model.corrections)
      blocks.push(actions(menu(action.more, [...model.corrections, 'history'], seenValue(model), w)));
  }
  const text = model.stands ? w.approvals.standsFallback : w.approvals.cardFallback;
  return { text: text(who, model.what), blocks };
}

const copiesLine = ({ copies }: Pick<CardModel, 'copies'>, w: Words): string[] =>
  copies === undefined ? [] : [w.routes.copies(literal(copies, 300))];

/** What stands as sent names its reason with the outcome. */
function enteredBlocks(
  { by, reason, overrode }: NonNullable<CardModel['entered']>,
  stands: boolean,
  w: Words,
): KnownBlock[] {
  return [
    context(
      w.acting.entered(literal(by, NAME)),
      ...(overrode.length > 0 ? [w.acting.despite(literal(w.list(overrode), 300))] : []),
    ),
    ...(reason === '' || stands ? [] : [quoted(w.acting.reason, reason)]),
  ];
}

/** A decision is commented on; what was entered, sent back, cancelled or refused has a reason. */
export const whyLabel = (what: string, w: Words): string =>
  what === 'rejected'
    ? w.approvals.rejectedBecause
    : what === 'approved'
      ? w.approvals.commentLabel
      : w.approvals.reason;

function outcomeLine(o: OutcomeModel, w: Words): string {
  const by = literal(o.by ?? '', NAME * 2);
  switch (o.what) {
    case 'withdrawn':
      return w.approvals.withdrawn(o.at);
    case 'sent-back':
      return w.approvals.sentBack(by, o.at);
    case 'replaced':
      return w.approvals.replaced(o.at);
    case 'recorded':
      return w.approvals.recorded(by, o.at);
    case 'cancelled':
      return w.approvals.cancelled(by, o.at);
    case 'revoked':
      return w.approvals.revoked(by, o.at);
    case 'cancel-rejected':
      return w.approvals.cancelRejected(by, o.at);
    default:
      return w.approvals.decided(o.what, by, o.at);
  }
}

type DecideModel = SeenModel & Pick<CardModel, 'who' | 'what' | 'when' | 'amount' | 'cancels'>;

/**
 * *Approve*, *Reject*, and a menu. Only a private card confirms *Approve*: elsewhere Slack would ask people who may not
 * decide.
 */
export function decideButtons(model: DecideModel & { shared?: boolean }, w: Words) {
  const text = `${cut(model.who, NAME)} · ${model.what} · ${model.when} · ${model.amount}`;
  const value = seenValue(model);
  const more = ['comment', ...(model.cancels ? [] : ['send-back']), 'history'];
  return [
    button(action.approve, w.approvals.approve, {
      value,
      style: 'primary',
      ...(model.shared
        ? {}
        : {
            confirm: confirm(
              model.cancels ? w.approvals.cancelConfirm : w.approvals.approveConfirm,
              text,
              w.common.close,
            ),
          }),
    }),
    button(action.reject, w.approvals.reject, { value, style: 'danger' }),
    menu(action.more, more, value, w),
  ];
}

/** Further things to do with a request; an option's value is `what|id:round:step`. */
export const menu = (actionId: string, whats: readonly string[], value: string, w: Words) =>
  overflow(
    actionId,
    whats.map(what => option(`${what}|${value}`, w.approvals.more[what] ?? what)),
  );

export const REASON_MAX = 500;

/** Asks for the words that go with a decision: needed for all but an approval. */
export function reasonModal(
  model: SeenModel & {
    do: 'approve' | 'reject' | 'send-back' | 'ask-cancel' | 'revoke';
    who: string;
    what: string;
    when: string;
    amount: string;
    /** what stands against an approval, which is made all the same: sentences, safe in mrkdwn */
    warnings?: string[];
    /** what was typed already */
    text?: string;
  },
  w: Words,
): Modal {
  const title = w.approvals.reasonTitles[model.do] ?? '';
  const warnings = (model.warnings ?? []).map(t => w.leave.problem(t));
  const despite = warnings.length > 0;
  return modal({
    callbackId: callback.decide,
    title,
    submit: model.do === 'approve' ? w.approvals.approve : model.do === 'reject' ? w.approvals.reject : title,
    close: w.common.close,
    metadata: JSON.stringify({
      do: model.do,
      seen: seenValue(model),
      list: model.list,
      ...(despite ? { despite } : {}),
    }),
    blocks: [
      section(`*${literal(model.who, NAME)}* · ${model.what}\n${model.when} · *${model.amount}*`),
      ...(despite ? [section(`${warnings.join('\n')}\n${w.leave.despite}`)] : []),
      labelled(
        input.reason,
        w.approvals.reasonLabels[model.do] ?? '',
        textInput({ value: model.text, multiline: true, max: REASON_MAX }),
        {
          optional: model.do === 'approve',
          hint: model.do === 'ask-cancel' ? undefined : w.approvals.rejectReasonHint,
        },
      ),
    ],
  });
}

export interface HistoryModel {
  who: string;
  what: string;
  when: string;
  amount: string;
  reason: string;
  reasonLabel?: string;
  details?: DetailModel[];
  route?: string;
  copies?: string;
  /** what came of it, as sentences safe in mrkdwn */
  outcomeNotes?: string[];
  lines: { at: string; by: string; did: string; step?: string; why?: string; comment?: string }[];
}

/** Blocks for the last lines of a long history, which are the ones that matter; each takes two at most. */
const LINES_BLOCKS = 91;

export function historyModal(m: HistoryModel, w: Words): Modal {
  const asked = reasonAndDetails(m, w);
  const lines = m.lines.slice(-Math.floor((LINES_BLOCKS - asked.length) / 2));
  const blocks: KnownBlock[] = [
    section(`*${literal(m.who, NAME)}* · ${m.what}\n${m.when} · *${m.amount}*`),
    ...asked,
    ...(m.route ? [context(literal(m.route, 300))] : []),
    ...copiesLine(m, w).map(t => context(t)),
    ...(m.outcomeNotes ? [section(cut(m.outcomeNotes.join('\n'), 1000))] : []),
    { type: 'divider' },
  ];
  if (lines.length < m.lines.length) blocks.push(context(w.andMore(m.lines.length - lines.length)));
  for (const l of lines) {
    const parts = [
      l.at,
      `*${literal(l.by, NAME * 2)}* ${l.did}`,
      ...(l.step ? [l.step] : []),
      ...(l.why ? [cut(l.why, 300)] : []),
    ];
    blocks.push({ type: 'context', elements: [md(parts.join(' · '))] });
    if (l.comment) blocks.push({ type: 'section', text: plain(`“${l.comment}”`) });
  }
  return modal({ callbackId: callback.notice, title: w.approvals.historyTitle, close: w.common.close, blocks });
}
