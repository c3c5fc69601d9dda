import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthModal } from '../../blocks/month.ts';
import { dayModal } from '../../blocks/month-day.ts';
import { monthPeopleModal } from '../../blocks/month-people.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import type { DayState, DayStep } from '../../src/attendance/rules.ts';
import type { WorkdayDoc } from '../../src/attendance/schema.ts';
import { periodModel, statusModel } from '../../src/home/status.ts';
import { words } from '../../src/i18n/index.ts';
import type { Person } from '../../src/people/rules.ts';
import { csvFile } from '../../src/shared/csv.ts';
import { monthTable } from '../../src/timesheets/csv.ts';
import { dayModel } from '../../src/timesheets/day-present.ts';
import type { PersonMonth } from '../../src/timesheets/person-month.ts';
import { monthModel, neighbours, totalsModel } from '../../src/timesheets/present.ts';
import { monthAfter, monthRecord } from '../../src/timesheets/rules.ts';
import type { Span } from '../../src/worktime/span.ts';
import type { DayPremium } from '../../src/worktime/types.ts';
import { runs } from '../support/runs.ts';
import { spaced } from '../support/texts.ts';
import { dayByMinute, plusDays, type Story } from '../worktime/by-minute.ts';
import { leaveOn, seoulDay, summaryOf, workingTime } from '../worktime/facts.ts';

const ZONE = 'Asia/Seoul';
const MONTH = '2026-11';
const [en, ko] = [words('en'), words('ko')];
const viewer = { user: 'U1', zone: ZONE };

function monthOf(story: Partial<Story>, spans: (s: Span) => Span = s => s, history: DayStep[] = []): PersonMonth {
  const policy = workingTime();
  const whole: Story = {
    ...{ zone: ZONE, before: policy, after: policy, changes: '9999-12-31', holidays: [], leaves: [], records: [] },
    ...{ approved: new Map(), now: Date.parse('2026-12-15T12:00:00+09:00') },
    ...story,
  };
  const summary = summaryOf(whole, '2026-12-15');
  const days = whole.records.map(r => {
    const own = r.spans.map(s => spans({ ...(s as Span), place: 'office' }));
    return [r.date, { ...r, spans: own, history } as unknown as WorkdayDoc] as const;
  });
  return {
    person: { user: 'U1', name: '이민지', zone: ZONE, team: 'T1' } as Person,
    ...{ record: monthRecord(MONTH, summary), summary, days: new Map(days), leavesOn: () => [] },
    ...{ zone: ZONE, today: '2026-12-15', closed: false },
  };
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** From 26 October on: the week that the month begins in has days before it. */
const anyStory = fc
  .record({
    days: fc.uniqueArray(
      fc.record({
        day: fc.integer({ min: 0, max: 40 }),
        from: fc.integer({ min: 0, max: 1000 }),
        length: fc.integer({ min: 1, max: 700 }),
        pause: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
      }),
      { selector: d => d.day, maxLength: 30 },
    ),
    leaves: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 29 }), fc.constantFrom('day', 'am', 'pm')), {
      selector: l => l[0],
      maxLength: 5,
    }),
    holidays: fc.array(fc.integer({ min: 0, max: 29 }), { maxLength: 2 }),
    breaks: fc.constantFrom('statutory' as const, 'recorded' as const),
    arrangement: fc.constantFrom('fixed' as const, 'staggered' as const, 'selective' as const),
  })
  .map(({ days, leaves, holidays, breaks, arrangement }): Partial<Story> => {
    const policy = workingTime({ breaks, arrangement });
    const records = days.map(({ day, from, length, pause }) => {
      const to = Math.min(1439, from + length);
      const broken = pause !== undefined && from + pause < to ? ` ${clock(from)}-${clock(from + pause)}` : '';
      return seoulDay(plusDays('2026-10-26', day), to > from ? [`${clock(from)}-${clock(to)}${broken}`] : []);
    });
    return {
      ...{ before: policy, after: policy, records: records.sort((a, b) => (a.date < b.date ? -1 : 1)) },
      leaves: leaves.map(([n, what]) => leaveOn(plusDays(`${MONTH}-01`, n), what)),
      holidays: holidays.map(n => plusDays(`${MONTH}-01`, n)),
    };
  });

