import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUARTERS } from '../../src/leave-record/days.ts';
import { PARTS, type Part } from '../../src/leave-record/form.ts';
import { UNITS_PER_DAY } from '../../src/leave-record/units.ts';
import { defined } from '../../src/shared/defined.ts';
import type { WorkingTime } from '../../src/worktime/arrangement.ts';
import type { DayLeave, RecordedDay } from '../../src/worktime/types.ts';
import { runs } from '../support/runs.ts';
import { dayByMinute, minuteOfWall, owedByMinute, plusDays, type Story, wall, weekByMinute } from './by-minute.ts';
import { leaveOn, summaryOf, workingTime } from './facts.ts';

/** Months in which the clock changes, and some in which it does not. */
const MONTHS: readonly (readonly [zone: string, month: string])[] = [
  ['Asia/Seoul', '2026-02'],
  ['Asia/Seoul', '2026-04'],
  ['America/New_York', '2026-03'],
  ['America/New_York', '2026-11'],
  ['Australia/Lord_Howe', '2026-04'],
  ['Australia/Lord_Howe', '2026-10'],
  ['Asia/Kathmandu', '2026-01'],
  ['Asia/Kathmandu', '2028-02'],
];
const MINUTE = 60_000;

const at = (zone: string, date: string, minutes: number): number => minuteOfWall(zone, date, minutes) * MINUTE;

const time = (from: number, to: number) =>
  fc
    .integer({ min: from, max: to })
    .map(m => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);

const anyPolicy: fc.Arbitrary<WorkingTime> = fc
  .record({
    arrangement: fc.constantFrom('fixed' as const, 'staggered' as const, 'selective' as const),
    start: fc.oneof(time(360, 660), fc.constant('22:00')),
    windowFrom: time(360, 500),
    windowTo: time(500, 720),
    core: fc.option(fc.record({ coreFrom: time(600, 720), coreTo: time(800, 960) }), {
      nil: { coreFrom: null, coreTo: null },
    }),
    dayLength: fc.constantFrom(480, 480, 420, 450, 360, 240),
    breaks: fc.constantFrom('statutory' as const, 'recorded' as const),
    weekCap: fc.constantFrom(3120, 2400, 3600),
    weeklyHoliday: fc.constantFrom('sun' as const, 'mon' as const, 'none' as const),
    overtimeNeedsApproval: fc.boolean(),
    forgottenAfter: fc.constantFrom(16, 10, 24),
  })
  .map(({ core, ...rest }) => workingTime({ ...rest, ...core }));

const halfHour = (n: number): string => `${String(n >> 1).padStart(2, '0')}:${n % 2 ? '30' : '00'}`;

/** Rare ones are as likely as usual ones: nothing is found in what never comes up. */
const anyLeave = (date: string): fc.Arbitrary<DayLeave> =>
  fc
    .oneof(
      fc.constantFrom('day', ...PARTS),
      fc
        .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 6 }))
        .map(([from, halves]) => `${halfHour(from)}-${halfHour(from + halves)}`),
    )
    .chain(what => fc.boolean().map(worked => leaveOn(date, what, worked)));

interface Shape {
  day: number;
  start: number;
  parts: { length: number; gap: number; pauses: { after: number; length: number }[] }[];
  seconds: number;
}

const anyShape: fc.Arbitrary<Shape> = fc.record({
  day: fc.integer({ min: 0, max: 27 }),
  start: fc.oneof(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 480, max: 700 })),
  parts: fc.array(
    fc.record({
      length: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 700 }), fc.integer({ min: 200, max: 560 })),
      gap: fc.integer({ min: 0, max: 120 }),
      pauses: fc.array(
        fc.record({ after: fc.integer({ min: 0, max: 300 }), length: fc.integer({ min: 0, max: 90 }) }),
        { maxLength: 2 },
      ),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  seconds: fc.integer({ min: 0, max: 59 }),
});

