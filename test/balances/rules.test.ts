import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fits, inOrder, type PoolBalance, poolBalances, totalsOf } from '../../src/balances/rules.ts';
import { addDays } from '../../src/calendar/rules.ts';
import { statement } from '../../src/grants/ledger/statement.ts';
import { UNITS_PER_DAY as DAY } from '../../src/leave-record/units.ts';
import { anyCorrected, anyLedger, grant, takes } from '../grants/ledger/ledgers.ts';
import { runs } from '../support/runs.ts';

const TODAY = '2026-11-24';
const of = (left: number, more: Partial<PoolBalance> = {}): PoolBalance => ({
  ...{
    pool: 'annual',
    granted: 15 * DAY,
    used: (15 - left) * DAY,
    pending: 0,
    left: left * DAY,
    short: 0,
    lapsing: [],
  },
  ...more,
});

describe('what somebody has of a pool', () => {
  it('is granted less what is used and pending; planned leave is used', () => {
    const known = [grant('annual:2', '2026-03-15', '2027-03-14', 15), grant('hand:1', '2026-06-01', '2026-12-31', 2)];
    const uses = [
      ...takes('r1', 1, ['2026-06-08', 1]),
      ...takes('r2', 2, ['2026-12-21', 3]),
      ...takes('r3', 3, ['2027-01-04', 2]).map(u => ({ ...u, state: 'waiting' as const })),
    ];
    const [annual] = poolBalances({ known, uses, today: TODAY }, ['annual']);
    expect(annual).toEqual({
      ...{ pool: 'annual', granted: 17 * DAY, used: 4 * DAY, pending: 2 * DAY, left: 11 * DAY, short: 0 },
      lapsing: [{ on: '2027-03-14', amount: 11 * DAY }],
    });
  });

  it('adds up, and is what the statement says, whatever is in the ledger', () => {
    const day = fc.nat(40).map(n => addDays('2026-01-01', n));
    fc.assert(
      fc.property(fc.oneof(anyLedger, anyCorrected), day, ({ grants: known, uses }, today) => {
        const pools = ['annual', 'compensatory'];
        for (const b of poolBalances({ known, uses, today }, pools)) {
          expect(b.granted - b.used - b.pending).toBe(b.left);
          expect(b.left).toBe(statement(known, uses, today, b.pool).left);
        }
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('a list of balances', () => {
  it('is filtered', () => {
    const lapsing = of(3, { lapsing: [{ on: '2027-01-23', amount: 3 * DAY }] });
    const later = of(3, { lapsing: [{ on: '2027-01-24', amount: 3 * DAY }] });
    expect([lapsing, later, undefined].map(b => fits('lapsing', b, TODAY))).toEqual([true, false, false]);
    expect([of(-1, { short: DAY }), of(0), undefined].map(b => fits('overdrawn', b, TODAY))).toEqual([
      true,
      false,
      false,
    ]);
    expect([of(15), of(14), of(0, { granted: 0, used: 0 })].map(b => fits('unused', b, TODAY))).toEqual([
      true,
      false,
      false,
    ]);
    expect([of(15), undefined].map(b => fits('without', b, TODAY))).toEqual([false, true]);
    expect([of(15), undefined].map(b => fits('all', b, TODAY))).toEqual([true, true]);
  });

  it('is sorted, those without a balance last, equals as they stood', () => {
    const rows = [
      { id: 'a', balance: of(3, { lapsing: [{ on: '2027-03-14', amount: 3 * DAY }] }) },
      { id: 'b' },
      { id: 'c', balance: of(-1) },
      { id: 'd', balance: of(8, { lapsing: [{ on: '2026-12-31', amount: DAY }] }) },
      { id: 'e', balance: of(3, { lapsing: [{ on: '2026-12-31', amount: 2 * DAY }] }) },
    ];
    const order = (sort: Parameters<typeof inOrder>[1]) =>
      inOrder(rows, sort)
        .map(r => r.id)
        .join('');
    expect([order('name'), order('left-most'), order('left-least')]).toEqual(['abcde', 'daecb', 'caedb']);
    expect([order('lapsing'), order('used')]).toEqual(['edacb', 'caedb']);
  });

  it('has totals that are the sums of its rows', () => {
    expect(totalsOf([of(3), of(-1)])).toEqual({
      people: 2,
      granted: 30 * DAY,
      used: 28 * DAY,
      pending: 0,
      left: 2 * DAY,
    });
  });
});
