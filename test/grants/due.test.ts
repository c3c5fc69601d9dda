import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { yearsAfter } from '../../src/calendar/civil.ts';
import { addDays, dayNumber } from '../../src/calendar/rules.ts';
import { dueGrants, isYearly, type PolicyPeriod, type VestingFacts } from '../../src/grants/due.ts';
import { balance } from '../../src/grants/ledger/balance.ts';
import { statement } from '../../src/grants/ledger/statement.ts';
import type { Grant } from '../../src/grants/ledger/types.ts';
import type { LeavePolicy } from '../../src/grants/vestings.ts';
import type { AccrualCase } from '../../src/leave-record/accrual.ts';
import { UNITS_PER_DAY } from '../../src/leave-record/units.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import cases from '../data/leave-grants.json' with { type: 'json' };
import { grant, takes } from './ledger/ledgers.ts';

const defaults = policyDefaults({ timeZone: 'Asia/Seoul', language: 'ko', summaryAt: '18:30' }).leave;
const policy = (more: Partial<LeavePolicy> = {}): LeavePolicy => ({ ...defaults, ...more });
const facts = (hiredOn: string, more: Partial<VestingFacts> = {}): VestingFacts => ({
  hiredOn,
  ...{ attended: { absentMonths: [], lowYears: {} }, policies: [{ from: '', leave: policy() }] },
  ...{ stored: [], uses: [], since: '1900-01-01' },
  ...more,
});
const HIRE: LeavePolicy = policy();
const FISCAL: LeavePolicy = policy({ basis: 'fiscal-year' });
const told = (grants: readonly Grant[]) => grants.map(g => [g.id, g.on, g.amount / UNITS_PER_DAY, g.usableUntil]);
const yearly = (grants: readonly Grant[]) => told(grants.filter(isYearly));

describe('the worked cases', () => {
  it.each(cases.map((c, i) => ({ ...c, name: `${i + 1}: ${JSON.stringify(c.case)}` })))('$name', c => {
    const input = c.case as AccrualCase;
    const { basis, fiscalStart = '01-01', rounding = 'half', absentMonths = [], lowYears = {} } = input;
    const leave = policy({ basis, fiscalStart, rounding });
    const due = dueGrants(
      facts(input.hiredOn, { policies: [{ from: '', leave }], attended: { absentMonths, lowYears } }),
      input.until,
    );
    expect(
      due.map(g => ({ kind: g.kind, on: g.on, days: g.amount / UNITS_PER_DAY, usableUntil: g.usableUntil })),
    ).toEqual(c.grants);
  });
});

describe('a yearly allowance', () => {
  it('vests when the company’s year begins, the first one by the days that remain', () => {
    const leave = policy({ basis: 'allowance', allowanceDays: 20 });
    expect(told(dueGrants(facts('2025-07-02', { policies: [{ from: '', leave }] }), '2027-03-01'))).toEqual([
      ['allowance:2025-01-01', '2025-07-02', 10.5, '2025-12-31'],
      ['allowance:2026-01-01', '2026-01-01', 20, '2026-12-31'],
      ['allowance:2027-01-01', '2027-01-01', 20, '2027-12-31'],
    ]);
  });

  it('or on the anniversaries of the hire', () => {
    const leave = policy({ basis: 'allowance', allowanceDays: 25, allowanceOn: 'anniversary' });
    expect(told(dueGrants(facts('2024-02-29', { policies: [{ from: '', leave }] }), '2026-03-01'))).toEqual([
      ['allowance:year-1', '2024-02-29', 25, '2025-02-28'],
      ['allowance:year-2', '2025-03-01', 25, '2026-02-28'],
      ['allowance:year-3', '2026-03-01', 25, '2027-02-28'],
    ]);
  });
});

