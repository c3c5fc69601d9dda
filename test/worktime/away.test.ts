import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedText } from '../../src/absence/feeds/ics.ts';
import type { RequestDoc } from '../../src/approvals/store.ts';
import { koreanCalendar } from '../../src/calendar/rules.ts';
import { ownDay, statusModel } from '../../src/home/status.ts';
import { words } from '../../src/i18n/index.ts';
import { checkLeave, readLeave } from '../../src/leave/check.ts';
import { leaveModel } from '../../src/leave/present.ts';
import { minutesOf, usesOf } from '../../src/leave-record/days.ts';
import {
  type LeaveForm,
  leaveFormOf,
  PARTS,
  type Part,
  type TakenLeave,
  takenOf,
} from '../../src/leave-record/form.ts';
import { builtinType } from '../../src/leave-record/types/builtin.ts';
import { snapshotOf } from '../../src/leave-record/types/definition.ts';
import { unitsOf } from '../../src/leave-record/units.ts';
import type { Person } from '../../src/people/rules.ts';
import { WEEKDAYS } from '../../src/people/schedule.ts';
import { type Policy, policyDefaults } from '../../src/settings/policy.ts';
import { defined } from '../../src/shared/defined.ts';
import { awayClock, meetsWork, partMinutes } from '../../src/worktime/away.ts';
import { contractIn } from '../../src/worktime/contract.ts';
import { instantOf } from '../../src/worktime/layout.ts';
import { arrangedOn, summarize } from '../../src/worktime/summary.ts';

const DATE = '2026-12-10';
const SEOUL = 'Asia/Seoul';
const calendar = koreanCalendar();
const ko = words('ko');
const usual = policyDefaults({ timeZone: SEOUL, language: 'ko', summaryAt: '18:30' }).workingTime;

const clockText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** All that is told of a part of a day: by the form, the feed, and Home's plan of whoever comes on time. */
function told(
  part: Part,
  workingTime: Partial<typeof usual>,
  person: { terms?: { from: string; schedule: string }[] } = {},
) {
  const policyOn = () => ({ workingTime: { ...usual, ...workingTime } });
  const id = part.startsWith('q') ? 'quarter' : 'half';
  const type = builtinType(id);
  if (!type) throw new Error(`no type ${id}`);
  const contract = contractIn(person, { from: DATE, to: DATE }, { on: policyOn, changes: [] });
  const stored = { type: id, from: DATE, to: DATE, part, reason: '', as: snapshotOf(type, undefined), ...contract };
  const form = leaveFormOf(stored);
  const arranged = arrangedOn({ policyOn, calendar, person }, DATE);
  const filled = { type: id, from: DATE, to: DATE, part, reason: '' };
  const model = leaveModel(
    filled,
    { type, form, refused: [], warned: [] },
    { calendar, offers: [{ type }], arranged, decides: [], w: ko, kept: [], metadata: '' },
  );
  const feed = feedText(
    {
      ...{ name: 'x', calendarOf: () => calendar, arrangedOn: () => arranged },
      leaves: [{ _id: 'r', team: 'T', user: 'U', form: stored, history: [] }],
    },
    ko,
  );
  const stamp = (name: string): number | undefined => {
    const [, y, mo, d, h, mi] = new RegExp(`${name}:(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)`).exec(feed) ?? [];
    return y === undefined ? undefined : Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi));
  };
  const leaves = usesOf(form, calendar).map(u => ({ ...u, worked: false }));
  const facts = { now: 0, today: DATE, policyOn, calendar, person, records: [], leaves };
  const request = { _id: 'r', kind: 'leave', form: stored, state: 'approved', purpose: 'request', history: [], seq: 1 };
  const own = ownDay({
    ...{ now: instantOf(DATE, 0, SEOUL), zone: SEOUL, today: DATE, calendar, days: [] },
    person: { ...person, team: 'T', user: 'U', name: 'U', zone: SEOUL } as Person,
    policyOn: policyOn as () => Policy,
    requests: [request as unknown as RequestDoc],
  });
  return {
    home: statusModel(own, ko).leave?.times,
    /** who is there for the rest of the day, as the plan has it, and no minute more */
    rest: (from: number, to: number) => {
      const span = { in: instantOf(DATE, from, SEOUL), out: instantOf(DATE, to, SEOUL), breaks: [] };
      const record = { date: DATE, zone: SEOUL, open: false, spans: [span] };
      const day = summarize({ ...facts, now: span.out, records: [record] }).day(DATE);
      return { late: day.late, early: day.early, refused: meetsWork(form, arranged, record, span.out) };
    },
    clock: awayClock(form, arranged),
    label: model.parts?.find(p => p.id === part)?.name ?? '',
    feed: { from: stamp('DTSTART'), to: stamp('DTEND'), text: feed },
    plan: summarize(facts).plan(DATE),
    whole: summarize({ ...facts, leaves: [] }).plan(DATE),
    ...{ form, arranged },
  };
}

