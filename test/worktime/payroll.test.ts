import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { payrollOf } from '../../src/worktime/payroll.ts';
import { type PremiumDay, weekLimit, weekPremiums } from '../../src/worktime/premium.ts';
import cases from '../data/payroll.json' with { type: 'json' };
import { runs } from '../support/runs.ts';
import { count, type PayrollCase, payrollByMinute, taggedMinutes } from './premium-by-minute.ts';

const FULL = { contract: 480, partTime: false, holiday: false };
const HALF = { contract: 240, partTime: true, holiday: false };

describe('the payroll cases', () => {
  it.each(cases)('$name', ({ case: input, payroll }) => {
    expect(JSON.stringify(payrollOf(input))).toBe(JSON.stringify(payroll));
    expect(payrollByMinute(input as PayrollCase)).toEqual(payroll);
  });
});

describe('premium minutes of a week', () => {
  const overtime = (days: PremiumDay[]): number[] => weekPremiums(days).map(d => d.overtime);

  it('follow a contract that changes within it', () => {
    // Full time until Wednesday, then 4 h a day: 9 h are 1 h over; 5 h are 1 h beyond the contract.
    const full = { ...FULL, worked: 540 };
    const half = { ...HALF, worked: 300 };
    expect(overtime([full, full, full, half, half])).toEqual([60, 60, 60, 60, 60]);
    // The law’s 40 hours hold for all of it: 2 × 4, 3 × 8 and 6 h are 38, so 1 of the last 3 h passes them.
    const contracted = [HALF, HALF, FULL, FULL, FULL].map(d => ({ ...d, worked: d.contract }));
    const weekend = [360, 180].map(worked => ({ ...FULL, contract: 0, worked }));
    expect(overtime([...contracted, ...weekend])).toEqual([0, 0, 0, 0, 0, 0, 60]);
  });

  it('of a 10-hour contract day begin above the law’s 8 hours', () => {
    expect(overtime([{ ...HALF, contract: 600, worked: 600 }])).toEqual([120]);
  });

  it('leave selective days to their settlement period, holidays aside', () => {
    const day = { ...FULL, worked: 600, selective: true };
    expect(weekPremiums([day, { ...day, holiday: true }])).toMatchObject([
      { overtime: 0, holiday8: 0 },
      { overtime: 0, holiday8: 480, holidayBeyond: 120 },
    ]);
  });

  it('have a limit: 52 h, of part-timers 12 h beyond the contract, of both the contract of its days and 12 h', () => {
    const off = { contract: 0, worked: 0 };
    const week = (...days: PremiumDay[]) => [...days, { ...FULL, ...off }, { ...FULL, ...off }];
    const [full, half] = [
      { ...FULL, worked: 0 },
      { ...HALF, worked: 0 },
    ];
    expect(weekLimit(week(full, full, full, full, full), 3120)).toBe(3120);
    expect(weekLimit([half, half, half, half, half, { ...half, ...off }, { ...half, ...off }], 3120)).toBe(1920);
    expect(weekLimit(week(full, full, full, half, half), 3120)).toBe(3 * 480 + 2 * 240 + 720);
  });

  it('of somebody under 15 hours a week know no weekly holiday', () => {
    const input = (week: number[]) => ({
      ...{ zone: 'Asia/Seoul', breaks: 'recorded', week, weeklyHoliday: 'sunday', holidays: [] },
      spans: [{ in: '2026-03-15T09:00:00+09:00', out: '2026-03-15T12:00:00+09:00' }],
    });
    const [below, from] = [
      [420, 0, 420, 0, 0, 0, 0],
      [450, 0, 450, 0, 0, 0, 0],
    ];
    expect(payrollOf(input(below)).total).toMatchObject({ overtime: 180, holiday8: 0 });
    expect(payrollOf(input(from)).total).toMatchObject({ overtime: 0, holiday8: 180 });
  });
});

const anyWeek = fc.constantFrom<number[][]>(
  [480, 480, 480, 480, 480, 0, 0],
  [420, 420, 420, 420, 420, 0, 0],
  [240, 240, 240, 240, 240, 0, 0],
  [480, 0, 480, 0, 480, 0, 0],
  [400, 400, 400, 400, 400, 400, 0],
  [0, 0, 600, 0, 0, 300, 0],
  [120, 120, 120, 0, 0, 0, 0],
  [0, 480, 480, 480, 480, 0, 480],
);

const anyCase: fc.Arbitrary<PayrollCase> = fc
  .record({
    breaks: fc.constantFrom('statutory' as const, 'recorded' as const),
    week: anyWeek,
    fullTimeWeek: fc.constantFrom(2400, 2400, 2100),
    weeklyHoliday: fc.constantFrom('sunday', 'monday', 'none'),
    holidays: fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 4 }),
    days: fc.uniqueArray(
      fc.record({
        day: fc.integer({ min: 0, max: 20 }),
        from: fc.integer({ min: 0, max: 1439 }),
        length: fc.oneof(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 500, max: 620 })),
      }),
      { selector: d => d.day, maxLength: 18 },
    ),
  })
  .map(({ days, holidays, ...rest }) => {
    const midnight = (day: number): number => Date.parse('2026-03-23T00:00:00+09:00') + day * 86_400_000;
    const date = (day: number): string => new Date(midnight(day) + 9 * 3_600_000).toISOString().slice(0, 10);
    const text = (ms: number): string => new Date(ms).toISOString();
    return {
      ...{ ...rest, zone: 'Asia/Seoul', holidays: holidays.map(date) },
      spans: days.map(({ day, from, length }) => ({
        in: text(midnight(day) + from * 60_000),
        out: text(midnight(day) + (from + length) * 60_000),
      })),
    };
  });

describe('against a count of every minute', () => {
  it('gives the same premium minutes, and none in two of overtime and holiday work', () => {
    fc.assert(
      fc.property(anyCase, input => {
        const found = payrollOf(input);
        expect(found).toEqual(payrollByMinute(input));
        for (const d of found.days) {
          expect(d.overtime + d.holiday8 + d.holidayBeyond).toBeLessThanOrEqual(d.worked);
          expect(d.overtime === 0 || d.holiday8 + d.holidayBeyond === 0).toBe(true);
        }
      }),
      { numRuns: runs(60) },
    );
  });

  it('gives the same where the contract changes from day to day', () => {
    const day: fc.Arbitrary<PremiumDay> = fc.record({
      worked: fc.integer({ min: 0, max: 800 }),
      contract: fc.constantFrom(0, 180, 240, 420, 480, 600),
      partTime: fc.boolean(),
      holiday: fc.boolean(),
      selective: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(day, { minLength: 7, maxLength: 7 }), days => {
        const tags = taggedMinutes(days);
        for (const [i, p] of weekPremiums(days).entries()) {
          const of = tags[i] ?? [];
          const { overtime, overWeek, holiday8, holidayBeyond } = p;
          expect({ overtime, overWeek, holiday8, holidayBeyond }).toEqual({
            ...{ overtime: count(of, 'over-day', 'over-week'), overWeek: count(of, 'over-week') },
            ...{ holiday8: count(of, 'holiday8'), holidayBeyond: count(of, 'holidayBeyond') },
          });
        }
      }),
      { numRuns: runs(100) },
    );
  });
});