describe('a change of basis', () => {
  it('from the hire date to the fiscal year gives for the days that none covers yet', () => {
    const policies: PolicyPeriod[] = [
      { from: '', leave: HIRE },
      { from: '2025-10-01', leave: FISCAL },
    ];
    expect(yearly(dueGrants(facts('2024-03-15', { policies }), '2027-06-30'))).toEqual([
      ['annual:1', '2025-03-15', 15, '2026-03-14'],
      // 292 of 365 days: 12
      ['annual:2026-01-01', '2026-01-01', 12, '2026-12-31'],
      ['annual:2027-01-01', '2027-01-01', 15, '2027-12-31'],
    ]);
  });

  it('from the fiscal year to the hire date', () => {
    const policies: PolicyPeriod[] = [
      { from: '', leave: FISCAL },
      { from: '2026-02-01', leave: HIRE },
    ];
    expect(yearly(dueGrants(facts('2024-03-15', { policies }), '2027-03-31'))).toEqual([
      ['prorated', '2025-01-01', 12, '2025-12-31'],
      ['annual:2026-01-01', '2026-01-01', 15, '2026-12-31'],
      // 2027-01-01 to 2027-03-14, 73 of 365 days: 3
      ['annual:2', '2026-03-15', 3, '2027-03-14'],
      ['annual:3', '2027-03-15', 16, '2028-03-14'],
    ]);
  });

  it('bridges the days until the new basis begins', () => {
    const policies: PolicyPeriod[] = [
      { from: '', leave: HIRE },
      { from: '2026-03-01', leave: policy({ basis: 'fiscal-year', fiscalStart: '07-01' }) },
    ];
    expect(yearly(dueGrants(facts('2024-03-15', { policies }), '2026-07-01'))).toEqual([
      ['annual:1', '2025-03-15', 15, '2026-03-14'],
      // 2026-03-15 to 2026-06-30, 108 of 365 days: 4.44
      ['bridge:2026-03-15', '2026-03-15', 4.5, '2026-06-30'],
      ['annual:2026-07-01', '2026-07-01', 15, '2027-06-30'],
    ]);
  });

  it('bridges more than a year, which two changes may leave, with a year’s days for each year', () => {
    const policies: PolicyPeriod[] = [
      { from: '', leave: HIRE },
      { from: '2029-04-02', leave: policy({ basis: 'allowance', fiscalStart: '04-01' }) },
      { from: '2030-01-02', leave: FISCAL },
    ];
    const all = { policies, since: '2028-01-01' };
    const wanted = [
      ['annual:6', '2028-06-01', 17, '2029-05-31'],
      ['bridge:2029-06-01', '2029-06-01', 18, '2030-05-31'],
      // 2030-06-01 to 2030-12-31, 214 of 365 days: 10.55
      ['bridge:2030-06-01', '2030-06-01', 11, '2030-12-31'],
      ['annual:2031-01-01', '2031-01-01', 18, '2031-12-31'],
    ];
    expect(yearly(dueGrants(facts('2022-06-01', all), '2031-06-30')).slice(-4)).toEqual(wanted);
    const stored = dueGrants(facts('2022-06-01', all), '2029-12-31');
    const later = dueGrants(facts('2022-06-01', { ...all, stored }), '2031-06-30');
    expect(yearly([...stored, ...later]).slice(-4)).toEqual(wanted);
  });

  it('gives no months beside a year’s allowance', () => {
    const policies: PolicyPeriod[] = [
      { from: '', leave: policy({ basis: 'allowance' }) },
      { from: '2026-05-01', leave: HIRE },
    ];
    const due = dueGrants(facts('2026-03-02', { policies }), '2027-02-28');
    expect(due.map(g => g.id)).toEqual(['allowance:2026-01-01', 'monthly:10', 'monthly:11']);
  });
});

describe('what is carried over', () => {
  it('is what the year leaves, at most so many days, and no longer in the year’s grant', () => {
    const policies = [{ from: '', leave: policy({ basis: 'fiscal-year', carryOver: 5, carryMonths: 3 }) }];
    const uses = takes('r', 1, ...Array.from({ length: 12 }, (_, i): [string, number] => [`2026-03-${i + 10}`, 1]));
    const due = dueGrants(facts('2024-01-01', { policies, uses }), '2027-01-01');
    expect(told(due.filter(g => g.kind === 'carry-over'))).toEqual([
      ['carry-over:annual:2025-01-01', '2026-01-01', 5, '2026-03-31'],
      ['carry-over:annual:2026-01-01', '2027-01-01', 5, '2027-03-31'],
    ]);
    // 5 of the 12 days were carried over, 7 of 15 of the year's: with 6 more, 2 are left.
    const busy = takes('s', 2, ...Array.from({ length: 8 }, (_, i): [string, number] => [`2026-06-${i + 10}`, 0.75]));
    const less = dueGrants(facts('2024-01-01', { policies, uses: [...uses, ...busy] }), '2027-01-01');
    expect(told(less.filter(g => g.kind === 'carry-over'))[1]?.[2]).toBe(2);
  });
});

