import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastBeforeYears } from '../../src/calendar/civil.ts';
import { addDays, dayNumber } from '../../src/calendar/rules.ts';
import { type Grant, NEVER_LAPSES } from '../../src/grants/ledger/types.ts';
import { vestedGrants } from '../../src/leave-record/accrual.ts';
import type { Use } from '../../src/leave-record/days.ts';
import { UNITS_PER_DAY } from '../../src/leave-record/units.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import { type LeavingFacts, markOf, settlementOf } from '../../src/settlement/rules.ts';
import { runs } from '../support/runs.ts';

const leave = policyDefaults({ timeZone: 'Asia/Seoul', language: 'ko', summaryAt: '18:30' }).leave;
const facts = (hiredOn: string, lastDay: string, more: Partial<LeavingFacts> = {}): LeavingFacts => ({
  ...{ hiredOn, lastDay, attended: { absentMonths: [], lowYears: {} }, policies: [{ from: '', leave }] },
  ...{ stored: [], uses: [], today: lastDay },
  ...more,
});
const FISCAL = [{ from: '', leave: { ...leave, basis: 'fiscal-year' as const } }];
const days = (amount: number): number => amount / UNITS_PER_DAY;
const use = (date: string, amount = 1, pool = 'annual'): Use => ({
  ...{ request: date, seq: 1, date, amount: amount * UNITS_PER_DAY, pool, state: 'active' },
});
const told = (left: readonly { grant: Grant; left: number }[]) => left.map(l => [l.grant.id, days(l.left)]);

