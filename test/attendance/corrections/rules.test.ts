import { describe, expect, it } from 'vitest';
import {
  type Draft,
  overAt,
  type Problem,
  problemsOf,
  spansOf,
  type ValidationContext,
} from '../../../src/attendance/corrections/rules.ts';
import { readTimes, type TimedDay, timed } from '../../../src/attendance/corrections/times.ts';
import type { Workday } from '../../../src/attendance/rules.ts';
import { defined } from '../../../src/shared/defined.ts';
import { staysIn } from '../../../src/worktime/places.ts';
import { at, DATE, MINUTE, pressed, ZONE } from './days.ts';

const NOW = at('20:00');

/** Checked in at 9:00, lunch from 12:00 to 13:00, out at 18:00. */
function finished(): Workday | undefined {
  let day = pressed(undefined, { do: 'check-in', place: 'office', note: 'n' }, at('09:00') + 20_000);
  day = pressed(day, { do: 'start-break' }, at('12:00'));
  day = pressed(day, { do: 'end-break' }, at('13:00'));
  return pressed(day, { do: 'check-out' }, at('18:00') + 40_000);
}

const validation = (o: Partial<ValidationContext> = {}): ValidationContext => ({
  ...{ now: NOW, zone: ZONE, day: finished(), beside: [], closed: false },
  ...o,
});

/** Problems of a form, as `field code`. */
function wrong(form: Partial<TimedDay>, o: Partial<ValidationContext> = {}): string[] {
  const ctx = validation(o);
  const { draft } = readTimes({ ...timed(ctx.day, DATE), reason: 'why', ...form }, ctx.day, ZONE);
  return problemsOf(draft, ctx).map(told);
}
function told(p: Problem): string {
  const { where } = p;
  const n = 'span' in where ? where.span : 'break' in where ? where.break : '';
  return `${where.at}${n} ${p.code}`;
}
const span = (from: string | undefined, to?: string, nextDay = false) => ({
  ...(from ? { in: from } : {}),
  ...(to ? { out: to } : {}),
  nextDay,
});

describe('a correction that cannot be', () => {
  it.each<[string, Partial<TimedDay>, string[]]>([
    ['times in disorder', { spans: [span('18:00', '09:00')], breaks: [] }, ['out0 out-before-in']],
    ['ends as it begins', { spans: [span('09:00', '09:00')], breaks: [] }, ['out0 out-before-in']],
    ['two spans at once', { spans: [span('09:00', '12:00'), span('11:00', '18:00')], breaks: [] }, ['in1 overlap']],
    ['no check-out', { spans: [span('09:00')], breaks: [] }, ['out0 missing-time']],
    ['no check-in', { spans: [span(undefined, '18:00')], breaks: [] }, ['in0 missing-time']],
    ['nothing at all', { spans: [span(undefined)], breaks: [] }, ['in0 missing-time']],
    ['the future', { spans: [span('09:00', '20:01')], breaks: [] }, ['out0 future']],
    ['tomorrow morning', { spans: [span('09:00', '08:00', true)], breaks: [] }, ['out0 future']],
    ['a break before the check-in', { breaks: [{ from: '08:00', to: '08:30' }] }, ['from0 break-outside']],
    ['a break over the check-out', { breaks: [{ from: '17:30', to: '18:30' }] }, ['to0 break-outside']],
    ['a break that ends before it begins', { breaks: [{ from: '13:00', to: '12:00' }] }, ['to0 break-order']],
    ['half a break', { breaks: [{ from: '12:00' }] }, ['to0 missing-time']],
    ['the other half', { breaks: [{ to: '12:00' }] }, ['from0 missing-time']],
    [
      'two breaks at once',
      {
        breaks: [
          { from: '12:00', to: '13:00' },
          { from: '12:30', to: '13:30' },
        ],
      },
      ['from1 break-overlap'],
    ],
    ['nothing new', {}, ['date nothing-changed']],
    ['no reason', { spans: [span('09:00', '17:00')], reason: '  ' }, ['reason reason-missing']],
    ['a long reason', { spans: [span('09:00', '17:00')], reason: 'x'.repeat(501) }, ['reason reason-too-long']],
    ['no day', { date: '' }, ['date missing-date']],
    ['a day ahead', { date: '2026-11-25' }, ['date future-day']],
  ])('%s', (_, form, problems) => {
    expect(wrong(form)).toEqual(problems);
  });

  it('is too far back, but not for administrators; before the hire; in a closed month', () => {
    const form = { spans: [span('09:00', '17:00')] };
    const late = { now: at('20:00') + 31 * 24 * 60 * MINUTE };
    expect(wrong(form, { ...late, back: 31 })).toEqual([]);
    expect(wrong(form, { ...late, back: 30 })).toEqual(['date too-far-back']);
    expect(wrong(form, late)).toEqual([]);
    expect(wrong(form, { hiredOn: '2026-11-25' })).toEqual(['date before-hire']);
    expect(wrong(form, { lastDay: '2026-11-23' })).toEqual(['date after-last-day']);
    expect(wrong(form, { closed: true })).toEqual(['date month-closed']);
  });

  it('is longer than 24 hours, or overlaps with the days beside it', () => {
    const next = { now: at('20:00', true) };
    expect(wrong({ spans: [span('09:00', '09:01', true)], breaks: [] }, next)).toEqual(['out0 too-long']);
    expect(wrong({ spans: [span('09:00', '09:00', true)], breaks: [] }, next)).toEqual([]);
    const before = [{ in: at('00:00') - 60 * MINUTE, out: at('08:30'), place: 'home' as const, breaks: [] }];
    expect(wrong({ spans: [span('08:00', '18:00')] }, { beside: before })).toEqual(['in0 overlaps-day']);
    expect(wrong({ spans: [span('08:30', '18:00')] }, { beside: before })).toEqual([]);
    const after = [{ in: at('05:00', true), place: 'home' as const, breaks: [] }];
    expect(wrong({ spans: [span('09:00', '06:00', true)], breaks: [] }, { ...next, beside: after })).toEqual([
      'out0 overlaps-day',
    ]);
  });

  it('leaves a day that runs without its end', () => {
    const day = pressed(undefined, { do: 'check-in', place: 'home' }, at('10:00'));
    expect(wrong({ spans: [span('09:00')], breaks: [] }, { day })).toEqual([]);
    // Past the limit it does not run any more.
    expect(wrong({ spans: [span('09:00')], breaks: [] }, { day, now: at('03:00', true) })).toEqual([
      'out0 missing-time',
    ]);
  });
});

