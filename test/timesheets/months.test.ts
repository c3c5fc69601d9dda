import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { addDays, atLocal, dayBounds, koreanCalendar, localDate } from '../../src/calendar/rules.ts';
import type { Protection } from '../../src/people/roles.ts';
import { type MonthFacts, monthFigures } from '../../src/timesheets/months/rules.ts';
import type { WorkingTime } from '../../src/worktime/arrangement.ts';
import type { RecordedDay } from '../../src/worktime/types.ts';
import { runs } from '../support/runs.ts';
import { workingTime } from '../worktime/facts.ts';

const ZONE = 'Asia/Seoul';
const MINUTE = 60_000;

const anyPolicy: fc.Arbitrary<WorkingTime> = fc
  .record({
    arrangement: fc.constantFrom('fixed' as const, 'selective' as const, 'selective' as const),
    core: fc.constantFrom({ coreFrom: null, coreTo: null }, { coreFrom: '09:30', coreTo: '16:30' }),
    dayLength: fc.constantFrom(480, 420),
    breaks: fc.constantFrom('statutory' as const, 'recorded' as const),
    weekCap: fc.constantFrom(3_120, 2_400),
    overtimeNeedsApproval: fc.boolean(),
    forgottenAfter: fc.constantFrom(10, 16, 24),
  })
  .map(({ core, ...rest }) => workingTime({ ...rest, ...core }));

const minutes = fc.integer({ min: 0, max: 1_439 });
const day = fc.record({ from: fc.integer({ min: 360, max: 900 }), long: fc.integer({ min: 1, max: 800 }) });

const request = (kind: string, date: string, form: object): RequestDoc =>
  ({
    ...{ _id: kind, team: 'T', user: 'U', kind, state: 'approved', purpose: 'request', seq: 1, history: [] },
    ...{ form, period: { from: date, to: date } },
  }) as unknown as RequestDoc;

/** In the middle of a month and on its last day, after some worked days, with somebody in or not. */
const anyFacts: fc.Arbitrary<MonthFacts> = fc
  .record({
    today: fc.constantFrom('2026-11-26', '2026-11-30', '2026-12-01'),
    clock: minutes,
    policy: anyPolicy,
    days: fc.array(fc.option(day, { freq: 4 }), { minLength: 4, maxLength: 8 }),
    in: fc.option(fc.record({ ago: fc.integer({ min: 0, max: 1_500 }), rested: fc.nat(90) }), { freq: 2 }),
    protection: fc.constantFrom<Protection | undefined>(undefined, undefined, 'pregnant', 'under-18'),
    half: fc.boolean(),
    /** Of whoever begins on that day nothing is to be looked at yet. */
    begins: fc.boolean(),
    agreed: fc.option(fc.constantFrom('18:30', '20:00', '23:00')),
  })
  .map(({ today, clock, policy, days, in: came, protection, half, agreed, begins }) => {
    const now = atLocal(today, '00:00', ZONE) + clock * MINUTE;
    const since = came && now - came.ago * MINUTE;
    const begun = since === null ? today : localDate(since, ZONE);
    const worked = (begins ? [] : days).flatMap((d, i): RecordedDay[] => {
      const date = addDays(begun, i - days.length);
      const from = atLocal(date, '00:00', ZONE) + (d?.from ?? 0) * MINUTE;
      return d
        ? [{ date, zone: ZONE, open: false, spans: [{ in: from, out: from + d.long * MINUTE, breaks: [] }] }]
        : [];
    });
    const breaks = came && since !== null ? [{ from: since, to: Math.min(now, since + came.rested * MINUTE) }] : [];
    const running = { date: begun, zone: ZONE, open: true, spans: [{ in: since ?? now, breaks }] };
    const answers = [
      { field: 'date', label: 'Day', type: 'date', value: begun },
      { field: 'times', label: 'Time', type: 'times', value: { from: '18:00', to: agreed } },
    ];
    return {
      ...{ now, today, from: '2026-11-01', to: '2026-11-30', dayEnds: dayBounds(today, ZONE).end },
      ...{ policyOn: () => ({ workingTime: policy }), calendar: koreanCalendar(), warnAt: () => 2_880 },
      person: {
        terms: [{ from: '2000-01-01', ...(protection ? { protection } : {}) }],
        ...(begins ? { hiredOn: begun } : {}),
      },
      records: since === null ? worked : [...worked, running],
      requests: [
        ...(half ? [request('leave', today, { type: 'half', part: 'am', from: today, to: today, reason: '' })] : []),
        ...(agreed
          ? [request('form:overtime', begun, { id: 'overtime', version: 0, name: '', sentOn: begun, answers })]
          : []),
      ],
      firstRecord: worked[0]?.date ?? begun,
    };
  });

