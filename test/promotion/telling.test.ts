import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/calendar/rules.ts';
import { UNITS_PER_DAY } from '../../src/leave-record/units.ts';
import { isDigestDay } from '../../src/promotion/job.ts';
import type { Notice } from '../../src/promotion/store.ts';

const notice = (state: 'prepared' | 'sent'): Notice =>
  ({
    ...{ id: 'p1', user: 'U1', state, left: UNITS_PER_DAY, history: [], grants: ['g1'] },
    ...{ from: '2026-07-01', to: '2026-07-10', designateBy: '2026-10-31', usableUntil: '2026-12-31' },
    ...(state === 'sent' ? { answerBy: '2026-07-17' } : {}),
  }) as unknown as Notice;
const days = (from: string, to: string): string[] => (from > to ? [] : [from, ...days(addDays(from, 1), to)]);

describe('administrators are told of notices', () => {
  it('on the first day, and every day once the last ones have come', () => {
    const told = days('2026-06-25', '2026-07-15').filter(d => isDigestDay([notice('prepared')], addDays(d, -1), d));
    expect(told).toEqual(['2026-07-01', '2026-07-08', '2026-07-09', '2026-07-10']);
  });

  it('the day after nobody answered, and before the last day to designate', () => {
    const told = days('2026-07-11', '2026-11-05').filter(d => isDigestDay([notice('sent')], addDays(d, -1), d));
    expect(told).toEqual([
      '2026-07-18',
      '2026-10-17',
      '2026-10-24',
      '2026-10-28',
      '2026-10-29',
      '2026-10-30',
      '2026-10-31',
    ]);
  });

  it('before the last day on which an unread notice can still be received in time', () => {
    const { answerBy: _, ...unread } = notice('sent');
    // Ten whole days after 20 October end on 30 October: dates are designated on the 31st.
    const told = days('2026-07-11', '2026-11-05').filter(d => isDigestDay([unread], addDays(d, -1), d));
    expect(told).toEqual(['2026-10-06', '2026-10-13', '2026-10-17', '2026-10-18', '2026-10-19', '2026-10-20']);
  });

  it('of what fell between, however long nothing ran, and once', () => {
    const doc = notice('sent');
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 20 }), offsets => {
        const looks = offsets.sort((a, b) => a - b).map(n => addDays('2026-07-18', n));
        const told = looks.filter((d, i) => isDigestDay([doc], looks[i - 1] ?? '2026-07-17', d));
        // The first look after the answer was due tells, whatever day it is.
        expect(told[0]).toBe(looks[0]);
        const moments = days('2026-07-18', '2026-10-31').filter(d => isDigestDay([doc], addDays(d, -1), d));
        for (const [i, d] of looks.entries()) {
          const since = looks[i - 1] ?? '2026-07-17';
          const fell = moments.some(m => since < m && m <= d);
          expect(told.includes(d)).toBe(fell);
        }
      }),
    );
  });
});
