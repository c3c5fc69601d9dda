import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AddedDay,
  DAY_KINDS,
  type DayCommand,
  type DayContext,
  decideDays,
  unknownAhead,
  WARN_AHEAD,
  withDays,
} from '../../src/calendar/days.ts';
import { addDays, datesBetween, isWorkingDay, koreanCalendar } from '../../src/calendar/rules.ts';
import { named } from '../../src/shared/languages.ts';

const country = koreanCalendar();
const today = '2026-11-24';
const ctx: DayContext = { today, country, by: 'U1', now: 1, key: 'k', isClosed: () => false };
const add = (from: string, o: Partial<Extract<DayCommand, { do: 'add' }>> = {}): DayCommand => ({
  ...{ do: 'add', kind: 'public', from, to: from, name: '' },
  ...o,
});

function decided(days: readonly AddedDay[], command: DayCommand, more: Partial<DayContext> = {}) {
  const decision = decideDays(days, command, { ...ctx, ...more });
  if (!decision.ok) throw new Error(decision.problem.code);
  const recount = decision.change.recount;
  return { ...decision.change, recount };
}
const problem = (days: readonly AddedDay[], command: DayCommand, more: Partial<DayContext> = {}) => {
  const decision = decideDays(days, command, { ...ctx, ...more });
  return decision.ok ? undefined : decision.problem;
};

describe('adding a day', () => {
  it('makes it a day off, with a name where nobody gave one, and owes a recount of it', () => {
    const { days, entry, recount } = decided([], add('2026-12-03'));
    expect(days).toEqual([
      {
        date: '2026-12-03',
        kind: 'public',
        name: named({ ko: '임시공휴일', en: 'Temporary holiday' }),
        by: 'U1',
        at: 1,
      },
    ]);
    expect(entry).toMatchObject({ what: 'added', dates: ['2026-12-03'], by: 'U1', key: 'k' });
    expect(recount).toMatchObject({ dates: ['2026-12-03'], off: true });
    expect(isWorkingDay('2026-12-03', withDays(country, days))).toBe(false);
  });

  it('makes a holiday a working day, and removing that makes it a holiday again', () => {
    const worked = decided([], add('2026-12-25', { kind: 'working', name: 'ignored' }));
    expect(worked.days[0]?.name.ko).toBe('기독탄신일');
    expect(worked.recount).toMatchObject({ dates: ['2026-12-25'], off: false });
    expect(isWorkingDay('2026-12-25', withDays(country, worked.days))).toBe(true);
    expect(decided(worked.days, { do: 'remove', date: '2026-12-25' }).recount).toMatchObject({ off: true });
  });

  it('refuses what cannot be, and says which day it is', () => {
    const [day] = decided([], add('2026-12-03')).days;
    expect(problem([], add('soon'))?.code).toBe('not-a-date');
    expect(problem([], add('2026-12-04', { to: '2026-12-03' }))?.code).toBe('last-before-first');
    expect(problem([], add('2026-12-01', { to: '2027-01-01' }))?.code).toBe('too-long');
    expect(problem([], add(addDays(today, -32)))).toMatchObject({ code: 'too-far-back', limit: addDays(today, -31) });
    expect(problem([], add(addDays(today, -31), { to: addDays(today, -31) }))).toBeUndefined();
    expect(problem([], add('2031-01-01'))?.code).toBe('too-far-ahead');
    expect(problem([], add('2026-12-24', { to: '2026-12-26' }))).toMatchObject({
      code: 'there-already',
      date: '2026-12-25',
    });
    expect(problem(day ? [day] : [], add('2026-12-03'))?.code).toBe('there-already');
    expect(problem([], add('2026-12-03', { kind: 'working' }))?.code).toBe('no-holiday');
    expect(problem([], add('2026-12-03', { kind: 'company', name: '  ' }))).toEqual({ field: 'name', code: 'no-name' });
    expect(problem([], { do: 'remove', date: '2026-12-03' })?.code).toBe('not-found');
    const isClosed = (date: string): boolean => date.startsWith('2026-11');
    expect(problem([], add('2026-11-25'), { isClosed })).toMatchObject({ code: 'closed', date: '2026-11-25' });
  });

  it('owes nothing where the country has made the day a holiday meanwhile', () => {
    const { days } = decided([], add('2026-12-03'));
    const later = koreanCalendar([{ date: '2026-12-03', name: named({ ko: '임시공휴일', en: 'Temporary holiday' }) }]);
    const removed = decided(days, { do: 'remove', date: '2026-12-03' }, { country: later });
    expect(removed.days).toEqual([]);
    expect(removed.recount).toBeUndefined();
  });
});

it('what is added and removed again leaves the calendar as it was; each change owes just the days that it changes', () => {
  const command = fc.oneof(
    fc.record({
      do: fc.constant('add' as const),
      kind: fc.constantFrom(...DAY_KINDS),
      from: fc.integer({ min: -20, max: 60 }).map(n => addDays(today, n)),
      length: fc.integer({ min: 0, max: 5 }),
    }),
    fc.record({
      do: fc.constant('remove' as const),
      date: fc.integer({ min: -20, max: 60 }).map(n => addDays(today, n)),
    }),
  );
  const dates = datesBetween(addDays(today, -40), addDays(today, 80));
  fc.assert(
    fc.property(fc.array(command, { maxLength: 25 }), commands => {
      let days: AddedDay[] = [];
      for (const c of commands) {
        const before = withDays(country, days);
        const decision = decideDays(
          days,
          c.do === 'remove' ? c : { ...c, to: addDays(c.from, c.length), name: '휴무' },
          ctx,
        );
        if (!decision.ok) continue;
        days = decision.change.days;
        const after = withDays(country, days);
        const differ = dates.filter(d => (before.holiday(d) === undefined) !== (after.holiday(d) === undefined));
        const recount = decision.change.recount;
        expect(recount?.dates ?? []).toEqual(differ);
        for (const date of differ) expect(after.holiday(date) !== undefined).toBe(recount?.off);
      }
      for (const day of [...days]) days = decided(days, { do: 'remove', date: day.date }).days;
      const end = withDays(country, days);
      for (const date of dates) expect(end.holiday(date)).toEqual(country.holiday(date));
    }),
  );
});

describe('a year without data', () => {
  it('is told of from 60 days before it begins', () => {
    expect(WARN_AHEAD).toBe(60);
    expect(unknownAhead('2027-11-01', country)).toEqual([]);
    expect(unknownAhead('2027-11-02', country)).toEqual(['2028']);
    expect(unknownAhead('2028-06-01', country)).toEqual(['2028']);
    expect(unknownAhead('2028-11-02', country)).toEqual(['2028', '2029']);
  });

  it('stays unknown when only some of its days were added', () => {
    const own = withDays(country, [
      { date: '2028-01-01', kind: 'public', name: named({ ko: '1월 1일', en: '1 January' }) },
    ]);
    expect(own.holiday('2028-01-01')).toEqual(named({ ko: '1월 1일', en: '1 January' }));
    expect(own.holiday('2028-01-03')).toBe('unknown');
    expect(unknownAhead('2027-12-01', own)).toEqual(['2028']);
  });

  it('is never one of 2018 to 2027 in Korea', () => {
    for (let year = 2018; year <= 2027; year++) expect(unknownAhead(`${year}-06-01`, country)).toEqual([]);
  });
});
