import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datesBetween } from '../../src/calendar/rules.ts';
import { settlementLines } from '../../src/worktime/settlement.ts';
import { runs } from '../support/runs.ts';
import { plusDays } from './by-minute.ts';
import { inSeoul, leaveOn, seoulDay } from './facts.ts';

const selective = { arrangement: 'selective' } as const;
const SEOLLAL = ['2026-02-16', '2026-02-17', '2026-02-18'];
const weekdays = (first: string, last: string): string[] =>
  datesBetween(first, last).filter(date => ![0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay()));
/** So many minutes of work from 08:00 on, with the legal break within. */
const day = (date: string, worked: number) => {
  const until = 480 + worked + (worked >= 480 ? 60 : worked > 240 ? 30 : 0);
  return seoulDay(date, [
    `08:00-${String(Math.floor(until / 60)).padStart(2, '0')}:${String(until % 60).padStart(2, '0')}`,
  ]);
};

describe('February 2026 under selective hours', () => {
  const at = { policy: selective, holidays: SEOLLAL };

  it('owes its 17 working days, with overtime above 160 hours and 208 at most', () => {
    const p = inSeoul('2026-02-10T09:00', at).period('2026-02-10');
    expect(p).toMatchObject({ base: 136 * 60, overtimeFrom: 160 * 60, most: 208 * 60, owed: 136 * 60, daysLeft: 10 });
  });

  it('has no overtime between what is owed and 160 hours of work, with leave as without', () => {
    // 17 days of 9 h 24 are 159 h 48.
    const records = weekdays('2026-02-01', '2026-02-28')
      .filter(date => !SEOLLAL.includes(date))
      .map(date => day(date, 564));
    const p = inSeoul('2026-03-01T09:00', { ...at, records }).period('2026-02-10');
    expect(p).toMatchObject({ worked: 9588, owed: 0, over: 9588 - 8160, overtime: 0, overMost: 0 });
    // A day of leave in place of the last: 150 h 24 of work, still none.
    const leaves = [leaveOn('2026-02-27', 'day')];
    const away = inSeoul('2026-03-01T09:00', { ...at, leaves, records: records.slice(0, -1) }).period('2026-02-10');
    expect(away).toMatchObject({ worked: 9024, leave: 480, owed: 0, over: 9024 + 480 - 8160, overtime: 0 });
  });

  it('gives overtime to the days on which it was worked', () => {
    // 17 days of 10 h are 170: the 160 are full after the 16th.
    const records = weekdays('2026-02-01', '2026-02-28')
      .filter(date => !SEOLLAL.includes(date))
      .map(date => day(date, 600));
    const s = inSeoul('2026-03-01T09:00', { ...at, records });
    expect(s.period('2026-02-10').overtime).toBe(600);
    expect([s.premium('2026-02-26').overtime, s.premium('2026-02-27').overtime]).toEqual([0, 600]);
  });

  it('is not approved but for what was approved on any of its days, where the policy asks for that', () => {
    const records = weekdays('2026-02-01', '2026-02-28')
      .filter(date => !SEOLLAL.includes(date))
      .map(date => day(date, 600));
    const approved = new Map([
      ['2026-02-04', 120],
      ['2026-02-27', 60],
    ]);
    const asks = { ...at, records, approved, policy: { ...selective, overtimeNeedsApproval: true } };
    // All 600 minutes over 160 hours are of the 27th.
    const s = inSeoul('2026-03-01T09:00', asks);
    expect(s.premium('2026-02-27')).toMatchObject({ overtime: 600, unapproved: 420 });
    expect(s.premium('2026-02-26')).toMatchObject({ overtime: 0, unapproved: 0 });
    expect(inSeoul('2026-03-01T09:00', { ...at, records, approved }).premium('2026-02-27').unapproved).toBe(0);
  });

  it('keeps work on a holiday out of the overtime, and within the most', () => {
    const records = [...weekdays('2026-02-01', '2026-02-28').map(date => day(date, 480))];
    // 20 days of 8 hours, three of them holidays: 160 worked, 136 of them ordinary.
    const p = inSeoul('2026-03-01T09:00', { ...at, records }).period('2026-02-10');
    expect(p).toMatchObject({ worked: 9600, holiday: 1440, overtime: 0, overMost: 0 });
    const busy = inSeoul('2026-03-01T09:00', { ...at, records: records.map(r => day(r.date, 660)) });
    // 220 hours: 12 beyond the most; 17 × 11 = 187 ordinary ones, 27 of overtime.
    expect(busy.period('2026-02-10')).toMatchObject({ overMost: 12 * 60, overtime: 27 * 60 });
  });
});

