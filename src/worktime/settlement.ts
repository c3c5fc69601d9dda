import { monthBounds } from '../calendar/rules.ts';
import type { Arranged } from './arrangement.ts';
import { HOURS_40 } from './premium.ts';
import type { DaySummary } from './types.ts';

/** Of selective days, in sevenths of minutes, so that parts of a period add up exactly. */
export interface SettlementLines {
  owed: number;
  overtimeFrom: number;
  most: number;
}

export const isSelective = ({ plan: { arranged } }: DaySummary): boolean =>
  arranged.presence.is === 'selective' && arranged.off?.is !== 'not-employed';

/**
 * The three lines of selective hours. *Owed* is the agreed total (LSA 52 ① 3): by default the length of each working
 * day; public holidays are paid days off (LSA 55 ②, all workplaces of 5 and more since 2022-01-01) and nobody makes up
 * for them. It never exceeds the next line. *Overtime* begins above 40 × days / 7 hours of work (LSA 52 ①, 53 ②), for
 * part-timers above what is owed (기간제법 6 ③). *Most* is 52 × days / 7 (LSA 53 ②).
 */
export function settlementLines(days: readonly DaySummary[]): SettlementLines {
  const selective = days.filter(isSelective);
  const [full, part] = [
    selective.filter(d => !d.plan.arranged.partTime),
    selective.filter(d => d.plan.arranged.partTime),
  ];
  const most = (list: readonly DaySummary[]): number => sevenths(list, a => a.weekCap);
  const overtimeFrom = HOURS_40 * full.length;
  const [fullOwes, partOwes] = [agreed(full, overtimeFrom), agreed(part, most(part))];
  return { owed: fullOwes + partOwes, overtimeFrom: overtimeFrom + partOwes, most: most(full) + most(part) };
}

const sevenths = (days: readonly DaySummary[], of: (a: Arranged) => number): number =>
  days.reduce((sum, d) => sum + of(d.plan.arranged), 0);

const agreed = (days: readonly DaySummary[], atMost: number): number =>
  Math.min(
    atMost,
    sevenths(days, a => owedOn(a) * 7),
  );

/** An agreed total of a month counts by calendar days, so that a part of a month owes its part. */
function owedOn({ date, length, partTime, settlementTotal }: Arranged): number {
  if (settlementTotal === 0 || partTime) return length;
  return settlementTotal / Number(monthBounds(date).last.slice(8));
}

/** What may be overtime: work on holidays has a premium of its own (LSA 56 ②). */
const ordinary = (d: DaySummary): number => (d.plan.arranged.holidayWork ? 0 : d.worked);

/**
 * Overtime of a settlement period by the day on which it was worked, whole minutes. In a period of `several` months a
 * month whose average week is over the policy's line earns its premium at once (LSA 52 ② 2, since 2021-04-06); the
 * period's own overtime then is what exceeds that, so no minute counts twice.
 */
export function settlementOvertime(days: readonly DaySummary[], several: boolean): Map<string, number> {
  const selective = days.filter(isSelective);
  const { overtimeFrom } = settlementLines(selective);
  const found = new Map<string, number>();
  let [worked, earlier, counted] = [0, 0, 0];
  for (const month of new Set(selective.map(d => d.date.slice(0, 7)))) {
    const own = selective.filter(d => d.date.startsWith(month));
    const monthFrom = several ? sevenths(own, a => a.monthAverage) : Number.POSITIVE_INFINITY;
    let inMonth = 0;
    for (const d of own) {
      worked += ordinary(d);
      inMonth += ordinary(d);
      const atOnce = earlier + Math.max(0, inMonth * 7 - monthFrom);
      const total = Math.floor(Math.max(atOnce, worked * 7 - overtimeFrom) / 7);
      found.set(d.date, total - counted);
      counted = total;
    }
    earlier += Math.max(0, inMonth * 7 - monthFrom);
  }
  return found;
}

/**
 * Of the overtime of a period (`overtime`, by day) what nobody approved, where the policy asks for it. Approved minutes
 * cover their own day first, work on a holiday before overtime; the rest of them covers the period's other days.
 */
export function settlementUnapproved(
  days: readonly DaySummary[],
  overtime: ReadonlyMap<string, number>,
  approved: ReadonlyMap<string, number>,
): Map<string, number> {
  let left = 0;
  const open = days.filter(isSelective).map(d => {
    const { overtimeNeedsApproval, holidayWork } = d.plan.arranged;
    const given = Math.max(0, (approved.get(d.date) ?? 0) - (holidayWork ? d.worked : 0));
    const asks = overtimeNeedsApproval ? (overtime.get(d.date) ?? 0) : 0;
    left += Math.max(0, given - asks);
    return { date: d.date, minutes: Math.max(0, asks - given) };
  });
  return new Map(
    open.map(({ date, minutes }) => {
      const covered = Math.min(left, minutes);
      left -= covered;
      return [date, minutes - covered];
    }),
  );
}
