import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Calendar } from '../../src/calendar/rules.ts';
import { dueGrants, type VestingFacts } from '../../src/grants/due.ts';
import { allocate } from '../../src/grants/ledger/allocate.ts';
import { balance } from '../../src/grants/ledger/balance.ts';
import { statement } from '../../src/grants/ledger/statement.ts';
import { takesOf, type Use } from '../../src/leave-record/days.ts';
import { isNegligible, minutesIn, unitsOf } from '../../src/leave-record/units.ts';
import { earningContractOn } from '../../src/people/contract.ts';
import type { DatedTerms } from '../../src/people/terms.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import { named } from '../../src/shared/languages.ts';
import { contractIn } from '../../src/worktime/contract.ts';

const defaults = policyDefaults({ timeZone: 'Asia/Seoul', language: 'ko', summaryAt: '18:30' });
const { workingTime, leave } = defaults;
const policy = { on: () => defaults, changes: [] };
const calendar = { holiday: () => undefined };
const MWF = 'mon 8:00, wed 8:00, fri 8:00';
const LONG_MONDAY = 'mon 8:00, tue 3:00, wed 3:00, thu 3:00, fri 3:00';
const SHORT = 'mon 7:00, tue 7:00';
const terms = (...all: [from: string, schedule?: string, protection?: DatedTerms['protection']][]): DatedTerms[] =>
  all.map(([from, schedule, protection]) => ({
    from,
    ...(schedule ? { schedule } : {}),
    ...(protection ? { protection } : {}),
  }));

const facts = (own: DatedTerms[], more: Partial<VestingFacts> = {}): VestingFacts => ({
  ...{ hiredOn: '2024-03-15', attended: { absentMonths: [], lowYears: {} }, policies: [{ from: '', leave }] },
  ...{ stored: [], uses: [], since: '1900-01-01' },
  contractOn: date => earningContractOn({ terms: own }, date, workingTime),
  ...more,
});
const hours = (amount: number): number => minutesIn(amount, 480) / 60;
const annual = (own: DatedTerms[], more: Partial<VestingFacts> = {}) =>
  dueGrants(facts(own, more), '2026-12-31').flatMap(g => (g.kind === 'annual' ? [[g.on, hours(g.amount)]] : []));

/** What leaves take from grants, a request a period. */
function takes(
  own: DatedTerms[],
  periods: readonly (readonly [from: string, to: string])[],
  days: Calendar = calendar,
): Use[] {
  return periods.flatMap(([from, to], i) =>
    takesOf({ from, to, ...contractIn({ terms: own }, { from, to }, policy) }, days).map(({ date, amount }) => ({
      ...{ request: `r${i}`, seq: i + 1, date, amount, pool: 'annual', state: 'active' as const },
    })),
  );
}

describe('what vests for a part-timer', () => {
  it('is in hours by the contract of the day on which it vests', () => {
    expect(annual(terms(['0001-01-01', MWF]))).toEqual([
      ['2025-03-15', 72],
      ['2026-03-15', 72],
    ]);
    expect(annual(terms(['0001-01-01', LONG_MONDAY]))[0]).toEqual(['2025-03-15', 60]);
    expect(annual(terms(['2025-09-01', MWF]))).toEqual([
      ['2025-03-15', 120],
      ['2026-03-15', 72],
    ]);
    expect(hours(dueGrants(facts(terms(['0001-01-01', MWF])), '2024-04-15')[0]?.amount ?? 0)).toBe(5);
  });

  it('is nothing under 15 hours a week, also when there are more later, and nothing of 0 is stored', () => {
    expect(dueGrants(facts(terms(['0001-01-01', SHORT])), '2026-12-31')).toEqual([]);
    expect(dueGrants(facts(terms(['0001-01-01', SHORT], ['2025-06-01', MWF])), '2026-03-14')).toEqual(
      // Months of the first year vested under 15 hours, and so did its first annual leave.
      [],
    );
    expect(annual(terms(['0001-01-01', SHORT], ['2025-06-01', MWF]))).toEqual([['2026-03-15', 72]]);
    const absent = { attended: { absentMonths: [], lowYears: { 1: 0 } } };
    expect(annual([], absent)).toEqual([['2026-03-15', 120]]);
  });

  it('is as of full time where hours are reduced for childcare or pregnancy, since 2024-10-22', () => {
    expect(annual(terms(['2025-09-01', MWF, 'childcare']))[1]).toEqual(['2026-03-15', 120]);
    expect(annual(terms(['2025-09-01', MWF, 'pregnant']))[1]).toEqual(['2026-03-15', 120]);
    expect(annual(terms(['2025-09-01', MWF, 'under-18']))[1]).toEqual(['2026-03-15', 72]);
    const before = terms(['2023-09-01', MWF, 'childcare']);
    const first = dueGrants(facts(before, { hiredOn: '2023-03-15' }), '2024-10-21').find(g => g.kind === 'annual');
    expect(hours(first?.amount ?? 0)).toBe(72);
  });
});

