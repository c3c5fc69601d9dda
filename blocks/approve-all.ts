import type { KnownBlock, PlainTextOption } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { APPROVE_ALL, approveAllInput } from './approval-ids.ts';
import { REASON_MAX, type SeenModel, seenValue } from './approvals.ts';
import { callback } from './ids.ts';
import { checkboxes, labelled, radioButtons, textInput } from './inputs.ts';
import { context, cut, divider, literal, type Message, type Modal, modal, option, plain, section } from './kit.ts';

/** Slack's most options of one group of ticks. */
const GROUP = 10;
/** Requests of one form: with every text at its longest they stay within 250 KB. */
export const APPROVE_ALL_MOST = 100;

/** A request that waits; names are raw. */
export interface TickModel extends SeenModel {
  who: string;
  what: string;
  when: string;
  amount: string;
  cancels: boolean;
  urgent?: boolean;
}

/** What waits for somebody, `ticked` or not; `all`: how many wait where the form has only the first of them. */
export function approveAllModal(m: { rows: TickModel[]; all: number; list: string; ticked: boolean }, w: Words): Modal {
  const t = w.approvals.all;
  const groups = Array.from({ length: Math.ceil(m.rows.length / GROUP) }, (_, i) =>
    m.rows.slice(i * GROUP, (i + 1) * GROUP),
  );
  return modal({
    callbackId: APPROVE_ALL,
    title: m.ticked ? t.title : t.chooseTitle,
    submit: t.decide,
    close: w.common.close,
    metadata: m.list,
    blocks: [
      section(t.intro(m.rows.length, m.all)),
      ...groups.map((rows, i) => ticks(rows, i, m, w)),
      labelled(
        approveAllInput.decision,
        t.decision,
        radioButtons([option('approve', w.approvals.approve), option('reject', w.approvals.reject)], 'approve'),
      ),
      labelled(approveAllInput.comment, w.approvals.commentLabel, textInput({ multiline: true, max: REASON_MAX }), {
        optional: true,
        hint: w.approvals.rejectReasonHint,
      }),
    ],
  });
}

function ticks(
  rows: TickModel[],
  group: number,
  { rows: { length: count }, ticked }: { rows: TickModel[]; ticked: boolean },
  w: Words,
): KnownBlock {
  const options = rows.map(r => tick(r, w));
  const first = group * GROUP + 1;
  const label = w.approvals.all.group(first, first + rows.length - 1, count);
  return labelled(approveAllInput.ticks(group), label, checkboxes(options, ticked ? options : []), { optional: true });
}

function tick(r: TickModel, w: Words): PlainTextOption {
  const urgent = r.urgent ? `${w.approvals.all.urgent} · ` : '';
  const cancels = r.cancels ? `${w.approvals.all.cancels} · ` : '';
  return {
    ...option(seenValue(r), `${urgent}${cancels}${cut(r.who, 30)} · ${r.what}`),
    description: plain(`${r.when} · ${r.amount}`, 75),
  };
}

/** While they are approved one after another. */
export function approvingModal(done: number, count: number, decision: 'approve' | 'reject', w: Words): Modal {
  const t = w.approvals.all;
  return modal({
    callbackId: callback.notice,
    title: t.title,
    close: w.common.close,
    blocks: [section((decision === 'reject' ? t.rejecting : t.working)(done, count)), context(t.goesOn)],
  });
}

/** What became of it. A request that was not approved: raw names, and why in a sentence safe in mrkdwn. */
export interface ApprovedAllModel {
  approved: number;
  decision: 'approve' | 'reject';
  not: { who?: string; what?: string; when?: string; why: string }[];
}

const NAMED = 2800;

const resultText = ({ approved, decision, not }: ApprovedAllModel, { approvals: { all: t } }: Words): string =>
  (decision === 'reject' ? t.rejected : t.result)(approved, not.length);

function resultBlocks(m: ApprovedAllModel, w: Words): KnownBlock[] {
  const blocks: KnownBlock[] = [section(resultText(m, w))];
  let text = '';
  for (const r of m.not) {
    const which = r.who ? `*${literal(r.who, 60)}* · ${cut(`${r.what} ${r.when}`, 200)}: ` : '';
    const line = `• ${which}${cut(r.why, 500)}`;
    if (text.length + line.length > NAMED) {
      blocks.push(section(text));
      text = '';
    }
    text += `${text === '' ? '' : '\n'}${line}`;
  }
  if (text !== '') blocks.push(divider(), section(text));
  return blocks;
}

export const approvedAllModal = (m: ApprovedAllModel, w: Words): Modal =>
  modal({
    callbackId: callback.notice,
    title: w.approvals.all.title,
    close: w.common.close,
    blocks: resultBlocks(m, w),
  });

/** The same by direct message, for whoever closed the modal meanwhile. */
export const approvedAllMessage = (m: ApprovedAllModel, w: Words): Message => ({
  text: resultText(m, w),
  blocks: resultBlocks(m, w),
});
