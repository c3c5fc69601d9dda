import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridPersonModal, SIGNS, teamGridModal } from '../../../blocks/team-grid.ts';
import { breaches } from '../../../scripts/slack-limits/limits.ts';
import { daysAway, type GridFacts, gridModel, rowOf } from '../../../src/absence/grid/present.ts';
import { addDays, datesBetween, koreanCalendar, monthBounds, weekday } from '../../../src/calendar/rules.ts';
import { words } from '../../../src/i18n/index.ts';
import { type LeaveForm, leaveFormOf } from '../../../src/leave-record/form.ts';

const calendar = koreanCalendar();
const MONTH = '2026-12';
const DATES = datesBetween('2026-12-01', '2026-12-31');
const dayOf = (_: string, date: string): 'work' | 'off' | 'holiday' => {
  const holiday = calendar.holiday(date);
  if (holiday !== undefined && holiday !== 'unknown') return 'holiday';
  return weekday(date) > 5 ? 'off' : 'work';
};
const leave = (from: string, to = from, more: Record<string, unknown> = {}): LeaveForm =>
  leaveFormOf({ type: 'annual', from, to, reason: '', ...more });
const row = (leaves: LeaveForm[], open = false) =>
  rowOf({ user: 'U1', name: '이민지' }, DATES, leaves, { dayOf }, open);
const signs = (leaves: LeaveForm[]): string =>
  row(leaves)
    .days.map(d => SIGNS[d])
    .join('');
const secret = {
  ...{ name: '난임 치료', unit: 'day', paid: true, pool: null, worked: true, private: true, calendarDays: false },
};
const asked = { month: MONTH, teams: [], only: false, page: 1, today: '2026-12-09' };
const facts = (o: Partial<GridFacts> = {}, month = MONTH): GridFacts => {
  const { people = [], leaves = [] } = o;
  const dates = datesBetween(monthBounds(`${month}-01`).first, monthBounds(`${month}-01`).last);
  const absent = people.map(p => {
    const own = leaves.filter(l => l.user === p.user).map(l => l.form);
    return [p.user, daysAway(rowOf(p, dates, own, { dayOf }))] as const;
  });
  return { people, leaves, absent: new Map(absent), dayOf, usual: date => dayOf('', date), ...o };
};

describe('a person’s month', () => {
  it('marks weekends, holidays and days away, and no day without work as away', () => {
    // December 2026 begins on a Tuesday; Friday 25 is a holiday.
    expect(signs([])).toBe('....--.....--.....--....*--....');
    expect(signs([leave('2026-12-03', '2026-12-08')])).toBe('..##--##...--.....--....*--....');
    expect(signs([leave('2026-12-24', '2026-12-28')])).toBe('....--.....--.....--...#*--#...');
    expect(signs([leave('2026-12-02', '2026-12-02', { type: 'half-am' })])).toBe('.+..--.....--.....--....*--....');
    expect(signs([leave('2026-11-20', '2027-01-10')])).toBe('='.repeat(31));
  });

  it('says for what: a span goes on over a weekend, another type begins another one', () => {
    expect(row([leave('2026-12-03', '2026-12-08'), leave('2026-12-09', '2026-12-09', { as: secret })]).spans).toEqual([
      { type: 'annual', from: '2026-12-03', to: '2026-12-08', whole: true },
      { type: 'away', from: '2026-12-09', to: '2026-12-09', whole: true },
    ]);
    // Two leaves with a working day between them.
    expect(row([leave('2026-12-01'), leave('2026-12-03')]).spans).toHaveLength(2);
  });

  it('names a private type only to whoever may see it', () => {
    const own = [leave('2026-12-09', '2026-12-09', { as: secret })];
    expect(row(own).spans.map(s => s.type)).toEqual(['away']);
    expect(row(own, true).spans.map(s => s.type)).toEqual(['난임 치료']);
    const text = (open: boolean) =>
      JSON.stringify(
        gridPersonModal({ row: row(own, open), dates: DATES, month: MONTH, open, window: open }, words('ko')),
      );
    expect(text(false)).not.toContain('난임');
    expect(text(true)).toContain('난임');
  });
});