describe('what leave takes of a part-timer', () => {
  it('is the minutes of its day: a Monday of 8 hours 8, a Tuesday of 3 hours 3', () => {
    const own = terms(['0001-01-01', LONG_MONDAY]);
    const uses = takes(own, [['2026-11-30', '2026-12-01']]);
    expect(uses.map(u => hours(u.amount))).toEqual([8, 3]);
    const half = takesOf(
      {
        from: '2026-12-01',
        to: '2026-12-01',
        part: 'am',
        ...contractIn({ terms: own }, { from: '2026-12-01', to: '2026-12-01' }, policy),
      },
      calendar,
    );
    expect(half.map(u => hours(u.amount))).toEqual([1.5]);
  });

  it('leaves what was earned full-time as hours: ten days left are eighty hours', () => {
    const own = terms(['2026-12-01', MWF]);
    const grant = dueGrants(facts(own), '2026-11-30').filter(g => g.on === '2026-03-15');
    const uses = takes(own, [['2026-11-23', '2026-11-27']]);
    expect(balance(grant, uses, '2026-11-30').left).toBe(unitsOf(10));
    expect(hours(balance(grant, uses, '2026-12-01').left)).toBe(80);
    // Across the change: a full-timer's Monday, a part-timer's Wednesday and Friday.
    expect(takes(own, [['2026-11-30', '2026-12-04']]).map(u => [u.date, hours(u.amount)])).toEqual([
      ['2026-11-30', 8],
      ['2026-12-02', 8],
      ['2026-12-04', 8],
    ]);
  });

  it('and the ledger add up through changes of contract, holidays, cancellations and employments', () => {
    const schedule = fc.constantFrom(
      undefined,
      MWF,
      LONG_MONDAY,
      SHORT,
      'mon 7:50, tue 7:50, thu 7:50',
      'tue 4:00, fri 12:00',
    );
    const change = fc.tuple(fc.integer({ min: 0, max: 900 }), schedule);
    const period = fc.record({
      begins: fc.integer({ min: 400, max: 1000 }),
      length: fc.integer({ min: 0, max: 9 }),
      cancelled: fc.boolean(),
    });
    const holidays = fc.uniqueArray(fc.integer({ min: 400, max: 1000 }), { maxLength: 30 });
    const rehired = fc.option(fc.integer({ min: 380, max: 800 }), { nil: undefined });
    const day = (n: number): string => addDays('2024-03-15', n);
    const lives = fc.record({
      changes: fc.array(change, { maxLength: 4 }),
      periods: fc.array(period, { maxLength: 6 }),
      ...{ holidays, rehired },
    });
    fc.assert(
      fc.property(lives, life => {
        const dates = life.changes.map(([n, s]) => [day(n), s] as const);
        const own = terms(
          ...dates.toSorted((a, b) => (a[0] < b[0] ? -1 : 1)).map(([d, s]): [string, string?] => (s ? [d, s] : [d])),
        );
        const free = new Set(life.holidays.map(day));
        const kept = life.periods.filter(p => !p.cancelled);
        const all = takes(
          own,
          kept.map(p => [day(p.begins), day(p.begins + p.length)] as const),
          { holiday: date => (free.has(date) ? named({ ko: '휴일', en: 'Holiday' }) : undefined) },
        );
        expect(all.filter(u => free.has(u.date))).toEqual([]);
        const again = life.rehired === undefined ? undefined : day(life.rehired);
        const employments = again
          ? [
              { hiredOn: '2024-03-15', today: addDays(again, -1), uses: all.filter(u => u.date < again) },
              { hiredOn: again, today: '2026-12-10', uses: all.filter(u => u.date >= again) },
            ]
          : [{ hiredOn: '2024-03-15', today: '2026-12-10', uses: all }];
        for (const { hiredOn, today, uses } of employments) {
          const grants = dueGrants(facts(own, { hiredOn }), today);
          expect(grants.every(g => g.on > hiredOn)).toBe(true);
          const told = statement(grants, uses, today);
          const sum = told.lines.filter(l => !l.ahead).reduce((total, l) => total + l.amount, 0);
          expect(isNegligible(sum - told.left)).toBe(true);
          expect(told.left).toBe(balance(grants, uses, today).left);
          const { short, grants: left } = allocate(grants, uses, today);
          const total = (of: readonly { amount: number }[]): number => of.reduce((amount, x) => amount + x.amount, 0);
          const rest = left.reduce((amount, g) => amount + g.left, 0) - total(short);
          expect(isNegligible(rest - (total(grants) - total(uses)))).toBe(true);
          // An hour begun counts as an hour.
          for (const g of grants) expect(hours(g.amount) % 1).toBe(0);
        }
      }),
    );
  });
});
