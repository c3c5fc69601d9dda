import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changed, dated, type FactsChange } from '../../src/people/facts.ts';
import type { Person } from '../../src/people/rules.ts';
import { isEmployedOn, SINCE_EVER, termsOn, weekdayOf } from '../../src/people/terms.ts';
import { person } from './people.ts';

const TODAY = '2026-11-24';
const having = (p: Person, change: FactsChange, today = TODAY): Person => changed(p, dated(p, change, today));

describe('terms of one’s own', () => {
  const nobody = person('U1');

  it('are none until some are set', () => {
    expect(termsOn(nobody, TODAY)).toEqual({ workingTime: {} });
    expect(having(nobody, { teamId: 'A' })).not.toHaveProperty('terms');
    expect(having(nobody, { termsFrom: '2026-12-01' })).toEqual(nobody);
  });

  it('have the policy’s names by arrangement', () => {
    const on = (change: FactsChange) => termsOn(having(nobody, change), TODAY);
    expect(on({ arrangement: 'fixed', hours: '22:00' })).toEqual({
      workingTime: { arrangement: 'fixed', start: '22:00' },
    });
    expect(on({ arrangement: 'staggered', hours: '07:00-10:00' })).toEqual({
      workingTime: { arrangement: 'staggered', windowFrom: '07:00', windowTo: '10:00' },
    });
    expect(on({ arrangement: 'selective', hours: '11:00-15:00' })).toEqual({
      workingTime: { arrangement: 'selective', coreFrom: '11:00', coreTo: '15:00' },
    });
    expect(on({ arrangement: 'selective' })).toEqual({ workingTime: { arrangement: 'selective' } });
    expect(on({ schedule: 'mon 5:00, wed 5:00, fri 5:00' })).toEqual({
      workingTime: {},
      week: [300, 0, 300, 0, 300, 0, 0],
    });
  });

  it('first count since ever, later ones from today or a named day, and days before keep theirs', () => {
    const first = having(nobody, { arrangement: 'fixed', hours: '10:00' });
    expect(termsOn(first, '2020-01-01').workingTime).toEqual({ arrangement: 'fixed', start: '10:00' });
    const second = having(first, { hours: '22:00' });
    expect(second.termsFrom).toBe(TODAY);
    expect(termsOn(second, '2026-11-23').workingTime.start).toBe('10:00');
    expect(termsOn(second, TODAY).workingTime.start).toBe('22:00');
    const third = having(second, { schedule: 'mon 5:00', termsFrom: '2026-12-01' });
    expect(termsOn(third, '2026-11-30')).toEqual({ workingTime: { arrangement: 'fixed', start: '22:00' } });
    expect(termsOn(third, '2026-12-01').week?.[0]).toBe(300);
    const none = having(third, { arrangement: null, hours: null, schedule: null, termsFrom: '2027-01-01' });
    expect(termsOn(none, '2026-12-31').week?.[0]).toBe(300);
    expect(termsOn(none, '2027-01-01')).toEqual({ workingTime: {} });
  });

  it('another day alone moves them', () => {
    const first = having(nobody, { arrangement: 'fixed', termsFrom: '2026-12-01' });
    expect(termsOn(first, TODAY)).toEqual({ workingTime: {} });
    const moved = having(first, { termsFrom: '2026-12-15' });
    expect(termsOn(moved, '2026-12-14')).toEqual({ workingTime: {} });
    expect(termsOn(moved, '2026-12-15').workingTime).toEqual({ arrangement: 'fixed' });
    expect(having(moved, { termsFrom: null }).terms).toEqual([{ from: SINCE_EVER, arrangement: 'fixed' }]);
  });

  it('an arrangement that was set before terms had dates is since ever', () => {
    const old = person('U1', { arrangement: 'selective' });
    expect(termsOn(old, '2020-01-01').workingTime.arrangement).toBe('selective');
    const next = having(old, { arrangement: 'fixed' });
    expect(termsOn(next, '2026-11-23').workingTime.arrangement).toBe('selective');
    expect(termsOn(next, TODAY).workingTime.arrangement).toBe('fixed');
  });

  it('no change touches a day before the one from which it counts', () => {
    const change = fc.record(
      {
        arrangement: fc.constantFrom('fixed' as const, 'selective' as const, null),
        hours: fc.constantFrom('09:00', '10:00', null),
        schedule: fc.constantFrom('mon 5:00', 'tue 4:00', null),
        termsFrom: fc.constantFrom('2026-10-01', '2026-11-24', '2026-12-01', '2027-01-01'),
      },
      { requiredKeys: ['termsFrom'] },
    );
    const days = ['2026-09-30', '2026-10-01', '2026-11-23', '2026-11-24', '2026-12-01', '2027-01-02'];
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), changes => {
        let p = nobody;
        for (const c of changes) {
          const { termsFrom, ...values } = c;
          const next = having(p, c);
          const moves = Object.entries(values).some(([f, v]) => (p[f as 'hours'] ?? null) !== v);
          if (moves)
            for (const day of days.filter(d => d < termsFrom)) expect(termsOn(next, day)).toEqual(termsOn(p, day));
          const dates = (next.terms ?? []).map(t => t.from);
          expect(dates).toEqual([...new Set(dates)].sort());
          p = next;
        }
      }),
    );
  });
});

it('an employment has its first and last days', () => {
  const p = { hiredOn: '2024-03-02', lastDay: '2026-11-30' };
  const within = ['2024-03-01', '2024-03-02', '2026-11-30', '2026-12-01'].map(d => isEmployedOn(p, d));
  expect(within).toEqual([false, true, true, false]);
  expect(isEmployedOn({}, '1990-01-01')).toBe(true);
});

it('a week begins on Monday', () => {
  expect(['2026-11-23', '2026-11-24', '2026-11-29'].map(weekdayOf)).toEqual([0, 1, 6]);
});