describe('leaving', () => {
  it('after exactly one year has had 11 days, a day later 26', () => {
    const year = settlementOf(facts('2025-03-02', '2026-03-01'));
    expect([days(year.hireDate), days(year.given), days(year.pay)]).toEqual([11, 11, 11]);
    const more = settlementOf(facts('2025-03-02', '2026-03-02'));
    expect([days(more.hireDate), days(more.given)]).toEqual([26, 26]);
    // The eleven of the first year lapsed the day before.
    expect(told(more.unused)).toEqual([['annual:1', 15]]);
    // Nobody promoted their use: they are paid on day 366 (대법원 2022다245419).
    const paid = settlementOf(facts('2025-03-02', '2026-03-02', { isPaid: () => true }));
    expect([days(paid.pay), paid.lapsed.length]).toEqual([26, 11]);
    expect(days(settlementOf(facts('2025-03-02', '2026-03-02', { isPaid: () => false })).pay)).toBe(15);
  });

  it('by the fiscal year is granted what the hire date would have given beyond it', () => {
    // 11 + 15 + 15 by the hire date; 11 + 7 (half a day up) + 15 by the year.
    const s = settlementOf(facts('2023-07-15', '2025-07-20', { policies: FISCAL }));
    expect([days(s.hireDate), days(s.fiscalYear), days(s.given)]).toEqual([41, 33, 33]);
    expect(days(s.difference)).toBe(8);
    expect(told(s.unused)).toEqual([
      ['annual:2025-01-01', 15],
      ['settlement:2025-07-20', 8],
    ]);
    expect(days(s.pay)).toBe(23);
  });

  it('keeps what the fiscal year gave where that is more', () => {
    const s = settlementOf(facts('2023-07-15', '2025-01-02', { policies: FISCAL }));
    expect([days(s.hireDate), days(s.given), s.difference]).toEqual([26, 33, 0]);
    expect(s.fiscalYear).toBeGreaterThan(s.hireDate);
  });

  it('names what is to be paid, what lapsed and what was taken beyond', () => {
    const carried = { kind: 'reward', pool: 'annual', amount: 2 * UNITS_PER_DAY } as const;
    const stored: Grant[] = [
      { id: 'hand:1', on: '2026-01-05', usableUntil: '2026-02-01', ...carried },
      { id: 'hand:2', on: '2026-01-05', usableUntil: NEVER_LAPSES, ...carried, pool: 'compensatory' },
    ];
    const uses = [use('2026-01-12'), use('2026-05-04', 16), use('2026-09-01', 3)];
    const s = settlementOf(facts('2024-03-15', '2026-06-30', { stored, uses }));
    expect(told(s.lapsed)).toEqual([
      ['hand:1', 1],
      ['annual:1', 15],
    ]);
    expect(told(s.unused)).toEqual([['hand:2', 2]]);
    // What lies after the last day is not taken.
    expect([days(s.used), days(s.beyond)]).toEqual([17, 1]);
  });

  it('pays what is left of a pool of its own only where its type says so', () => {
    const own = { kind: 'extra', amount: 3 * UNITS_PER_DAY, on: '2026-01-05', usableUntil: NEVER_LAPSES } as const;
    const stored: Grant[] = [
      { id: 'hand:1', pool: 'reward', ...own },
      { id: 'hand:2', pool: 'refresh', ...own },
    ];
    const more = { stored, uses: [use('2026-03-02', 1, 'refresh')] };
    const s = settlementOf(facts('2024-03-15', '2026-06-30', more));
    expect(told(s.unused)).toEqual([['annual:2', 15]]);
    expect(told(s.unpaid)).toEqual([
      ['hand:1', 3],
      ['hand:2', 2],
    ]);
    expect(days(s.pay)).toBe(15);
    const paysOut = (pool: string): boolean => pool !== 'reward';
    const paid = settlementOf(facts('2024-03-15', '2026-06-30', { ...more, paysOut }));
    expect([days(paid.pay), told(paid.unpaid)]).toEqual([17, [['hand:1', 3]]]);
    expect(markOf(paid)).not.toBe(markOf({ ...paid, unpaid: [] }));
  });

  it('is not compared with the hire date where the same days are given each year', () => {
    const policies = [{ from: '', leave: { ...leave, basis: 'allowance' as const, allowanceDays: 5 } }];
    expect(settlementOf(facts('2020-01-01', '2026-06-30', { policies })).difference).toBe(0);
  });

  it('is settled the same before the last day, on it and later, and with its own grant stored', () => {
    const before = facts('2023-07-15', '2025-07-20', { policies: FISCAL, uses: [use('2025-03-03', 2)] });
    const s = settlementOf({ ...before, today: '2025-07-01' });
    const [mine] = s.unused.filter(u => u.grant.id.startsWith('settlement:'));
    for (const today of ['2025-07-20', '2026-02-01'])
      expect(markOf(settlementOf({ ...before, today, stored: mine ? [mine.grant] : [] }))).toBe(markOf(s));
  });

  it('gives in all the larger of both, and never what vests after the last day', () => {
    const dates = fc.integer({ min: dayNumber('2005-01-01'), max: dayNumber('2026-12-31') });
    fc.assert(
      fc.property(
        ...[dates, fc.integer({ min: 0, max: 5000 }), fc.constantFrom('01-01', '04-01', '03-31')],
        ...[fc.constantFrom('half' as const, 'whole' as const, 'hundredth' as const)],
        (hired, length, fiscalStart, rounding) => {
          const hiredOn = addDays('1970-01-01', hired);
          const lastDay = addDays(hiredOn, length);
          const policies = [{ from: '', leave: { ...leave, basis: 'fiscal-year' as const, fiscalStart, rounding } }];
          const s = settlementOf(facts(hiredOn, lastDay, { policies }));
          const sum = (basis: 'hire-date' | 'fiscal-year'): number =>
            vestedGrants({ basis, hiredOn, until: lastDay, fiscalStart, rounding }).reduce((all, g) => all + g.days, 0);
          expect(days(s.given + s.difference)).toBeCloseTo(Math.max(sum('hire-date'), sum('fiscal-year')), 6);
          for (const { grant } of [...s.unused, ...s.lapsed]) expect(grant.on <= lastDay).toBe(true);
        },
      ),
      { numRuns: runs(400) },
    );
  });

  it('on the day before each anniversary has not reached what vests on it', () => {
    for (let n = 1; n <= 12; n++) {
      const hiredOn = '2012-02-29';
      const last = lastBeforeYears(hiredOn, n);
      const gain =
        settlementOf(facts(hiredOn, addDays(last, 1))).hireDate - settlementOf(facts(hiredOn, last)).hireDate;
      expect(days(gain)).toBe(15 + Math.floor((n - 1) / 2));
    }
  });
});