it('an agreed total of a month is owed in place of its working days, by its calendar days, up to the overtime line', () => {
  const policy = { ...selective, settlementTotal: 150 * 60 };
  const owed = (more = {}) => inSeoul('2026-02-10T09:00', { policy, holidays: SEOLLAL, ...more }).period('2026-02-10');
  expect(owed()).toMatchObject({ base: 150 * 60, overtimeFrom: 160 * 60, most: 208 * 60 });
  // Half of the month's 28 days; 40 × 14 / 7 hours begin the overtime.
  expect(owed({ hiredOn: '2026-02-15' })).toMatchObject({ base: 75 * 60, overtimeFrom: 80 * 60 });
  expect(owed({ policy: { ...policy, settlementTotal: 184 * 60 } })).toMatchObject({ base: 160 * 60 });
  // Part-timers owe their days: 12 Mondays, Wednesdays and Fridays less the two of Seollal.
  expect(owed({ week: [300, 0, 300, 0, 300, 0, 0] })).toMatchObject({ base: 50 * 60 });
});

it('the agreed total of a part-timer is the line of their overtime', () => {
  const week = [300, 0, 300, 0, 300, 0, 0];
  const dates = weekdays('2026-04-01', '2026-04-30').filter(d =>
    [1, 3, 5].includes(new Date(`${d}T12:00:00Z`).getUTCDay()),
  );
  const s = inSeoul('2026-05-01T09:00', { policy: selective, week, records: dates.map(date => day(date, 330)) });
  // 13 days of 5 h are owed; 13 × 30 minutes are beyond.
  expect(s.period('2026-04-10')).toMatchObject({ base: 3900, overtimeFrom: 3900, worked: 4290, overtime: 390 });
});

