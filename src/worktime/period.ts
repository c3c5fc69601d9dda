import { monthBounds } from '../calendar/rules.ts';
import type { Arranged } from './arrangement.ts';
import { isSelective, settlementLines } from './settlement.ts';
import type { DaySummary, PeriodSummary } from './types.ts';

export interface Bounds {
  first: string;
  last: string;
}

/**
 * Whole months counted from January, as many as the arrangement of its first day says. A policy change never cuts a
 * running period.
 */
export function settlementPeriod(
  date: string,
  on: (date: string) => Pick<Arranged, 'presence' | 'settlementMonths'>,
): Bounds {
  const year = date.slice(0, 4);
  let month = 1;
  for (;;) {
    const first = `${year}-${String(month).padStart(2, '0')}-01`;
    const { presence, settlementMonths } = on(first);
    const many = presence.is === 'selective' ? settlementMonths : 1;
    const lastMonth = Math.min(12, Math.ceil(month / many) * many);
    const { last } = monthBounds(`${year}-${String(lastMonth).padStart(2, '0')}-01`);
    if (date <= last) return { first, last };
    month = lastMonth + 1;
  }
}

/** Sevenths of minutes as minutes to the hundredth of an hour: 40 × 30 / 7 hours are 171.43, which are 10,285.8. */
const shown = (sevenths: number): number => tenths((Math.round((sevenths * 100) / 420) * 60) / 100);
const tenths = (minutes: number): number => Math.round(minutes * 10) / 10;

/**
 * Selective days owe what was agreed (`settlement.ts`), others their plan; days outside employment nothing. Approved
 * leave counts towards what is owed, not towards overtime. `overtime`: by day, of selective days.
 */
export function periodSummary(
  { first, last }: Bounds,
  days: readonly DaySummary[],
  at: { by: 'total' | 'planned'; today: string; overtime: ReadonlyMap<string, number> },
): PeriodSummary {
  const sum = (of: (d: DaySummary) => number, list = days): number => list.reduce((total, d) => total + of(d), 0);
  const employed = days.filter(d => d.plan.arranged.off?.is !== 'not-employed');
  const selective = employed.filter(isSelective);
  const lines = selective.length > 0 ? settlementLines(selective) : undefined;
  const others = employed.filter(d => !isSelective(d));
  const base = tenths(shown(lines?.owed ?? 0) + sum(d => d.plan.arranged.length, others));
  const worked = sum(d => d.worked);
  const leave = sum(d => d.plan.leave, employed);
  const ahead = days.filter(d => d.date > at.today && d.plan.planned > 0);
  return {
    first,
    last,
    by: at.by,
    days: employed.length,
    base,
    ...(lines ? { overtimeFrom: shown(lines.overtimeFrom), most: shown(lines.most) } : {}),
    worked,
    leave,
    owed: Math.max(0, tenths(base - worked - leave)),
    over: Math.max(0, tenths(worked + leave - base)),
    overtime: sum(d => at.overtime.get(d.date) ?? 0),
    overMost: lines ? Math.max(0, tenths(sum(d => d.worked, selective) - shown(lines.most))) : 0,
    daysLeft: ahead.length,
    plannedLeft: sum(d => d.plan.planned, ahead),
    holiday: sum(d => (d.plan.arranged.holidayWork ? d.worked : 0)),
    unfinished: days.filter(d => d.state === 'unfinished').map(d => d.date),
  };
}

export const monthOf = (date: string): Bounds => {
  const { first, last } = monthBounds(date);
  return { first, last };
};
