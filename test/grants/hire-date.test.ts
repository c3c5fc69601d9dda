import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { yearsAfter } from '../../src/calendar/civil.ts';
import { addDays } from '../../src/calendar/rules.ts';
import { dueGrants } from '../../src/grants/due.ts';
import { type PersonFacts, vestingFacts } from '../../src/grants/facts.ts';
import { balance } from '../../src/grants/ledger/balance.ts';
import { statement } from '../../src/grants/ledger/statement.ts';
import type { Grant } from '../../src/grants/ledger/types.ts';
import type { LeavePolicy } from '../../src/grants/vestings.ts';
import { UNITS_PER_DAY } from '../../src/leave-record/units.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import { settlementOf } from '../../src/settlement/rules.ts';
import { runs } from '../support/runs.ts';
import { takes } from './ledger/ledgers.ts';

const defaults = policyDefaults({ timeZone: 'Asia/Seoul', language: 'ko', summaryAt: '18:30' }).leave;
const facts = (hiredOn: string, today: string, more: Partial<PersonFacts> = {}, leave: Partial<LeavePolicy> = {}) => ({
  ...{ hiredOn, today, attended: { absentMonths: [], lowYears: {} }, stored: [], uses: [] },
  ...{ policies: [{ from: '', leave: { ...defaults, ...leave } }], ...more },
});
/** What a ledger has on a day that is kept up to date, day by day as it is looked at. */
function kept(of: ReturnType<typeof facts>): Grant[] {
  const vesting = vestingFacts(of);
  return [...vesting.stored, ...dueGrants(vesting, of.today)];
}
const left = (grants: readonly Grant[], day: string, uses: ReturnType<typeof takes> = []) =>
  balance(grants, uses, day).left / UNITS_PER_DAY;

