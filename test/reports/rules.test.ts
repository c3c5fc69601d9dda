import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWorkingDay, koreanCalendar, localDate } from '../../src/calendar/rules.ts';
import { due } from '../../src/reports/rules.ts';
import { runs } from '../support/runs.ts';

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

  it('owes each working day’s summary once, whatever the clock does in the hour that it is set for', () => {
    const zones = fc.constantFrom('Europe/Vienna', 'America/New_York', 'Australia/Lord_Howe', 'America/Havana');
    const times = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '30', '59'));
    fc.assert(
      fc.property(
        zones,
        times,
        fc.constantFrom('2026-10-24', '2026-03-28', '2026-10-31', '2026-04-04'),
        (z, [h, m], day) => {
          const summaryAt = `${String(h).padStart(2, '0')}:${m}`;
          const all = {
            zone: z,
            summaryAt,
            calendar: { holiday: () => undefined },
            done: (run: { date: string }) => done.has(run.date),
          };
          const done = new Set<string>();
          const runs: string[] = [];
          const from = Date.parse(`${day}T00:00:00Z`) - 2 * 86_400_000;
          for (let now = from; now < from + 6 * 86_400_000; now += 60_000)
            for (const run of due(now, all)) {
              runs.push(run.date);
              done.add(run.date);
            }
          const dates = [...new Set(runs)];
          expect(runs).toEqual(dates);
          const working = [1, 2, 3, 4]
            .map(n => localDate(from + n * 86_400_000 + 43_200_000, z))
            .filter(d => isWorkingDay(d, all.calendar));
          expect(dates).toEqual(expect.arrayContaining(working));
        },
      ),
      { numRuns: runs(60) },
    );
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