describe('what is kept of a month', () => {
  it('stands at each minute until it is said to end', () => {
    const at = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(anyFacts, at, (f, parts) => {
        const { figures, until = f.now + 50 * 1_440 * MINUTE } = monthFigures(f);
        expect(until).toBeGreaterThan(f.now);
        for (const part of [...parts, 1]) {
          const now = Math.min(until - 1, Math.floor(f.now + part * (until - f.now)));
          expect(monthFigures({ ...f, now, today: localDate(now, ZONE) }).figures).toEqual(figures);
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it('ends with the day’s work of whoever missed core time, however late they stay then', () => {
    const [date, at] = ['2026-11-26', (time: string): number => atLocal('2026-11-26', time, ZONE)];
    const policy = workingTime({ arrangement: 'selective', coreFrom: '09:30', coreTo: '16:30' });
    const facts = (time: string): MonthFacts => ({
      ...{
        now: at(time),
        today: date,
        from: '2026-11-01',
        to: '2026-11-30',
        dayEnds: at('24:00'),
        warnAt: () => 2_880,
      },
      ...{ policyOn: () => ({ workingTime: policy }), calendar: koreanCalendar(), firstRecord: date },
      person: { hiredOn: date, terms: [{ from: date, protection: 'pregnant' }] },
      records: [{ date, zone: ZONE, open: true, spans: [{ in: at('15:00'), breaks: [] }] }],
      requests: [request('leave', date, { type: 'half', part: 'am', from: date, to: date, reason: '' })],
    });
    const found = ['15:30', '19:00', '22:01'].map(time => monthFigures(facts(time)));
    expect(found.map(f => [f.figures.look, f.until])).toEqual([
      [true, at('19:00')],
      [false, at('22:01')],
      [true, at('24:00')],
    ]);
  });

  it('ends with the minute that makes a day too long for whoever is protected, or needs approval', () => {
    const at = (time: string): number => atLocal('2026-11-26', time, ZONE);
    const facts = (over: Partial<MonthFacts>): MonthFacts => ({
      ...{ now: at('15:00'), today: '2026-11-26', from: '2026-11-01', to: '2026-11-30', dayEnds: at('24:00') },
      ...{ policyOn: () => ({ workingTime: workingTime({ overtimeNeedsApproval: true }) }) },
      ...{ calendar: koreanCalendar(), warnAt: () => 2_880, person: {}, requests: [], firstRecord: '2026-11-26' },
      records: [{ date: '2026-11-26', zone: ZONE, open: true, spans: [{ in: at('09:00'), breaks: [] }] }],
      ...over,
    });
    expect(monthFigures(facts({})).until).toBe(at('18:01'));
    const { figures, until } = monthFigures(facts({ now: at('18:01') }));
    expect(figures.problems).toContainEqual(['overtime-unapproved', ['2026-11-26']]);
    expect(until).toBe(at('24:00'));
    expect(monthFigures(facts({ records: [] })).until).toBe(at('24:00'));
    expect(monthFigures(facts({ now: atLocal('2026-12-02', '09:00', ZONE), today: '2026-12-02' })).until).toBe(
      undefined,
    );
  });
});
