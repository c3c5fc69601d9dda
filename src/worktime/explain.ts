import { defined } from '../shared/defined.ts';
import { minutesOf } from './intervals.ts';
import { recorded } from './presence.ts';
import type { DaySummary, RecordedDay } from './types.ts';
import { mostWorked } from './worktime.ts';

/**
 * Which part of the break formula holds: only recorded breaks count; up to 4 h nothing is deducted; until 4 h 30 min worked time stands at 4 h; half an
 * hour; until 9 h it stands at 8 h; an hour.
 */
export type DeductionRule = 'recorded-only' | 'none' | 'stands-at-4h' | 'half-hour' | 'stands-at-8h' | 'hour';

/** A step of how a day is counted, minutes and ms, in the order of counting. */
export type ExplainStep =
  | { step: 'unfinished'; in: number }
  /** from the first check-in to the last check-out; `open`: it still runs, `to` is now */
  | { step: 'span'; from: number; to: number; minutes: number; open: boolean; spans: { in: number; out?: number }[] }
  /** not worked: recorded breaks, and gaps between spans; `present` is what is left */
  | { step: 'recorded'; breaks: number; gaps: number; present: number }
  /** the most that may count of the span, and how much of `present` that takes away */
  | { step: 'deduction'; rule: DeductionRule; most: number; minutes: number }
  | { step: 'worked'; minutes: number; break: number }
  /** 22:00–06:00 outside recorded breaks, at most the worked minutes */
  | { step: 'night'; minutes: number }
  | { step: 'over8'; minutes: number }
  | { step: 'holiday' | 'day-off'; minutes: number }
  | { step: 'leave'; minutes: number; credited: number; length: number; planned: number };

function ruleOf(span: number): DeductionRule {
  if (span <= 240) return 'none';
  if (span < 270) return 'stands-at-4h';
  if (span <= 510) return 'half-hour';
  return span < 540 ? 'stands-at-8h' : 'hour';
}

/** How a day's figures came about, step by step; only steps that say something. */
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
  const statutory = plan.arranged.breaks === 'statutory';
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
