import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/calendar/rules.ts';
import { allocate } from '../../src/grants/ledger/allocate.ts';
import { balance } from '../../src/grants/ledger/balance.ts';
import type { Grant } from '../../src/grants/ledger/types.ts';
import { type Period, type Use, usesOf } from '../../src/leave-record/days.ts';
import { isNegligible, shownAlike, shownDays, unitsOf } from '../../src/leave-record/units.ts';

const calendar = { holiday: () => undefined };
const MONDAY = '2026-11-30';
const everyDay = (minutes: number) => ({ begins: 0, week: Array<number>(7).fill(minutes) });
const clock = (m: number): string =>
  `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`;

const grant = (days: number): Grant => ({
  ...{ id: 'g', kind: 'annual', pool: 'annual', on: '2026-01-01', usableUntil: '2027-12-31', amount: unitsOf(days) },
});
const usesFrom = (periods: readonly Omit<Period, 'to'>[]): Use[] =>
  periods.flatMap((p, i) =>
    usesOf({ ...p, to: p.from }, calendar).map(({ date, amount }) => ({
      ...{ request: `r${i}`, seq: i + 1, date, amount, pool: 'annual', state: 'active' as const },
    })),
  );
const hoursOf = (minutes: number, from: string, length: number) => ({
  ...{ from, time: { from: '00:00', to: clock(minutes) }, hours: everyDay(length) },
});

describe('parts of a day', () => {
  it('of seven hours are the day after seven single hours, on seven days or one', () => {
    for (const step of [0, 1]) {
      const uses = usesFrom(Array.from({ length: 7 }, (_, i) => hoursOf(60, addDays(MONDAY, i * step), 420)));
      const { short, grants } = allocate([grant(1)], uses);
      expect([short, grants[0]?.left]).toEqual([[], 0]);
      expect(allocate([grant(1)], uses.slice(1)).grants[0]?.left).toBe(unitsOf(1) / 7);
    }
  });

  it('add up to the day for every length of day, on one day or several', () => {
    const halves = fc.constantFrom('none', 'am', 'q1');
    const cuts = fc.array(fc.integer({ min: 1, max: 1439 }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1440 }), cuts, halves, fc.boolean(), (length, at, half, sameDay) => {
        const ends = [...new Set(at.map(m => (m % length) + 1)), length].sort((a, b) => a - b);
        const parts = ends.map((end, i) => end - (ends[i - 1] ?? 0)).filter(m => m > 0);
        const on = (i: number): string => (sameDay ? MONDAY : addDays(MONDAY, i));
        // Two days in all where a half or a quarter is among them, so that what is left over is one, too.
        const more = { am: ['am', 'pm'], q1: ['q1', 'q2', 'pm'], none: [] }[half] as ('am' | 'pm')[];
        const uses = usesFrom([
          ...parts.map((m, i) => hoursOf(m, on(i), length)),
          ...more.map((part, i) => ({ from: on(i), part, hours: everyDay(length) })),
        ]);
        const days = more.length > 0 ? 2 : 1;
        expect(isNegligible(uses.reduce((sum, u) => sum + u.amount, 0) - unitsOf(days))).toBe(true);
        const { left, short } = balance([grant(days)], uses, addDays(MONDAY, 30));
        expect([left, short]).toEqual([0, 0]);
        const rest = balance([grant(days + 1)], uses, addDays(MONDAY, 30)).left;
        expect(isNegligible(rest - unitsOf(1))).toBe(true);
      }),
    );
  });
});

describe('amounts as days', () => {
  it.each([
    ['a day', 1, 1],
    ['half an hour of 8', 1 / 16, 0.0625],
    ['an hour of 7', 1 / 7, 0.14],
    ['a hundredth of many days', 364.99, 364.99],
    ['an hour of 7 taken back', -1 / 7, -0.14],
  ])('%s', (_, days, shown) => {
    expect(shownDays(unitsOf(days))).toBe(shown);
  });

  it('are shown as exactly where rounding left a rest', () => {
    expect(shownDays(unitsOf(0.125) - 3)).toBe(0.125);
    expect(shownDays(unitsOf(15) + 3)).toBe(15);
  });

  it('have the same decimals where they are compared, and as many as tell them apart', () => {
    expect(shownAlike([unitsOf(1 / 7), unitsOf(0.1425)])).toEqual([0.1429, 0.1425]);
    expect(shownAlike([unitsOf(1 / 7), unitsOf(1 / 8)])).toEqual([0.14, 0.13]);
    expect(shownAlike([unitsOf(2), unitsOf(1.5)])).toEqual([2, 1.5]);
    expect(shownAlike([unitsOf(1 / 7), unitsOf(1 / 7)])).toEqual([0.14, 0.14]);
  });
});
