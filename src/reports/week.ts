import type { WeekTotals } from '../../blocks/weekly.ts';
import { addDays, datesBetween } from '../calendar/rules.ts';
import { defined } from '../shared/defined.ts';
import { byName } from '../shared/text.ts';
import type { WeekStand } from '../timesheets/weeks/rules.ts';
import { HOURS_40 } from '../worktime/premium.ts';
import type { WorktimeSummary } from '../worktime/summary.ts';
import { nearFrom } from '../worktime/week.ts';

/** Where a week stands against 40 hours, the warning and the most; `long`: over 40 hours or a part-timer's contract. */
export type WeekStanding = 'over' | 'near' | 'long' | 'within';

/** Somebody's week as a report shows it; minutes. */
export interface WeekRow {
  user: string;
  name: string;
  teamId?: string;
  team?: string;
  worked: number;
  /** less leave */
  planned: number;
  leave: number;
  /** the most, and what is left of it; of selective hours the period's, undefined where that is not the month */
  most?: number;
  left?: number;
  measured: 'week' | 'period';
  is: WeekStanding;
  /** dates that passed without a record, or without a check-out */
  missing: readonly string[];
}

export interface WeekOf {
  user: string;
  name: string;
  teamId?: string | undefined;
  team?: string | undefined;
}

/** `month`: of selective hours, minutes worked in the settlement period so far and its most. */
export function weekRow(
  of: WeekOf,
  s: WorktimeSummary,
  monday: string,
  { month, ...o }: Warned & { month?: WeekStand['period'] },
): WeekRow {
  const missing = datesBetween(monday, addDays(monday, 6)).filter(date => {
    const { flags } = s.day(date);
    return flags.includes('absent') || flags.includes('unfinished');
  });
  return rowOf(of, { ...s.week(monday), missing, period: month }, o);
}

interface Warned {
  warnWeekAt: number;
  weekCap: number;
}

export function rowOf({ user, name, teamId, team }: WeekOf, week: WeekStand, o: Warned): WeekRow {
  const { worked, planned, leave, measured, missing, cap, below, period } = week;
  const base = {
    ...{ user, name, ...defined({ teamId, team: team || undefined }) },
    ...{ worked, planned, leave, measured, missing },
  };
  if (measured === 'week') {
    const is: WeekStanding =
      worked > cap
        ? 'over'
        : worked >= nearFrom(week, o.warnWeekAt)
          ? 'near'
          : worked > Math.max(0, HOURS_40 - below)
            ? 'long'
            : 'within';
    return { ...base, most: cap, left: Math.max(0, cap - worked), is };
  }
  if (!period) return { ...base, is: 'within' };
  const left = Math.max(0, Math.floor(period.most - period.worked));
  const isNear = period.worked * o.weekCap >= period.most * o.warnWeekAt;
  return {
    ...base,
    most: Math.floor(period.most),
    left,
    is: period.worked > period.most ? 'over' : isNear ? 'near' : 'within',
  };
}

/** Least left first; those without a most of their own last. */
export const byLeft = (a: WeekRow, b: WeekRow): number =>
  (a.left ?? Number.MAX_SAFE_INTEGER) - (b.left ?? Number.MAX_SAFE_INTEGER) ||
  b.worked - a.worked ||
  byName(a.name, b.name);

export function weekTotals(rows: readonly WeekRow[]): WeekTotals {
  const sum = (of: (r: WeekRow) => number): number => rows.reduce((total, r) => total + of(r), 0);
  const how = (is: WeekStanding): number => rows.filter(r => r.is === is).length;
  return {
    ...{ people: rows.length, worked: sum(r => r.worked), planned: sum(r => r.planned) },
    ...{ over: how('over'), near: how('near'), long: how('long'), missing: sum(r => r.missing.length) },
  };
}
