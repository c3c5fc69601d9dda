import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { addDays, dateOf, dayNumber } from '../../src/calendar/rules.ts';
import { type AccrualCase, AccrualError, type VestedGrant, vestedGrants } from '../../src/leave-record/accrual.ts';
import cases from '../data/leave-grants.json' with { type: 'json' };
import { runs } from '../support/runs.ts';

const hire = (hiredOn: string, until: string, more: Partial<AccrualCase> = {}): VestedGrant[] =>
  vestedGrants({ basis: 'hire-date', hiredOn, until, ...more });
const fiscal = (hiredOn: string, until: string, more: Partial<AccrualCase> = {}): VestedGrant[] =>
  vestedGrants({ basis: 'fiscal-year', hiredOn, until, ...more });
const ofKind = (grants: VestedGrant[], kind: VestedGrant['kind']): VestedGrant[] => grants.filter(g => g.kind === kind);

/** Art. 160 written apart: the calendar's day clipped to the month's end, and one day more where it was clipped. */
function passed(date: string, months: number): string {
  const from = DateTime.fromISO(date, { zone: 'utc' });
  const to = from.plus({ months });
  return to.plus({ days: to.day < from.day ? 1 : 0 }).toISODate() ?? '';
}

describe('the worked cases', () => {
  it.each(cases.map((c, i) => ({ ...c, name: `${i + 1}: ${JSON.stringify(c.case)}` })))(
    '$name',
    ({ case: input, grants }) => {
      expect(JSON.stringify(vestedGrants(input as AccrualCase))).toBe(JSON.stringify(grants));
    },
  );
});

describe('periods', () => {
  it('ends on the first of the next month where the day does not exist', () => {
    const on = hire('2024-01-31', '2025-06-30').map(g => g.on);
    expect(on.slice(0, 2)).toEqual(['2024-03-01', '2024-03-31']);
    expect(ofKind(hire('2024-02-29', '2028-12-31'), 'annual').map(g => g.on)).toEqual([
      '2025-03-01',
      '2026-03-01',
      '2027-03-01',
      '2028-02-29',
    ]);
  });

  it('gives 11 days to somebody who leaves after exactly one year, 26 a day later', () => {
    const total = (until: string): number => hire('2025-01-01', until).reduce((sum, g) => sum + g.days, 0);
    expect(total('2025-12-31')).toBe(11);
    expect(total('2026-01-01')).toBe(26);
  });
});

describe('the fiscal-year basis', () => {
  it('gives nothing prorated to somebody hired when the fiscal year begins', () => {
    const grants = fiscal('2024-04-01', '2026-12-31', { fiscalStart: '04-01' });
    expect(ofKind(grants, 'prorated')).toEqual([]);
    expect(ofKind(grants, 'annual').map(g => [g.on, g.days])).toEqual([
      ['2025-04-01', 15],
      ['2026-04-01', 15],
    ]);
  });

  it('rounds up to the step, and not for a float’s sake', () => {
    // 73 of 365 days: exactly 3.
    for (const rounding of ['half', 'whole', 'hundredth'] as const)
      expect(ofKind(fiscal('2025-10-20', '2026-01-01', { rounding }), 'prorated')[0]?.days).toBe(3);
    const days = (rounding: AccrualCase['rounding']) =>
      ofKind(fiscal('2025-10-19', '2026-01-01', { rounding }), 'prorated')[0]?.days;
    expect([days('hundredth'), days('half'), days('whole'), days(undefined)]).toEqual([3.05, 3.5, 4, 3.5]);
  });

  it('counts a fiscal year that holds a leap day as 366 days', () => {
    // 1 January to 31 March 2024: 91 of 366 days.
    const [grant] = ofKind(
      fiscal('2024-01-01', '2024-04-01', { fiscalStart: '04-01', rounding: 'hundredth' }),
      'prorated',
    );
    expect(grant).toEqual({ kind: 'prorated', on: '2024-04-01', days: 3.73, usableUntil: '2025-03-31' });
  });

  it('follows a year under 80 % too', () => {
    const grants = fiscal('2024-07-01', '2028-12-31', { lowYears: { 2: 6 } });
    expect(ofKind(grants, 'annual').map(g => g.days)).toEqual([15, 6, 16]);
  });
});

