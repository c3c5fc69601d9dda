import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Compensation,
  type CompensationFacts,
  compensationOf,
  workedOf,
} from '../../../src/grants/compensatory/rules.ts';
import { unitsOf } from '../../../src/leave-record/units.ts';
import { type Overtime, timeOn } from '../../../src/worktime/overtime.ts';

const ZONE = 'Asia/Seoul';
const RATES = { overtimeRate: 150, holidayRate: 150, longHolidayRate: 200, nightRate: 50 };
const DAY = '2026-11-24';
const MINUTE = unitsOf(1 / 480);
const FIFTH = MINUTE / 5;

const asked = (from: string, to: string, date = DAY): Overtime => ({ date, time: [timeOn(date, { from, to }, ZONE)] });
const at = (time: string, date = DAY): number => Date.parse(`${date}T${time}:00+09:00`);
const gives = (o: Partial<CompensationFacts> & Pick<CompensationFacts, 'asked'>): Compensation =>
  compensationOf({ ...{ rates: RATES, zone: ZONE, holiday: false, breakWithin: false, before: [] }, ...o });
const hours = (c: Compensation): number => c.amount / MINUTE / 60;
const parts = (c: Compensation) => c.parts.map(p => `${p.kind} ${p.minutes} × ${p.rate}`);

describe('what overtime gives', () => {
  it('is the time at the rate: three hours give 4.5, which is 0.5625 day', () => {
    const c = gives({ asked: asked('18:00', '21:00') });
    expect(parts(c)).toEqual(['overtime 180 × 150']);
    expect(c.amount).toBe(unitsOf(0.5625));
  });

  it('adds half for work at night, and belongs to the day on which it began', () => {
    expect(parts(gives({ asked: asked('20:00', '00:00') }))).toEqual(['overtime 240 × 150', 'night 120 × 50']);
    const past = gives({ asked: asked('23:30', '06:30') });
    expect(parts(past)).toEqual(['overtime 420 × 150', 'night 390 × 50']);
    expect(hours(past)).toBe(7 * 1.5 + 6.5 * 0.5);
  });

  it('of a holiday is 1.5 within eight hours and 2 beyond; the legal break within it is no work', () => {
    const holiday = { holiday: true, breakWithin: true };
    expect(parts(gives({ ...holiday, asked: asked('09:00', '18:00') }))).toEqual(['holiday 480 × 150']);
    const long = gives({ ...holiday, asked: asked('09:00', '20:00') });
    expect(parts(long)).toEqual(['holiday 480 × 150', 'long 120 × 200']);
    expect(hours(long)).toBe(8 * 1.5 + 2 * 2);
    // Breaks that nobody deducts are not deducted here.
    expect(parts(gives({ holiday: true, asked: asked('09:00', '18:00') }))).toEqual([
      'holiday 480 × 150',
      'long 60 × 200',
    ]);
    // A day off that is no holiday: overtime, less the break.
    expect(parts(gives({ breakWithin: true, asked: asked('10:00', '15:00') }))).toEqual(['overtime 270 × 150']);
  });

  it('counts no minute twice, and eight hours of a holiday are those of the whole day', () => {
    const morning = asked('09:00', '13:00');
    const c = gives({ holiday: true, asked: asked('12:00', '20:00'), before: [morning] });
    expect(parts(c)).toEqual(['holiday 240 × 150', 'long 180 × 200']);
    expect(gives({ asked: asked('10:00', '12:00'), before: [morning] }).amount).toBe(0);
    // Last night's, which went on until two, overlaps what is asked for from one on.
    const night = asked('22:00', '02:00', '2026-11-23');
    expect(parts(gives({ asked: asked('01:00', '03:00'), before: [night] }))).toEqual([
      'overtime 60 × 150',
      'night 60 × 50',
    ]);
  });

  it('is what was worked of it, by the record', () => {
    const day = (out: string, breaks: { from: number; to: number }[] = [], from = '09:00') =>
      workedOf({ zone: ZONE, spans: [{ in: at(from), out: at(out), breaks }] }, 'statutory');
    const evening = asked('18:00', '21:00');
    expect(parts(gives({ asked: evening, record: day('20:40') }))).toEqual(['overtime 160 × 150']);
    expect(parts(gives({ asked: evening, record: day('23:00') }))).toEqual(['overtime 180 × 150']);
    expect(gives({ asked: evening, record: day('18:00') }).amount).toBe(0);
    const pause = [{ from: at('19:00'), to: at('19:30') }];
    expect(parts(gives({ asked: evening, record: day('21:00', pause) }))).toEqual(['overtime 150 × 150']);
    // Nine hours on a holiday: the legal break is deducted from the day, as everywhere.
    const sunday = gives({ holiday: true, breakWithin: true, asked: asked('09:00', '18:00'), record: day('18:00') });
    expect(parts(sunday)).toEqual(['holiday 480 × 150']);
  });

  it('is rounded up to 12 seconds, and no further', () => {
    expect(gives({ asked: asked('18:00', '18:01') }).amount).toBe(8 * FIFTH);
    expect(gives({ asked: asked('18:00', '18:02') }).amount).toBe(15 * FIFTH);
  });

  it('is nothing at a rate of nothing, and elapses through a clock change', () => {
    const fall = {
      date: '2026-10-31',
      time: [timeOn('2026-10-31', { from: '23:00', to: '04:00' }, 'America/New_York')],
    };
    expect(parts(gives({ zone: 'America/New_York', asked: fall as Overtime }))).toEqual([
      'overtime 360 × 150',
      'night 360 × 50',
    ]);
    const none = gives({ rates: { ...RATES, nightRate: 0 }, asked: asked('22:00', '23:00') });
    expect(parts(none)).toEqual(['overtime 60 × 150']);
  });
});

