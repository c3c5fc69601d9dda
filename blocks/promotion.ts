import type { ActionsBlock, KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { type Shown, sizeOf } from '../src/shared/shown.ts';
import { datePicker, labelled, select, textInput } from './inputs.ts';
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
  option,
  section,
} from './kit.ts';
import { pager } from './list.ts';
import { promotionAction as action, promotionCallback, promotionInput } from './promotion-ids.ts';

const NAME = 40;
const REASON_MAX = 300;
/** Dates of one notice that a line names; the rest is in the statement. */
const TEXT_MAX = 2000;

/** A notice as its person sees it. Dates 'YYYY-MM-DD'; `seenAt` and lists of dates in words. */
export interface NoticeModel {
  id: string;
  article: string;
  sent: Shown;
  left: Shown;
  usableUntil: string;
  /** absent: until receipt is confirmed */
  answerBy?: string;
  seenAt?: string;
  named?: string;
  designated?: string;
  /** of the designated dates */
  unconfirmed?: boolean;
  /** dates may be named now */
  open: boolean;
}

const confirmDates = (id: string, w: Words) =>
  button(action.seenDates, w.promotion.notice.confirmDates, { value: id, style: 'primary' });

/** The notice, by direct message; drawn anew in its place when it is read or answered. */
export function noticeMessage(m: NoticeModel, w: Words): Message {
  const t = w.promotion.notice;
  const said = [
    ...(m.seenAt ? [t.seen(m.seenAt)] : []),
    ...(m.named ? [t.named(m.named)] : []),
    ...(m.designated ? [t.designated(m.designated)] : []),
    ...(sizeOf(m.left) <= 0 ? [t.nothingLeft] : m.named || m.designated ? [t.leftNow(m.left)] : []),
  ];
  const elements: ActionsBlock['elements'] = [
    ...(m.seenAt ? [] : [button(action.seen, t.confirm, { value: m.id, style: 'primary' })]),
    ...(m.seenAt && m.unconfirmed ? [confirmDates(m.id, w)] : []),
    ...(m.open && sizeOf(m.left) > 0 ? [button(action.openName, t.name, { value: m.id })] : []),
  ];
  return {
    text: t.fallback(m.sent),
    blocks: [
      section(`${t.text(m.sent, m.usableUntil)}\n${m.answerBy === undefined ? t.askFromReceipt : t.ask(m.answerBy)}`),
      ...(said.length > 0 ? [section(said.join('\n'))] : []),
      context(t.law(m.article)),
      ...(elements.length > 0 ? [actions(...elements)] : []),
    ],
  };
}

/** What Home says of the person's own notices. */
export interface PromotionHomeModel {
  own: {
    id: string;
    left: Shown;
    usableUntil: string;
    answerBy?: string;
    seen: boolean;
    /** the days on which the person was to answer are over */
    late: boolean;
    /** dates that the employer designated and the person has not confirmed */
    designated?: string;
  }[];
}

/** The lines of Home on notices to use leave; none where there is nothing to do. */
export function promotionLines(m: PromotionHomeModel, w: Words): KnownBlock[] {
  const t = w.promotion.home;
  return m.own.flatMap(n => {
    if (n.seen && n.designated !== undefined) return [section(t.designated(n.designated), confirmDates(n.id, w))];
    return n.seen && n.answerBy !== undefined
      ? [section(t.open(n.left, n.answerBy), button(action.openName, w.promotion.notice.name, { value: n.id }))]
      : [
          section([t.unread(n.left, n.usableUntil), asked(n, w)].join('\n')),
          actions(
            button(action.seenOnHome, w.promotion.notice.confirm, { value: n.id }),
            ...(sizeOf(n.left) > 0 ? [button(action.openName, w.promotion.notice.name, { value: n.id })] : []),
          ),
        ];
  });
}

/** What an unread notice still asks for; nothing once each day has its date. */
function asked({ left, answerBy, late }: PromotionHomeModel['own'][number], w: Words): string {
  const t = w.promotion;
  if (sizeOf(left) <= 0) return t.notice.nothingLeft;
  if (answerBy === undefined) return t.notice.askFromReceipt;
  return late ? t.home.late(answerBy) : t.notice.ask(answerBy);
}

export const TABS = ['prepared', 'waiting', 'designate', 'settled', 'excluded'] as const;
export type Tab = (typeof TABS)[number];

/** A line of the administrators' list; `who` and `reason` raw. */
export interface ReviewRow {
  id: string;
  who: string;
  left: Shown;
  usableUntil: string;
  notes: string[];
  reason?: string;
  /** what may be done with it */
  can?: 'exclude' | 'include' | 'designate' | 'hand';
}

export interface ReviewModel {
  tab: Tab;
  counts: Record<Tab, number>;
  rows: ReviewRow[];
  page: number;
  pages: number;
  /** how many may be sent today */
  sendable: number;
  said?: string;
  metadata: string;
}

