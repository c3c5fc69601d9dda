import { defined } from '../shared/defined.ts';
import { minutesOf } from './intervals.ts';
import { recorded } from './presence.ts';
import { isSelective } from './settlement.ts';
import type { DaySummary, PeriodSummary, RecordedDay } from './types.ts';
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
  | { step: 'over8'; minutes: number }
  | { step: 'holiday' | 'day-off'; minutes: number }
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
  const { weekCap, monthAverage, partTime } = selective.at(-1)?.plan.arranged ?? {};
  return {
    ...{ step: 'settlement', first: p.first, last: p.last, days: selective.length },
    workdays: selective.filter(d => d.plan.arranged.length > 0).length,
    planned: selective.reduce((sum, d) => sum + d.plan.arranged.length, 0),
    ...{ owed: Math.ceil(p.base), overtimeFrom: Math.floor(p.overtimeFrom ?? 0), most: Math.floor(p.most ?? 0) },
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

export function explained(day: DaySummary, record: RecordedDay | undefined, now: number): ExplainStep[] {
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
  const minutes = (step: 'night' | 'over8' | 'holiday' | 'day-off', n: number): ExplainStep[] =>
    n > 0 ? [{ step, minutes: n }] : [];
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
    ...minutes('night', day.night),
    ...minutes('over8', day.over8),
    ...minutes('holiday', day.holiday),
    ...minutes('day-off', day.dayOff),
    ...leave,
  ];
}
