import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWorkingDay, koreanCalendar, localDate } from '../../src/calendar/rules.ts';
import { due } from '../../src/jobs/rules.ts';

const calendar = koreanCalendar();
const zone = 'Asia/Seoul';
const at = (iso: string, done = false) =>
  due(Date.parse(iso), { zone, summaryAt: '18:30', calendar, done: () => done });

describe('the runs that are owed', () => {
  it('owes the summary from 18:30 on a working day until midnight, once', () => {
    expect(at('2026-11-24T18:29:59+09:00')).toEqual([]);
    expect(at('2026-11-24T18:30:00+09:00')).toEqual([{ job: 'summary', date: '2026-11-24' }]);
    expect(at('2026-11-24T23:59:00+09:00')).toEqual([{ job: 'summary', date: '2026-11-24' }]);
    expect(at('2026-11-25T00:00:00+09:00')).toEqual([]);
    expect(at('2026-11-24T19:00:00+09:00', true)).toEqual([]);
  });

  it('owes none on weekends and public holidays', () => {
    expect(at('2026-11-28T19:00:00+09:00')).toEqual([]);
    expect(at('2026-12-25T19:00:00+09:00')).toEqual([]);
  });

  it('goes by the workspace’s zone, through clock changes too', () => {
    const zones = fc.constantFrom('Asia/Seoul', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu');
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 365 * 24 * 60 }), (z, minutes) => {
        const now = Date.parse('2026-01-01T00:00:00Z') + minutes * 60_000;
        const date = localDate(now, z);
        const owed = due(now, { zone: z, summaryAt: '18:30', calendar, done: () => false });
        const clock = new Intl.DateTimeFormat('en-GB', {
          timeZone: z,
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
        });
        const expected = isWorkingDay(date, calendar) && clock.format(now) >= '18:30';
        expect(owed).toEqual(expected ? [{ job: 'summary', date }] : []);
      }),
    );
  });
});