/** The administrators' list of notices. */
export function reviewModal(m: ReviewModel, w: Words): Modal {
  const t = w.promotion.review;
  const tabs = TABS.map(tab => option(tab, w.common.counted(t.tabs[tab] ?? tab, m.counts[tab])));
  const elements = [select(action.tab, tabs, m.tab, t.show), button(action.evidence, t.evidence)];
  return modal({
    callbackId: promotionCallback.review,
    title: w.promotion.title,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [
      ...(m.said ? [section(`:information_source: ${m.said}`)] : []),
      context(t.explained),
      actions(...elements),
      ...(m.tab === 'prepared' && m.sendable > 0
        ? [
            actions(
              button(action.send, t.send(m.sendable), {
                style: 'primary',
                confirm: confirm(t.confirm, t.confirm.text(m.sendable), w.common.close),
              }),
            ),
          ]
        : []),
      divider(),
      ...(m.rows.length === 0 ? [section(t.none)] : m.rows.flatMap(row => rowBlocks(row, w))),
      ...pager(m, action.pages, w),
    ],
  });
}

function rowBlocks(row: ReviewRow, w: Words): KnownBlock[] {
  const t = w.promotion.review;
  const can = {
    exclude: button(action.exclude, t.exclude, { value: row.id }),
    include: button(action.include, t.include, { value: row.id }),
    designate: button(action.openDesignate, t.designate, { value: row.id }),
    hand: button(action.hand, t.hand, {
      value: row.id,
      confirm: confirm(t.handConfirm, t.handConfirm.text, w.common.close),
    }),
  };
  const notes = [...row.notes, ...(row.reason ? [t.reason(literal(row.reason, REASON_MAX))] : [])];
  const text = `*${literal(row.who, NAME)}* · ${t.left(row.left, row.usableUntil)}\n${notes.join(' · ')}`;
  return [section(text, row.can ? can[row.can] : undefined)];
}

/** Asks why somebody gets no notice. */
export const excludeModal = (m: { who: string; metadata: string }, w: Words): Modal =>
  modal({
    callbackId: promotionCallback.exclude,
    title: w.promotion.exclude.title,
    submit: w.promotion.exclude.save,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [
      section(w.promotion.exclude.text(literal(m.who, NAME))),
      labelled(promotionInput.reason, w.promotion.exclude.reason, textInput({ max: REASON_MAX })),
    ],
  });

export interface DatesModel {
  left: Shown;
  usableUntil: string;
  rows: number;
  /** what the pickers hold at first */
  dates: readonly string[];
  /** another row may be added */
  more: boolean;
  metadata: string;
}

/** So many dates may be chosen at once. */
export const MOST_DATES = 30;

const dateInputs = (m: DatesModel, w: Words): KnownBlock[] =>
  Array.from({ length: m.rows }, (_, n) =>
    labelled(promotionInput.date(n), w.promotion.name.date(n + 1), datePicker(m.dates[n]), { optional: true }),
  );

const moreRow = (m: DatesModel, w: Words): KnownBlock[] =>
  m.more ? [actions(button(action.moreDates, w.promotion.name.more))] : [];

/** The person names dates. */
export const nameModal = (m: DatesModel, w: Words): Modal =>
  modal({
    callbackId: promotionCallback.name,
    title: w.promotion.name.title,
    submit: w.promotion.name.send,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [
      section(w.promotion.name.text(m.left, m.usableUntil)),
      ...(Number.isInteger(m.left) ? [] : [context(w.promotion.name.half)]),
      ...dateInputs(m, w),
      ...moreRow(m, w),
    ],
  });

/** An administrator designates dates for somebody. */
export const designateModal = (m: DatesModel & { who: string }, w: Words): Modal =>
  modal({
    callbackId: promotionCallback.designate,
    title: w.promotion.designate.title,
    submit: w.promotion.designate.save,
    close: w.common.close,
    metadata: m.metadata,
    blocks: [
      section(w.promotion.designate.text(literal(m.who, NAME), m.left, m.usableUntil)),
      context(w.promotion.designate.suggested),
      ...(Number.isInteger(m.left) ? [] : [context(w.promotion.name.half)]),
      ...dateInputs(m, w),
      ...moreRow(m, w),
    ],
  });

/** What an administrator is to do, by direct message. */
export const digestMessage = (lines: readonly string[], tab: Tab, w: Words): Message => ({
  text: lines.join('\n'),
  blocks: [section(lines.join('\n')), actions(button(action.open, w.promotion.home.review, { value: tab }))],
});

/** Dates were designated for the person. */
export const designatedMessage = (
  m: { id: string; who: string; dates: string; article: string },
  w: Words,
): Message => {
  const text = w.promotion.designated(literal(m.who, NAME), m.dates, m.article);
  return { text, blocks: [section(text), actions(confirmDates(m.id, w))] };
};

/** Dates in one line, as many as fit; the year stands with the first date of each. */
export function datesText(dates: readonly string[], w: Words): string {
  const yearOf = (date: string | undefined): string | undefined => date?.slice(0, 4);
  const texts = dates.map((d, i) => (yearOf(d) === yearOf(dates[i - 1]) ? w.date(d) : w.promotion.on(d)));
  let text = '';
  for (const [i, one] of texts.entries()) {
    const next = text === '' ? one : `${text}, ${one}`;
    if (next.length > TEXT_MAX) return `${text} ${w.andMore(texts.length - i)}`;
    text = next;
  }
  return text;
}