describe('what was carried over', () => {
  const policies = [{ from: '', leave: policy({ basis: 'fiscal-year', carryOver: 5, carryMonths: 3 }) }];
  const taken = takes('r', 1, ...Array.from({ length: 11 }, (_, i): [string, number] => [`2026-06-${i + 10}`, 1]));
  const late = takes('late', 2, ['2026-12-30', 1]);
  const run = (uses: VestingFacts['uses'], stored: readonly Grant[], until: string) => [
    ...stored,
    ...dueGrants(facts('2025-01-01', { policies, uses, stored, since: '2026-01-01' }), until),
  ];
  const left = (grants: readonly Grant[], uses: VestingFacts['uses'], day: string) =>
    balance(grants, uses, day).left / UNITS_PER_DAY;

  it('follows a refusal and a late leave of the old year, as if it had been so on its day', () => {
    const stored = run([...taken, ...late], [], '2027-01-01');
    // 15 of the new year, and 15 − 11 − 1 of the old one.
    expect(left(stored, [...taken, ...late], '2027-01-05')).toBe(15 + 3);
    const refused = run(taken, stored, '2027-01-05');
    expect(refused.slice(stored.length).map(g => [g.id, g.amount / UNITS_PER_DAY])).toEqual([
      ['carried:carry-over:annual:2026-01-01:1', 1],
    ]);
    expect(left(refused, taken, '2027-01-05')).toBe(15 + 4);
    expect(run(taken, refused, '2027-01-06')).toEqual(refused);
    const entered = run([...taken, ...late], refused, '2027-01-10');
    expect(left(entered, [...taken, ...late], '2027-01-10')).toBe(15 + 3);
    expect(balance(entered, [...taken, ...late], '2027-01-10').short).toBe(0);
    // What was carried over is gone by then: the late leave leaves three days of it.
    const january = [...taken, ...takes('j', 3, ['2027-01-11', 1], ['2027-01-12', 1], ['2027-01-13', 1]), ...late];
    expect(left(run(january, refused, '2027-01-20'), january, '2027-01-20')).toBe(15);
  });

  it('stays once its own time is over, and is never more than the policy carries', () => {
    const stored = run([...taken, ...late], [], '2027-01-01');
    expect(run(taken, stored, '2027-04-01')).toEqual(stored);
    expect(left(run([], stored, '2027-01-05'), [], '2027-01-05')).toBe(15 + 5);
  });

  it('sums up to the balance whatever happens to the old year, and is what it would be from the beginning', () => {
    const days = fc.uniqueArray(fc.nat(300), { maxLength: 14 });
    fc.assert(
      fc.property(days, days, fc.nat(80), (first, then, at) => {
        const usesOf = (all: number[]) =>
          all.flatMap((n, i) => takes(`r${n}`, i + 1, [addDays('2026-02-01', n), n % 2 === 0 ? 1 : 0.5]));
        const today = addDays('2027-01-01', at);
        const now = run(usesOf(then), run(usesOf(first), [], '2027-01-01'), today);
        const { left } = balance(now, usesOf(then), today);
        expect(left).toBe(balance(run(usesOf(then), [], today), usesOf(then), today).left);
        const lines = statement(now, usesOf(then), today).lines.filter(l => !l.ahead);
        expect(lines.reduce((sum, l) => sum + l.amount, 0)).toBe(left);
      }),
    );
  });
});

