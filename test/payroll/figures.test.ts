import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_SUMS, payrollDays, totalsOf } from '../../src/payroll/figures.ts';
import { monthRecord } from '../../src/timesheets/rules.ts';
import { runs } from '../support/runs.ts';
import { plusDays } from '../worktime/by-minute.ts';
import { inSeoul, leaveOn, seoulDay } from '../worktime/facts.ts';

const PERIOD = { from: '2026-11-01', to: '2026-11-30' };
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Days from the week in which the month begins to the one in which it ends. */
const worked = fc.uniqueArray(
  fc.record({
    day: fc.integer({ min: 0, max: 40 }),
    from: fc.integer({ min: 0, max: 1000 }),
    length: fc.integer({ min: 1, max: 430 }),
  }),
  { selector: d => d.day, maxLength: 30 },
);
const away = fc.uniqueArray(fc.integer({ min: 0, max: 29 }), { maxLength: 4 });

describe('the figures of payroll', () => {
  it('are the sums of the sheet of days, and those that the month shows', () => {
    fc.assert(
      fc.property(
        worked,
        away,
        fc.boolean(),
        fc.option(fc.integer({ min: 0, max: 29 })),
        (days, leaves, asks, hired) => {
          const s = inSeoul('2026-12-15T12:00', {
            policy: { overtimeNeedsApproval: asks },
            records: days
              .map(d => seoulDay(plusDays('2026-10-26', d.day), [`${clock(d.from)}-${clock(d.from + d.length)}`]))
              .sort((a, b) => (a.date < b.date ? -1 : 1)),
            leaves: leaves.map(day => leaveOn(plusDays(PERIOD.from, day), 'day')),
            ...(hired === null ? {} : { hiredOn: plusDays(PERIOD.from, hired) }),
          });
          const sheet = payrollDays(PERIOD, s, '2026-10-26');
          const ledger = { compensatory: 0, lapsed: 0, toPay: 0 };
          const context = { days: sheet, leaves: [], ledger, weeklyHoliday: true, began: '2026-10-26' };
          const { figures } = totalsOf(PERIOD, s, context);
          for (const name of DAY_SUMS)
            expect([name, figures[name]]).toEqual([name, sheet.reduce((sum, d) => sum + d[name], 0)]);
          expect(figures.daysWorked).toBe(sheet.filter(d => d.worked > 0).length);
          expect(figures.absentDays).toBe(sheet.filter(d => d.absent > 0).length);
          // Days before the employment are in the month's own sums, too.
          if (hired !== null) return;
          const { totals } = monthRecord('2026-11', s);
          for (const name of ['worked', 'break', 'leave', 'overtime', 'holiday8', 'holidayBeyond', 'night'] as const)
            expect([name, figures[name]]).toEqual([name, totals[name]]);
        },
      ),
      { numRuns: runs(40) },
    );
  });
});
