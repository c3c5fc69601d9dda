import { describe, expect, it } from 'vitest';
import {
  datesText,
  designatedMessage,
  designateModal,
  excludeModal,
  MOST_DATES,
  nameModal,
  noticeMessage,
  reviewModal,
  TABS,
} from '../../blocks/promotion.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { words } from '../../src/i18n/index.ts';

const LONG = '가*&<'.repeat(125);
const dates = Array.from({ length: MOST_DATES }, (_, n) => `2026-10-${String(n + 1).padStart(2, '0')}`);

describe.each(['ko', 'en'] as const)('notices to use leave, in %s', language => {
  const w = words(language);
  const counts = { prepared: 9999, waiting: 9999, designate: 9999, settled: 9999, excluded: 9999 };

  it('keep within Slack’s limits with long names and full pages', () => {
    for (const tab of TABS)
      for (const can of ['exclude', 'include', 'designate'] as const) {
        const rows = Array.from({ length: 15 }, (_, n) => ({
          ...{
            id: `T0123456789:U0123456789${n}:monthly-late:2027-03-14`,
            who: LONG,
            left: 14.5,
            usableUntil: '2027-03-14',
          },
          ...{ notes: [LONG.slice(0, 100)], reason: LONG, can },
        }));
        const page = { page: 2, pages: 3, sendable: 9999, said: w.promotion.review.sending, metadata: '{}' };
        expect(breaches('modal', reviewModal({ tab, counts, rows, ...page }, w))).toEqual([]);
      }
    const form = { left: 30.5, usableUntil: '2027-03-14', rows: MOST_DATES, dates, more: true, metadata: '{}' };
    expect(breaches('modal', nameModal(form, w))).toEqual([]);
    expect(breaches('modal', designateModal({ ...form, who: LONG }, w))).toEqual([]);
    expect(breaches('modal', excludeModal({ who: LONG, metadata: '{}' }, w))).toEqual([]);
    const text = datesText([...dates, ...dates, ...dates, ...dates, ...dates, ...dates], w);
    const days = { sent: 25, left: 1.25, usableUntil: '2027-03-14', answerBy: '2026-09-25', open: true };
    const said = { article: w.promotion.article.annual ?? '', named: text, designated: text };
    expect(breaches('message', noticeMessage({ id: 'T:U:annual:2027-03-14', ...days, ...said }, w))).toEqual([]);
    expect(
      breaches(
        'message',
        designatedMessage({ id: 'T:U:annual:2027-03-14', who: LONG, dates: text, article: said.article }, w),
      ),
    ).toEqual([]);
  });
});
