import { defined } from '../shared/defined.ts';
import { minutesOf } from './intervals.ts';
import { recorded } from './presence.ts';
import { isSelective } from './settlement.ts';
import type { DayPremium, DaySummary, PeriodSummary, RecordedDay } from './types.ts';
import { breaksOf, mostWorked } from './worktime.ts';

/**
 * Parts of the break formula: none up to 4 h; worked stays 4 h until 4 h 30; half an hour; stays 8 h until 9 h; an
 * hour.
 */
export type DeductionRule = 'recorded-only' | 'none' | 'stands-at-4h' | 'half-hour' | 'stands-at-8h' | 'hour';

/** In order; minutes and ms. */
export type ExplainStep =
  | { step: 'unfinished'; in: number }
  /** from first check-in to last check-out; `open`: still running, `to` is now */
  | { step: 'span'; from: number; to: number; minutes: number; open: boolean; spans: { in: number; out?: number }[] }
  /** recorded breaks and gaps between spans; `present` is the rest */
  | { step: 'recorded'; breaks: number; gaps: number; present: number }
  /** the most that counts of the span, and how much of `present` it removes */
  | { step: 'deduction'; rule: DeductionRule; most: number; minutes: number }
  | { step: 'worked'; minutes: number; break: number }
  /** 22:00–06:00 outside recorded breaks, at most the worked minutes */
  | { step: 'night'; minutes: number }
  /** overtime over the day's line, of part-timers the contract */
  | { step: 'over-day'; minutes: number; line: number; partTime: boolean }
  /** overtime over the week's 40 hours; `total`: the week's minutes within the lines of its days until then */
  | { step: 'over-week'; minutes: number; total: number }
  /** work on a day off that is no holiday, and no overtime yet */
  | { step: 'day-off'; total: number }
  | { step: 'holiday'; minutes: number; within: number; beyond: number }
  | { step: 'unapproved'; minutes: number }
  | { step: 'leave'; minutes: number; credited: number; length: number; planned: number }
  | SettlementStep;

/** The three lines of a selective day's settlement period, and what counts towards them until now. */
export interface SettlementStep {
  step: 'settlement';
  first: string;
  last: string;
  /** of employment under selective hours, and those of them with work */
  days: number;
  workdays: number;
  /** a total was agreed for the months */
  agreed: boolean;
  /** what the working days make; `owed` is less where the next line is */
  planned: number;
  owed: number;
  overtimeFrom: number;
  partTime: boolean;
  most: number;
  weekCap: number;
  /** of several months: above what average week a month earns a premium at once */
  monthAverage?: number;
  worked: number;
  holiday: number;
  leave: number;
  left: number;
  overtime: number;
  /** the part of the overtime that was worked on this day */
  today: number;
}

/** Owed minutes are rounded up, allowed ones down. */
export function explainedPeriod(p: PeriodSummary, days: readonly DaySummary[], today: number): SettlementStep {
  const selective = days.filter(isSelective);
  const { weekCap, monthAverage, partTime, settlementTotal } = selective.at(-1)?.plan.arranged ?? {};
  return {
    ...{ step: 'settlement', first: p.first, last: p.last, days: selective.length },
    workdays: selective.filter(d => d.plan.arranged.length > 0).length,
    planned: selective.reduce((sum, d) => sum + d.plan.arranged.length, 0),
    ...{ owed: Math.ceil(p.base), overtimeFrom: Math.floor(p.overtimeFrom ?? 0), most: Math.floor(p.most ?? 0) },
    agreed: settlementTotal !== undefined && settlementTotal > 0 && partTime === false,
    ...{ partTime: partTime ?? false, weekCap: weekCap ?? 0 },
    ...(p.first.slice(0, 7) === p.last.slice(0, 7) ? {} : defined({ monthAverage })),
    ...{ worked: p.worked, holiday: p.holiday, leave: p.leave, left: Math.ceil(p.owed), overtime: p.overtime, today },
  };
}

function ruleOf(span: number): DeductionRule {
  if (span <= 240) return 'none';
  if (span < 270) return 'stands-at-4h';
  if (span <= 510) return 'half-hour';
  return span < 540 ? 'stands-at-8h' : 'hour';
}

/** Overtime of a selective day is explained by its settlement period. */
function premiumSteps(day: DaySummary, p: DayPremium): ExplainStep[] {
  const { arranged } = day.plan;
  const { partTime, off } = arranged;
  const unapproved: ExplainStep[] = p.unapproved > 0 ? [{ step: 'unapproved', minutes: p.unapproved }] : [];
  if (arranged.holidayWork && day.worked > 0)
    return [{ step: 'holiday', minutes: day.worked, within: p.holiday8, beyond: p.holidayBeyond }, ...unapproved];
  if (isSelective(day)) return [];
  const overDay = p.overtime - p.overWeek;
  const plainDayOff = off?.is === 'day-off' && day.worked > 0 && p.overtime === 0;
  return [
    ...(overDay > 0 ? [{ step: 'over-day', minutes: overDay, line: p.line, partTime } as const] : []),
    ...(p.overWeek > 0 ? [{ step: 'over-week', minutes: p.overWeek, total: p.within } as const] : []),
    ...(plainDayOff ? [{ step: 'day-off', total: p.within } as const] : []),
    ...unapproved,
  ];
}

export function explained(
  day: DaySummary,
  premium: DayPremium,
  record: RecordedDay | undefined,
  now: number,
): ExplainStep[] {
  const { plan } = day;
  const leave: ExplainStep[] =
    plan.leave === 0
      ? []
      : [
          {
            step: 'leave',
            minutes: plan.leave,
            credited: plan.credited,
            length: plan.arranged.length,
            planned: plan.planned,
          },
        ];
  if (!record || day.in === undefined) return leave;
  if (day.state === 'unfinished') return [{ step: 'unfinished', in: day.in }, ...leave];
  const r = recorded(record, now);
  const present = minutesOf(r.present);
  const breaks = minutesOf(r.breaks);
  const statutory = breaksOf(record, plan.arranged.breaks) === 'statutory';
  const most = statutory ? mostWorked(day.span) : day.span;
  return [
    {
      step: 'span',
      from: day.in,
      to: day.out ?? now,
      minutes: day.span,
      open: day.out === undefined,
      spans: record.spans.map(s => ({ in: s.in, ...defined({ out: s.out }) })),
    },
    { step: 'recorded', breaks, gaps: day.span - minutesOf(r.spans), present },
    {
      step: 'deduction',
      rule: statutory ? ruleOf(day.span) : 'recorded-only',
      most,
      minutes: present - day.worked,
    },
    { step: 'worked', minutes: day.worked, break: day.break },
    ...(day.night > 0 ? [{ step: 'night', minutes: day.night } as const] : []),
    ...premiumSteps(day, premium),
    ...leave,
  ];
}
