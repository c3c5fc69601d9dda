import { describe, expect, it } from 'vitest';
import type { DeductionRule } from '../../src/worktime/explain.ts';
import { inSeoul, leaveOn, seoulDay } from './facts.ts';

const at = (text: string): number => Date.parse(`2026-03-${text}:00+09:00`);

describe('how a day is counted', () => {
  it('goes from the span to what is worked', () => {
    const records = [seoulDay('2026-03-04', ['09:00-18:30'])];
    expect(inSeoul('2026-03-04T20:00', { records }).explain('2026-03-04')).toEqual([
      {
        ...{ step: 'span', from: at('04T09:00'), to: at('04T18:30'), minutes: 570, open: false },
        spans: [{ in: at('04T09:00'), out: at('04T18:30') }],
      },
      { step: 'recorded', breaks: 0, gaps: 0, present: 570 },
      { step: 'deduction', rule: 'hour', most: 510, minutes: 60 },
      { step: 'worked', minutes: 510, break: 60 },
      { step: 'over-day', minutes: 30, line: 480, partTime: false },
    ]);
  });

  it('tells breaks from gaps, and what was recorded from what is deducted', () => {
    const records = [seoulDay('2026-03-04', ['09:00-12:00 10:00-10:20', '12:30-19:00'])];
    const steps = inSeoul('2026-03-04T20:00', { records }).explain('2026-03-04');
    expect(steps.slice(1, 4)).toEqual([
      { step: 'recorded', breaks: 20, gaps: 30, present: 550 },
      { step: 'deduction', rule: 'hour', most: 540, minutes: 10 },
      { step: 'worked', minutes: 540, break: 60 },
    ]);
  });

  it('tells night, holidays, days off and leave where there are any', () => {
    const records = [seoulDay('2026-03-04', ['20:00-23:00']), seoulDay('2026-03-07', ['09:00-10:00'])];
    const s = inSeoul('2026-03-08T09:00', { records, holidays: ['2026-03-04'], leaves: [leaveOn('2026-03-05', 'am')] });
    expect(s.explain('2026-03-04').slice(4)).toEqual([
      { step: 'night', minutes: 60 },
      { step: 'holiday', minutes: 180, within: 180, beyond: 0 },
    ]);
    expect(s.explain('2026-03-07').at(-1)).toEqual({ step: 'day-off', total: 60 });
    expect(s.explain('2026-03-05')).toEqual([
      { step: 'leave', minutes: 240, credited: 240, length: 480, planned: 240 },
    ]);
    expect(s.explain('2026-03-06')).toEqual([]);
  });

  it('of an open day ends now, and of an unfinished one says that it counts nothing', () => {
    const records = [seoulDay('2026-03-04', ['09:00-'])];
    const now = inSeoul('2026-03-04T10:30', { records }).explain('2026-03-04');
    expect(now[0]).toMatchObject({ step: 'span', to: at('04T10:30'), open: true, minutes: 90 });
    expect(inSeoul('2026-03-05T09:00', { records }).explain('2026-03-04')).toEqual([
      { step: 'unfinished', in: at('04T09:00') },
    ]);
  });

  it.each<[string, DeductionRule, number]>([
    ['13:00', 'none', 240],
    ['13:01', 'stands-at-4h', 240],
    ['13:29', 'stands-at-4h', 240],
    ['13:30', 'half-hour', 240],
    ['17:30', 'half-hour', 480],
    ['17:31', 'stands-at-8h', 480],
    ['17:59', 'stands-at-8h', 480],
    ['18:00', 'hour', 480],
    ['18:01', 'hour', 481],
  ])('09:00 to %s is by the rule %s', (to, rule, most) => {
    const records = [seoulDay('2026-03-04', [`09:00-${to}`])];
    const steps = inSeoul('2026-03-04T20:00', { records }).explain('2026-03-04');
    expect(steps[2]).toMatchObject({ step: 'deduction', rule, most });
    const plain = inSeoul('2026-03-04T20:00', { records, policy: { breaks: 'recorded' } }).explain('2026-03-04');
    expect(plain[2]).toMatchObject({ rule: 'recorded-only', minutes: 0 });
  });
});
