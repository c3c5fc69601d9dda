import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scheduleText } from '../../src/administration/present.ts';
import { words } from '../../src/i18n/index.ts';
import { readHours, readSchedule, WEEKDAYS, weekOf } from '../../src/people/schedule.ts';

describe('a weekly schedule', () => {
  const written: [string, string | undefined][] = [
    ['월수금 5시간', 'mon 5:00, wed 5:00, fri 5:00'],
    ['월·수·금 5', 'mon 5:00, wed 5:00, fri 5:00'],
    ['Fri, Mon, Wed 5h', 'mon 5:00, wed 5:00, fri 5:00'],
    ['월요일 5시간 30분, 화요일 3.5시간', 'mon 5:30, tue 3:30'],
    ['Mon–Thu 6:30; Friday 4 hours', 'mon 6:30, tue 6:30, wed 6:30, thu 6:30, fri 4:00'],
    ['월~금 8', 'mon 8:00, tue 8:00, wed 8:00, thu 8:00, fri 8:00'],
    ['토일 12', 'sat 12:00, sun 12:00'],
    ['', undefined],
    ['5시간', undefined],
    ['월', undefined],
    ['월 5 월 3', undefined],
    ['금-월 3', undefined],
    ['월 13', undefined],
    ['월 0.5', undefined],
    ['월 5:75', undefined],
    ['월 5 그리고 화 3', undefined],
    ['=월 5', undefined],
  ];
  it.each(written)('“%s” is %s', (text, kept) => expect(readSchedule(text)).toBe(kept));

  it('is minutes by weekday, Monday first', () => {
    expect(weekOf('mon 5:00, wed 5:30, sun 12:00')).toEqual([300, 0, 330, 0, 0, 0, 720]);
  });

  it('reads back what it is kept as, and what it is shown as in both languages', () => {
    const day = fc.option(fc.integer({ min: 60, max: 720 }), { nil: 0 });
    fc.assert(
      fc.property(fc.array(day, { minLength: 7, maxLength: 7 }), week => {
        const kept = WEEKDAYS.flatMap((name, i) => {
          const minutes = week[i] ?? 0;
          return minutes > 0 ? [`${name} ${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`] : [];
        }).join(', ');
        fc.pre(kept !== '');
        expect(readSchedule(kept)).toBe(kept);
        expect(weekOf(kept)).toEqual(week);
        for (const language of ['en', 'ko'] as const)
          expect(readSchedule(scheduleText(kept, words(language)))).toBe(kept);
      }),
    );
  });
});

describe('hours of one’s own', () => {
  const written: [string, string | undefined][] = [
    ['9:00', '09:00'],
    ['22:00', '22:00'],
    ['08:00~11:00', '08:00-11:00'],
    ['8:00 – 11:00', '08:00-11:00'],
    ['11:00-08:00', undefined],
    ['08:00-08:00', undefined],
    ['24:00', undefined],
    ['9', undefined],
    ['08:00-09:00-10:00', undefined],
    ['', undefined],
  ];
  it.each(written)('“%s” are %s', (text, kept) => expect(readHours(text)).toBe(kept));
});