describe('vesting', () => {
  it('ends with the last day: 11 days after exactly one year, 26 a day later', () => {
    const sum = (lastDay: string) =>
      dueGrants(facts('2025-01-01', { lastDay }), '2027-12-31').reduce((s, g) => s + g.amount, 0) / UNITS_PER_DAY;
    expect(sum('2025-12-31')).toBe(11);
    expect(sum('2026-01-01')).toBe(26);
  });

  it('does not enter what lapsed before there was a ledger, nor what an opening balance holds', () => {
    expect(told(dueGrants(facts('2015-03-15', { since: '2026-11-01' }), '2026-11-24'))).toEqual([
      ['annual:11', '2026-03-15', 20, '2027-03-14'],
    ]);
    const stored = [grant('opening:1', '2026-11-01', '2027-03-14', 8, { kind: 'opening' })];
    expect(told(dueGrants(facts('2015-03-15', { stored }), '2027-03-15'))).toEqual([
      ['annual:12', '2027-03-15', 20, '2028-03-14'],
    ]);
  });

  it('does not vest again when a hire date is set right', () => {
    const stored = dueGrants(facts('2024-03-15'), '2026-11-24');
    const due = dueGrants(facts('2024-03-18', { stored }), '2026-11-24');
    expect(due).toEqual([]);
  });

  const anyPolicy = fc.record({
    basis: fc.constantFrom('hire-date' as const, 'fiscal-year' as const, 'allowance' as const),
    fiscalStart: fc.constantFrom('01-01', '04-01', '07-01', '12-31'),
    rounding: fc.constantFrom('half' as const, 'whole' as const, 'hundredth' as const),
    allowanceOn: fc.constantFrom('fiscal-start' as const, 'anniversary' as const),
    carryOver: fc.constantFrom(0, 5),
  });
  const anyHistory = fc
    .tuple(
      fc.nat(2000).map(n => addDays('2018-01-01', n)),
      fc.array(fc.tuple(fc.nat(3000), anyPolicy), { minLength: 1, maxLength: 5 }),
      fc.array(fc.nat(3500), { minLength: 1, maxLength: 6 }),
    )
    .map(([hiredOn, changes, runs]) => ({
      hiredOn,
      policies: [...changes]
        .sort((a, b) => a[0] - b[0])
        .map(([n, p], i): PolicyPeriod => ({ from: i === 0 ? '' : addDays(hiredOn, n), leave: policy(p) })),
      runs: [...runs, 3500].sort((a, b) => a - b).map(n => addDays(hiredOn, n)),
    }));

  it('whenever it is run, under any changes of policy, covers each day of use once and leaves no gap', () => {
    fc.assert(
      fc.property(anyHistory, ({ hiredOn, policies, runs }) => {
        const stored: Grant[] = [];
        for (const day of runs) {
          const due = dueGrants(facts(hiredOn, { policies, stored }), day);
          stored.push(...due);
          expect(dueGrants(facts(hiredOn, { policies, stored }), day)).toEqual([]);
        }
        expect(new Set(stored.map(g => g.id)).size).toBe(stored.length);
        const periods = stored
          .flatMap(g => (isYearly(g) && g.covers ? [g.covers] : []))
          .sort((a, b) => (a.from < b.from ? -1 : 1));
        for (const [i, next] of periods.entries()) {
          const before = periods[i - 1];
          if (!before) continue;
          expect(before.to < next.from).toBe(true);
          // The months' days are for the first year, where the law's bases begin in the midst of it.
          if (addDays(before.to, 1) >= yearsAfter(hiredOn, 1)) expect(addDays(before.to, 1)).toBe(next.from);
        }
        for (const g of stored) expect(g.on <= g.usableUntil && g.amount >= 0).toBe(true);
      }),
    );
  });

  it('gives the same whether it is run once or day by day, where no change of policy came to light meanwhile', () => {
    fc.assert(
      fc.property(anyHistory, ({ hiredOn, policies, runs }) => {
        const last = runs.at(-1) ?? hiredOn;
        const once = dueGrants(facts(hiredOn, { policies }), last);
        const often: Grant[] = [];
        for (const day of runs) often.push(...dueGrants(facts(hiredOn, { policies, stored: often }), day));
        expect(new Map(often.map(g => [g.id, g]))).toEqual(new Map(once.map(g => [g.id, g])));
      }),
    );
  });

  it('never gives less for a year of use than its share under the policies in force', () => {
    fc.assert(
      fc.property(anyHistory, ({ hiredOn, policies, runs }) => {
        const due = dueGrants(facts(hiredOn, { policies }), runs.at(-1) ?? hiredOn);
        for (const g of due.filter(g => g.kind === 'annual' || g.kind === 'prorated')) {
          const { from, to } = g.covers ?? { from: g.on, to: g.usableUntil };
          // 15 days a year is the least that the law gives, but for the first, prorated one.
          if (g.id === 'prorated') continue;
          expect(g.amount / UNITS_PER_DAY).toBeGreaterThanOrEqual(
            (15 * (dayNumber(to) - dayNumber(from) + 1)) / 366 - 0.001,
          );
        }
      }),
    );
  });
});