const fixed = fc.record({
  start: fc.integer({ min: 12, max: 22 }).map(n => clockText(n * 30)),
  dayLength: fc.integer({ min: 8, max: 18 }).map(n => n * 30),
});
const part = fc.constantFrom(...PARTS);

describe('A part of a day', () => {
  it('is one interval for the form, the feed, Home, the plan and the judging of a day, where hours are fixed', () => {
    fc.assert(
      fc.property(part, fixed, (p, o) => {
        const t = told(p, { arrangement: 'fixed', ...o });
        if (!t.clock) throw new Error('a fixed day has a clock');
        const [from, to] = t.clock;
        expect(from).toBeLessThan(to);
        expect(t.label).toContain(`(${clockText(from)}–${clockText(to)})`);
        expect(t.feed.from).toBe(instantOf(DATE, from, SEOUL));
        expect(t.feed.to).toBe(instantOf(DATE, to, SEOUL));
        expect(t.home).toEqual({ from: clockText(from), to: clockText(to) });
        const { arrive, end } = t.plan;
        const outer = { am: [to, end], q1: [to, end], pm: [arrive?.from, from], q4: [arrive?.from, from] } as const;
        const [begins, ends] = outer[p as keyof typeof outer] ?? [];
        if (begins !== undefined && ends !== undefined)
          expect(t.rest(begins, ends)).toEqual({ late: 0, early: 0, refused: false });
        // Who is away first comes when that ends; who is away last leaves when it begins.
        if (p === 'am' || p === 'q1') {
          expect(from).toBe(t.whole.arrive?.from);
          expect(to).toBe(t.plan.arrive?.from);
          expect(t.plan.end).toBe(t.whole.end);
        }
        if (p === 'pm' || p === 'q4') {
          expect(to).toBe(t.whole.end);
          expect(from).toBe(t.plan.end);
          expect(t.plan.arrive?.from).toBe(t.whole.arrive?.from);
        }
      }),
    );
  });

  it('has no time on the clock for any of them, where people choose their hours', () => {
    fc.assert(
      fc.property(part, fc.constantFrom('staggered' as const, 'selective' as const), (p, arrangement) => {
        const t = told(p, { arrangement });
        expect(t.clock).toBeUndefined();
        expect(t.home).toBeUndefined();
        const stays = p.startsWith('q') ? 390 : 270;
        expect(t.rest(11 * 60, 11 * 60 + stays)).toEqual({ late: 0, early: 0, refused: false });
        expect(t.label).not.toMatch(/\d\d:\d\d/);
        expect(t.label).toContain(p.startsWith('q') ? '2시간' : '4시간');
        expect(t.feed.text).toContain('DTSTART;VALUE=DATE:20261210');
        expect(t.feed.text).toContain('TRANSP:TRANSPARENT');
      }),
    );
  });

  it('is the afternoon of nobody’s day off, and follows a person’s own schedule', () => {
    const short = told('pm', { arrangement: 'fixed' }, { terms: [{ from: '2026-01-01', schedule: 'thu 4:00' }] });
    expect(short.clock?.[1]).toBe(short.whole.end);
    expect(
      told('pm', { arrangement: 'fixed' }, { terms: [{ from: '2026-01-01', schedule: 'mon 8:00' }] }).clock,
    ).toBeUndefined();
  });

  it('is the same minutes for all of them under any arrangement, and with the rest it is the day', () => {
    fc.assert(
      fc.property(part, fc.constantFrom('fixed', 'staggered', 'selective'), fixed, (p, arrangement, o) => {
        const { plan, whole, arranged } = told(p, { arrangement, ...o });
        const minutes = partMinutes({ part: p }, arranged.length);
        expect(plan.leave).toBe(minutes);
        expect(plan.planned).toBe(whole.planned - minutes);
      }),
    );
  });
});

/** The workplace of a row: 8 hours from 09:00, or an arrival from 08:00 to 11:00, or a core time of 10:00–16:00. */
const AT = {
  fixed: { arrangement: 'fixed', start: '09:00' },
  staggered: { arrangement: 'staggered', windowFrom: '08:00', windowTo: '11:00' },
  selective: { arrangement: 'selective', coreFrom: '10:00', coreTo: '16:00' },
} as const;

const PLACES = [
  ['Asia/Seoul', '2026-12-10'],
  // The clock goes back at 02:00 on this Sunday, and forward on that Friday.
  ['Asia/Jerusalem', '2026-10-25'],
  ['Asia/Jerusalem', '2026-03-27'],
] as const;

