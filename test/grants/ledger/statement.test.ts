import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/calendar/rules.ts';
import { balance } from '../../../src/grants/ledger/balance.ts';
import { correctionsOf, undoneIn } from '../../../src/grants/ledger/counted.ts';
import { statement } from '../../../src/grants/ledger/statement.ts';
import type { Grant } from '../../../src/grants/ledger/types.ts';
import { reversalOf } from '../../../src/grants/rules.ts';
import { UNITS_PER_DAY as DAY, shownDays, shownSums } from '../../../src/leave-record/units.ts';
import { runs } from '../../support/runs.ts';
import { anyLedger, grant, takes } from './ledgers.ts';

describe('the statement', () => {
  it('has every grant, every leave and what lapsed, then what is to come', () => {
    const grants = [
      grant('annual:1', '2025-03-15', '2026-03-14', 15, { kind: 'annual' }),
      grant('annual:2', '2026-03-15', '2027-03-14', 15, { kind: 'annual' }),
      grant('carry', '2026-03-15', '2026-06-14', 2, { kind: 'carry-over', source: 'annual:1' }),
      grant('annual:3', '2027-03-15', '2028-03-14', 16, { kind: 'annual' }),
    ];
    const uses = [
      ...takes('r1', 1, ['2025-08-03', 1], ['2025-08-04', 1], ['2025-08-05', 0.5]),
      ...takes('r2', 2, ['2027-03-12', 1], ['2027-03-15', 1]),
    ];
    const { lines, left } = statement(grants, uses, '2026-11-24');
    expect(lines.map(l => [l.ahead, l.date, l.is, l.amount / DAY])).toEqual([
      [false, '2025-03-15', 'grant', 15],
      [false, '2025-08-03', 'use', -2.5],
      [false, '2026-03-14', 'lapse', -12.5],
      [false, '2026-03-15', 'grant', 15],
      [false, '2026-03-15', 'grant', 2],
      [false, '2026-06-14', 'lapse', -2],
      [false, '2027-03-12', 'use', -1],
      [true, '2027-03-14', 'lapse', -14],
      [true, '2027-03-15', 'grant', 16],
      [true, '2027-03-15', 'use', -1],
    ]);
    expect(left).toBe(14 * DAY);
    expect(lines.find(l => l.is === 'lapse')).toMatchObject({ carried: 2 * DAY });
  });

  const day = fc.nat(40).map(n => addDays('2026-01-01', n));

  it('sums up to the balance, whatever is in the ledger', () => {
    const changes = fc.array(
      fc.record({
        ...{ at: fc.nat(8), on: day, quarters: fc.integer({ min: -16, max: 8 }) },
        is: fc.constantFrom('reversal', 'carry', 'below', 'opening', 'reward', 'corrects', 'corrects'),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(anyLedger, changes, day, ({ grants, uses }, more, today) => {
        const all: Grant[] = [...grants];
        for (const [i, { at, on, is, quarters }] of more.entries()) {
          const about = all[at];
          if (is === 'reversal' && about && about.reverses === undefined && !undoneIn(all).has(about.id))
            all.push({ ...reversalOf(about, on, {}, correctionsOf(about.id, all)), id: `x${i}` });
          if (is === 'corrects' && about && about.reverses === undefined && quarters !== 0)
            all.push({
              ...grant(`x${i}`, on, quarters > 0 ? addDays(on, 20) : on, quarters / 4, { kind: 'correction' }),
              ...{ pool: about.pool, corrects: about.id },
            });
          if (
            is === 'carry' &&
            about?.kind === 'monthly' &&
            about.usableUntil < today &&
            !all.some(g => g.source === about.id)
          )
            all.push({
              ...about,
              id: `x${i}`,
              on: addDays(about.usableUntil, 1),
              usableUntil: addDays(about.usableUntil, 9),
              amount: about.amount / 2,
              source: about.id,
            });
          if (is === 'below') all.push(grant(`x${i}`, on, on, -0.5, { kind: 'correction' }));
          if (is === 'opening') all.push(grant(`x${i}`, on, addDays(on, 20), 2, { kind: 'opening' }));
          if (is === 'reward') all.push(grant(`x${i}`, on, addDays(on, 20), 1));
        }
        for (const pool of ['annual', 'compensatory']) {
          const { lines, left } = statement(all, uses, today, pool);
          const sum = (some: typeof lines) => some.reduce((s, l) => s + l.amount, 0);
          expect(left).toBe(balance(all, uses, today, pool).left);
          expect(sum(lines.filter(l => !l.ahead))).toBe(left);
        }
      }),
      { numRuns: runs(500) },
    );
  });
});

describe('amounts as they are shown', () => {
  it('have decimals only where they are needed', () => {
    const shown = [DAY, DAY / 2, DAY / 4, DAY / 8, DAY / 16, DAY / 100, 0, -DAY / 8, DAY / 3, (DAY * 2) / 3];
    expect(shown.map(shownDays)).toEqual([1, 0.5, 0.25, 0.125, 0.0625, 0.01, 0, -0.125, 0.33, 0.67]);
  });

  it('always add up', () => {
    const amount = fc.oneof(
      fc.integer({ min: -4 * DAY, max: 16 * DAY }),
      fc.integer({ min: -400, max: 900 }).map(n => n * (DAY / 100)),
    );
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 40 }), amounts => {
        let sum = 0;
        let exact = 0;
        for (const [i, line] of shownSums(amounts).entries()) {
          sum = Math.round((sum + line.days) * 10_000) / 10_000;
          exact += amounts[i] ?? 0;
          expect(line.sum).toBe(sum + 0);
          expect(Math.abs(line.sum - exact / DAY)).toBeLessThanOrEqual(0.00501);
        }
        if (amounts.every(a => a % (DAY / 100) === 0)) expect(sum + 0).toBe(shownDays(exact));
      }),
    );
  });
});
