import { describe, expect, it } from 'vitest';
import { monthsBefore } from '../../../src/calendar/rules.ts';
import { decideMonth, type Month, type MonthCommand } from '../../../src/timesheets/closing/rules.ts';

const open: Month = { month: '2026-10', closed: false, history: [] };
const decide = (month: Month, command: MonthCommand, o: { today?: string; stillIn?: number; now?: number } = {}) =>
  decideMonth(month, command, { user: 'UH', key: 'k', now: 1, today: '2026-11-24', stillIn: 0, ...o });
function done(month: Month, command: MonthCommand, now: number): Month {
  const decision = decide(month, command, { now });
  if (!decision.ok) throw new Error(decision.refusal.code);
  const { step, ...set } = decision.change;
  return { ...month, ...set, history: [...month.history, step] };
}
const refusal = (...args: Parameters<typeof decide>) => {
  const decision = decide(...args);
  return decision.ok ? undefined : decision.refusal;
};

describe('a month', () => {
  it('is closed once it is over and nobody is in on a day of it, and opened again with a reason', () => {
    expect(refusal(open, { do: 'close' }, { today: '2026-10-31' })).toEqual({ code: 'month-runs' });
    expect(refusal(open, { do: 'close' }, { today: '2026-11-01', stillIn: 2 })).toEqual({ code: 'still-in', count: 2 });
    expect(refusal(open, { do: 'reopen', reason: 'x' })).toEqual({ code: 'never-closed' });
    const closed = done(open, { do: 'close' }, 5);
    expect(closed).toMatchObject({ closed: true, closedAt: 5 });
    expect(refusal(closed, { do: 'close' })).toEqual({ code: 'closed-before', by: 'UH', at: 5 });
    expect(refusal(closed, { do: 'reopen', reason: ' ' })).toEqual({ code: 'reason-missing' });
    const again = done(closed, { do: 'reopen', reason: 'a day was wrong' }, 7);
    expect(again.closed).toBe(false);
    expect(again.history.map(h => [h.what, h.by, h.at, h.reason])).toEqual([
      ['closed', 'UH', 5, undefined],
      ['reopened', 'UH', 7, 'a day was wrong'],
    ]);
    expect(refusal(again, { do: 'reopen', reason: 'x' })).toEqual({ code: 'reopened-before', by: 'UH', at: 7 });
    expect(done(again, { do: 'close' }, 9)).toMatchObject({ closed: true, closedAt: 9 });
  });

  it('is closed with a reason where something is left, and keeps both', () => {
    const left = { 'no-record': 3, 'break-missed': 0 };
    const ctx = { user: 'UH', key: 'k', now: 1, today: '2026-11-24', stillIn: 0 };
    for (const reason of ['', '  '])
      expect(decideMonth(open, { do: 'close', reason }, { ...ctx, left })).toMatchObject({
        refusal: { code: 'reason-missing' },
      });
    expect(decideMonth(open, { do: 'close', reason: ' payday ' }, { ...ctx, left })).toMatchObject({
      change: { closed: true, step: { what: 'closed', reason: 'payday', left } },
    });
    expect(decideMonth(open, { do: 'close' }, { ...ctx, left: { 'break-missed': 0 } }).ok).toBe(true);
  });

  it('is listed from the last one that is over, across the year', () => {
    expect(monthsBefore('2026-02-10', 3)).toEqual(['2026-01', '2025-12', '2025-11']);
  });
});
