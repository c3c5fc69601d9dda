import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastBeforeYears, monthsAfter } from '../../src/calendar/civil.ts';
import { addDays } from '../../src/calendar/rules.ts';
import type { Grant } from '../../src/grants/ledger/types.ts';
import type { Use } from '../../src/leave-record/days.ts';
import { UNITS_PER_DAY as DAY, unitsOfMinutes } from '../../src/leave-record/units.ts';
import { datesFor, lawDates, promotionPlan, runs, shares } from '../../src/promotion/rules.ts';

const grant = (kind: Grant['kind'], on: string, usableUntil: string, days: number): Grant => ({
  ...{ id: `${kind}:${on}`, kind, pool: 'annual', on, usableUntil, amount: days * DAY },
});
const use = (date: string, state: Use['state'] = 'active'): Use => ({
  ...{ request: `r${date}`, seq: 1, date, amount: DAY, pool: 'annual', state },
});
const monthly = (hiredOn: string): Grant[] =>
  Array.from({ length: 11 }, (_, i) => grant('monthly', monthsAfter(hiredOn, i + 1), lastBeforeYears(hiredOn, 1), 1));
const aDate = fc.integer({ min: 0, max: 40 * 365 }).map(n => addDays('2000-01-01', n));

describe('the law’s dates', () => {
  it.each([
    ['annual', '2026-12-31', '2026-07-01', '2026-07-10', '2026-10-31'],
    ['annual', '2027-03-14', '2026-09-15', '2026-09-24', '2027-01-14'],
    // Counted back from 31 August there is no 31 February: the first of March.
    ['annual', '2027-08-30', '2027-03-01', '2027-03-10', '2027-06-30'],
    // Hired on 29 February 2024: usable until 28 February 2026.
    ['annual', '2026-02-28', '2025-09-01', '2025-09-10', '2025-12-31'],
    ['annual', '2028-02-28', '2027-08-29', '2027-09-07', '2027-12-28'],
    ['monthly', '2026-12-31', '2026-10-01', '2026-10-10', '2026-11-30'],
    ['monthly-late', '2026-12-31', '2026-12-01', '2026-12-05', '2026-12-21'],
    // Hired on 31 March 2026: a month before the end there is no 31 February.
    ['monthly-late', '2027-03-30', '2027-03-01', '2027-03-05', '2027-03-20'],
    ['monthly', '2027-03-30', '2026-12-31', '2027-01-09', '2027-02-28'],
  ] as const)('%s days until %s', (stage, until, from, to, designateBy) => {
    expect(lawDates(stage, until)).toEqual({ from, to, designateBy });
  });

  it('leave whole months to the end, and are the last days that do', () => {
    fc.assert(
      fc.property(aDate, fc.constantFrom('annual' as const, 'monthly' as const), (until, stage) => {
        const end = addDays(until, 1);
        const [notice, designation] = stage === 'annual' ? [6, 2] : [3, 1];
        const { from, to, designateBy } = lawDates(stage, until);
        // On the first day at most so many months are left; a day before it was more.
        expect(monthsAfter(from, notice) >= end).toBe(true);
        expect(monthsAfter(addDays(from, -1), notice) <= end).toBe(true);
        expect(monthsAfter(designateBy, designation) <= end).toBe(true);
        expect(monthsAfter(addDays(designateBy, 1), designation) >= end).toBe(true);
        expect(addDays(from, 9)).toBe(to);
        // Ten days to answer end before the employer must designate.
        expect(addDays(to, 10) < designateBy).toBe(true);
      }),
    );
  });

  it('of days that vest late leave time to designate after the answer', () => {
    fc.assert(
      fc.property(aDate, until => {
        const { from, to, designateBy } = lawDates('monthly-late', until);
        expect(addDays(from, 4)).toBe(to);
        expect(addDays(from, 10) < designateBy).toBe(true);
        expect(addDays(designateBy, 10)).toBe(until);
      }),
    );
  });
});

