import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, koreanCalendar } from '../../src/calendar/rules.ts';
import { severity } from '../../src/leave/severity.ts';
import { FULL_TIME, minutesOn, type PartOfDay, type Period, usesOf } from '../../src/leave-record/days.ts';
import { leaveFormOf, PARTS, takenOf, typeCode } from '../../src/leave-record/form.ts';
import { type ActiveLeave, clash, collision, countLeave } from '../../src/leave-record/rules.ts';
import { BUILTIN } from '../../src/leave-record/types/builtin.ts';
import { snapshotOf } from '../../src/leave-record/types/definition.ts';
import { UNITS_PER_DAY, unitsOf } from '../../src/leave-record/units.ts';
import { defined } from '../../src/shared/defined.ts';
import { awayClock } from '../../src/worktime/away.ts';
import { fixedDay, problemsIn, TODAY } from '../leave/problems-in.ts';
import { seoulDay } from '../worktime/facts.ts';

const calendar = koreanCalendar();
const sum = (p: Period): number => usesOf(p, calendar).reduce((s, u) => s + u.amount, 0);

const date = fc.integer({ min: 0, max: 700 }).map(n => addDays('2026-01-01', n));
/** 0, or half an hour to 12 hours, on each weekday */
const hours = fc.record({
  week: fc.array(
    fc.oneof(
      fc.constant(0),
      fc.integer({ min: 1, max: 24 }).map(n => n * 30),
    ),
    { minLength: 7, maxLength: 7 },
  ),
});
const halfHour = (n: number): string => `${String(n >> 1).padStart(2, '0')}:${n % 2 ? '30' : '00'}`;
const time = fc
  .tuple(fc.integer({ min: 0, max: 46 }), fc.integer({ min: 1, max: 10 }))
  .map(([from, length]) => ({ from: halfHour(from), to: halfHour(Math.min(47, from + length)) }));
const own = fc.option(hours, { nil: undefined }).map(h => defined({ hours: h }));

describe('what a leave takes of a day', () => {
  it.each([
    ['a day', {}, 1],
    ['a morning', { part: 'am' as const }, 1 / 2],
    ['a quarter', { part: 'q3' as const }, 1 / 4],
    ['two hours', { time: { from: '14:00', to: '16:00' } }, 1 / 4],
    ['half an hour', { time: { from: '09:00', to: '09:30' } }, 1 / 16],
    ['three of five hours of a part-time day', { time: { from: '09:00', to: '12:00' }, hours: hoursOf(300) }, 3 / 5],
    ['half of a part-time day', { part: 'pm' as const, hours: hoursOf(300) }, 1 / 2],
  ])('%s', (_, more, days) => {
    expect(usesOf({ from: '2026-12-03', to: '2026-12-03', ...more }, calendar).map(u => u.amount)).toEqual([
      unitsOf(days),
    ]);
  });

  it('is a day of the schedule for part-time people, and nothing on their days off', () => {
    const week = [300, 0, 300, 0, 300, 0, 0];
    // Monday to Sunday: Monday, Wednesday and Friday are worked.
    expect(countLeave({ from: '2026-11-30', to: '2026-12-06', hours: { week } }, calendar)).toMatchObject({
      ...{ days: 3, weekends: 4, holidays: [] },
    });
    expect(countLeave({ from: '2026-12-21', to: '2026-12-27', hours: { week } }, calendar)).toMatchObject({
      ...{ days: 2, holidays: ['2026-12-25'] },
    });
  });

  it('counts a birth as the calendar does', () => {
    const as = { calendarDays: true };
    expect(countLeave({ from: '2026-12-01', to: '2027-02-28', as }, calendar)).toMatchObject({ days: 90, weekends: 0 });
  });

  it('never falls on a day that the person does not work, and is never more than the day', () => {
    fc.assert(
      fc.property(
        date,
        fc.integer({ min: 0, max: 30 }),
        own,
        fc.option(fc.constantFrom(...PARTS)),
        (from, n, o, part) => {
          const period = { from, to: addDays(from, n), ...o, ...(part ? { part } : {}) };
          for (const use of usesOf(period, calendar)) {
            expect(minutesOn(use.date, o.hours ?? FULL_TIME, calendar)).toBeGreaterThan(0);
            expect(use.amount).toBeGreaterThan(0);
            expect(use.amount).toBeLessThanOrEqual(UNITS_PER_DAY);
            expect(Number.isInteger(use.amount)).toBe(true);
          }
        },
      ),
    );
  });

  it('is the same when a leave is split in two, or a day in halves and quarters', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 39 }), own, (from, n, at, o) => {
        const to = addDays(from, n);
        const middle = addDays(from, Math.min(at, n - 1));
        const whole = sum({ from, to, ...o });
        expect(sum({ from, to: middle, ...o }) + sum({ from: addDays(middle, 1), to, ...o })).toBe(whole);
        const day = { from, to: from, ...o };
        for (const parts of [['am', 'pm'] as const, ['q1', 'q2', 'pm'] as const, ['q1', 'q2', 'q3', 'q4'] as const])
          expect(parts.reduce((s, part) => s + sum({ ...day, part }), 0)).toBe(sum(day));
      }),
    );
  });
});