describe('the grid of a team', () => {
  const people = [
    { user: 'U1', name: '가영' },
    { user: 'U2', name: '나래' },
  ];
  const text = (m: ReturnType<typeof gridModel>, language: 'ko' | 'en' = 'ko'): string =>
    JSON.stringify(teamGridModal(m, words(language)));

  it('counts who is away by day, and shows everybody or only them', () => {
    const leaves = [
      { user: 'U1', form: leave('2026-12-03') },
      { user: 'U2', form: leave('2026-12-03', '2026-12-04') },
      { user: 'U2', form: leave('2026-12-25') },
    ];
    const m = gridModel(asked, facts({ people, leaves }));
    expect(m.counts.map(c => c.count).filter(n => n > 0)).toEqual([2, 1]);
    expect(m).toMatchObject({ away: 2, today: '2026-12-09', count: 2 });
    expect(text(m)).toContain('`..21-- .....-- .....-- ....*-- ....`');
    expect(text(m)).toContain('*나래* · 3–4일 휴가');
    const only = gridModel({ ...asked, only: true }, facts({ people, leaves: leaves.slice(0, 1) }));
    expect(only.rows.map(r => r.name)).toEqual(['가영']);
    // A leave on a holiday alone is nobody's absence.
    expect(gridModel(asked, facts({ people, leaves: leaves.slice(2) })).away).toBe(0);
  });

  it('shows more than nine away as two digits, one below the other', () => {
    const many = Array.from({ length: 12 }, (_, i) => ({ user: `U${i}`, name: `${i}` }));
    const leaves = many.flatMap(({ user }, i) => [
      { user, form: leave('2026-12-03') },
      ...(i < 3 ? [{ user, form: leave('2026-12-04') }] : []),
    ]);
    const shown = text(gridModel(asked, facts({ people: many, leaves })));
    expect(shown).toContain('`..10-- .....-- .....-- ....*-- ....`\\n`..23-- .....-- .....-- ....*-- ....`');
  });

  it('stays within Slack’s limits for any team, a page at a time', () => {
    const halves = DATES.filter((_, i) => i % 2 === 0).map(d => leave(d, d, { type: 'half-pm' }));
    const sizes = fc.record({ people: fc.integer({ min: 0, max: 70 }), page: fc.integer({ min: 1, max: 20 }) });
    fc.assert(
      fc.property(sizes, fc.constantFrom('ko', 'en'), fc.boolean(), (size, language, only) => {
        const all = Array.from({ length: size.people }, (_, i) => ({
          user: `U${i}`,
          name: `*${'이'.repeat(70)}*${i}`,
        }));
        const leaves = all.flatMap(p => halves.map(form => ({ user: p.user, form })));
        const m = gridModel({ ...asked, only, page: size.page, teams: [] }, facts({ people: all, leaves }));
        expect(m.rows.length).toBeLessThanOrEqual(20);
        expect(m.count).toBe(size.people);
        expect(breaches('modal', { ...teamGridModal(m, words(language)) })).toEqual([]);
      }),
    );
  });

  it('has days of one width, the weeks below each other, for every month', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), n => {
        const month = addDays('2026-01-15', n * 31).slice(0, 7);
        const m = gridModel({ ...asked, month }, facts({ people }, month));
        const lines = text(m).match(/`[-\d.#+=* ]{30,}`/g) ?? [];
        expect(lines.length).toBe(3 + people.length);
        expect(new Set(lines.map(l => l.length)).size).toBe(1);
        expect(new Set(lines.map(l => [...l].flatMap((c, i) => (c === ' ' ? [i] : [])).join())).size).toBe(1);
      }),
    );
  });
});
