import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AWAY_DAY_PAGE, awayCalendarModal, awayDayModal } from '../../../blocks/away.ts';
import { breaches } from '../../../scripts/slack-limits/limits.ts';
import { awayCalendar, awayPeople, isNear, type Leave, type Span, spanOf } from '../../../src/absence/away/present.ts';
import { addDays, isWorkingDay, koreanCalendar } from '../../../src/calendar/rules.ts';
import { words } from '../../../src/i18n/index.ts';
import { leaveFormOf } from '../../../src/leave-record/form.ts';
import { isLong } from '../../support/runs.ts';

const calendar = koreanCalendar();
const today = '2026-11-24';
const leave = (user: string, from: string, to: string, more: Record<string, unknown> = {}): Leave => ({
  user,
  form: leaveFormOf({ type: 'annual', from, to, reason: '', ...more }),
});
const month = (leaves: Leave[], span: Span = 'month', date = today) =>
  awayCalendar(
    { span, date, teams: [], today },
    leaves,
    calendar,
    u => u,
    d => {
      const name = calendar.holiday(d);
      return name === undefined || name === 'unknown' ? undefined : name.ko;
    },
  );

describe('who is away', () => {
  it('is shown by week from Monday, and by calendar month', () => {
    expect(spanOf('week', today)).toEqual({ from: '2026-11-23', to: '2026-11-29' });
    expect(spanOf('month', '2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    const december = month([], 'month', '2026-12-01');
    expect(december.days).toEqual([{ date: '2026-12-25', holiday: '기독탄신일', shown: [], count: 0 }]);
    expect(december).toMatchObject({ earlier: '2026-11-01', later: '2027-01-01', other: '2026-11-30' });
    expect(month([]).other).toBe('2026-11-23');
    expect(month([], 'week', '2026-12-28')).toMatchObject({ other: '2026-12-01', later: '2027-01-04' });
  });

  it('names nobody on days on which they do not work', () => {
    const days = month([leave('U1', '2026-12-24', '2026-12-28')], 'month', '2026-12-01').days;
    expect(days.filter(d => d.count > 0).map(d => d.date)).toEqual(['2026-12-24', '2026-12-28']);
    const threeDays = { hours: { week: [300, 0, 300, 0, 300, 0, 0] } };
    const form = leaveFormOf({ type: 'annual', from: '2026-12-07', to: '2026-12-11', reason: '' });
    const partTime = { user: 'U1', form: { ...form, ...threeDays } };
    expect(month([partTime], 'week', '2026-12-07').days.map(d => d.date)).toEqual([
      ...['2026-12-07', '2026-12-09', '2026-12-11'],
    ]);
  });

  it('says of a private kind only that somebody is away', () => {
    const as = {
      name: '난임 치료',
      unit: 'day',
      paid: true,
      pool: null,
      worked: true,
      private: true,
      calendarDays: false,
    };
    const [day] = month([leave('U1', today, today, { as })], 'week').days;
    expect(day?.shown).toEqual([{ who: 'U1', type: 'away' }]);
  });

  it('can be paged a good year either way, and no further', () => {
    expect(isNear('2025-11-01', today)).toBe(true);
    expect(isNear('2028-02-01', today)).toBe(false);
    expect(isNear('soon', today)).toBe(false);
    const last = month([], 'month', '2027-12-01');
    expect(last.later).toBeUndefined();
    expect(last.unknownYears).toEqual([]);
    expect(month([], 'week', '2027-12-27').unknownYears).toEqual(['2028']);
  });

  it('counts each person once a day, however many leaves they have', () => {
    const leaves = fc.array(
      fc
        .record({ user: fc.integer({ min: 1, max: 6 }), start: fc.integer({ min: -5, max: 35 }), length: fc.nat(9) })
        .map(l => leave(`U${l.user}`, addDays('2026-12-01', l.start), addDays('2026-12-01', l.start + l.length))),
    );
    fc.assert(
      fc.property(leaves, all => {
        for (const day of month(all, 'month', '2026-12-01').days) {
          const users = all.filter(l => l.form.from <= day.date && day.date <= l.form.to).map(l => l.user);
          expect(day.count).toBe(isWorkingDay(day.date, calendar) ? new Set(users).size : 0);
        }
      }),
    );
  });
});

it('stays within Slack’s limits for thousands of people with the longest names, all of them away all month', () => {
  const LONG = `<!channel> *${'이민지😀'.repeat(125)}* & co`;
  const many = isLong ? 3000 : 1000;
  const people = Array.from({ length: many }, (_, i) => `U${i}`);
  // A day less than a long leave, whose people are named once.
  const leaves = people.map(u => leave(u, '2026-12-01', '2026-12-30'));
  const teams = Array.from({ length: 300 }, (_, i) => ({ id: `t-${i}`, path: `${i} ${'팀'.repeat(56)}` }));
  for (const w of [words('ko'), words('en')])
    for (const span of ['month', 'week'] as const) {
      const begun = process.cpuUsage();
      const model = awayCalendar(
        { span, date: '2026-12-01', team: 't-3', teams, today },
        leaves,
        calendar,
        () => LONG,
        () => LONG,
      );
      // 66,000 days of leave of 3,000 people, more than any month has: 1.1 s here. A usual one, 4,000 leaves of two days, took 0.1 s.
      expect(process.cpuUsage(begun).user / 1000).toBeLessThan(10_000);
      expect(breaches('modal', awayCalendarModal(model, w))).toEqual([]);
    }
  const long = people.map(u => leave(u, '2026-12-01', '2026-12-31'));
  const once = awayCalendar(
    { span: 'month', date: '2026-12-01', teams, today },
    long,
    calendar,
    () => LONG,
    () => LONG,
  );
  expect([once.longLeave.length, once.days.every(d => d.count === 0)]).toEqual([many, true]);
  expect(breaches('modal', awayCalendarModal(once, words('ko')))).toEqual([]);
  const all = awayPeople('2026-12-01', leaves, calendar, () => LONG);
  expect(all).toHaveLength(many);
  const page = { date: '2026-12-01', people: all.slice(0, AWAY_DAY_PAGE), count: many, page: 2, pages: 3 };
  expect(breaches('modal', awayDayModal(page, words('ko')))).toEqual([]);
});
