import { pageIds } from './ids.ts';

/** Action ids of use promotion. Values: a notice's id; of `turn` and `tab`, what is to be shown. */
export const promotionAction = {
  open: 'promotion.open',
  tab: 'promotion.tab',
  pages: pageIds('promotion.next', 'promotion.back'),
  send: 'promotion.send',
  exclude: 'promotion.exclude',
  include: 'promotion.include',
  openDesignate: 'promotion.designate',
  /** the notice was handed over on paper */
  hand: 'promotion.hand',
  evidence: 'promotion.evidence',
  /** of the person: in the message, and on Home */
  seen: 'promotion.seen',
  seenOnHome: 'promotion.seen-on-home',
  /** of the dates that the employer designated */
  seenDates: 'promotion.seen-dates',
  openName: 'promotion.name',
  moreDates: 'promotion.more-dates',
} as const;

export const promotionCallback = {
  review: 'promotion.review',
  exclude: 'promotion.exclude',
  name: 'promotion.name',
  designate: 'promotion.designate',
} as const;

export const promotionInput = { reason: 'reason', date: (n: number): string => `date:${n}` } as const;