const minute = fc.integer({ min: 0, max: 1439 });
const wall = (m: number): string => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`;
const span = fc.tuple(minute, minute).filter(([a, b]) => a !== b);
const facts = fc.record({
  spans: fc.array(span, { minLength: 1, maxLength: 5 }),
  holiday: fc.boolean(),
  breakWithin: fc.boolean(),
  rates: fc.record({
    overtimeRate: fc.integer({ min: 100, max: 300 }),
    holidayRate: fc.integer({ min: 100, max: 300 }),
    longHolidayRate: fc.integer({ min: 100, max: 300 }),
    nightRate: fc.integer({ min: 0, max: 200 }),
  }),
  worked: fc.option(span, { nil: undefined }),
});

describe('of any overtime of a day', () => {
  it('requests one after another give together what one request of all their time gives', () => {
    fc.assert(
      fc.property(facts, ({ spans, worked, ...more }) => {
        const each = spans.map(([a, b]) => asked(wall(a), wall(b)));
        const record = worked
          ? { record: workedOf({ zone: ZONE, spans: [spanOf(worked)] }, 'statutory' as const) }
          : {};
        const all = gives({ ...more, ...record, asked: { date: DAY, time: each.flatMap(e => e.time) } });
        const one = each.map((e, i) => gives({ ...more, ...record, asked: e, before: each.slice(0, i) }));
        for (const kind of ['overtime', 'holiday', 'long', 'night']) {
          const sum = (cs: Compensation[]): number =>
            cs.flatMap(c => c.parts.filter(p => p.kind === kind)).reduce((n, p) => n + p.minutes, 0);
          expect(sum(one)).toBe(sum([all]));
        }
        // Each is rounded up by less than a fifth of a minute.
        const total = one.reduce((n, c) => n + c.amount, 0);
        expect(total - all.amount).toBeGreaterThanOrEqual(0);
        expect(total - all.amount).toBeLessThan(each.length * FIFTH);
      }),
    );
  });

  it('is never more than its time at the highest rate, and by the record never more than without', () => {
    fc.assert(
      fc.property(facts, ({ spans, worked, ...more }) => {
        const [first] = spans;
        if (!first) return;
        const request = asked(wall(first[0]), wall(first[1]));
        const minutes = request.time.reduce((n, [a, b]) => n + b - a, 0);
        const c = gives({ ...more, asked: request });
        const { overtimeRate, holidayRate, longHolidayRate, nightRate } = more.rates;
        const most = Math.max(overtimeRate, holidayRate, longHolidayRate) + nightRate;
        expect(c.amount).toBeLessThanOrEqual(Math.ceil((minutes * most * 5) / 100) * FIFTH);
        expect(c.parts.every(p => p.minutes > 0 && p.minutes <= minutes)).toBe(true);
        if (!worked || more.breakWithin) return;
        const record = workedOf({ zone: ZONE, spans: [spanOf(worked)] }, 'statutory');
        const done = gives({ ...more, asked: request, record });
        const sum = (x: Compensation): number =>
          x.parts.filter(p => p.kind !== 'night').reduce((n, p) => n + p.minutes, 0);
        expect(sum(done)).toBeLessThanOrEqual(Math.min(sum(c), record.worked));
      }),
    );
  });
});

function spanOf([a, b]: [number, number]): { in: number; out: number } {
  const [from, to] = timeOn(DAY, { from: wall(a), to: wall(b) }, ZONE);
  return { in: from * 60_000, out: to * 60_000 };
}
