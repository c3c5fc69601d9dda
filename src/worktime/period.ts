import { monthBounds } from '../calendar/rules.ts';
import { defined } from '../shared/defined.ts';
import type { Arranged } from './arrangement.ts';
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

/** `minutes`, to the hundredth of an hour: 10,285.71 become 10,285.8, which are 171.43 h. */
const toHundredth = (minutes: number): number => tenths((Math.round((minutes * 100) / 60) * 60) / 100);
const tenths = (minutes: number): number => Math.round(minutes * 10) / 10;

/**
 * A selective day owes a seventh of the week (LSA 52: 40 × days / 7), others their plan; days outside employment
 * nothing.
 */
export function periodSummary(
  { first, last }: Bounds,
  days: readonly DaySummary[],
  at: { by: 'total' | 'planned'; today: string },
): PeriodSummary {
  const sum = (of: (d: DaySummary) => number, list = days): number => list.reduce((total, d) => total + of(d), 0);
  const employed = days.filter(d => d.plan.arranged.off?.is !== 'not-employed');
  const isSelective = (d: DaySummary): boolean => d.plan.arranged.presence.is === 'selective';
  const selective = employed.filter(isSelective);
  const others = employed.filter(d => !isSelective(d));
  const base = tenths(
    toHundredth(sum(d => d.plan.arranged.weekLength, selective) / 7) + sum(d => d.plan.arranged.length, others),
  );
  const most = selective.length > 0 ? toHundredth(sum(d => d.plan.arranged.weekCap, selective) / 7) : undefined;
  const worked = sum(d => d.worked);
  const leave = sum(d => d.plan.credited, selective) + sum(d => d.plan.leave, others);
  const ahead = days.filter(d => d.date > at.today && d.plan.planned > 0);
  return {
    first,
    last,
    by: at.by,
    days: employed.length,
    base,
    ...defined({ most }),
    worked,
    leave,
    owed: Math.max(0, tenths(base - worked - leave)),
    over: Math.max(0, tenths(worked + leave - base)),
    overMost: most === undefined ? 0 : Math.max(0, tenths(sum(d => d.worked, selective) - most)),
    daysLeft: ahead.length,
    plannedLeft: sum(d => d.plan.planned, ahead),
    night: sum(d => d.night),
    holiday: sum(d => d.holiday),
    dayOff: sum(d => d.dayOff),
    over8: sum(d => d.over8),
    unfinished: days.filter(d => d.state === 'unfinished').map(d => d.date),
  };
}

export const monthOf = (date: string): Bounds => {
  const { first, last } = monthBounds(date);
  return { first, last };
};
