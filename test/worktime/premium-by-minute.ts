import type { Payroll } from '../../src/worktime/payroll.ts';
import type { PremiumDay } from '../../src/worktime/premium.ts';
import { countedByMinute, type FileCase } from './minute-by-minute.ts';

export interface PayrollCase extends FileCase {
  week: number[];
  fullTimeWeek?: number;
  weeklyHoliday: string;
  holidays: string[];
}

export type Tag = 'plain' | 'over-day' | 'over-week' | 'holiday8' | 'holidayBeyond';

/** Each minute of work of a week gets one name, in the order in which it was worked; written apart from the product. */
export function taggedMinutes(days: readonly PremiumDay[]): Tag[][] {
  let plain = 0;
  return days.map(d => {
    const tags: Tag[] = [];
    for (let minute = 1; minute <= d.worked; minute++) {
      if (d.holiday) {
        tags.push(minute > 8 * 60 ? 'holidayBeyond' : 'holiday8');
        continue;
      }
      if (d.selective) {
        tags.push('plain');
        continue;
      }
      const beyondTheDay = minute > 8 * 60 || (d.partTime && minute > d.contract);
      if (!beyondTheDay) plain++;
      tags.push(beyondTheDay ? 'over-day' : plain > 40 * 60 ? 'over-week' : 'plain');
    }
    return tags;
  });
}

export const count = (tags: readonly Tag[], ...of: Tag[]): number => tags.filter(t => of.includes(t)).length;

/** What `attendance payroll` prints, minute by minute. */
export function payrollByMinute(input: PayrollCase): Payroll {
  const { days, weeks } = countedByMinute(input);
  const contract = input.week.reduce((sum, n) => sum + n, 0);
  const full = input.fullTimeWeek ?? 2400;
  const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
  const total = { worked: 0, overtime: 0, holiday8: 0, holidayBeyond: 0, night: 0 };
  const found: Payroll = { days: [], weeks: [], total };
  for (const { monday, worked } of weeks) {
    const end = new Date(`${monday}T12:00:00Z`);
    end.setUTCDate(end.getUTCDate() + 6);
    const own = days.filter(d => monday <= d.date && d.date <= end.toISOString().slice(0, 10));
    const tags = taggedMinutes(
      own.map(d => {
        const sundayFirst = new Date(`${d.date}T12:00:00Z`).getUTCDay();
        const isRest = contract >= 15 * 60 && names[sundayFirst] === input.weeklyHoliday;
        return {
          ...{ worked: d.worked, contract: input.week[(sundayFirst + 6) % 7] ?? 0, partTime: contract < full },
          holiday: isRest || input.holidays.includes(d.date),
        };
      }),
    );
    const limit = contract < full ? Math.min(52 * 60, contract + 12 * 60) : 52 * 60;
    const week = { monday, worked, overtime: 0, limit, over: 0 };
    for (let minute = 1; minute <= worked; minute++) if (minute > limit) week.over++;
    for (const [i, d] of own.entries()) {
      const of = tags[i] ?? [];
      const day = {
        ...{ date: d.date, worked: d.worked, overtime: count(of, 'over-day', 'over-week') },
        ...{ holiday8: count(of, 'holiday8'), holidayBeyond: count(of, 'holidayBeyond'), night: d.night },
      };
      week.overtime += day.overtime;
      found.days.push(day);
      for (const key of ['worked', 'overtime', 'holiday8', 'holidayBeyond', 'night'] as const) total[key] += day[key];
    }
    found.weeks.push(week);
  }
  return found;
}