describe('a settlement period of three months', () => {
  const policy = { ...selective, settlementMonths: 3 };
  /** The first `n` weekdays of a month, of so many minutes each. */
  const month = (of: string, n: number, worked: number) =>
    weekdays(`${of}-01`, `${of}-28`)
      .slice(0, n)
      .map(date => day(date, worked));

  it('earns the premium of a month with over 52 hours a week at once, and no minute twice', () => {
    // April's line is 52 × 30 / 7 = 222 h 51 3/7 m: of 20 × 11 h 30 = 230 h, 428 whole minutes are beyond it.
    const april = month('2026-04', 20, 690);
    const s = inSeoul('2026-05-01T09:00', { policy, records: april });
    expect(s.period('2026-04-10')).toMatchObject({ overtimeFrom: 520 * 60, overtime: 428 });
    expect(s.premium('2026-04-28').overtime).toBe(428);
    // May and June of 20 × 8 h: 550 of 520 h are worked, of which the 428 minutes were told in April.
    const all = [...april, ...month('2026-05', 20, 480), ...month('2026-06', 20, 480)];
    const whole = inSeoul('2026-07-01T09:00', { policy, records: all });
    expect(whole.period('2026-05-10')).toMatchObject({ worked: 33_000, overtime: 1800 });
    expect(whole.month('2026-04-01').overtime).toBe(428);
    expect([whole.month('2026-05-01').overtime, whole.month('2026-06-01').overtime]).toEqual([0, 1800 - 428]);
  });

  it('follows the policy in the average of a month', () => {
    // 40 × 30 / 7 = 171 h 25 5/7 m: of 176 h, 274 whole minutes.
    const records = weekdays('2026-04-01', '2026-04-30').map(date => day(date, 480));
    const s = inSeoul('2026-05-01T09:00', { policy: { ...policy, monthAverage: 2400 }, records });
    expect(s.month('2026-04-01').overtime).toBe(274);
    expect(inSeoul('2026-05-01T09:00', { policy, records }).month('2026-04-01').overtime).toBe(0);
  });

  it('asks for 11 hours of rest between working days, also after a night and before its first day', () => {
    const records = [
      seoulDay('2026-03-31', ['14:00-23:30']),
      seoulDay('2026-04-01', ['10:00-19:00']),
      seoulDay('2026-04-02', ['06:00-15:00']),
      seoulDay('2026-04-03', ['18:00-03:00']),
      seoulDay('2026-04-04', ['13:30-16:00']),
    ];
    const s = inSeoul('2026-04-10T09:00', { policy, records });
    // 10.5 h, 11 h, more, 10.5 h.
    const missed = records.map(r => s.day(r.date).restMissed);
    expect(missed).toEqual([0, 30, 0, 0, 30]);
    expect(s.day('2026-04-04').flags).toContain('rest-missed');
    expect(s.day('2026-04-02').flags).not.toContain('rest-missed');
    const single = inSeoul('2026-04-10T09:00', { policy: selective, records });
    expect(records.map(r => single.day(r.date).restMissed)).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('the three lines', () => {
  const anyMonth = fc.constantFrom('2026-02', '2026-03', '2026-04', '2028-02', '2026-12');
  const anyWeek = fc.option(fc.array(fc.constantFrom<number>(0, 180, 300, 480, 600), { minLength: 7, maxLength: 7 }), {
    nil: undefined,
  });
  const story = fc
    .record({
      month: anyMonth,
      week: anyWeek,
      holidays: fc.array(fc.integer({ min: 0, max: 27 }), { maxLength: 5 }),
      split: fc.integer({ min: 1, max: 27 }),
      work: fc.array(fc.integer({ min: 0, max: 780 }), { minLength: 28, maxLength: 28 }),
      away: fc.uniqueArray(fc.integer({ min: 0, max: 27 }), { maxLength: 6 }),
      dayLength: fc.constantFrom(480, 420),
    })
    .map(({ month, week, holidays, split, work, away, dayLength }) => {
      const first = `${month}-01`;
      return {
        ...{ first, split: plusDays(first, split), away: away.map(n => leaveOn(plusDays(first, n), 'day')) },
        at: {
          ...(week?.some(n => n > 0) ? { week } : {}),
          policy: { ...selective, dayLength },
          holidays: holidays.map(n => plusDays(first, n)),
          records: work.flatMap((worked, n) => (worked > 60 ? [day(plusDays(first, n), worked)] : [])),
        },
      };
    });
  const after = '2029-01-01T09:00';
  const linesIn = (at: Parameters<typeof inSeoul>[1], first: string) => {
    const s = inSeoul(after, at);
    const { last } = s.month(first);
    return settlementLines(s.days(first, last));
  };

  it('stand in their order, whatever the month, the schedule and the holidays', () => {
    fc.assert(
      fc.property(story, ({ first, at, away }) => {
        const { owed, overtimeFrom, most } = linesIn({ ...at, leaves: away }, first);
        expect(owed).toBeLessThanOrEqual(overtimeFrom);
        expect(overtimeFrom).toBeLessThanOrEqual(most);
      }),
      { numRuns: runs(100) },
    );
  });

  it('give leave no overtime, and leave none of it out', () => {
    fc.assert(
      fc.property(story, ({ first, at, away }) => {
        const [without, leaves] = [inSeoul(after, at), inSeoul(after, { ...at, leaves: away })];
        const [a, b] = [without.period(first), leaves.period(first)];
        expect([b.overtime, b.overMost, b.overtimeFrom, b.most]).toEqual([
          a.overtime,
          a.overMost,
          a.overtimeFrom,
          a.most,
        ]);
        expect(b.over - b.owed).toBeCloseTo(a.over - a.owed + b.leave, 5);
        const byDay = datesBetween(b.first, b.last).reduce((sum, date) => sum + leaves.premium(date).overtime, 0);
        expect(byDay).toBe(b.overtime);
      }),
      { numRuns: runs(100) },
    );
  });

  it('of a period split between two employments add up to the whole', () => {
    fc.assert(
      fc.property(story, ({ first, split, at }) => {
        const whole = linesIn(at, first);
        const left = linesIn({ ...at, lastDay: plusDays(split, -1) }, first);
        const right = linesIn({ ...at, hiredOn: split }, first);
        expect(left.most + right.most).toBe(whole.most);
        expect(left.owed + right.owed).toBeLessThanOrEqual(whole.owed);
        const full = at.week === undefined || at.week.reduce((a, b) => a + b, 0) >= at.policy.dayLength * 5;
        if (full) expect(left.overtimeFrom + right.overtimeFrom).toBe(whole.overtimeFrom);
        // What is owed adds up where no part meets the next line.
        if (full && left.owed < left.overtimeFrom && right.owed < right.overtimeFrom && whole.owed < whole.overtimeFrom)
          expect(left.owed + right.owed).toBe(whole.owed);
      }),
      { numRuns: runs(100) },
    );
  });
});