describe('leaves of one day', () => {
  const leave = fc
    .tuple(
      fc.integer({ min: 0, max: 6 }),
      fc.oneof(
        fc.integer({ min: 0, max: 3 }).map(n => ({ n })),
        fc.constantFrom(...PARTS).map(part => ({ n: 0, part })),
        time.map(t => ({ n: 0, time: t })),
      ),
    )
    .map(([start, { n, ...more }]): Period => {
      const from = addDays('2026-12-03', start);
      return { from, to: addDays(from, n), ...more };
    });

  it('collide in both orders or in none', () => {
    fc.assert(
      fc.property(leave, leave, (a, b) => {
        expect(clash(a, b)).toBe(clash(b, a));
      }),
    );
  });

  it('stand beside each other up to a whole day', () => {
    const day = { from: '2026-12-03', to: '2026-12-03' };
    const hoursOff = (from: string, to: string) => ({ ...day, time: { from, to } });
    expect(collision({ ...day, part: 'am' }, { ...day, part: 'pm' })).toBeUndefined();
    expect(collision({ ...day, part: 'am' }, { ...day, part: 'q2' })?.how).toBe('overlap');
    expect(collision({ ...day, part: 'q1' }, { ...day, part: 'q4' })).toBeUndefined();
    expect(collision({ ...day, part: 'am' }, hoursOff('14:00', '16:00'))).toBeUndefined();
    // Where the day has no set hours a part of it is at no time.
    expect(collision({ ...day, part: 'pm' }, hoursOff('12:30', '15:30'))).toBeUndefined();
    const clock = (part: PartOfDay) => awayClock(part, fixedDay(day.from));
    expect(collision({ ...day, part: 'pm' }, hoursOff('12:30', '15:30'), clock)?.how).toBe('overlap');
    expect(collision({ ...day, part: 'q1' }, hoursOff('11:30', '13:00'), clock)).toBeUndefined();
    expect(collision(hoursOff('09:00', '11:00'), hoursOff('11:00', '12:00'))).toBeUndefined();
    // Half a day, and five more hours in the evening of a long day.
    expect(collision({ ...day, part: 'am' }, hoursOff('14:00', '19:00'))?.how).toBe('over-a-day');
    expect(collision(day, { ...day, part: 'am' })?.how).toBe('overlap');
  });

  it('are never more than a day together, however many are asked for', () => {
    const asked = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.oneof(fc.constantFrom(...PARTS), time));
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 12 }), all => {
        const active: ActiveLeave[] = [];
        for (const [n, what] of all) {
          const from = addDays('2026-12-01', n);
          const part = typeof what === 'string' ? what : undefined;
          const type = part === undefined ? 'hours' : part.startsWith('q') ? 'quarter' : 'half';
          const times = typeof what === 'string' ? {} : { timeFrom: what.from, timeTo: what.to };
          if (problemsIn({ type, from, ...defined({ part }), ...times }, { active }).length > 0) continue;
          const more = typeof what === 'string' ? { part: what } : { time: what };
          active.push({ id: String(active.length), type, from, to: from, ...more });
        }
        for (let n = 0; n < 3; n++) {
          const d = addDays('2026-12-01', n);
          const uses = active.flatMap(l => usesOf(l, calendar)).filter(u => u.date === d);
          expect(uses.reduce((s, u) => s + u.amount, 0)).toBeLessThanOrEqual(UNITS_PER_DAY);
        }
      }),
    );
  });
});