/** A record as presses make it: spans in order, breaks within them, seconds anywhere. */
function recordOf(shape: Shape, first: string, zone: string): RecordedDay {
  const date = plusDays(first, shape.day);
  let now = at(zone, date, shape.start);
  const spans = shape.parts.map(part => {
    const begins = now;
    const ends = begins + part.length * MINUTE;
    let free = begins;
    const breaks = part.pauses.flatMap(({ after, length }) => {
      const from = Math.min(ends, free + after * MINUTE + shape.seconds * 100);
      free = Math.min(ends, from + length * MINUTE);
      return [{ from, to: free }];
    });
    now = ends + part.gap * MINUTE + shape.seconds * 10;
    return {
      in: begins + Math.min(shape.seconds * 1000, part.length * MINUTE),
      out: ends,
      breaks: breaks.filter(b => b.from >= begins + shape.seconds * 1000),
    };
  });
  return { date, zone, spans, open: false };
}

const anyStory: fc.Arbitrary<{ story: Story; first: string }> = fc.constantFrom(...MONTHS).chain(([zone, month]) => {
  const first = `${month}-01`;
  const day = fc.integer({ min: 0, max: 27 }).map(n => plusDays(first, n));
  return fc
    .record({
      before: anyPolicy,
      after: anyPolicy,
      changes: fc.oneof(day, fc.constant('9999-12-31')),
      week: fc.option(fc.constantFrom([300, 0, 300, 0, 300, 0, 0], [0, 0, 600, 480, 495, 480, 240]), {
        nil: undefined,
      }),
      hiredOn: fc.option(day, { nil: undefined, freq: 1 }),
      lastDay: fc.option(day, { nil: undefined, freq: 1 }),
      holidays: fc.array(day, { maxLength: 3 }),
      leaves: fc.array(day.chain(anyLeave), { maxLength: 8 }),
      shapes: fc.uniqueArray(anyShape, { maxLength: 9, selector: s => s.day }),
      approved: fc.array(fc.tuple(day, fc.integer({ min: 0, max: 300 })), { maxLength: 3 }),
      nowDay: fc.integer({ min: 0, max: 27 }),
      nowMinute: fc.integer({ min: 0, max: 1439 }),
      cutOff: fc.oneof(fc.integer({ min: 0, max: 1200 }), fc.constant(0)),
      pausing: fc.boolean(),
    })
    .map(({ week, hiredOn, lastDay, shapes, approved, nowDay, nowMinute, cutOff, pausing, ...rest }) => {
      let records = shapes.map(s => recordOf(s, first, zone)).sort((a, b) => (a.date < b.date ? -1 : 1));
      let now = at(zone, plusDays(first, nowDay), nowMinute);
      records = records.filter(r => (r.spans.at(-1)?.out ?? 0) <= now);
      // The latest day goes on, or was left open: its last check-out has not come.
      const last = records.at(-1);
      if (last && cutOff % 2 === 0) {
        const span = last.spans.at(-1);
        if (span) {
          const resting = pausing ? [{ from: Math.max(span.in, ...span.breaks.map(b => b.to ?? 0)) }] : [];
          const open = { in: span.in, breaks: [...span.breaks, ...resting] };
          records = [...records.slice(0, -1), { ...last, open: true, spans: [...last.spans.slice(0, -1), open] }];
          now = Math.max(span.in, span.out ?? 0) + cutOff * MINUTE;
        }
      }
      const story: Story = {
        ...rest,
        before: { ...rest.before, zone },
        after: { ...rest.after, zone },
        zone,
        records,
        approved: new Map(approved),
        now,
        // Whole days of one date stand alone, as they do in the product; shares add up to a day at most.
        leaves: upToADay(rest.leaves),
        ...defined({ week, hiredOn, lastDay }),
      };
      return { story, first };
    });
});

function upToADay(leaves: readonly DayLeave[]): DayLeave[] {
  const kept: DayLeave[] = [];
  for (const l of leaves) {
    const same = kept.filter(k => k.date === l.date);
    const total = same.reduce((sum, k) => sum + k.amount, 0);
    if (total + l.amount <= UNITS_PER_DAY && same.every(k => !k.part || !l.part || apart(k.part, l.part))) kept.push(l);
  }
  return kept;
}

const apart = (a: Part, b: Part): boolean => QUARTERS[a][1] <= QUARTERS[b][0] || QUARTERS[b][1] <= QUARTERS[a][0];

const tenths = (minutes: number | undefined): number | undefined =>
  minutes === undefined ? undefined : Math.round(minutes * 10);
const minute = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / MINUTE);
const sameMonth = (first: string): string[] => {
  const dates = [];
  for (let date = first; date.slice(0, 7) === first.slice(0, 7); date = plusDays(date, 1)) dates.push(date);
  return dates;
};