/** Work of a day with a part of it off, as the form takes it and as the day is judged. */
function judged([zone, date]: readonly [string, string], at: keyof typeof AT, off: string, worked: string, more = {}) {
  const policyOn = () => ({ workingTime: { ...usual, ...AT[at], zone, ...more } });
  const everyDay = { terms: [{ from: '2026-01-01', schedule: WEEKDAYS.map(day => `${day} 8:00`).join(', ') }] };
  const [from = '', to = ''] = worked.split('-');
  const instant = (time: string) => instantOf(date, minutesOf(time), zone);
  const record = {
    ...{ date, zone, open: false, spans: [{ in: instant(from), out: instant(to), breaks: [] }] },
  };
  const [timeFrom, timeTo] = off.split('-');
  const asked = timeTo === undefined ? { part: off as Part } : { time: { from: timeFrom ?? '', to: timeTo } };
  const type = builtinType(timeTo !== undefined ? 'hours' : off.startsWith('q') ? 'quarter' : 'half');
  if (!type) throw new Error('no type');
  const free = { holiday: () => undefined };
  const hours = { week: [480, 480, 480, 480, 480, 480, 480] };
  const now = instantOf(date, 23 * 60, zone);
  const refused = checkLeave(
    { type: type.id, from: date, reason: '', ...defined({ part: asked.part, timeFrom, timeTo }) },
    {
      ...{ today: date, calendar: free, type, smallestUnit: 'hour', active: [], contract: { hours }, now },
      arranged: arrangedOn({ policyOn, calendar: free, person: everyDay }, date),
      recorded: new Map([[date, record]]),
    },
  ).map(p => p.code);
  const leaves = usesOf({ from: date, to: date, ...asked, hours }, free).map(u => ({ ...u, worked: true }));
  const facts = { now, today: date, policyOn, calendar: free, person: everyDay, records: [record], leaves };
  const { late, early, coreMissed, flags } = summarize(facts).day(date);
  return { refused, late, early, coreMissed, flags };
}

describe('Half a day that leaves four hours, without a break by one’s own wish', () => {
  const asked = { by: 'U', at: 1 };
  const form = (p: Part, from: string, noBreak?: true, replaces?: { id: string; was: TakenLeave }) => {
    const policyOn = () => ({ workingTime: { ...usual, ...AT.fixed } });
    const type = builtinType(p.startsWith('q') ? 'quarter' : 'half');
    const ctx = { today: from, calendar, type, smallestUnit: 'hour' as const, active: [], now: 1, country: 'kr' };
    const arranged = arrangedOn({ policyOn, calendar, person: {} }, from);
    const filled = { type: type?.id ?? '', from, part: p, reason: '', ...defined({ noBreak, replaces }) };
    const read = readLeave(filled, { ...ctx, arranged, asks: 'U' });
    const byHr = readLeave(filled, { ...ctx, arranged });
    return [read, byHr].map(r => ('form' in r ? (r.form as LeaveForm).noBreak : 'refused'));
  };

  it('is kept with who asked for it and when, from 10 December 2026 on, and HR asks for nobody', () => {
    expect(form('pm', '2026-12-10', true)).toEqual([asked, undefined]);
    expect(form('am', '2026-12-11', true)).toEqual([asked, undefined]);
    expect(form('pm', '2026-12-09', true)).toEqual([undefined, undefined]);
    expect(form('q4', '2026-12-10', true)).toEqual([undefined, undefined]);
    expect(form('pm', '2026-12-10')).toEqual([undefined, undefined]);
    const earlier = { by: 'U', at: 0 };
    const was = { ...takenOf(leaveFormOf({ type: 'half-pm', from: DATE, to: DATE, reason: '' })), noBreak: earlier };
    expect(form('pm', '2026-12-11', true, { id: 'r', was })).toEqual([earlier, earlier]);
  });

  it('ends half an hour earlier, or begins half an hour later, with no break missed', () => {
    const day = (at: keyof typeof AT, part: Part, worked: string, noBreak = true) => {
      const policyOn = () => ({ workingTime: { ...usual, ...AT[at], breaks: 'recorded' as const } });
      const [from = '', to = ''] = worked.split('-').map(t => instantOf(DATE, minutesOf(t), SEOUL));
      const records = [
        { date: DATE, zone: SEOUL, open: false, spans: [{ in: Number(from), out: Number(to), breaks: [] }] },
      ];
      const leaves = [{ date: DATE, amount: unitsOf(0.5), part, worked: true, ...(noBreak ? { noBreak: asked } : {}) }];
      const facts = { now: instantOf(DATE, 1380, SEOUL), today: DATE, policyOn, calendar, person: {}, records, leaves };
      return summarize(facts).day(DATE);
    };
    expect(day('fixed', 'pm', '09:00-13:00')).toMatchObject({ early: 0, flags: [], plan: { end: 13 * 60 } });
    expect(day('fixed', 'am', '14:00-18:00')).toMatchObject({ late: 0, flags: [], plan: { arrive: { to: 14 * 60 } } });
    expect(day('staggered', 'pm', '11:00-15:00')).toMatchObject({ early: 0, breakMissed: 0, flags: [] });
    expect(day('staggered', 'pm', '11:00-15:00').leaveAt).toBe(instantOf(DATE, 15 * 60, SEOUL));
    expect(day('selective', 'pm', '11:00-15:00')).toMatchObject({ coreMissed: 0, breakMissed: 0, flags: [] });
    // A minute more needs the break of the law.
    expect(day('fixed', 'pm', '09:00-13:01')).toMatchObject({ breakMissed: 30 });
    expect(day('fixed', 'pm', '09:00-13:00', false)).toMatchObject({ early: 30, breakMissed: 30 });
    const clock = awayClock({ part: 'pm', noBreak: asked }, day('fixed', 'pm', '09:00-13:00').plan.arranged);
    expect(clock).toEqual([13 * 60, 18 * 60]);
  });
});

