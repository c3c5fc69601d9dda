import { getHolidayNames } from '@hyunbinseo/holidays-kr';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  atLocal,
  dateOf,
  datesBetween,
  dayBounds,
  dayNumber,
  isDate,
  isWorkingDay,
  isZone,
  koreanCalendar,
  localDate,
  localMinutes,
  mondayOf,
  monthBounds,
  unknownYears,
  weekday,
  workingDays,
} from '../../src/calendar/rules.ts';
import { named } from '../../src/shared/languages.ts';
import { runs } from '../support/runs.ts';

const ZONES = [
  'Asia/Seoul',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Santiago',
  'Africa/Casablanca',
  'Pacific/Apia',
  'UTC',
];

/** What Node's own calendar shows: 'YYYY-MM-DD HH:mm'. */
const shown = (ms: number, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(ms);

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const anyInstant = fc.integer({ min: Date.UTC(1975, 0), max: Date.UTC(2050, 0) });
const anyZone = fc.constantFrom(...ZONES);
const anyDate = fc.integer({ min: dayNumber('1975-01-01'), max: dayNumber('2050-01-01') }).map(dateOf);

describe('local time', () => {
  it('shows what the wall clock shows', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (ms, zone) => {
        expect(`${localDate(ms, zone)} ${clock(localMinutes(ms, zone))}`).toBe(shown(ms, zone));
      }),
      { numRuns: runs(500) },
    );
  });

  it('shows it right up to a clock change and from it on', () => {
    for (const [change, zone] of [
      ['2026-03-08T07:00:00Z', 'America/New_York'],
      ['2026-11-01T06:00:00Z', 'America/New_York'],
      ['2026-04-04T15:00:00Z', 'Australia/Lord_Howe'],
      ['2026-10-03T15:30:00Z', 'Australia/Lord_Howe'],
      ['2026-09-06T04:00:00Z', 'America/Santiago'],
      ['1988-05-07T17:00:00Z', 'Asia/Seoul'],
    ] as const) {
      const at = Date.parse(change);
      for (const ms of [at - 1, at, at + 1, at - 60_000, at + 60_000, at + 3_600_000])
        expect(`${localDate(ms, zone)} ${clock(localMinutes(ms, zone))}`).toBe(shown(ms, zone));
      expect(localMinutes(at, zone) - localMinutes(at - 60_000, zone)).not.toBe(1);
    }
  });

  it('refuses a zone that does not exist', () => {
    expect(() => localDate(0, 'Mars/Olympus')).toThrow('not a time zone: Mars/Olympus');
    expect(isZone('Mars/Olympus')).toBe(false);
    expect(isZone('Asia/Seoul')).toBe(true);
  });
});

describe('the bounds of a day', () => {
  const hoursOf = (date: string, zone: string): number => {
    const { start, end } = dayBounds(date, zone);
    return (end - start) / 3_600_000;
  };

  it('makes days of 23, 23.5, 24, 24.5 and 25 hours', () => {
    expect(hoursOf('2026-03-08', 'America/New_York')).toBe(23);
    expect(hoursOf('2026-11-01', 'America/New_York')).toBe(25);
    expect(hoursOf('2026-10-04', 'Australia/Lord_Howe')).toBe(23.5);
    expect(hoursOf('2026-04-05', 'Australia/Lord_Howe')).toBe(24.5);
    expect(hoursOf('2026-03-08', 'Asia/Kathmandu')).toBe(24);
    expect(hoursOf('2011-12-30', 'Pacific/Apia')).toBe(0);
  });

  it('begins at the first instant of the date, also where midnight is skipped', () => {
    const { start } = dayBounds('2026-09-06', 'America/Santiago');
    expect(shown(start, 'America/Santiago')).toBe('2026-09-06 01:00');
    expect(shown(start - 1, 'America/Santiago')).toBe('2026-09-05 23:59');
  });

  it('tiles time: a day ends where the next begins, and holds just its own instants', () => {
    fc.assert(
      fc.property(anyDate, anyZone, fc.double({ min: 0, max: 1, noNaN: true }), (date, zone, part) => {
        const { start, end } = dayBounds(date, zone);
        expect(dayBounds(addDays(date, 1), zone).start).toBe(end);
        if (start === end) return;
        expect(localDate(Math.min(end - 1, Math.floor(start + part * (end - start))), zone)).toBe(date);
        expect(localDate(start - 1, zone) < date).toBe(true);
        expect(localDate(end, zone) > date).toBe(true);
      }),
      { numRuns: runs(500) },
    );
  });
});