describe('against a count of every minute', () => {
  it('gives the same days', () => {
    fc.assert(
      fc.property(anyStory, ({ story, first }) => {
        const s = summaryOf(story, wall(story.zone, Math.floor(story.now / MINUTE)).date);
        for (const date of sameMonth(first)) {
          const d = s.day(date);
          const { planned, leave } = d.plan;
          const { span, worked, night, late, early, coreMissed, breakMissed } = d;
          expect({
            ...{
              date,
              span,
              break: d.break,
              worked,
              night,
              planned,
              leave,
              late,
              early,
              coreMissed,
            },
            ...{ breakMissed, fullAt: minute(d.fullAt), leaveAt: minute(d.leaveAt) },
          }).toEqual({ date, ...dayByMinute(story, date) });
        }
      }),
      { numRuns: runs(120) },
    );
  }, 120_000);

  it('gives the same weeks and months', () => {
    fc.assert(
      fc.property(anyStory, ({ story, first }) => {
        const s = summaryOf(story, wall(story.zone, Math.floor(story.now / MINUTE)).date);
        const dates = sameMonth(first);
        const m = s.month(first);
        const { worked, leave, overtime: ofPeriod } = m;
        expect({
          ...{ base: tenths(m.base), overtimeFrom: tenths(m.overtimeFrom), most: tenths(m.most), worked, leave },
          ...{ owed: tenths(m.owed), overtime: ofPeriod, over: tenths(m.over), overMost: tenths(m.overMost) },
        }).toEqual(owedByMinute(story, first, dates.at(-1) ?? first));
        for (const date of [0, 9, 20].map(n => plusDays(first, n))) {
          const w = s.week(date);
          const { worked, overtime, unapproved, over52, planned, night } = w;
          const holiday = w.holiday8 + w.holidayBeyond;
          expect({ worked, overtime, holiday, unapproved, over52, planned, night }).toEqual(
            weekByMinute(story, w.monday),
          );
        }
      }),
      { numRuns: runs(60) },
    );
  }, 120_000);

  it('explains each day by steps that add up to it', () => {
    fc.assert(
      fc.property(anyStory, ({ story, first }) => {
        const s = summaryOf(story, wall(story.zone, Math.floor(story.now / MINUTE)).date);
        for (const date of sameMonth(first)) {
          const day = s.day(date);
          const steps = new Map(s.explain(date).map(e => [e.step, e] as const));
          const span = steps.get('span');
          const rec = steps.get('recorded');
          const deduction = steps.get('deduction');
          if (span?.step !== 'span' || rec?.step !== 'recorded' || deduction?.step !== 'deduction') {
            expect(day.worked).toBe(0);
            continue;
          }
          expect(span.minutes).toBe(day.span);
          expect(span.minutes - rec.breaks - rec.gaps).toBe(rec.present);
          expect(rec.present - deduction.minutes).toBe(day.worked);
          expect(Math.min(rec.present, deduction.most)).toBe(day.worked);
        }
      }),
      { numRuns: runs(60) },
    );
  });
});

describe('settlement periods', () => {
  it('are whole months without a gap or an overlap, however the policy changes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 364 }),
        fc.integer({ min: 0, max: 364 }),
        (one, other, change, asked) => {
          const policy = (settlementMonths: number) => workingTime({ arrangement: 'selective', settlementMonths });
          const story: Story = {
            ...{
              zone: 'Asia/Seoul',
              before: policy(one),
              after: policy(other),
              changes: plusDays('2026-01-01', change),
            },
            ...{ holidays: [], leaves: [], records: [], approved: new Map(), now: Date.parse('2026-01-01T00:00:00Z') },
          };
          const s = summaryOf(story, '2026-01-01');
          const date = plusDays('2026-01-01', asked);
          const p = s.period(date);
          expect(p.first <= date && date <= p.last).toBe(true);
          expect([p.first.slice(8), plusDays(p.last, 1).slice(8)]).toEqual(['01', '01']);
          expect(s.period(p.first)).toEqual(p);
          expect(s.period(p.last)).toEqual(p);
          if (p.last < '2026-12-31') expect(s.period(plusDays(p.last, 1)).first).toBe(plusDays(p.last, 1));
        },
      ),
    );
  });
});