describe('a correction', () => {
  const made = (form: Partial<TimedDay>, day = finished(), now = at('20:00', true)) => {
    const { draft } = readTimes({ ...timed(day, DATE), reason: 'why', ...form }, day, ZONE);
    expect(problemsOf(draft, validation({ day, now })).map(told)).toEqual([]);
    return spansOf(draft, day);
  };

  it('keeps to the second what was not touched, and the notes', () => {
    const [s] = made({ spans: [span('09:00', '17:30')] });
    expect(s).toMatchObject({ in: at('09:00') + 20_000, out: at('17:30'), place: 'office', note: 'n' });
    expect(s?.breaks).toEqual([{ from: at('12:00'), to: at('13:00') }]);
  });

  it('reads a night shift: its end, its second half and its break may lie after midnight', () => {
    const spans = made({
      spans: [span('22:00', '02:00', true), span('02:30', '06:00', true)],
      breaks: [
        { from: '23:50', to: '00:10' },
        { from: '04:00', to: '04:30' },
      ],
    });
    expect(spans).toMatchObject([
      { in: at('22:00'), out: at('02:00', true), breaks: [{ from: at('23:50'), to: at('00:10', true) }] },
      { in: at('02:30', true), out: at('06:00', true), breaks: [{ from: at('04:00', true), to: at('04:30', true) }] },
    ]);
  });

  it('keeps where the person was when, or says one place for all', () => {
    const day = pressed(
      pressed(
        pressed(undefined, { do: 'check-in', place: 'office' }, at('09:00')),
        { do: 'change-place', place: 'outside' },
        at('14:00'),
      ),
      { do: 'check-out' },
      at('18:00'),
    );
    const places = (form: Partial<TimedDay>) => made(form, day).flatMap(staysIn);
    expect(timed(day, DATE).spans).toEqual([{ in: '09:00', out: '18:00', nextDay: false, place: 'recorded' }]);
    expect(places({ spans: [{ ...span('09:30', '18:30'), place: 'recorded' }] })).toEqual([
      { from: at('09:30'), to: at('14:00'), place: 'office' },
      { from: at('14:00'), to: at('18:30'), place: 'outside' },
    ]);
    expect(places({ spans: [{ ...span('15:00', '18:00'), place: 'recorded' }] })).toEqual([
      { from: at('15:00'), to: at('18:00'), place: 'outside' },
    ]);
    expect(places({ spans: [{ ...span('09:00', '18:00'), place: 'trip' }] })).toEqual([
      { from: at('09:00'), to: at('18:00'), place: 'trip' },
    ]);
  });

  it('is in time by the last check-out, the planned end, the moment a day is given up, or midnight', () => {
    const over = (day: Workday | undefined, plannedEnd?: number) =>
      overAt(day, { date: DATE, zone: ZONE, ...defined({ plannedEnd }) });
    expect(over(finished())).toBe(at('18:00') + 40_000);
    expect(over(finished(), at('19:00'))).toBe(at('19:00'));
    expect(over(pressed(undefined, { do: 'check-in', place: 'home' }, at('09:00')))).toBe(at('01:00', true));
    expect(over(undefined)).toBe(at('00:00', true));
  });

  it('of an hour that a clock shows twice keeps the one that was recorded', () => {
    // In New York 1:30 comes twice on 1 November 2026: 05:30 and 06:30 UTC.
    const second = Date.parse('2026-11-01T06:30:00Z');
    const date = '2026-11-01';
    const zone = 'America/New_York';
    const from = Date.parse('2026-11-01T04:00:00Z');
    const day: Workday = {
      date,
      zone,
      open: false,
      history: [],
      spans: [{ in: from, out: second, place: 'home', breaks: [] }],
    };
    const draft: Draft = readTimes(timed(day, date), day, zone).draft;
    expect(draft.spans).toMatchObject([{ in: from, out: second }]);
  });
});
