import { describe, expect, it } from 'vitest';
import { arrangementOn } from '../../src/worktime/arrangement.ts';
import { rangeNeeded } from '../../src/worktime/summary.ts';
import { calendarOf, inSeoul, workingTime } from './facts.ts';

const o = { calendar: calendarOf(['2026-03-02', '2026-03-07']), employed: true };

describe('the arrangement of a person on a date', () => {
  it('is the policy’s where they have nothing of their own', () => {
    expect(arrangementOn('2026-03-04', workingTime({ dayLength: 450 }), { workingTime: {} }, o)).toEqual({
      date: '2026-03-04',
      zone: 'Asia/Seoul',
      presence: { is: 'staggered', from: 480, to: 660 },
      length: 450,
      contract: 450,
      partTime: false,
      holidayWork: false,
      breaks: 'statutory',
      settlementMonths: 1,
      weekCap: 3120,
      monthAverage: 3120,
      settlementTotal: 0,
      overtimeNeedsApproval: false,
      forgottenAfter: 16,
    });
  });

  it('is their own where they have one, and the policy’s in what that does not say', () => {
    const presence = (own: Parameters<typeof arrangementOn>[2]['workingTime'], policy = {}) =>
      arrangementOn('2026-03-04', workingTime(policy), { workingTime: own }, o).presence;
    expect(presence({ arrangement: 'fixed', start: '22:00' })).toEqual({ is: 'fixed', start: 1320 });
    expect(presence({ arrangement: 'fixed' })).toEqual({ is: 'fixed', start: 540 });
    expect(presence({ windowFrom: '07:30' })).toEqual({ is: 'staggered', from: 450, to: 660 });
    expect(presence({ arrangement: 'selective' })).toEqual({ is: 'selective' });
    const core = { coreFrom: '11:00', coreTo: '15:00' };
    expect(presence({ arrangement: 'selective' }, core)).toEqual({ is: 'selective', core: { from: 660, to: 900 } });
  });

  it('asks for nothing on days off, holidays and outside the employment', () => {
    const on = (date: string, more = {}) =>
      arrangementOn(date, workingTime(), { workingTime: {}, ...more }, { ...o, employed: date !== '2026-03-05' });
    expect(on('2026-03-02')).toMatchObject({ length: 0, off: { is: 'holiday', name: { en: 'Holiday' } } });
    // A holiday on a Saturday keeps its name.
    expect(on('2026-03-07')).toMatchObject({ length: 0, off: { is: 'holiday' } });
    expect(on('2026-03-08')).toMatchObject({ length: 0, off: { is: 'day-off' } });
    expect(on('2026-03-05')).toMatchObject({ length: 0, off: { is: 'not-employed' } });
    const week = [300, 0, 300, 0, 300, 0, 120];
    expect(on('2026-03-08', { week })).toMatchObject({ length: 120, partTime: true });
    expect(on('2026-03-03', { week }).off).toEqual({ is: 'day-off' });
    expect(on('2026-03-04', { week: [600, 600, 600, 600, 0, 0, 0] }).partTime).toBe(false);
  });

  it('takes a year without data for one without holidays', () => {
    const unknown = { calendar: { holiday: () => 'unknown' as const }, employed: true };
    expect(arrangementOn('2031-03-04', workingTime(), { workingTime: {} }, unknown).length).toBe(480);
  });
});

describe('the dates that a summary needs', () => {
  const needed = (today: string, policy = {}) =>
    rangeNeeded(today, {
      policyOn: () => ({ workingTime: workingTime(policy) }),
      calendar: o.calendar,
      person: {},
    });

  it('are the month, the weeks at its ends, and the settlement period', () => {
    expect(needed('2026-04-15')).toEqual({ from: '2026-04-01', to: '2026-04-30' });
    expect(needed('2026-04-30')).toEqual({ from: '2026-04-01', to: '2026-05-03' });
    expect(needed('2026-04-03')).toEqual({ from: '2026-03-30', to: '2026-04-30' });
    const selective = { arrangement: 'selective', settlementMonths: 3 } as const;
    // With the shifts before it, from which its first day's rest counts.
    expect(needed('2026-05-15', selective)).toEqual({ from: '2026-03-30', to: '2026-06-30' });
  });

  it('hold yesterday’s, whose night may go on', () => {
    expect(needed('2026-04-01')).toEqual({ from: '2026-03-01', to: '2026-04-30' });
    expect(inSeoul('2026-04-01T03:00').workday).toBe('2026-04-01');
  });
});
