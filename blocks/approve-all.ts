import type { KnownBlock, PlainTextOption } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { APPROVE_ALL, approveAllInput, tickAction } from './approval-ids.ts';
import { REASON_MAX, type SeenModel, seenValue } from './approvals.ts';
import { callback } from './ids.ts';
import { checkboxes, labelled, radioButtons, textInput } from './inputs.ts';
import {
  actions,
  button,
  context,
  cut,
  divider,
  literal,
  type Message,
  type Modal,
  modal,
  option,
  plain,
  section,
} from './kit.ts';
import { pager } from './list.ts';

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

/** Of a form of several pages. */
export interface TickPages {
  page: number;
  pages: number;
  /** of all pages, how many can be ticked */
  count: number;
  /** ticked on other pages */
  elsewhere: number;
  /** of this page, decided meanwhile */
  gone: number;
  /** another one each time it is drawn */
  drawn: string;
}

export interface ApproveAllModel {
  rows: TickModel[];
  /** how many wait where the form has only the first of them */
  all: number;
  /** metadata: filters of the list, and which ticks */
  list: string;
  ticked: (value: string) => boolean;
  title: 'all' | 'choose';
  pages?: TickPages;
}

/** What waits for somebody, in groups of ticks. */
export function approveAllModal(m: ApproveAllModel, w: Words): Modal {
  const t = w.approvals.all;
  const groups = Array.from({ length: Math.ceil(m.rows.length / GROUP) }, (_, i) =>
    m.rows.slice(i * GROUP, (i + 1) * GROUP),
  );
  return modal({
    callbackId: APPROVE_ALL,
    title: m.title === 'all' ? t.title : t.chooseTitle,
    submit: t.decide,
    close: w.common.close,
    metadata: m.list,
    blocks: [
      ...(m.pages ? pageHead(m.pages, m.all, w) : [section(t.intro(m.rows.length))]),
      ...groups.map((rows, i) => ticks(rows, i, m, w)),
      ...(m.pages ? pager(m.pages, tickAction.pages, w) : []),
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

function pageHead({ count, elsewhere, gone }: TickPages, all: number, w: Words): KnownBlock[] {
  const t = w.approvals.all;
  return [
    section(t.paged(count, all, elsewhere)),
    actions(button(tickAction.all, t.tickAll(count)), button(tickAction.none, t.tickNone)),
    ...(gone > 0 ? [context(t.gone(gone))] : []),
  ];
}

function ticks(rows: TickModel[], group: number, m: ApproveAllModel, w: Words): KnownBlock {
  const options = rows.map(r => tick(r, w));
  const first = group * GROUP + 1;
  const before = m.pages ? (m.pages.page - 1) * APPROVE_ALL_MOST : 0;
  const label = w.approvals.all.group(before + first, before + first + rows.length - 1, before + m.rows.length);
  const ticked = options.filter((_, i) => m.ticked(seenValue(rows[i] as TickModel)));
  return labelled(approveAllInput.ticks(group, m.pages?.drawn), label, checkboxes(options, ticked), { optional: true });
}

function tick(r: TickModel, w: Words): PlainTextOption {
  const urgent = r.urgent ? `${w.approvals.all.urgent} · ` : '';
  const cancels = r.cancels ? `${w.approvals.all.cancels} · ` : '';
  return {
    ...option(seenValue(r), `${urgent}${cancels}${cut(r.who, 30)} · ${r.what}`),
    description: plain(`${r.when} · ${r.amount}`, 75),
  };
}

const titleOf = (decision: 'approve' | 'reject', { approvals: { all: t } }: Words): string =>
  decision === 'reject' ? t.rejectTitle : t.title;

/** While they are decided one after another. */
export function approvingModal(done: number, count: number, decision: 'approve' | 'reject', w: Words): Modal {
  const t = w.approvals.all;
  return modal({
    callbackId: callback.notice,
    title: titleOf(decision, w),
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
    title: titleOf(m.decision, w),
    close: w.common.close,
    blocks: resultBlocks(m, w),
  });

/** The same by direct message, for whoever closed the modal meanwhile. */
export const approvedAllMessage = (m: ApprovedAllModel, w: Words): Message => ({
  text: resultText(m, w),
  blocks: resultBlocks(m, w),
});
