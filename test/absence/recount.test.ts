import fc from 'fast-check';
import { expect, it } from 'vitest';
import { daysOn } from '../../src/absence/recount.ts';
import { daysMoved } from '../../src/absence/recount-holidays.ts';
import { withDays } from '../../src/calendar/days.ts';
import { addDays, type Calendar, datesBetween, koreanCalendar } from '../../src/calendar/rules.ts';
import { leaveFormOf } from '../../src/leave-record/form.ts';
import { countLeave } from '../../src/leave-record/rules.ts';
import { named } from '../../src/shared/languages.ts';

const country = koreanCalendar();
const week = fc.array(fc.constantFrom(0, 300, 480), { minLength: 7, maxLength: 7 });
const form = fc
  .record({
    type: fc.constantFrom('annual', 'half-am', 'half-pm', 'sick', 'unpaid'),
    start: fc.integer({ min: 0, max: 60 }),
    length: fc.integer({ min: 0, max: 20 }),
    hours: fc.option(fc.record({ week }), { nil: undefined }),
  })
  .map(({ type, start, length, hours }) => {
    const from = addDays('2026-11-20', start);
    const leave = leaveFormOf({ type, from, to: type.startsWith('half') ? from : addDays(from, length), reason: '' });
    return hours ? { ...leave, hours } : leave;
  });

it('what a new holiday gives back is what the leave takes less by it', () => {
  fc.assert(
    fc.property(form, fc.uniqueArray(fc.integer({ min: 0, max: 85 }), { maxLength: 6 }), (leave, offsets) => {
      const dates = offsets
        .map(n => addDays('2026-11-18', n))
        .filter(date => country.holiday(date) === undefined)
        .sort();
      const days = dates.map(date => ({ date, kind: 'company' as const, name: named({ ko: '휴무', en: 'off' }) }));
      const before = countLeave(leave, country).days;
      const after = countLeave(leave, withDays(country, days)).days;
      expect(daysOn(leave, dates)).toBeCloseTo(before - after, 6);
    }),
  );
});

it('what other holidays take more or less is the difference of what the leave takes by both', () => {
  const some = fc.uniqueArray(fc.integer({ min: 0, max: 85 }), { maxLength: 8 });
  fc.assert(
    fc.property(form, some, some, fc.integer({ min: 0, max: 40 }), (leave, ours, theirs, start) => {
      const from = addDays('2026-11-18', start);
      const holidays = (offsets: number[]): Calendar => {
        const days = new Set(offsets.map(n => addDays('2026-11-18', n)));
        return { holiday: date => (days.has(date) ? named({ ko: '휴일', en: 'holiday' }) : undefined) };
      };
      const [before, other] = [holidays(ours), holidays(theirs)];
      const after: Calendar = { holiday: date => (date < from ? before : other).holiday(date) };
      const moved = daysMoved(leave, { from, before, after });
      const differ = countLeave(leave, after).days - countLeave(leave, before).days;
      expect(moved?.more ?? 0).toBeCloseTo(differ, 6);
      for (const date of [...(moved?.off ?? []), ...(moved?.worked ?? [])]) expect(date >= from).toBe(true);
    }),
  );
});

it('a leave that counts as the calendar does is touched by no holiday', () => {
  const leave = leaveFormOf({ type: 'maternity', from: '2026-12-01', to: '2027-02-28', reason: '' });
  expect(leave.as.calendarDays).toBe(true);
  expect(daysOn(leave, datesBetween('2026-12-01', '2026-12-31'))).toBe(0);
});

it('a holiday gives a part-timer back the hours of its day', () => {
  const hours = { week: [480, 180, 180, 180, 180, 0, 0], fullDay: 480 };
  const leave = leaveFormOf({ type: 'annual', from: '2026-11-30', to: '2026-12-04', reason: '', hours });
  // A Monday of 8 hours and a Tuesday of 3.
  expect(daysOn(leave, ['2026-11-30', '2026-12-01'])).toEqual({ minutes: 11 * 60 });
});