describe('the plan', () => {
  const hana = { user: 'U1', hiredOn: '2024-03-15', uses: [use('2026-08-03'), use('2026-11-02', 'waiting')] };
  const year = grant('annual', '2026-03-15', '2027-03-14', 15);

  it('has each person’s own window on hire dates, and one for all on the company’s year', () => {
    const own = { ...hana, grants: [year] };
    expect(promotionPlan([own], '2026-09-14')).toEqual([]);
    const [first] = promotionPlan([own], '2026-09-15');
    expect(first).toMatchObject({ stage: 'annual', usableUntil: '2027-03-14', left: 13 * DAY });
    expect(promotionPlan([own], '2026-09-24')).toHaveLength(1);
    expect(promotionPlan([own], '2026-09-25')).toEqual([]);
    const fiscal = ['U1', 'U2'].map((user, i) => ({
      ...{ user, hiredOn: `2024-0${i + 2}-03`, uses: [] },
      grants: [grant('annual', '2026-01-01', '2026-12-31', 15)],
    }));
    expect(promotionPlan(fiscal, '2026-07-01').map(p => p.user)).toEqual(['U1', 'U2']);
  });

  it('has nobody whose long leave covers the rest of the time', () => {
    const own = { ...hana, grants: [year] };
    expect(promotionPlan([{ ...own, awayUntil: '2027-03-14' }], '2026-09-15')).toEqual([]);
    expect(promotionPlan([{ ...own, awayUntil: '2027-03-13' }], '2026-09-15')).toHaveLength(1);
  });

  it('splits the first year’s days by whether they vested before the notice', () => {
    const person = { user: 'U1', hiredOn: '2026-01-01', uses: [], grants: monthly('2026-01-01') };
    const [early] = promotionPlan([person], '2026-10-01');
    expect(early).toMatchObject({ stage: 'monthly', left: 9 * DAY });
    const [late] = promotionPlan([person], '2026-12-01');
    expect(late).toMatchObject({ stage: 'monthly-late', left: 2 * DAY, designateBy: '2026-12-21' });
  });

  it('is told of each of the eleven days of a first year once, nine by the first notice and two by the proviso', () => {
    fc.assert(
      fc.property(aDate, hiredOn => {
        const until = lastBeforeYears(hiredOn, 1);
        const person = { user: 'U1', hiredOn, uses: [], grants: monthly(hiredOn) };
        const stages = (['monthly', 'monthly-late'] as const).map(stage => {
          const { from, to } = lawDates(stage, until);
          const [first] = promotionPlan([person], from);
          // The same on each day of the window: nothing more vests while it is open.
          expect(promotionPlan([person], to)).toEqual([first]);
          expect([
            first?.stage,
            promotionPlan([person], addDays(from, -1)),
            promotionPlan([person], addDays(to, 1)),
          ]).toEqual([stage, [], []]);
          return first?.grants ?? [];
        });
        expect(stages.map(ids => ids.length)).toEqual([9, 2]);
        expect(new Set(stages.flat()).size).toBe(11);
      }),
    );
  });

  it('leaves out who has nothing left, who leaves before the end, and what the law does not give', () => {
    const spent = { ...hana, grants: [grant('annual', '2026-03-15', '2027-03-14', 2)] };
    expect(promotionPlan([spent], '2026-09-15')).toEqual([]);
    expect(promotionPlan([{ ...hana, grants: [year], lastDay: '2027-01-31' }], '2026-09-15')).toEqual([]);
    const reward = { ...hana, grants: [grant('reward', '2026-03-15', '2027-03-14', 3)] };
    expect(promotionPlan([reward], '2026-09-15')).toEqual([]);
  });

  it('never says more than there is, and every person of any hire date once in the window', () => {
    fc.assert(
      fc.property(aDate, fc.array(fc.nat(364), { maxLength: 20 }), (hiredOn, days) => {
        const until = lastBeforeYears(hiredOn, 2);
        const grants = [grant('annual', lastBeforeYears(hiredOn, 1), until, 15)];
        const uses = [...new Set(days)].map(n => use(addDays(until, -n)));
        const { from, to } = lawDates('annual', until);
        const plan = promotionPlan([{ user: 'U', hiredOn, grants, uses }], from);
        const left = 15 * DAY - Math.min(15, uses.length) * DAY;
        expect(plan.map(p => p.left)).toEqual(left > 0 ? [left] : []);
        expect(promotionPlan([{ user: 'U', hiredOn, grants, uses }], addDays(to, 1))).toEqual([]);
        expect(promotionPlan([{ user: 'U', hiredOn, grants, uses }], addDays(from, -1))).toEqual([]);
      }),
    );
  });
});

