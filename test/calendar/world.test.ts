import Holidays from 'date-holidays';
import { describe, expect, it } from 'vitest';
import { COUNTRIES, HOLIDAYS } from '../../src/calendar/countries.ts';
import { countryOf, regionOf, regionsOf } from '../../src/calendar/regions.ts';
import { isWorkingDay } from '../../src/calendar/rules.ts';
import { countryCalendar } from '../../src/calendar/world.ts';
import { someOf } from '../support/runs.ts';

describe('other countries', () => {
  it('are those of the library, without South Korea, where it is wrong', () => {
    const codes = Object.keys(new Holidays().getCountries('en')).map(code => code.toLowerCase());
    expect([...COUNTRIES]).toEqual(codes.filter(code => code !== 'kr').sort());
    expect(HOLIDAYS.slice(0, 2)).toEqual(['kr', 'none']);
  });

  it('refuse South Korea and what is no country or region', async () => {
    for (const code of ['kr', 'KR', 'none', 'xx', 'de-XX', 'DE-BY', 'kr-11'])
      await expect(countryCalendar(code)).rejects.toThrow(RangeError);
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

  it('have the regions of the library, with its names, few enough for a select', () => {
    const library = new Holidays();
    for (const country of COUNTRIES) {
      const found = Object.entries(library.getStates(country, 'en') ?? {}).flatMap(([state, name]) => [
        { code: `${country}-${state}`, name },
        ...Object.entries(library.getRegions(country, state, 'en') ?? {}).map(([region, part]) => ({
          code: `${country}-${state}-${region}`,
          name: `${name} · ${part}`,
        })),
      ]);
      expect(regionsOf(country)).toEqual(found);
      expect(found.length).toBeLessThan(100);
      for (const region of found) expect([regionOf(region.code), countryOf(region.code)]).toEqual([region, country]);
    }
    expect(COUNTRIES.filter(country => regionsOf(country).length > 0)).toHaveLength(36);
    expect([regionOf('de'), regionOf('de-XX'), regionOf('kr')]).toEqual([undefined, undefined, undefined]);
  });

  it('have holidays of their regions on top of theirs, or in place of them', async () => {
    const off = async (place: string, date: string) => (await countryCalendar(place)).holiday(date) !== undefined;
    for (const [place, date] of [
      ['de-BY', '2026-06-04'],
      ['de-BY-A', '2026-08-08'],
      ['us-CA', '2026-03-31'],
      ['gb-SCT', '2026-01-02'],
      ['ch-ZH', '2026-05-01'],
    ] as const) {
      expect(await off(place, date)).toBe(true);
      expect(await off(countryOf(place), date)).toBe(false);
    }
    expect([await off('gb', '2026-04-06'), await off('gb-SCT', '2026-04-06')]).toEqual([true, false]);
  });

  it('know each region for the years ahead', async () => {
    for (const { code } of someOf(COUNTRIES.flatMap(regionsOf), 0, 5)) {
      const calendar = await countryCalendar(code);
      for (const year of [2026, 2027]) expect(calendar.holiday(`${year}-03-03`)).not.toBe('unknown');
    }
  }, 60_000);

  it('leave no year of the next ten without data', async () => {
    for (const code of ['us', 'jp', 'de', 'gb', 'vn', 'sg', 'in']) {
      const calendar = await countryCalendar(code);
      for (let year = 2026; year < 2036; year++) expect(calendar.holiday(`${year}-03-03`)).not.toBe('unknown');
    }
  });
});