describe('for any hire date and policy', () => {
  const anyHire = fc.integer({ min: dayNumber('1990-01-01'), max: dayNumber('2035-12-31') }).map(dateOf);
  const monthEnds = fc
    .tuple(
      fc.integer({ min: 1990, max: 2035 }),
      fc.constantFrom('01-29', '01-30', '01-31', '02-28', '03-31', '05-31', '08-31', '10-31', '12-31'),
    )
    .map(([year, day]) => `${year}-${day}`);
  const anyCase: fc.Arbitrary<AccrualCase> = fc
    .record({
      basis: fc.constantFrom('hire-date' as const, 'fiscal-year' as const),
      hiredOn: fc.oneof(anyHire, monthEnds, fc.constantFrom('2000-02-29', '2024-02-29')),
      length: fc.integer({ min: 0, max: 40 * 366 }),
      fiscalStart: fc.constantFrom('01-01', '03-01', '04-01', '07-01', '12-31', undefined),
      rounding: fc.constantFrom('half' as const, 'whole' as const, 'hundredth' as const, undefined),
      absentMonths: fc.uniqueArray(fc.integer({ min: 1, max: 11 })),
      lowYears: fc.dictionary(fc.integer({ min: 1, max: 40 }).map(String), fc.integer({ min: 0, max: 12 }), {
        maxKeys: 3,
      }),
    })
    .map(({ length, ...input }) => ({ ...input, until: addDays(input.hiredOn, length) }));

  it('is sorted, has nothing twice, nothing over 25, and nothing that is never usable', () => {
    fc.assert(
      fc.property(anyCase, input => {
        const grants = vestedGrants(input);
        const keys = grants.map(g => `${g.on} ${g.kind}`);
        expect(keys).toEqual([...new Set(keys)].sort());
        for (const g of grants) {
          expect(g.days).toBeLessThanOrEqual(25);
          expect(g.days).toBe(Math.round(g.days * 100) / 100);
          expect(g.on > input.hiredOn && g.on <= input.until && g.on <= g.usableUntil).toBe(true);
        }
        expect(ofKind(grants, 'monthly').length).toBeLessThanOrEqual(11);
        expect(ofKind(grants, 'prorated').length).toBeLessThanOrEqual(1);
      }),
      { numRuns: runs(300) },
    );
  });

  it('vests monthly days, and by hire date the years, when art. 160 says', () => {
    fc.assert(
      fc.property(anyCase, input => {
        const grants = vestedGrants(input);
        const months = Array.from({ length: 11 }, (_, i) => i + 1).filter(k => !input.absentMonths?.includes(k));
        const expected = months.map(k => passed(input.hiredOn, k)).filter(on => on <= input.until);
        expect(ofKind(grants, 'monthly').map(g => g.on)).toEqual(expected);
        if (input.basis === 'fiscal-year') return;
        for (const [i, g] of ofKind(grants, 'annual').entries()) {
          expect(g.on).toBe(passed(input.hiredOn, 12 * (i + 1)));
          expect(addDays(g.usableUntil, 1)).toBe(passed(input.hiredOn, 12 * (i + 2)));
        }
      }),
      { numRuns: runs(300) },
    );
  });

  it('leaves no gap between one year’s days and the next’s', () => {
    fc.assert(
      fc.property(anyCase, input => {
        const yearly = vestedGrants(input).filter(g => g.kind !== 'monthly');
        for (const [i, g] of yearly.entries()) {
          const next = yearly[i + 1];
          if (next) expect(next.on).toBe(addDays(g.usableUntil, 1));
          else expect(g.usableUntil >= input.until).toBe(true);
        }
      }),
      { numRuns: runs(300) },
    );
  });

  it('never changes what has vested when time goes on', () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: 0, max: 4000 }), (input, more) => {
        const later = vestedGrants({ ...input, until: addDays(input.until, more) });
        expect(vestedGrants(input)).toEqual(later.filter(g => g.on <= input.until));
      }),
    );
  });
});

describe('a case that gives nothing to compute', () => {
  it('vests nothing before the hire', () => {
    expect(hire('2024-03-15', '2024-03-14')).toEqual([]);
    expect(fiscal('2024-03-15', '2020-01-01')).toEqual([]);
  });

  it.each<[Partial<AccrualCase>, keyof AccrualCase]>([
    [{ hiredOn: '2024-02-30' }, 'hiredOn'],
    [{ until: 'soon' }, 'until'],
    [{ until: '2390-01-01' }, 'until'],
    [{ basis: 'monthly' as 'hire-date' }, 'basis'],
    [{ fiscalStart: '02-29' }, 'fiscalStart'],
    [{ fiscalStart: '4-1' }, 'fiscalStart'],
    [{ rounding: 'third' as 'half' }, 'rounding'],
    [{ absentMonths: [0] }, 'absentMonths'],
    [{ absentMonths: [2.5] }, 'absentMonths'],
    [{ lowYears: { 0: 6 } }, 'lowYears'],
    [{ lowYears: { 2: 13 } }, 'lowYears'],
  ])('refuses %j', (part, field) => {
    const attempt = () => fiscal('2024-03-15', '2027-12-31', part);
    expect(attempt).toThrow(AccrualError);
    expect(attempt).toThrow(expect.objectContaining({ field }));
  });
});