describe('what is validated beyond the days', () => {
  const day = { from: '2026-12-03', to: '2026-12-03' };
  const codes = (filled: Parameters<typeof problemsIn>[0], more: Parameters<typeof problemsIn>[1] = {}) =>
    problemsIn({ ...day, ...filled }, more).map(p => p.code);

  it('asks for the half, the quarter, the times and the occasion', () => {
    expect(codes({ type: 'half' })).toEqual(['missing-part']);
    expect(codes({ type: 'half', part: 'q1' })).toEqual(['missing-part']);
    expect(codes({ type: 'quarter', part: 'q4' })).toEqual([]);
    expect(codes({ type: 'hours' })).toEqual(['missing-time']);
    expect(codes({ type: 'hours', timeFrom: '09:10', timeTo: '10:00' })).toEqual(['not-half-hours']);
    expect(codes({ type: 'hours', timeFrom: '10:00', timeTo: '10:00' })).toEqual(['ends-before-it-begins']);
    expect(codes({ type: 'hours', timeFrom: '09:00', timeTo: '18:00' })).toEqual(['longer-than-the-day']);
    expect(codes({ type: 'hours', timeFrom: '09:00', timeTo: '11:30' })).toEqual([]);
    expect(codes({ type: 'family-event' })).toEqual(['missing-occasion']);
    expect(codes({ type: 'family-event', occasion: 'own-wedding', to: '2026-12-09' })).toEqual([]);
    expect(codes({ type: 'family-event', occasion: 'child-wedding', to: '2026-12-04' })).toEqual(['over-most']);
  });

  it('offers nothing smaller than the policy allows, nor what is switched off', () => {
    expect(codes({ type: 'half', part: 'am' }, { smallestUnit: 'day' })).toEqual(['unknown-type']);
    expect(codes({ type: 'quarter', part: 'q1' }, { smallestUnit: 'half' })).toEqual(['unknown-type']);
    const [annual] = BUILTIN;
    if (!annual) throw new Error('no types');
    expect(codes({}, { type: { ...annual, off: true } })).toEqual(['unknown-type']);
  });

  it('offers hours of annual leave in Korea by law from 10 June 2027 on, whatever the policy allows', () => {
    const hours = (from: string, country: string, type = 'hours') =>
      codes({ type, from, timeFrom: '09:00', timeTo: '10:00' }, { smallestUnit: 'day', country });
    expect(hours('2027-06-10', 'kr')).toEqual([]);
    expect(hours('2027-06-09', 'kr')).toEqual(['unknown-type']);
    expect(hours('2027-06-10', 'de')).toEqual(['unknown-type']);
    expect(hours('2027-06-10', 'kr', 'compensatory-hours')).toEqual(['unknown-type']);
  });

  it('wants notice and a document where the type does', () => {
    const [annual] = BUILTIN;
    if (!annual) throw new Error('no types');
    const type = { ...annual, pool: null, notice: 7, document: true, most: 90, calendarDays: true };
    const ninety = { from: '2026-12-03', to: '2027-03-02' };
    expect(codes(ninety, { type })).toEqual(['missing-document']);
    expect(codes({ from: '2026-11-25', to: '2026-12-24' }, { type })).toEqual(['notice-too-short', 'missing-document']);
    expect(codes({ ...ninety, to: '2027-03-03', files: [{ id: 'F1', name: 'x' }] }, { type })).toEqual(['over-most']);
    // A document may follow where nobody decides.
    expect(codes(ninety, { type: { ...type, decided: false } })).toEqual([]);
  });

  it('counts all of the type in a month where that is its limit', () => {
    const before = { id: 'r1', type: 'menstrual', typeId: 'menstrual', from: '2026-12-01', to: '2026-12-01' };
    expect(problemsIn({ ...day, type: 'menstrual' }, { active: [before] })).toEqual([
      { field: 'to', code: 'over-most', most: 1, span: 'month', taken: 2 },
    ]);
    const january = { from: '2027-01-04', to: '2027-01-04', type: 'menstrual' };
    expect(problemsIn(january, { active: [before] })).toEqual([]);
  });

  it('compares with what was worked at that time of the day', () => {
    const recorded = new Map([[TODAY, seoulDay(TODAY, ['09:00-11:40'])]]);
    const today = { from: TODAY, to: TODAY };
    expect(codes({ ...today }, { recorded })).toEqual(['worked']);
    expect(codes({ ...today, type: 'half', part: 'am' }, { recorded })).toEqual(['worked']);
    expect(codes({ ...today, type: 'half', part: 'pm' }, { recorded })).toEqual([]);
    expect(codes({ ...today, type: 'hours', timeFrom: '11:00', timeTo: '12:00' }, { recorded })).toEqual(['worked']);
    expect(codes({ ...today, type: 'hours', timeFrom: '12:00', timeTo: '13:00' }, { recorded })).toEqual([]);
  });

  it('says in numbers what is missing, which days are blocked and how many are away', () => {
    const lack = { needs: 2, has: 1.5, date: '2026-12-04' };
    const period = { id: 'b', from: '2026-12-04', to: '2026-12-05', reason: '결산' };
    const team = { limit: 2, away: new Map([['2026-12-03', 2]]) };
    const more = { lacks: () => lack, blocked: [period], team };
    expect(problemsIn({ ...day, to: '2026-12-04' }, more)).toEqual([
      // The first day is covered: the last one is wrong.
      { field: 'to', code: 'too-little', ...lack },
      { field: 'from', code: 'blocked', period },
      { field: 'from', code: 'team-away', date: '2026-12-03', limit: 2, away: 2 },
    ]);
    // Without a pool nothing is too little.
    expect(codes({ type: 'sick' }, { lacks: () => lack })).toEqual([]);
  });

  it('only tells of blocked days and of the limit of a team where nothing is taken from grants: illness chooses its days itself', () => {
    const period = { id: 'b', from: day.from, to: day.to, reason: '결산' };
    const more = { blocked: [period], team: { limit: 1, away: new Map([[day.from, 1]]) } };
    const strict = { overdraw: 'refuse', teamAway: 'refuse' } as const;
    const how = (type: string) =>
      problemsIn({ ...day, type }, more).map(p => [
        p.code,
        severity(p, strict, 'sent'),
        severity(p, strict, 'approved'),
      ]);
    expect(how('sick')).toEqual([
      ['blocked', 'warn', 'warn'],
      ['team-away', 'warn', 'warn'],
    ]);
    expect(how('annual')).toEqual([
      ['blocked', 'refuse', 'refuse'],
      ['team-away', 'refuse', 'refuse'],
    ]);
  });

  it('asks no more about the days of a leave that stay when it is shortened or made longer', () => {
    const period = { id: 'b', from: '2026-12-01', to: '2026-12-04', reason: '결산' };
    const more = { blocked: [period], team: { limit: 1, away: new Map([['2026-12-02', 1]]) } };
    const was = takenOf(leaveFormOf({ type: 'annual', from: '2026-12-01', to: '2026-12-03', reason: '' }));
    const replaces = { id: 'r1', was };
    expect(codes({ from: '2026-12-01', to: '2026-12-02', replaces }, more)).toEqual([]);
    expect(codes({ from: '2026-12-01', to: '2026-12-04', replaces }, more)).toEqual(['blocked']);
  });
});

describe('a stored leave', () => {
  it('of before types were data reads as what it meant', () => {
    const old = { type: 'half-pm', from: '2026-11-20', to: '2026-11-20', reason: '병원' };
    const form = leaveFormOf(old);
    expect(form).toMatchObject({ type: 'half', part: 'pm', as: { unit: 'half', pool: 'annual' } });
    expect(typeCode(form)).toBe('half-pm');
    for (const type of ['annual', 'sick', 'official', 'unpaid'])
      expect(typeCode(leaveFormOf({ ...old, type }))).toBe(type);
    expect(leaveFormOf({ ...old, type: 'sick' }).as.private).toBe(true);
  });

  it('keeps its type as it was', () => {
    const [annual] = BUILTIN;
    if (!annual) throw new Error('no types');
    const as = snapshotOf({ ...annual, name: '리프레시 휴가', pool: null });
    const form = leaveFormOf({ type: 't1', from: '2026-11-20', to: '2026-11-20', reason: '', as });
    expect(form.as).toEqual(as);
    expect(typeCode(form)).toBe('리프레시 휴가');
  });
});

function hoursOf(minutes: number) {
  return { week: [minutes, minutes, minutes, minutes, minutes, 0, 0] };
}
