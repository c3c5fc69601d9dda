import { describe, expect, it } from 'vitest';
import { usualOut } from '../../src/worktime/usual.ts';
import { inSeoul, leaveOn, seoulDay, timeIn } from './facts.ts';

const days = (outs: readonly string[], from = '09:00') =>
  outs.map((out, i) => seoulDay(`2026-03-${String(i + 2).padStart(2, '0')}`, [`${from}-${out}`]));

describe('the usual check-out', () => {
  it('is the median of the last finished days, to 5 minutes', () => {
    expect(usualOut(days(['18:00', '18:20', '23:00']), '2026-03-10')).toBe(18 * 60 + 20);
    expect(usualOut(days(['18:00', '18:11', '18:14', '18:30']), '2026-03-10')).toBe(18 * 60 + 15);
    expect(usualOut(days(['18:02', '18:02', '18:02']), '2026-03-10')).toBe(18 * 60);
  });

  it('is past midnight for who works at night', () => {
    expect(usualOut(days(['06:00', '06:10', '06:05'], '22:00'), '2026-03-10')).toBe(30 * 60 + 5);
  });

  it('looks at the last days only, at none from the day on, and not at unfinished ones', () => {
    const list = days(['12:00', '12:00', '12:00', '18:00', '18:00', '18:00']);
    expect(usualOut(list, '2026-03-10', 3)).toBe(18 * 60);
    expect(usualOut(list, '2026-03-05', 3)).toBe(12 * 60);
    expect(usualOut([...list].reverse(), '2026-03-10', 3)).toBe(18 * 60);
    const given = list.map(r => ({ ...r, unfinished: true }));
    expect(usualOut(given, '2026-03-10')).toBeUndefined();
    expect(usualOut(list.slice(0, 2), '2026-03-10')).toBeUndefined();
  });
});

describe('likely check-outs of a day without one', () => {
  const past = days(['18:40', '18:40', '18:40']);
  const ends = (now: string, span: string, o: Parameters<typeof inSeoul>[1] = {}) => {
    const records = [...past, seoulDay('2026-03-09', [span])];
    const { usual, plannedEnd } = inSeoul(`2026-03-10T${now}`, { ...o, records }).likelyEnds('2026-03-09');
    return [timeIn(usual)?.slice(5), timeIn(plannedEnd)?.slice(5)];
  };

  it('are the usual one and the planned end', () => {
    expect(ends('09:00', '09:10-')).toEqual(['03-09T18:40', '03-09T18:10']);
    expect(ends('09:00', '09:10-', { policy: { arrangement: 'fixed' } })).toEqual(['03-09T18:40', '03-09T18:00']);
    expect(ends('09:00', '09:10-', { policy: { arrangement: 'selective' } })).toEqual(['03-09T18:40', '03-09T18:10']);
    expect(ends('09:00', '09:10-', { leaves: [leaveOn('2026-03-09', 'pm')] })).toEqual(['03-09T18:40', '03-09T13:40']);
  });

  it('count the breaks that ended, and forget one that did not', () => {
    expect(ends('09:00', '09:10- 12:00-13:30')).toEqual(['03-09T18:40', '03-09T18:40']);
    expect(ends('09:00', '09:10- 12:00-12:30 15:00-')).toEqual(['03-09T18:40', '03-09T18:10']);
  });

  it('are never before the check-in, but may lie ahead', () => {
    expect(ends('09:00', '19:00-')).toEqual([undefined, '03-10T04:00']);
    expect(ends('01:00', '19:00-')).toEqual([undefined, '03-10T04:00']);
    expect(inSeoul('2026-03-10T09:00').likelyEnds('2026-03-09')).toEqual({});
  });

  it('of a second span count the first one and the gap', () => {
    const records = [seoulDay('2026-03-09', ['09:00-12:00', '13:00-'])];
    const s = inSeoul('2026-03-10T09:00', { records });
    expect(timeIn(s.likelyEnds('2026-03-09').plannedEnd)).toBe('2026-03-09T18:00');
    expect(s.day('2026-03-09').state).toBe('unfinished');
  });
});