describe('The rest of a day with a part of it off', () => {
  const RIGHT = { refused: [], late: 0, early: 0, coreMissed: 0, flags: [] };

  it.each([
    ['fixed', 'pm', '09:00-13:30'],
    ['fixed', 'am', '13:30-18:00'],
    ['fixed', 'q4', '09:00-15:30'],
    ['fixed', 'q1', '11:30-18:00'],
    ['fixed', '16:00-18:00', '09:00-16:00'],
    ['staggered', 'pm', '11:00-15:30'],
    ['staggered', 'pm', '08:00-12:30'],
    ['staggered', 'pm', '13:00-17:30'],
    ['staggered', 'pm', '11:00-15:00'],
    ['staggered', 'am', '12:30-17:00'],
    ['staggered', 'am', '08:00-12:30'],
    ['staggered', 'am', '17:00-21:30'],
    ['staggered', 'q4', '11:00-17:30'],
    ['staggered', 'q2', '13:00-19:30'],
    ['staggered', 'q1', '10:30-17:00'],
    ['staggered', '16:00-18:00', '09:00-15:30'],
    ['selective', 'pm', '11:00-15:30'],
    ['selective', 'pm', '09:00-13:30'],
    ['selective', 'am', '12:30-17:00'],
    ['selective', 'am', '16:00-20:30'],
    ['selective', 'q1', '12:30-19:00'],
    ['selective', '14:00-16:00', '10:00-14:00'],
  ] as const)('is right, worked to the minute: %s hours, %s off, %s', (at, off, worked) => {
    for (const place of PLACES) expect(judged(place, at, off, worked)).toEqual(RIGHT);
  });

  it.each([
    ['fixed', 'pm', '09:00-13:31', { refused: ['worked'] }],
    ['fixed', 'pm', '09:00-13:29', { early: 1, flags: ['left-early'] }],
    ['fixed', 'am', '13:31-18:00', { late: 1, flags: ['late'] }],
    ['fixed', 'q2', '09:00-18:00', { refused: ['worked'] }],
    ['fixed', '16:00-18:00', '09:00-16:01', { refused: ['worked'] }],
    ['staggered', 'pm', '11:00-15:31', { refused: ['worked'] }],
    ['staggered', 'pm', '11:00-14:59', { early: 1, flags: ['left-early'] }],
    ['staggered', 'am', '15:31-19:00', { late: 1, early: 31, flags: ['late', 'left-early'] }],
    ['staggered', 'q4', '11:00-17:31', { refused: ['worked'] }],
    ['selective', 'pm', '09:00-13:31', { refused: ['worked'] }],
    // Six hours of core time less the four and a half that the half day frees: of the hour and a half an hour is missed.
    ['selective', 'am', '15:30-17:00', { late: 60, coreMissed: 60, flags: ['late', 'core-missed'] }],
  ] as const)('is not a minute more or less: %s hours, %s off, %s', (at, off, worked, differs) => {
    for (const place of PLACES) expect(judged(place, at, off, worked)).toEqual({ ...RIGHT, ...differs });
  });

  it('is right where breaks are recorded and its own was not', () => {
    const recorded = { breaks: 'recorded' };
    expect(judged(PLACES[0], 'staggered', 'pm', '11:00-15:30', recorded)).toEqual({
      ...RIGHT,
      flags: ['break-missed'],
    });
  });
});
