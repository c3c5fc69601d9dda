import { describe, expect, it } from 'vitest';
import { inSeoul, seoulDay } from './facts.ts';

// Friday, Saturday, Monday; the flag holds from Monday on.
const terms = [{ from: '2026-03-09', protection: 'pregnant' as const }, { from: '2026-03-16' }];
const flagsOf = (date: string, span: string, holidays: string[] = []) =>
  inSeoul('2026-03-20T09:00', { records: [seoulDay(date, [span])], terms, holidays }).day(date).flags;

describe('the day of a protected person', () => {
  it.each([
    ['8 hours', '2026-03-09', '09:00-18:00', false],
    ['a minute of overtime', '2026-03-09', '09:00-18:01', true],
    ['a minute of the night', '2026-03-09', '13:00-22:01', true],
    ['the end at ten', '2026-03-09', '13:00-22:00', false],
    ['a Saturday', '2026-03-14', '09:00-10:00', true],
    ['overtime before the first day', '2026-03-06', '09:00-20:00', false],
    ['overtime after the last day', '2026-03-16', '09:00-20:00', false],
  ])('with %s is reported: %#', (_, date, span, reported) => {
    expect(flagsOf(date, span).includes('protected-work')).toBe(reported);
  });

  it('reports work on a public holiday', () => {
    expect(flagsOf('2026-03-10', '09:00-10:00', ['2026-03-10'])).toContain('protected-work');
  });
});
