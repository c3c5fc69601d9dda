import { datesText, type NoticeModel, type PromotionHomeModel, type Tab } from '../../blocks/promotion.ts';
import type { NoticeEntry } from '../grants/record/schema.ts';
import { isUnconfirmed } from '../grants/record/valid-notice.ts';
import type { Words } from '../i18n/index.ts';
import { shown } from '../leave-record/units.ts';
import { defined } from '../shared/defined.ts';
import type { LeftNow } from './rules.ts';
import type { Notice } from './store.ts';

export const entryOf = (doc: Notice, what: NoticeEntry['what']): NoticeEntry | undefined =>
  doc.history.find(h => h.what === what);

/** In order. */
export const datesOf = (doc: Notice, what: 'answered' | 'designated'): string[] =>
  [...new Set(doc.history.filter(h => h.what === what).flatMap(h => h.dates ?? []))].sort();

/** Until the dates lapse or all is designated. */
const isOpen = (doc: Notice, today: string): boolean => doc.state === 'sent' && today <= doc.usableUntil;

export function noticeModel(doc: Notice, o: LeftNow & { today: string; zone: string; w: Words }): NoticeModel {
  const { w } = o;
  const seen = entryOf(doc, 'seen');
  const [named, designated] = [datesOf(doc, 'answered'), datesOf(doc, 'designated')];
  return {
    id: doc.id,
    article: w.promotion.article[doc.stage] ?? doc.stage,
    sent: shown(doc.sent ?? doc.prepared, o.fullDay),
    left: shown(o.left, o.fullDay),
    usableUntil: doc.usableUntil,
    ...defined({ answerBy: doc.answerBy }),
    ...(seen ? { seenAt: w.moment(seen.at, o.zone) } : {}),
    ...(named.length > 0 ? { named: datesText(named, w) } : {}),
    ...(designated.length > 0 ? { designated: datesText(designated, w), unconfirmed: isUnconfirmed(doc) } : {}),
    open: isOpen(doc, o.today),
  };
}

/** By the rest as last counted. */
export function tabOf(doc: Notice, today: string): Tab {
  if (doc.state === 'excluded') return 'excluded';
  if (doc.state === 'prepared') return doc.left > 0 ? 'prepared' : 'settled';
  if (doc.left <= 0) return 'settled';
  return doc.answerBy === undefined || today <= doc.answerBy ? 'waiting' : 'designate';
}

export const isSendable = (doc: Notice, today: string): boolean =>
  doc.state === 'prepared' && doc.left > 0 && today <= doc.to;

/** Sent days ago, and not confirmed: its ten days have not begun. */
export const isUnread = (doc: Notice, today: string): boolean =>
  doc.state === 'sent' && doc.left > 0 && doc.answerBy === undefined && today <= doc.designateBy;

export const isDesignable = (doc: Notice, today: string): boolean =>
  tabOf(doc, today) === 'designate' && today <= doc.designateBy;

/** The lines of Home. `own`: the person's notices with what is left now. */
export function promotionHome(
  own: readonly (LeftNow & { doc: Notice })[],
  today: string,
  w: Words,
): PromotionHomeModel | undefined {
  const mine = own
    .filter(({ doc }) => doc.state === 'sent' && today <= doc.usableUntil)
    // A read notice stays until its day; then the employer designates, and the dates are confirmed.
    .filter(
      ({ doc, left }) => isUnconfirmed(doc) || !entryOf(doc, 'seen') || (left > 0 && today <= (doc.answerBy ?? '')),
    )
    .map(({ doc, left, fullDay }) => ({
      ...{ id: doc.id, left: shown(left, fullDay), usableUntil: doc.usableUntil },
      ...defined({ answerBy: doc.answerBy }),
      seen: entryOf(doc, 'seen') !== undefined,
      ...(isUnconfirmed(doc) ? { designated: datesText(datesOf(doc, 'designated'), w) } : {}),
      late: today > (doc.answerBy ?? today),
    }));
  return mine.length > 0 ? { own: mine } : undefined;
}