describe('a month', () => {
  it('has one base in each line: what is owed or over is the difference of the two figures beside it', () => {
    fc.assert(
      fc.property(anyStory, partial => {
        const m = monthOf(partial);
        const { worked, base, owed, over, settlement } = totalsModel(m);
        expect(worked - base).toBe(over - owed);
        const home = periodModel({ summary: m.summary, date: '2026-11-30' } as never);
        if (home) expect(home.done - home.base).toBe(home.over - home.owed);
        if (settlement && home) expect([settlement.done, settlement.base]).toEqual([home.done, home.base]);
      }),
      { numRuns: runs(200) },
    );
  });

  it('adds up to its days as a count of every minute has them, and so do the file and what is shown', () => {
    fc.assert(
      fc.property(anyStory, partial => {
        const m = monthOf(partial);
        const policy = workingTime();
        const story = {
          ...{
            zone: ZONE,
            before: policy,
            after: policy,
            changes: '9999-12-31',
            holidays: [],
            leaves: [],
            records: [],
          },
          ...{ approved: new Map<string, number>(), now: Date.parse('2026-12-15T12:00:00+09:00') },
          ...partial,
        };
        const counted = Array.from({ length: 30 }, (_, n) => dayByMinute(story, plusDays(`${MONTH}-01`, n)));
        const { totals } = m.record;
        const { worked, night, planned, leave, breakMissed } = totals;
        const fields = { worked, night, planned, leave, breakMissed, break: totals.break };
        const sums = Object.keys(fields).map(f => [f, counted.reduce((n, d) => n + Number(d[f as 'worked']), 0)]);
        expect(fields).toEqual(Object.fromEntries(sums));
        expect(totalsModel(m)).toMatchObject({ worked, night, breakMissed });
        // Home's month and week say the same.
        expect(m.record.period).toMatchObject({ worked, leave: totals.counted });
        const own = m.record.weeks.filter(w => w.monday >= `${MONTH}-01` && w.sunday <= `${MONTH}-30`);
        for (const w of own.filter(each => each.measured === 'week')) {
          const inside = m.record.days.filter(d => w.monday <= d.date && d.date <= w.sunday);
          expect(inside.reduce((n, d) => n + d.premium.overtime, 0)).toBe(w.overtime);
        }
        const [columns = [], ...rows] = parse(csvFile(monthTable(m, en)), { bom: true }) as string[][];
        for (const [i, name] of columns.entries())
          if (name.endsWith('(min)'))
            expect([name, Number(rows.at(-1)?.[i])]).toEqual([
              name,
              rows.slice(0, -1).reduce((n, r) => n + Number(r[i]), 0),
            ]);
        expect(Number(rows.at(-1)?.[columns.indexOf('Worked (min)')])).toBe(worked);
      }),
      { numRuns: runs(40) },
    );
  }, 120_000);

  it('has the same premium minutes on Home, in its weeks, days, explanations and sums, and in the file', () => {
    const seen = { viewer, back: false, csvSent: false, metadata: '' };
    fc.assert(
      fc.property(anyStory, fc.boolean(), fc.boolean(), (partial, partTime, asks) => {
        const policy = { ...(partial.before ?? workingTime()), overtimeNeedsApproval: asks };
        const approved = new Map([['2026-11-03', 90]]);
        const week = partTime ? { week: [240, 240, 240, 240, 240, 0, 0] } : {};
        const m = monthOf({ ...partial, before: policy, after: policy, approved, ...week });
        const rows = parse(csvFile(monthTable(m, en)), { bom: true, columns: true }) as Record<string, string>[];
        const t = en.myMonth.csvColumns;
        const filed = (row?: Record<string, string>): number[] =>
          [t.overtime, t.beyondContract, t.holiday8, t.holidayBeyond, t.unapproved].map(name => Number(row?.[name]));
        for (const { date, summary } of m.record.days) {
          const p = m.summary.premium(date);
          expect(filed(rows.find(r => r[t.date] === date))).toEqual([
            ...[p.overtime, p.beyondContract, p.holiday8, p.holidayBeyond, p.unapproved],
          ]);
          const steps = m.summary.explain(date);
          const told = (...names: string[]): number =>
            steps.reduce((n, s) => n + (names.includes(s.step) && 'minutes' in s ? s.minutes : 0), 0);
          expect(told('holiday')).toBe(p.holiday8 + p.holidayBeyond);
          if (summary.plan.arranged.presence.is !== 'selective') {
            expect(told('over-day', 'over-week')).toBe(p.overtime);
            expect(told('unapproved')).toBe(p.unapproved);
          }
        }
        const total = totalsModel(m);
        expect(filed(rows.at(-1))).toEqual([
          ...[total.overtime, total.beyondContract, total.holiday8, total.holidayBeyond, total.unapproved],
        ]);
        for (const { first, last, overtime, holiday, unapproved, days } of monthModel(m, seen, en).weeks) {
          const own = { ...{ summary: m.summary, date: last, person: m.person, days: [], requests: [], now: 0 } };
          expect(statusModel(own as never, en).week).toMatchObject({ overtime, holiday, unapproved });
          if (days.length < 7 || m.summary.week(first).measured === 'period') continue;
          const sum = (of: (p: DayPremium) => number): number =>
            days.reduce((n, d) => n + of(m.summary.premium(d.date)), 0);
          expect([overtime, holiday, unapproved]).toEqual([
            ...[sum(p => p.overtime), sum(p => p.holiday8 + p.holidayBeyond), sum(p => p.unapproved)],
          ]);
        }
      }),
      { numRuns: runs(30) },
    );
  });

  it('counts overtime in the week that began in the month before, on the days on which it was worked', () => {
    const records = ['10-26', '10-27', '10-28', '10-29', '10-30', '11-01'].map(d =>
      seoulDay(`2026-${d}`, ['09:00-18:00']),
    );
    const policy = workingTime({ weeklyHoliday: 'none' });
    // Five days of eight hours in October fill the week: all of Sunday's is over, unless it is the weekly holiday.
    const m = monthOf({ records, before: policy, after: policy });
    expect(m.record.totals).toMatchObject({ worked: 480, overtime: 480, holiday8: 0, days: 1 });
    expect(monthOf({ records }).record.totals).toMatchObject({ overtime: 0, holiday8: 480 });
  });

  it('stays within Slack’s limits with busy days, long notes and a long history', () => {
    const long = '메'.repeat(500);
    const busy = ['00:10-01:10 00:20-00:30', '02:00-03:00', '04:00-05:00', '06:00-18:00 12:00-13:00 15:00-15:10'];
    const records = Array.from({ length: 30 }, (_, n) => seoulDay(plusDays(`${MONTH}-01`, n), busy));
    const noted = (s: Span): Span => ({
      ...{ ...s, note: long, outNote: long },
      stays: Array.from({ length: 4 }, (_, i) => ({ from: s.in + i * 60_000, place: i % 2 ? 'home' : 'trip' })),
    });
    const state = { spans: records[0]?.spans.map(s => noted({ ...(s as Span), place: 'office' })) ?? [], open: false };
    const step: DayStep = {
      ...{ at: 0, by: 'U2', what: 'correction', key: 'k', reason: long },
      ...{ from: { spans: [], open: false } satisfies DayState, to: state },
    };
    const m = monthOf(
      { records, leaves: [leaveOn('2026-11-02', 'am')] },
      noted,
      Array.from({ length: 60 }, () => step),
    );
    const other = { user: 'U9', zone: 'Asia/Kathmandu' };
    const metadata = JSON.stringify({ user: 'U1', month: MONTH });
    for (const w of [en, ko]) {
      const names = new Map([['U2', '가'.repeat(500)]]);
      m.person = { ...m.person, name: '이'.repeat(500) };
      const seen = { viewer: other, people: 'team' as const, back: true, csvSent: true, metadata };
      const month = monthModal(monthModel(m, seen, w), w);
      expect(breaches('modal', month)).toEqual([]);
      expect(month.blocks.length).toBeLessThan(60);
      const day = dayModel(m, '2026-11-02', { viewer: other, names, correct: true, breaks: 'statutory', metadata }, w);
      expect(day && breaches('modal', dayModal(day, w))).toEqual([]);
      const row = {
        ...{ user: 'U1', name: '이'.repeat(500), teamName: '팀'.repeat(500), worked: 9000, base: 9600, owed: 600 },
        ...{ over: 0, overMost: 90, near: 2, beyond: 1, flags: [['late', 30] as const, ['unfinished', 30] as const] },
      };
      const list = {
        ...{ month: MONTH, query: 'x'.repeat(100), filter: 'look' as const, page: 2, pages: 75, total: 3000 },
        ...{
          confirms: true,
          warnAt: 2880,
          rows: Array.from({ length: 40 }, () => row),
          previous: '2026-10',
          next: '2026-12',
          metadata,
        },
      };
      expect(breaches('modal', monthPeopleModal(list, w))).toEqual([]);
    }
  });

  it('says how a day is counted with the rule used', () => {
    const says = (span: string): string[] => {
      const m = monthOf({ records: [seoulDay('2026-11-02', [span])] });
      const names = new Map<string, string>();
      const day = dayModel(m, '2026-11-02', { viewer, names, correct: true, breaks: 'statutory', metadata: '' }, en);
      return day?.counted.map(spaced) ?? [];
    };
    expect(says('09:00-18:30')).toEqual([
      '09:00–18:30 = 9 h 30 m',
      'no recorded breaks',
      'from 9 h, a break of 1 h is deducted: −1 h',
      '*worked 8 h 30 m* (break 1 h)',
      'overtime: 30 min over 8 h a day',
      'night (22:00–06:00) 0 min',
    ]);
    expect(says('09:00-17:45')[2]).toBe('a day of 8 h 30 min to 9 h counts as 8 h of work: −45 min');
    expect(says('09:00-13:00')[2]).toBe('up to 4 h no break is deducted');
  });

  it('says by whose clock nights are told where the times beside them are on another', () => {
    // 20:00–05:00 in Seoul is 06:00–15:00 in New York; of its nine hours seven are night in Seoul, and an hour is break.
    const m = monthOf({ records: [seoulDay('2026-11-05', ['20:00-05:00'])] });
    m.person = { ...m.person, zone: 'America/New_York' };
    const seen = { viewer: { user: 'U1', zone: 'America/New_York' }, back: false, csvSent: false, metadata: '' };
    const shown = (w: typeof en): string => spaced(JSON.stringify(monthModal(monthModel(m, seen, w), w)));
    expect(shown(en)).toContain('*Night (22:00–06:00 in Seoul)*\\n7 h');
    expect(shown(ko)).toContain('*야간 (서울 시각 22:00–06:00)*\\n7시간');
    expect(shown(en)).toContain('06:00–15:00');
    const of = { ...seen, names: new Map<string, string>(), correct: true, breaks: 'statutory' as const };
    expect(dayModel(m, '2026-11-05', of, en)?.counted.map(spaced)).toContain('night (22:00–06:00 in Seoul) 7 h');
    expect(dayModel(m, '2026-11-05', of, ko)?.counted).toContain('야간(서울 시각 22:00–06:00) 7시간');
    expect(monthTable(m, ko)[0]).toContain('야간(분) (서울 시각)');
    m.person = { ...m.person, zone: ZONE };
    expect(shown(en)).toContain('*Night (22:00–06:00)*');
    expect(monthTable(m, ko)[0]).toContain('야간(분)');
  });

  it('is left for the one before and after, as far as there is something', () => {
    expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
    expect(neighbours('2026-11', '2026-11-24', '2026-11-02')).toEqual({ next: '2026-12' });
    expect(neighbours('2026-12', '2026-11-24')).toEqual({ previous: '2026-11' });
  });
});
