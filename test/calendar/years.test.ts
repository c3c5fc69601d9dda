import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AddedDay, unknownAhead, withDays } from '../../src/calendar/days.ts';
import { addDays, type Calendar, isWorkingDay, koreanCalendar } from '../../src/calendar/rules.ts';
import {
  decideYear,
  type EnteredYear,
  isEntered,
  type YearCommand,
  type YearContext,
} from '../../src/calendar/years.ts';
import { leaveFormOf } from '../../src/leave-record/form.ts';
import { countLeave } from '../../src/leave-record/rules.ts';
import { named } from '../../src/shared/languages.ts';

const country = koreanCalendar();
const ctx: YearContext = {
  ...{ today: '2027-11-24', country, countryOn: () => 'kr', by: 'U1', now: 1, key: 'k' },
};
const day = (date: string, kind: AddedDay['kind'] = 'public'): AddedDay => ({
  ...{ date, kind, name: named({ ko: '설날', en: 'Seollal' }), by: 'U1', at: 0 },
});
const SEOLLAL = [day('2028-01-26'), day('2028-01-27'), day('2028-01-28')];

function decide(command: YearCommand, years: EnteredYear[] = [], days = SEOLLAL, more: Partial<YearContext> = {}) {
  return decideYear({ days, years }, command, { ...ctx, ...more });
}
function said(command: YearCommand, ...rest: [EnteredYear[]?, AddedDay[]?, Partial<YearContext>?]): EnteredYear[] {
  const decision = decide(command, ...rest);
  if (!decision.ok) throw new Error(JSON.stringify(decision.problem));
  return decision.change.years;
}
const enter = (year: string): YearCommand => ({ do: 'enter', year });
const reopen = (year: string): YearCommand => ({ do: 'reopen', year });
const by = (years: EnteredYear[], days = SEOLLAL): Calendar => withDays(country, days, d => isEntered(years, d, 'kr'));

describe('a year without data', () => {
  it('is known once all its holidays were entered, with just those days, and unknown again when that is taken back', () => {
    const years = said(enter('2028'));
    expect(years).toEqual([{ year: '2028', country: 'kr', by: 'U1', at: 1 }]);
    const calendar = by(years);
    expect(calendar.holiday('2028-01-27')).toEqual(named({ ko: '설날', en: 'Seollal' }));
    expect(calendar.holiday('2028-03-01')).toBeUndefined();
    expect(calendar.holiday('2029-03-01')).toBe('unknown');
    expect(unknownAhead(ctx.today, calendar)).toEqual([]);
    const again = said(reopen('2028'), years);
    expect(again).toEqual([]);
    expect(unknownAhead(ctx.today, by(again))).toEqual(['2028']);
  });

  it('keeps who said it, when, and of how many days', () => {
    const decision = decide(enter('2028'), [], [...SEOLLAL, day('2028-03-01', 'working')], { now: 7, key: 'x' });
    expect(decision).toMatchObject({
      ok: true,
      change: { entry: { what: 'year-entered', year: '2028', days: 3, by: 'U1', at: 7, key: 'x' } },
    });
  });

  it('is refused for years that the library knows, that have no days yet, or that nobody plans', () => {
    const code = (command: YearCommand, years: EnteredYear[] = [], days = SEOLLAL) => {
      const decision = decide(command, years, days);
      return decision.ok ? 'ok' : decision.problem.code;
    };
    expect(code(enter('2027'))).toBe('year-known');
    expect(code(reopen('2027'))).toBe('year-known');
    expect(code(enter('2028'), [], [])).toBe('year-without-days');
    expect(code(enter('2029'))).toBe('year-without-days');
    for (const year of ['2026', '2031', '28', '', '2028-01']) expect(code(enter(year))).toBe('year-out-of-range');
    const years = said(enter('2028'));
    expect(code(enter('2028'), years)).toBe('year-entered-already');
    expect(code(reopen('2028'))).toBe('year-not-entered');
  });

  it('is entered for the country whose data were missing, not for another one without data', () => {
    const years = said(enter('2028'));
    expect(isEntered(years, '2028-05-05', 'kr')).toBe(true);
    expect(isEntered(years, '2028-05-05', 'xx')).toBe(false);
    // The policy changes in the middle of the year, and the second country lacks its data, too.
    const countryOn = (date: string): string => (date < '2028-07-01' ? 'kr' : 'xx');
    const both = said(enter('2028'), years, SEOLLAL, { countryOn });
    expect(both.map(y => y.country)).toEqual(['kr', 'xx']);
  });

  it('changes no count by being entered: what was added was counted when it was added', () => {
    const offset = fc.integer({ min: 0, max: 120 });
    fc.assert(
      fc.property(
        offset,
        fc.integer({ min: 0, max: 25 }),
        fc.uniqueArray(offset, { minLength: 1 }),
        (at, length, offs) => {
          const from = addDays('2027-12-01', at);
          const leave = leaveFormOf({ type: 'annual', from, to: addDays(from, length), reason: '' });
          const days = offs.map(n => day(addDays('2028-01-01', n)));
          const [open, entered] = [by([], days), by(said(enter('2028'), [], days), days)];
          expect(countLeave(leave, entered).days).toBe(countLeave(leave, open).days);
          expect(isWorkingDay(from, entered)).toBe(isWorkingDay(from, open));
          expect(countLeave(leave, entered).unknownYears).toEqual([]);
        },
      ),
    );
  });
});