describe('dates of what is left', () => {
  const fullDay = (): number => DAY;

  it('are whole days, then half a day, and never more than is left', () => {
    expect(shares(['2026-12-02', '2026-12-01'], 1.5 * DAY, fullDay)).toEqual([
      { date: '2026-12-01', half: false },
      { date: '2026-12-02', half: true },
    ]);
    expect(shares(['2026-12-01', '2026-12-02'], 1.25 * DAY, fullDay)).toBeUndefined();
    expect([datesFor(1.5 * DAY, DAY), datesFor(1.25 * DAY, DAY), datesFor(0, DAY)]).toEqual([2, 1, 0]);
    fc.assert(
      fc.property(fc.nat(30 * 480), minutes => {
        const left = unitsOfMinutes(minutes, 480);
        const dates = Array.from({ length: datesFor(left, DAY) }, (_, n) => addDays('2026-01-01', n));
        const found = shares(dates, left, fullDay) ?? [];
        expect(found).toHaveLength(dates.length);
        expect(found.reduce((sum, d) => sum + (d.half ? DAY / 2 : DAY), 0)).toBeLessThanOrEqual(left);
        expect(shares([...dates, '2027-01-01'], left, fullDay)).toBeUndefined();
      }),
    );
  });

  it('take a part-timer’s hours of that day: a Monday 8, other days 3', () => {
    const hours = (n: number): number => unitsOfMinutes(n * 60, 480);
    const amountOn = (date: string): number => hours(date === '2026-12-07' ? 8 : 3);
    // 12.5 h: 8 on Monday, 3 on Tuesday, and the half of Wednesday, 1.5.
    const dates = ['2026-12-09', '2026-12-07', '2026-12-08'];
    expect(shares(dates, hours(12.5), amountOn)).toEqual([
      { date: '2026-12-07', half: false },
      { date: '2026-12-08', half: false },
      { date: '2026-12-09', half: true },
    ]);
    expect(shares(dates, hours(12.25), amountOn)).toBeUndefined();
    // 5 h: half a Monday, and not half of a Tuesday beside it.
    expect(shares(['2026-12-07'], hours(5), amountOn)).toEqual([{ date: '2026-12-07', half: true }]);
    expect(shares(['2026-12-07', '2026-12-08'], hours(5), amountOn)).toBeUndefined();
    expect([datesFor(hours(60), hours(3)), datesFor(hours(1.5), hours(3)), datesFor(hours(1), hours(3))]).toEqual([
      20, 1, 0,
    ]);
  });

  it('become one leave where they follow one another', () => {
    const next = (date: string): string => ({ '2026-12-04': '2026-12-07' })[date] ?? addDays(date, 1);
    const whole = (date: string) => ({ date, half: false });
    const days = [whole('2026-12-03'), whole('2026-12-04'), whole('2026-12-07'), { date: '2026-12-08', half: true }];
    expect(runs(days, next)).toEqual([
      { from: '2026-12-03', to: '2026-12-07', half: false },
      { from: '2026-12-08', to: '2026-12-08', half: true },
    ]);
  });
});
