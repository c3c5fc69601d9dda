import Holidays from 'date-holidays';
import { describe, expect, it } from 'vitest';
import { COUNTRIES, HOLIDAYS } from '../../src/calendar/countries.ts';
import { isWorkingDay } from '../../src/calendar/rules.ts';
import { countryCalendar } from '../../src/calendar/world.ts';

describe('other countries', () => {
  it('are those of the library, without South Korea, where it is wrong', () => {
    const codes = Object.keys(new Holidays().getCountries('en')).map(code => code.toLowerCase());
    expect([...COUNTRIES]).toEqual(codes.filter(code => code !== 'kr').sort());
    expect(HOLIDAYS.slice(0, 2)).toEqual(['kr', 'none']);
  });

  it('refuse South Korea and what is no country', async () => {
    for (const code of ['kr', 'KR', 'none', 'xx']) await expect(countryCalendar(code)).rejects.toThrow(RangeError);
  });

  it('have their public holidays, named in both languages', async () => {
    const us = await countryCalendar('us');
    expect(us.holiday('2026-11-26')).toEqual({ en: 'Thanksgiving Day', ko: expect.any(String) });
    // Independence Day is a Saturday in 2026: the Friday is the substitute.
    expect(isWorkingDay('2026-07-03', us)).toBe(false);
    expect(us.holiday('2026-07-02')).toBeUndefined();
    const de = await countryCalendar('de');
    expect(de.holiday('2026-10-03')).toMatchObject({ en: expect.any(String) });
    // Corpus Christi is a holiday of some regions only.
    expect(de.holiday('2026-06-04')).toBeUndefined();
  });

  it('name each day of a holiday of several days, also over the turn of a year', async () => {
    const vn = await countryCalendar('vn');
    for (const date of ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'])
      expect(vn.holiday(date)).toMatchObject({ en: expect.stringContaining('Vietnamese New Year') });
    expect(vn.holiday('2026-02-21')).toBeUndefined();
  });

  it('leave no year of the next ten without data', async () => {
    for (const code of ['us', 'jp', 'de', 'gb', 'vn', 'sg', 'in']) {
      const calendar = await countryCalendar(code);
      for (let year = 2026; year < 2036; year++) expect(calendar.holiday(`${year}-03-03`)).not.toBe('unknown');
    }
  });
});
