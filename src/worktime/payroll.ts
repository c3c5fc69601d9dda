import { z } from 'zod';
import { addDays, isDate, mondayOf } from '../calendar/rules.ts';
import { hasPaidRest, isPartTime } from '../leave-record/hours.ts';
import { HOURS_40, type Premium, type PremiumDay, weekLimit, weekPremiums } from './premium.ts';
import { countDays, needs, readCase, workCase } from './worktime.ts';

/** Minutes. */
type Sums = { worked: number } & Premium & { night: number };

/** What payroll is handed: minutes of each day and week with a record, and all together. */
export interface Payroll {
  days: ({ date: string } & Sums)[];
  /** `limit`: the most of the week; `over`: worked beyond it */
  weeks: { monday: string; worked: number; overtime: number; limit: number; over: number }[];
  total: Sums;
}

const HOURS_52 = 52 * 60;
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const minutes = (most: number) => {
  const wrong = needs(`not a whole number of minutes from 0 to ${most}`);
  return z.int(wrong).min(0, wrong).max(most, wrong);
};

const payrollCase = workCase.safeExtend({
  week: z
    .array(minutes(1440), needs('not a list of contract minutes, Monday first'))
    .length(7, 'not seven numbers: give the contract minutes of each day, Monday first'),
  fullTimeWeek: minutes(7 * 1440).default(HOURS_40),
  weeklyHoliday: z
    .enum([...WEEKDAYS, 'none'], needs('no day of the week, such as "sunday", and not "none"'))
    .default('sunday'),
  holidays: z
    .array(z.string(needs('not a date')).refine(isDate, needs('not a date, such as 2026-03-01')), needs('not a list'))
    .default([]),
});

/** Premium minutes (LSA 56) of a case: as for `countWork`, with contract and holidays. Throws `WorktimeError`. */
export function payrollOf(input: unknown): Payroll {
  const c = readCase(payrollCase, input);
  const [partTime, rests] = [isPartTime(c), hasPaidRest(c.week)];
  const counted = new Map(countDays(c).map(d => [d.date, d]));
  const weeks = [...new Set([...counted.keys()].map(mondayOf))].map(monday => {
    const days = c.week.map((contract, i): PremiumDay & { date: string; night: number } => {
      const date = addDays(monday, i);
      const { worked = 0, night = 0 } = counted.get(date) ?? {};
      const isRest = rests && WEEKDAYS[i] === c.weeklyHoliday;
      const holiday = isRest || c.holidays.includes(date);
      return { date, worked, contract, partTime, holiday, night };
    });
    const premiums = weekPremiums(days);
    const sums = days.map(({ date, worked, night }, i) => ({ date, ...sumsOf(worked, premiums[i], night) }));
    return { monday, limit: weekLimit(days, HOURS_52), sums };
  });
  const days = weeks.flatMap(w => w.sums).filter(d => counted.has(d.date));
  return {
    days,
    weeks: weeks.map(({ monday, limit, sums }) => {
      const { worked, overtime } = totalOf(sums);
      return { monday, worked, overtime, limit, over: Math.max(0, worked - limit) };
    }),
    total: totalOf(days),
  };
}

const sumsOf = (worked: number, p: Premium | undefined, night: number): Sums => ({
  ...{ worked, overtime: p?.overtime ?? 0, holiday8: p?.holiday8 ?? 0, holidayBeyond: p?.holidayBeyond ?? 0, night },
});

function totalOf(days: readonly Sums[]): Sums {
  const sum = (of: (d: Sums) => number): number => days.reduce((total, d) => total + of(d), 0);
  return {
    worked: sum(d => d.worked),
    overtime: sum(d => d.overtime),
    holiday8: sum(d => d.holiday8),
    holidayBeyond: sum(d => d.holidayBeyond),
    night: sum(d => d.night),
  };
}
