import { expect, it } from 'vitest';
import { dateRanges } from '../../src/i18n/calendar-dates.ts';
import { words } from '../../src/i18n/index.ts';

it('names dates by ranges without a gap, over the turn of months and years', () => {
  const dates = ['2026-11-26', '2026-12-30', '2026-12-31', '2027-01-01', '2027-02-15'];
  expect(dateRanges(dates).shown).toEqual([
    ['2026-11-26', '2026-11-26'],
    ['2026-12-30', '2027-01-01'],
    ['2027-02-15', '2027-02-15'],
  ]);
  expect(words('ko').calendar.dates(dates.slice(0, 3))).toBe('2026년 11월 26일(목), 2026년 12월 30일(수)–31일(목)');
  expect(words('en').calendar.dates(dates.slice(0, 3))).toBe('Thu 26 Nov 2026, Wed 30 – Thu 31 Dec 2026');
});

it('counts what would make the list too long', () => {
  const dates = Array.from({ length: 10 }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}-10`);
  expect(dateRanges(dates)).toMatchObject({ more: 2 });
  expect(words('ko').calendar.dates(dates)).toMatch(/, 그 밖의 2일$/);
});