describe('a wall-clock time', () => {
  const at = (date: string, time: string, zone: string): string => new Date(atLocal(date, time, zone)).toISOString();

  it('is where the clock shows it', () => {
    expect(at('2026-03-04', '09:00', 'Asia/Seoul')).toBe('2026-03-04T00:00:00.000Z');
    expect(at('2026-03-04', '00:00', 'Asia/Kathmandu')).toBe('2026-03-03T18:15:00.000Z');
    expect(at('2026-03-04', '24:00', 'Asia/Seoul')).toBe('2026-03-04T15:00:00.000Z');
  });

  it('moves forward by the hole when it is skipped', () => {
    expect(at('2026-03-08', '02:00', 'America/New_York')).toBe('2026-03-08T07:00:00.000Z');
    expect(at('2026-03-08', '02:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
    expect(at('2026-10-04', '02:15', 'Australia/Lord_Howe')).toBe('2026-10-03T15:45:00.000Z');
  });

  it('is the first one when it comes twice', () => {
    expect(at('2026-11-01', '01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
    expect(at('2026-04-05', '01:45', 'Australia/Lord_Howe')).toBe('2026-04-04T14:45:00.000Z');
  });

  it('comes back from the instant it gives', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (ms, zone) => {
        const minute = Math.floor(ms / 60_000) * 60_000;
        const again = atLocal(localDate(minute, zone), clock(localMinutes(minute, zone)), zone);
        expect(shown(again, zone)).toBe(shown(minute, zone));
        expect(again).toBeLessThanOrEqual(minute);
      }),
      { numRuns: runs(500) },
    );
  });

  it('refuses what is not a time', () => {
    for (const time of ['9:00', '24:01', '25:00', '09:60', '', '09:00:00'])
      expect(() => atLocal('2026-03-04', time, 'Asia/Seoul')).toThrow('not a time (HH:mm)');
  });
});

describe('dates', () => {
  it('knows which exist', () => {
    for (const text of ['2024-02-29', '2026-12-31', '2000-02-29']) expect(isDate(text)).toBe(true);
    for (const text of [
      '2026-02-29',
      '1900-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-1-1',
      '',
      '2026-03-04T00:00',
      'today',
    ])
      expect(isDate(text)).toBe(false);
    expect(() => addDays('2026-02-30', 1)).toThrow('not a date');
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
  });

  it('counts across months and leap days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-04', 0)).toBe('2026-03-04');
  });

  it('knows weekdays, and weeks from Monday', () => {
    fc.assert(
      fc.property(anyDate, date => {
        expect(weekday(date) % 7).toBe(new Date(`${date}T00:00:00Z`).getUTCDay());
        const monday = mondayOf(date);
        expect(weekday(monday)).toBe(1);
        expect(monday <= date && date < addDays(monday, 7)).toBe(true);
      }),
    );
    expect(weekday('1969-12-28')).toBe(7);
  });

  it('knows months', () => {
    expect(monthBounds('2024-02-10')).toEqual({ first: '2024-02-01', last: '2024-02-29', days: 29 });
    expect(monthBounds('2026-02-28')).toEqual({ first: '2026-02-01', last: '2026-02-28', days: 28 });
    expect(monthBounds('2026-12-31')).toEqual({ first: '2026-12-01', last: '2026-12-31', days: 31 });
    expect(monthBounds('1900-02-01').days).toBe(28);
  });

  it('lists dates, none backwards, and not without a bound', () => {
    expect(datesBetween('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect(datesBetween('2026-03-01', '2026-03-01')).toEqual(['2026-03-01']);
    expect(datesBetween('2026-03-02', '2026-03-01')).toEqual([]);
    expect(() => datesBetween('0001-01-01', '9999-12-31')).toThrow('more than ten years');
  });
});

describe('the Korean calendar', () => {
  const calendar = koreanCalendar();
  const years = Array.from({ length: 10 }, (_, i) => String(2018 + i));

  it.each(years)('has the days of %s as the library has them, each with an English name', async year => {
    for (const date of datesBetween(`${year}-01-01`, `${year}-12-31`)) {
      const holiday = calendar.holiday(date);
      const names = await getHolidayNames(date);
      expect(holiday === 'unknown' ? holiday : (holiday?.ko ?? null)).toBe(names?.join(', ') ?? null);
      if (typeof holiday === 'object') expect(holiday.en).toMatch(/^[\x20-\x7e]+$/);
    }
  });

  it('has the days of 2026 that the rules name', () => {
    const days: Record<number, number[]> = {
      1: [1],
      2: [16, 17, 18],
      3: [1, 2],
      5: [1, 5, 24, 25],
      6: [3, 6],
      7: [17],
      8: [15, 17],
      9: [24, 25, 26],
      10: [3, 5, 9],
      12: [25],
    };
    const expected = Object.entries(days).flatMap(([month, list]) =>
      list.map(day => `2026-${month.padStart(2, '0')}-${String(day).padStart(2, '0')}`),
    );
    expect(datesBetween('2026-01-01', '2026-12-31').filter(date => calendar.holiday(date) !== undefined)).toEqual(
      expected,
    );
  });

  it('says "unknown" for years without data, and names them', () => {
    expect(calendar.holiday('2028-01-01')).toBe('unknown');
    expect(calendar.holiday('2017-12-25')).toBe('unknown');
    expect(unknownYears('2027-12-30', '2028-01-03', calendar)).toEqual(['2028']);
    expect(unknownYears('2018-01-01', '2027-12-31', calendar)).toEqual([]);
    expect(isWorkingDay('2028-01-03', calendar)).toBe(true);
    expect(isWorkingDay('2028-01-02', calendar)).toBe(false);
  });

  it('adds an administrator’s days, beside a public holiday too', () => {
    const own = koreanCalendar([
      { date: '2026-03-04', name: named({ ko: '창립기념일', en: 'Founding day' }) },
      { date: '2026-05-05', name: named({ ko: '창립기념일', en: 'Founding day' }) },
      { date: '2028-01-03', name: named({ ko: '임시공휴일', en: 'Temporary holiday' }) },
    ]);
    expect(own.holiday('2026-03-04')).toEqual(named({ ko: '창립기념일', en: 'Founding day' }));
    expect(own.holiday('2026-05-05')).toEqual(
      named({ ko: '어린이날, 창립기념일', en: "Children's Day, Founding day" }),
    );
    expect(isWorkingDay('2028-01-03', own)).toBe(false);
    expect(own.holiday('2028-01-04')).toBe('unknown');
    expect(isWorkingDay('2026-03-04', calendar)).toBe(true);
  });

  it('counts working days without weekends and holidays', () => {
    expect(workingDays('2026-09-21', '2026-09-30', calendar)).toEqual([
      '2026-09-21',
      '2026-09-22',
      '2026-09-23',
      '2026-09-28',
      '2026-09-29',
      '2026-09-30',
    ]);
    expect(workingDays('2026-02-14', '2026-02-18', calendar)).toEqual([]);
  });
});