describe('a hire date that is set right', () => {
  it('to an earlier day gives the next year in full', () => {
    const wrong = kept(facts('2024-03-15', '2026-04-01'));
    const moved = { stored: wrong, grantedBy: '2024-03-15' };
    // By the right date the third year begins on 15 January: 15 days, not the 12.5 of what is not covered yet.
    const right = kept(facts('2024-01-15', '2027-01-15', moved));
    const year = right.filter(g => g.id === 'annual:3');
    expect(year.map(g => [g.on, g.usableUntil, g.amount / UNITS_PER_DAY])).toEqual([['2027-01-15', '2028-01-14', 16]]);
    // The second one, given until 14 March, stays as it was told.
    expect(right.filter(g => g.id.startsWith('annual:2')).map(g => g.usableUntil)).toEqual(['2027-03-14']);
    expect(right.some(g => g.voids)).toBe(false);
  });

  it('to an earlier day gives at once what has vested by it', () => {
    const wrong = kept(facts('2025-12-01', '2026-11-24'));
    expect(left(wrong, '2026-11-24')).toBe(11);
    const right = kept(facts('2025-10-01', '2026-11-24', { stored: wrong, grantedBy: '2025-12-01' }));
    expect(left(right, '2026-11-24')).toBe(11 + 15);
  });

  it('to a later day takes back what has not vested yet, and gives each year until its right end', () => {
    const wrong = kept(facts('2024-01-15', '2026-02-01'));
    const uses = takes('r', 1, ['2026-01-20', 2]);
    const stored = kept(facts('2024-03-15', '2026-02-01', { stored: wrong, uses, grantedBy: '2024-01-15' }));
    // 15 of the first year until 14 March, less the two days taken.
    expect(left(stored, '2026-02-01', uses)).toBe(13);
    const later = kept(facts('2024-03-15', '2026-03-15', { stored, uses, grantedBy: '2024-03-15' }));
    expect(left(later, '2026-03-15', uses)).toBe(15);
    expect(balance(later, uses, '2026-03-15').lapsing.map(l => l.on)).toEqual(['2027-03-14']);
  });

  it('by a year gives the months again when they are attended', () => {
    const wrong = kept(facts('2024-06-01', '2026-06-10'));
    const right = kept(facts('2025-06-01', '2026-06-10', { stored: wrong, grantedBy: '2024-06-01' }));
    expect(left(right, '2026-06-10')).toBe(15);
    expect(right.filter(g => g.id === 'annual:2#2')).toEqual([]);
  });

  it('by the fiscal year corrects the first year by the difference, both ways', () => {
    const fiscal = { basis: 'fiscal-year' as const };
    const wrong = kept(facts('2025-10-01', '2026-02-01', {}, fiscal));
    // 92 of 365 days: 4 of 15. By the right date 184 days: 8.
    expect(wrong.find(g => g.id === 'prorated')?.amount).toBe(4 * UNITS_PER_DAY);
    const right = kept(facts('2025-07-01', '2026-02-01', { stored: wrong, grantedBy: '2025-10-01' }, fiscal));
    expect(right.filter(g => g.id.startsWith('right:prorated')).map(g => g.amount)).toEqual([4 * UNITS_PER_DAY]);
    const back = kept(facts('2025-10-01', '2026-02-01', { stored: right, grantedBy: '2025-07-01' }, fiscal));
    expect(balance(back, [], '2026-02-01').left).toBe(balance(wrong, [], '2026-02-01').left);
  });

  const date = fc.nat(900).map(n => addDays('2022-01-03', n));
  const basis = fc.constantFrom('hire-date' as const, 'fiscal-year' as const);

  it('leaves a ledger that adds up, with no less than the law gives from that day on', () => {
    fc.assert(
      fc.property(date, date, basis, fc.nat(1200), fc.nat(900), (wrong, right, basis, at, later) => {
        const day = addDays('2023-01-03', at);
        const before = kept(facts(wrong, day, {}, { basis }));
        // What lapsed just after the first grant that is stored now is entered with the next run.
        const first = kept(facts(right, day, { stored: before, grantedBy: wrong }, { basis }));
        const stored = kept(facts(right, day, { stored: first, grantedBy: right }, { basis }));
        expect(kept(facts(right, day, { stored, grantedBy: right }, { basis }))).toEqual(stored);
        const until = addDays(day, later);
        const all = kept(facts(right, until, { stored, grantedBy: right }, { basis }));
        expect(new Set(all.map(g => g.id)).size).toBe(all.length);
        const lawful = kept(facts(right, until, {}, { basis }));
        expect(balance(all, [], until).left).toBeGreaterThanOrEqual(balance(lawful, [], until).left);
        const lines = statement(all, [], until).lines.filter(l => !l.ahead);
        expect(lines.reduce((sum, l) => sum + l.amount, 0)).toBe(balance(all, [], until).left);
      }),
      { numRuns: runs(400) },
    );
  });
});

describe('a settlement', () => {
  it('compares what the ledger gave, not what it would have given', () => {
    const stored = kept(facts('2024-03-15', '2026-04-01'));
    const back: Grant = {
      ...{ id: 'reversal:annual:2', kind: 'reversal', pool: 'annual', on: '2026-04-02', usableUntil: '2026-04-02' },
      ...{ amount: -15 * UNITS_PER_DAY, reverses: 'annual:2', by: 'U9' },
    };
    const leaving = { ...facts('2024-03-15', '2026-05-31', { stored: [...stored, back] }), lastDay: '2026-05-31' };
    const s = settlementOf({ ...leaving, hiredOn: '2024-03-15' });
    expect([s.hireDate, s.given, s.difference].map(a => a / UNITS_PER_DAY)).toEqual([41, 26, 15]);
  });

  it('counts each month and year of a hire date that was set right once', () => {
    const wrong = kept(facts('2023-09-01', '2026-04-01'));
    for (const hiredOn of ['2023-06-01', '2023-12-01', '2024-09-01']) {
      const stored = kept(facts(hiredOn, '2026-04-01', { stored: wrong, grantedBy: '2023-09-01' }));
      const of = { ...facts(hiredOn, '2026-11-30', { stored, grantedBy: hiredOn }), lastDay: '2026-11-30', hiredOn };
      const s = settlementOf(of);
      expect([hiredOn, s.given / UNITS_PER_DAY, s.difference]).toEqual([hiredOn, s.hireDate / UNITS_PER_DAY, 0]);
      expect(s.hireDate / UNITS_PER_DAY).toBe(yearsAfter(hiredOn, 3) <= '2026-11-30' ? 57 : 41);
    }
  });
});
