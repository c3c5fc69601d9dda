import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import {
  fullDayOf,
  fullTimeWeekOf,
  grantAmount,
  grantMinutes,
  hasPaidRest,
  isPartTime,
} from '../../src/leave-record/hours.ts';
import { unitsOf, unitsOfMinutes } from '../../src/leave-record/units.ts';
import { terminal } from '../support/streams.ts';

interface Case {
  case: {
    basis: string;
    hiredOn: string;
    until: string;
    week: number[];
    fullTimeWeek: number;
    lowYears?: Record<string, number>;
  };
  grants: unknown[];
}
const cases = JSON.parse(readFileSync('test/data/leave-hours.json', 'utf8')) as Case[];
const full = { fullTimeWeek: 2400 };

async function daybook(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { streams, written: said } = terminal();
  return { code: await run(['leave', 'grants', ...args], streams), ...said };
}
const hire = ['--basis', 'hire-date', '--hired', '2025-01-06', '--until', '2026-01-31'];

describe('the hours of a part-timer’s grants', () => {
  it.each(cases.map(c => [`${c.case.basis} ${c.case.hiredOn} ${c.case.week}`, c] as const))('%s', async (_, c) => {
    const { basis, hiredOn, until, week, fullTimeWeek, lowYears } = c.case;
    const low = Object.entries(lowYears ?? {}).map(([year, months]) => `${year}:${months}`);
    const args = ['--basis', basis, '--hired', hiredOn, '--until', until, '--week', week.join(',')];
    const more = ['--full-time-week', String(fullTimeWeek), ...(low.length > 0 ? ['--low-years', low.join(',')] : [])];
    const { code, out } = await daybook(...args, ...more, '--json');
    expect([code, JSON.parse(out)]).toEqual([0, c.grants]);
  });

  it('are an hour for each hour begun, of 8 hours a day, and never less than the share', () => {
    expect(grantMinutes(1, { week: [480, 0, 480, 0, 480, 0, 0], ...full })).toBe(300);
    expect(grantMinutes(15, { week: [480, 180, 180, 180, 180, 0, 0], ...full })).toBe(3600);
    const week = fc.array(fc.integer({ min: 0, max: 480 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(week, fc.integer({ min: 1, max: 2500 }), (five, hundredths) => {
        const contract = { week: [...five, 0, 0], ...full };
        fc.pre(isPartTime(contract));
        const minutes = grantMinutes(hundredths / 100, contract);
        const share = (hundredths * five.reduce((a, b) => a + b, 0) * 480) / 2400 / 100;
        expect(minutes % 60).toBe(0);
        expect(minutes).toBeGreaterThanOrEqual(share - 1e-6);
        expect(minutes).toBeLessThan(share + 60);
        expect(grantAmount(unitsOf(hundredths / 100), contract)).toBe(unitsOfMinutes(minutes, 480));
      }),
    );
  });

  it('are of nobody who has the hours of a full-timer: a day is theirs', () => {
    expect(isPartTime({ week: [600, 600, 600, 600, 0, 0, 0], ...full })).toBe(false);
    expect(grantMinutes(15, { week: [600, 600, 600, 600, 0, 0, 0], ...full })).toBe(9000);
    expect(grantAmount(unitsOf(15), { week: [420, 420, 420, 420, 420, 0, 0], fullTimeWeek: 2100 })).toBe(unitsOf(15));
    expect(fullDayOf({ week: [420, 420, 420, 420, 420, 0, 0], ...full })).toBe(480);
    expect(fullTimeWeekOf({ fullTimeWeek: 2400, dayLength: 420 })).toBe(2100);
    expect(fullTimeWeekOf({ fullTimeWeek: 2250, dayLength: 480 })).toBe(2250);
  });

  it('are none under 15 hours a week', () => {
    expect(hasPaidRest([420, 420, 0, 0, 0, 0, 0])).toBe(false);
    expect(hasPaidRest([450, 450, 0, 0, 0, 0, 0])).toBe(true);
  });
});

describe('daybook leave grants --week', () => {
  it('has a column of minutes, and says why there is nothing', async () => {
    const { out } = await daybook(...hire, '--week', '480,0,480,0,480,0,0');
    expect(out).toContain('Accrues     Kind      Days  Minutes  Usable until');
    expect(out).toContain('2026-01-06  annual   15.00     4320  2027-01-05');
    const none = await daybook(...hire, '--week', '420,420,0,0,0,0,0', '--json');
    expect(none).toMatchObject({ code: 0, out: '[]\n', err: expect.stringContaining('under 15 hours a week') });
  });

  it('lists no grant of 0 days', async () => {
    const of = ['--basis', 'hire-date', '--hired', '2021-03-01', '--until', '2025-12-31', '--low-years', '4:0'];
    const { out } = await daybook(...of);
    expect(out).not.toContain('2025-03-01');
    expect(out).toContain('2024-03-01');
  });

  it.each([
    [['--week', '480,480'], '--week: not minutes of seven days: 480,480'],
    [['--week', 'mon,0,0,0,0,0,0'], '--week: not minutes: mon'],
    [['--week', '480,0,480,0,480,0,1441'], '--week: more than a day has (1440): 1441'],
    [['--week', '-480,0,480,0,480,0,0'], '--week'],
    [['--week', '480,0,480,0,480,0,0', '--full-time-week', '0'], '--full-time-week: not from 1 to 10080: 0'],
    [['--week', '480,0,480,0,480,0,0', '--full-time-week', '40h'], '--full-time-week: not minutes: 40h'],
    [['--full-time-week', '2400'], '--full-time-week: only with --week'],
  ])('refuses %j', async (args, sentence) => {
    const { code, out, err } = await daybook(...hire, ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
  });
});
