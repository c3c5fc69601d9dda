import { datesText, type NoticeModel, type PromotionHomeModel, type Tab } from '../../blocks/promotion.ts';
import type { NoticeEntry } from '../grants/record/schema.ts';
import type { Words } from '../i18n/index.ts';
import { shownDays } from '../leave-record/units.ts';
import type { Notice } from './store.ts';

export const entryOf = (doc: Notice, what: NoticeEntry['what']): NoticeEntry | undefined =>
  doc.history.find(h => h.what === what);

/** In order. */
export const datesOf = (doc: Notice, what: 'answered' | 'designated'): string[] =>
  [...new Set(doc.history.filter(h => h.what === what).flatMap(h => h.dates ?? []))].sort();

/** Until the dates lapse or all is designated. */
const isOpen = (doc: Notice, today: string): boolean => doc.state === 'sent' && today <= doc.usableUntil;

export function noticeModel(doc: Notice, o: { left: number; today: string; zone: string; w: Words }): NoticeModel {
  const { w } = o;
  const seen = entryOf(doc, 'seen');
  const [named, designated] = [datesOf(doc, 'answered'), datesOf(doc, 'designated')];
  return {
    id: doc.id,
    article: w.promotion.article[doc.stage] ?? doc.stage,
    sent: shownDays(doc.sent ?? doc.prepared),
    left: shownDays(o.left),
    usableUntil: doc.usableUntil,
    answerBy: doc.answerBy ?? doc.to,
    ...(seen ? { seenAt: w.moment(seen.at, o.zone) } : {}),
    ...(named.length > 0 ? { named: datesText(named, w) } : {}),
    ...(designated.length > 0 ? { designated: datesText(designated, w) } : {}),
    open: isOpen(doc, o.today),
  };
}

/** By the rest as last counted. */
export function tabOf(doc: Notice, today: string): Tab {
  if (doc.state === 'excluded') return 'excluded';
  if (doc.state === 'prepared') return doc.left > 0 ? 'prepared' : 'settled';
  if (doc.left <= 0) return 'settled';
  return today <= (doc.answerBy ?? '') ? 'waiting' : 'designate';
}

export const isSendable = (doc: Notice, today: string): boolean =>
  doc.state === 'prepared' && doc.left > 0 && today <= doc.to;

export const isDesignable = (doc: Notice, today: string): boolean =>
  tabOf(doc, today) === 'designate' && today <= doc.designateBy;

/** The lines of Home. `own`: the person's notices with what is left now; `all`: everybody's, for administrators. */
export function promotionHome(
  own: readonly { doc: Notice; left: number }[],
  all: readonly Notice[] | undefined,
  today: string,
): PromotionHomeModel | undefined {
  const mine = own
    .filter(({ doc, left }) => doc.state === 'sent' && today <= doc.usableUntil && (left > 0 || !entryOf(doc, 'seen')))
    // A read notice stays until its day; then the employer designates.
    .filter(({ doc }) => !entryOf(doc, 'seen') || today <= (doc.answerBy ?? ''))
    .map(({ doc, left }) => ({
      ...{ id: doc.id, left: shownDays(left), usableUntil: doc.usableUntil },
      ...{ answerBy: doc.answerBy ?? doc.to, seen: entryOf(doc, 'seen') !== undefined },
      late: today > (doc.answerBy ?? doc.to),
    }));
  const sendable = (all ?? []).filter(d => isSendable(d, today));
  const designable = (all ?? []).filter(d => isDesignable(d, today));
  const to = sendable.map(d => d.to).sort()[0];
  const by = designable.map(d => d.designateBy).sort()[0];
  const admin = {
    ...(to ? { prepared: { count: sendable.length, to } } : {}),
    ...(by ? { designate: { count: designable.length, by } } : {}),
  };
  if (mine.length === 0 && !to && !by) return undefined;
  return { own: mine, ...(to || by ? { admin } : {}) };
}
