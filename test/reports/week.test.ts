import { describe, expect, it } from 'vitest';
import { NATIVE } from '../../blocks/native.ts';
import type { WeekBoardRow } from '../../blocks/week-board.ts';
import { fewNames, hoursChart, NAMES_SHOWN, weeklyMessage } from '../../blocks/weekly.ts';
import { breaches } from '../../scripts/slack-limits/limits.ts';
import { words } from '../../src/i18n/index.ts';
import { ownWeekOf } from '../../src/reports/own-week.ts';
import { byLeft, weekRow, weekTotals } from '../../src/reports/week.ts';
import { inSeoul, seoulDay } from '../worktime/facts.ts';

const MONDAY = '2026-03-02';
const O = { warnWeekAt: 48 * 60, weekCap: 52 * 60 };
/** From nine on so many days of a week: `hours` there, of which one is a break. */
const weekOf = (hours: number[]) =>
  inSeoul('2026-03-08T12:00', {
    records: hours.map((h, n) => seoulDay(`2026-03-0${2 + n}`, [`09:00-${9 + h}:00`])),
  });
const row = (name: string, hours: number[]) => weekRow({ user: `U${name}`, name }, weekOf(hours), MONDAY, O);

describe('a week in a report', () => {
  it('stands over, near, long or within its limit, by the same minutes as the week', () => {
    expect(row('A', [12, 12, 12, 12, 12])).toMatchObject({ is: 'over', worked: 55 * 60, left: 0, most: 52 * 60 });
    expect(row('B', [11, 11, 11, 10, 11])).toMatchObject({ is: 'near', worked: 49 * 60, left: 3 * 60 });
    expect(row('C', [10, 10, 9, 9, 9])).toMatchObject({ is: 'long', worked: 42 * 60 });
    expect(row('D', [9, 9])).toMatchObject({ is: 'within', missing: ['2026-03-04', '2026-03-05', '2026-03-06'] });
  });

  it('is listed with the least left first, and summed', () => {
    const rows = [row('C', [9]), row('A', [12, 12, 12, 12, 12]), row('B', [11, 11, 11, 11, 9])].sort(byLeft);
    expect(rows.map(r => r.name)).toEqual(['A', 'B', 'C']);
    expect(weekTotals(rows)).toMatchObject({ people: 3, over: 1, near: 1, missing: 4 });
    expect(weekTotals(rows).worked).toBe(rows.reduce((sum, r) => sum + r.worked, 0));
  });

  it('of selective hours is measured by its month', () => {
    const s = inSeoul('2026-03-08T12:00', { policy: { arrangement: 'selective' } });
    const of = { user: 'U', name: 'A' };
    expect(weekRow(of, s, MONDAY, O)).toMatchObject({ measured: 'period', is: 'within' });
    expect(weekRow(of, s, MONDAY, { ...O, month: { worked: 231, most: 230.28 } })).toMatchObject({
      is: 'over',
      left: 0,
    });
    expect(weekRow(of, s, MONDAY, { ...O, month: { worked: 100, most: 230.28 } })).toMatchObject({
      is: 'within',
      left: 130,
    });
  });

  it('of one’s own has the same days', () => {
    const s = weekOf([9, 12]);
    const own = ownWeekOf(s, MONDAY, []);
    expect(own.worked).toBe(s.week(MONDAY).worked);
    expect(own.days.reduce((sum, d) => sum + d.worked, 0)).toBe(own.worked);
    expect(own).toMatchObject({ rest: 2 * 60, left: 52 * 60 - own.worked });
  });

  it.each([8, 300, 3_000])('of %i people is one message within the limits, native and plain', count => {
    for (const language of ['ko', 'en'] as const) {
      const w = words(language);
      const rows = Array.from({ length: count }, (_, n) => ({
        ...{
          user: `U${n}`,
          name: `홍길동${'가'.repeat(n % 3 === 0 ? 90 : 1)}${n}`,
          team: `팀 ${n % 40}`,
          worked: 3_300 - n,
        },
        ...{ planned: 2_400, most: 3_120, left: n, measured: 'week' as const, missing: n % 2 },
        is: (['over', 'near', 'long', 'within'] as const)[n % 4] ?? 'within',
      }));
      const totals = { people: count, worked: 1, planned: 2, over: 3, near: 4, long: 5, missing: 6 };
      const ahead = rows.map(({ name, team }) => ({ name, team, what: w.leaveType('annual') }));
      const dates = { monday: MONDAY, sunday: '2026-03-08', asOf: '09:00', team: false };
      const message = weeklyMessage({ ...dates, totals, rows, ahead }, w);
      expect(breaches('message', message)).toEqual([]);
      const native = (message[NATIVE] ?? []).map(part => ('native' in part ? part.native : part));
      expect(breaches('message', { text: message.text, blocks: native })).toEqual([]);
      const { chart } = hoursChart({ rows }, w).native as unknown as { chart: { series: { data: unknown[] }[] } };
      expect(chart.series.every(s => s.data.length === Math.min(count, 20))).toBe(true);
    }
  });

  it.each(['ko', 'en'] as const)('of people on long leave alone is a sentence, no empty chart (%s)', language => {
    const w = words(language);
    const away = { ...row('A', []), worked: 0, planned: 0, missing: 0 };
    const totals = { people: 1, worked: 0, planned: 0, over: 0, near: 0, long: 0, missing: 0 };
    const dates = { monday: MONDAY, sunday: '2026-03-08', asOf: '09:00', team: true };
    const parts = (rows: WeekBoardRow[]) => weeklyMessage({ ...dates, totals, rows, ahead: [] }, w)[NATIVE] ?? [];
    expect(parts([away]).some(part => 'native' in part)).toBe(false);
    expect(JSON.stringify(parts([away]))).toContain(w.weekly.nothing);
    expect(parts([{ ...away, planned: 480 }]).filter(part => 'native' in part)).toHaveLength(2);
  });

  it('names ten people by team, and counts the others', () => {
    const people = Array.from({ length: 14 }, (_, n) => ({ text: `P${n}`, team: n < 9 ? 'A' : 'B' }));
    expect(fewNames(people, words('en'))).toBe('A: P0, P1, P2, P3, P4, P5, P6, P7, P8\nB: P9 and 4 more');
    expect(NAMES_SHOWN).toBe(10);
  });
});
