import { describe, expect, it } from 'vitest';
import { leaveByMonth } from '../../src/balances/by-month.ts';
import { words } from '../../src/i18n/index.ts';
import type { Use } from '../../src/leave-record/days.ts';
import { unitsOf } from '../../src/leave-record/units.ts';

const use = (date: string, days: number, more: Partial<Use> = {}): Use => ({
  ...{ request: 'r', seq: 1, date, amount: unitsOf(days), pool: 'annual', state: 'active', ...more },
});

describe('leave by month', () => {
  it('counts days in force of the pool and year, later ones as planned', () => {
    const uses = [
      ...[use('2026-01-05', 1), use('2026-01-30', 0.5), use('2026-11-24', 1), use('2026-11-25', 0.25)],
      ...[use('2025-12-31', 1), use('2027-01-01', 1), use('2026-02-02', 1, { state: 'waiting' })],
      ...[use('2026-03-02', 1, { pool: 'reward' }), use('2026-12-31', 1)],
    ];
    const o = { pool: 'annual', poolName: 'Annual leave', whom: 'Design', today: '2026-11-24' };
    const { title, categories, series } = leaveByMonth(uses, o, words('en'));
    expect(title).toBe('Leave by month, 2026 · Annual leave · Design');
    expect([categories[0], categories[11]]).toEqual(['Jan', 'Dec']);
    expect(series).toEqual([
      { name: 'Taken', values: [1.5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0] },
      { name: 'Planned', values: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.25, 1] },
    ]);
  });
});
