import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, isWorkingDay, koreanCalendar } from '../../src/calendar/rules.ts';
import { type ActiveLeave, clash, countLeave, LIMITS, leaveShare } from '../../src/leave-record/rules.ts';
import { problemsIn, TODAY } from '../leave/problems-in.ts';

const calendar = koreanCalendar();
const TYPES = ['annual', 'half-am', 'half-pm', 'sick', 'official', 'unpaid'];
const isHalf = (type: string): boolean => type.startsWith('half');
const check = (form: Parameters<typeof problemsIn>[0], active: ActiveLeave[] = []) => problemsIn(form, { active });

describe('the days that a leave takes', () => {
  it('leaves out weekends and public holidays', () => {
    // Thu 24 Dec – Mon 28 Dec 2026: Christmas is a Friday.
    expect(countLeave({ type: 'annual', from: '2026-12-24', to: '2026-12-28' }, calendar)).toEqual({
      days: 2,
      weekends: 2,
      holidays: ['2026-12-25'],
      unknownYears: [],
    });
    // Seollal 2026: Mon 16 – Wed 18 Feb.
    expect(countLeave({ type: 'sick', from: '2026-02-13', to: '2026-02-19' }, calendar).days).toBe(2);
  });

  it('counts a half day as half, and none on a holiday', () => {
    expect(countLeave({ type: 'half-am', from: '2026-11-25', to: '2026-11-25' }, calendar).days).toBe(0.5);
    expect(countLeave({ type: 'half-pm', from: '2026-12-25', to: '2026-12-25' }, calendar).days).toBe(0);
  });

  it('says which years have no holidays known', () => {
    expect(countLeave({ type: 'annual', from: '2027-12-30', to: '2028-01-03' }, calendar).unknownYears).toEqual([
      '2028',
    ]);
  });

  const date = fc.integer({ min: 0, max: 700 }).map(n => addDays('2026-01-01', n));

  it('takes the same days when a leave is split in two', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 39 }), (from, length, cut) => {
        const to = addDays(from, length);
        const middle = addDays(from, Math.min(cut, length - 1));
        const days = (a: string, b: string) => countLeave({ type: 'annual', from: a, to: b }, calendar).days;
        expect(days(from, middle) + days(addDays(middle, 1), to)).toBe(days(from, to));
      }),
    );
  });

  it('takes every day once: working days, weekends and holidays add up to the period', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 60 }), (from, length) => {
        const count = countLeave({ type: 'annual', from, to: addDays(from, length) }, calendar);
        expect(count.days + count.weekends + count.holidays.length).toBe(length + 1);
      }),
    );
  });
});

describe('what is wrong with a leave form', () => {
  it('finds nothing wrong with an ordinary one', () => {
    expect(check({ from: '2026-12-03', to: '2026-12-04', reason: '가족 여행' })).toEqual([]);
  });

  it.each([
    [
      { from: '2026-12-04', to: '2026-12-03' },
      { field: 'to', code: 'last-before-first' },
    ],
    [
      { from: '2026-11-28', to: '2026-11-29' },
      { field: 'from', code: 'no-working-day', out: { off: 2, usual: true, holidays: [] } },
    ],
    [
      { from: '2026-10-24', to: '2026-10-26' },
      { field: 'from', code: 'too-far-back', limit: '2026-10-25' },
    ],
    [
      { from: '2027-11-25', to: '2027-11-25' },
      { field: 'from', code: 'too-far-ahead', limit: '2027-11-24' },
    ],
    [
      { from: '2027-11-24', to: '2028-11-24' },
      { field: 'to', code: 'too-long', days: 366 },
    ],
    [{ to: '2026-12-03' }, { field: 'from', code: 'missing-date' }],
    [{ from: '2026-12-03' }, { field: 'to', code: 'missing-date' }],
    [
      { from: '2026-02-30', to: '2026-12-03' },
      { field: 'from', code: 'missing-date' },
    ],
    [
      { type: 'holiday', from: '2026-12-03', to: '2026-12-03' },
      { field: 'type', code: 'unknown-type' },
    ],
    [
      { from: '2026-12-03', to: '2026-12-03', reason: '가'.repeat(LIMITS.reason + 1) },
      { field: 'reason', code: 'text-too-long', max: LIMITS.reason },
    ],
  ])('%j', (form, problem) => {
    expect(check(form)).toEqual([problem]);
  });

  it('takes the last date at each limit', () => {
    expect(check({ from: '2026-10-26', to: '2026-10-26' })).toEqual([]);
    expect(check({ from: '2027-11-24', to: '2027-11-24' })).toEqual([]);
  });

  it('names the request that it overlaps with', () => {
    const other: ActiveLeave = { id: 'r1', type: 'annual', from: '2026-12-02', to: '2026-12-03' };
    expect(check({ from: '2026-12-03', to: '2026-12-04' }, [other])).toEqual([
      { field: 'from', code: 'overlap', with: other },
    ]);
    const morning: ActiveLeave = { id: 'r2', type: 'half-am', from: '2026-12-03', to: '2026-12-03' };
    expect(check({ type: 'half-pm', from: '2026-12-03', to: '2026-12-03' }, [morning])).toEqual([]);
    expect(check({ type: 'half-am', from: '2026-12-03', to: '2026-12-03' }, [morning])).toHaveLength(1);
    expect(check({ type: 'annual', from: '2026-12-03', to: '2026-12-03' }, [morning])).toHaveLength(1);
  });

  it('never throws, and passes only forms that take a working day within the limits', () => {
    const text = fc.oneof(
      fc.string(),
      fc.integer({ min: -100, max: 500 }).map(n => addDays(TODAY, n)),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...TYPES, 'x'),
        text,
        text,
        fc.string({ maxLength: 600 }),
        (type, from, to, reason) => {
          const problems = check({ type, from, to, reason });
          if (problems.length > 0) return;
          // What is less than a day has one.
          const last = isHalf(type) ? from : to;
          expect(from <= last && from >= addDays(TODAY, -30) && reason.length <= 500).toBe(true);
          expect(countLeave({ type, from, to: last }, calendar).days).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('two leaves', () => {
  const leave = fc
    .tuple(fc.constantFrom(...TYPES), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 5 }))
    .map(([type, start, length]) => ({
      type,
      from: addDays(TODAY, start),
      to: addDays(TODAY, start + (isHalf(type) ? 0 : length)),
    }));

  it('clash in both orders or in none', () => {
    fc.assert(
      fc.property(leave, leave, (a, b) => {
        expect(clash(a, b)).toBe(clash(b, a));
      }),
    );
  });

  it('never take more than a day of a day when they do not clash', () => {
    fc.assert(
      fc.property(fc.array(leave, { maxLength: 8 }), all => {
        const kept = all.filter((l, i) => all.slice(0, i).every(o => !clash(l, o)));
        for (let n = 0; n < 30; n++) {
          const day = addDays(TODAY, n);
          expect(leaveShare(day, kept)).toBeLessThanOrEqual(1);
          if (isWorkingDay(day, calendar)) expect([0, 0.5, 1]).toContain(leaveShare(day, kept));
        }
      }),
    );
  });
});
