import { addDays, datesBetween } from '../../calendar/rules.ts';
import { defined } from '../../shared/defined.ts';
import type { WorkSpan } from '../../worktime/presence.ts';
import { stateOf } from '../../worktime/presence.ts';
import type { WorktimeSummary } from '../../worktime/summary.ts';
import type { RecordedDay } from '../../worktime/types.ts';
import { type BreakRule, breaksOf, countDay } from '../../worktime/worktime.ts';

const HOUR = 3_600_000;

/** A day that runs on, as its minutes are counted at any time. */
interface OpenDay {
  date: string;
  zone: string;
  breaks: BreakRule;
  spans: WorkSpan[];
  /** ms; from then on it is without its check-out, and counts nothing */
  until: number;
  inWeek: boolean;
  inPeriod: boolean;
}

/**
 * Somebody's week without what passes by itself: `weekAt` adds that. It changes with their days, leave, terms and the
 * policy only. Minutes.
 */
export interface WeekFigures {
  /** without the day that runs on */
  worked: number;
  planned: number;
  leave: number;
  cap: number;
  below: number;
  /** days with a plan and no record: missing once they are over */
  unrecorded: readonly string[];
  unfinished: readonly string[];
  open?: OpenDay;
  /** of hours that are settled by a period: its minutes, and the most where it is the month */
  period?: { worked: number; most?: number };
}

/** A week at a time. */
export interface WeekStand {
  worked: number;
  planned: number;
  leave: number;
  cap: number;
  below: number;
  measured: 'week' | 'period';
  /** dates that passed without a record, or without a check-out */
  missing: readonly string[];
  period?: { worked: number; most: number } | undefined;
}

/** `s`: with a today behind the week, so that all days are over. `period`: of its month, with the running day. */
export function weekFigures(
  s: Pick<WorktimeSummary, 'week' | 'day' | 'plan'>,
  monday: string,
  o: {
    records: readonly RecordedDay[];
    now: number;
    period?: { first: string; last: string; worked: number; most?: number } | undefined;
  },
): WeekFigures {
  const { worked, planned, leave, cap, below, sunday } = s.week(monday);
  const { period } = o;
  const open = openDay(s, o, date => ({
    inWeek: monday <= date && date <= sunday,
    inPeriod: period !== undefined && period.first <= date && date <= period.last,
  }));
  const running = open ? s.day(open.date).worked : 0;
  const flagged = (flag: 'absent' | 'unfinished'): string[] =>
    datesBetween(monday, sunday).filter(date => s.day(date).flags.includes(flag));
  return {
    ...{ worked: worked - (open?.inWeek ? running : 0), planned, leave, cap, below },
    ...{ unrecorded: flagged('absent'), unfinished: flagged('unfinished') },
    ...defined({
      open,
      period: period && {
        worked: period.worked - (open?.inPeriod ? running : 0),
        ...defined({ most: period.most }),
      },
    }),
  };
}

function openDay(
  s: Pick<WorktimeSummary, 'plan'>,
  { records, now }: { records: readonly RecordedDay[]; now: number },
  where: (date: string) => Pick<OpenDay, 'inWeek' | 'inPeriod'>,
): OpenDay | undefined {
  const record = records.findLast(r => r.open);
  const last = record?.spans.at(-1);
  if (!record || !last) return undefined;
  const { date, zone } = record;
  const { forgottenAfter, breaks } = s.plan(date).arranged;
  const of = where(date);
  if (stateOf(record, now, forgottenAfter) === 'unfinished' || !(of.inWeek || of.inPeriod)) return undefined;
  return {
    ...{ date, zone, breaks: breaksOf(record, breaks), until: last.in + forgottenAfter * HOUR, ...of },
    spans: record.spans.map(({ in: from, out, breaks: pauses }) => ({
      ...{ in: from, ...defined({ out }) },
      breaks: pauses.map(b => ({ from: b.from, ...defined({ to: b.to }) })),
    })),
  };
}

/** As counting everything at that time would have it. `today`: the person's. */
export function weekAt(f: WeekFigures, now: number, today: string): WeekStand {
  const { planned, leave, cap, below, unrecorded, open, period } = f;
  const isRunning = open !== undefined && now < open.until;
  const more = isRunning ? countDay({ ...open, now }).worked : 0;
  const unfinished = open?.inWeek && !isRunning ? [...f.unfinished, open.date] : f.unfinished;
  return {
    ...{ worked: f.worked + (open?.inWeek ? more : 0), planned, leave, cap, below },
    measured: period ? 'period' : 'week',
    missing: [...unrecorded.filter(date => date < today), ...unfinished].sort(),
    period:
      period?.most === undefined
        ? undefined
        : { worked: period.worked + (open?.inPeriod ? more : 0), most: period.most },
  };
}

/** The Mondays of the weeks that are kept, this one first. */
export const keptMondays = (monday: string): string[] => [0, 7, 14, 21].map(days => addDays(monday, -days));
