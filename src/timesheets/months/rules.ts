import { approvedDays } from '../../absence/leaves.ts';
import { inForce } from '../../approvals/route/view.ts';
import type { Held } from '../../figures/kinds.ts';
import { instantOf } from '../../worktime/layout.ts';
import { approvedOvertime } from '../../worktime/overtime.ts';
import { minuteOf, msOf, stateOf } from '../../worktime/presence.ts';
import { type CommonDays, commonDays, summarize, type WorktimeSummary } from '../../worktime/summary.ts';
import type { DaySummary } from '../../worktime/types.ts';
import { type ProblemDates, type ProblemFacts, problemsOf } from '../closing/problems.ts';
import { monthRecord, needsAttention, summaryOf } from '../rules.ts';

const HOUR = 3_600_000;

/** Of somebody's month: whether it is to be looked at, and its open problems with their dates. */
export interface MonthFigures {
  look: boolean;
  problems: readonly ProblemDates[];
}

export interface MonthFacts extends ProblemFacts {
  /** when the person's day ends, ms */
  dayEnds: number;
  /** minutes of a week, by date */
  warnAt: (date: string) => number;
}

interface Count {
  figures: MonthFigures;
  worktime: WorktimeSummary;
}

/**
 * As it stands, and until when it stands so if nothing is changed: to the end of the day, and while somebody is in no
 * longer than until a minute more is overtime, over a limit, or makes their check-out late.
 */
export function monthFigures(f: MonthFacts): Held<MonthFigures> {
  const { now, today } = f;
  const common = commonDays();
  const { figures, worktime } = countAt(f, now, common);
  const open = f.records.findLast(r => r.open);
  const forgottenAfter = open ? worktime.plan(open.date).arranged.forgottenAfter : 0;
  const running = open && stateOf(open, now, forgottenAfter) !== 'unfinished' ? open : undefined;
  const missed = running ? [(running.spans.at(-1)?.in ?? now) + forgottenAfter * HOUR] : [];
  const isToday = today <= f.to && running?.date !== today;
  const ends = [
    ...[...(today <= f.to ? [f.dayEnds] : []), ...missed, ...doneAt(worktime, running?.date, now)],
    ...(isToday ? coreBegins(worktime.day(today), now) : []),
  ];
  if (ends.length === 0) return { figures };
  const end = Math.min(...ends);
  const { core, free } = worktime.plan(today);
  if (!running && !(isToday && core.length > 0 && free > 0)) return { figures, from: now, until: end };
  const passing = [today, running?.date];
  const others = (): CommonDays => ({
    ...common,
    days: new Map([...common.days].filter(([date]) => !passing.includes(date))),
  });
  const stands = JSON.stringify(figures);
  const isSame = (minute: number): boolean =>
    JSON.stringify(countAt(f, Math.max(now, msOf(minute)), others()).figures) === stands;
  const change = firstChange(minuteOf(now), minuteOf(end - 1), isSame);
  return { figures, from: now, until: change === undefined ? end : msOf(change) };
}

/** Until somebody has worked what is left of a day, its core time may seem missed. */
function doneAt(s: WorktimeSummary, running: string | undefined, now: number): number[] {
  const day = running === undefined ? undefined : s.day(running);
  if (!day || day.plan.free === 0 || day.coreMissed === 0) return [];
  return [msOf(minuteOf(now) + Math.max(1, day.plan.planned - day.worked))];
}

/** Of whoever is not there: with the first minute of core time that is missed. Part of a day is left to be searched. */
function coreBegins({ plan, coreMissed }: DaySummary, now: number): number[] {
  if (coreMissed > 0 || plan.free > 0) return [];
  const { date, zone } = plan.arranged;
  const ahead = plan.core
    .map(part => part.map(at => minuteOf(instantOf(date, at, zone))))
    .filter(([, to = 0]) => to > minuteOf(now));
  return ahead.map(([from = 0]) => msOf(Math.max(from, minuteOf(now)) + 1));
}

/** What changes stays changed until the end: minutes only grow. Undefined: nothing changes. */
function firstChange(now: number, end: number, isSame: (minute: number) => boolean): number | undefined {
  if (isSame(end)) return undefined;
  let [same, changed] = [now, end];
  while (changed - same > 1) {
    const between = Math.floor((same + changed) / 2);
    if (isSame(between)) same = between;
    else changed = between;
  }
  return changed;
}

function countAt(f: MonthFacts, now: number, common: CommonDays): Count {
  // Corrections and pending leave are no worktime.
  const approved = f.requests.filter(inForce);
  const [leaves, overtime] = [approvedDays(approved, f.calendar), approvedOvertime(approved, f.records)];
  const worktime = summarize({ ...f, now, common, leaves, overtime });
  const summary = summaryOf('', monthRecord(f.from.slice(0, 7), worktime), f.warnAt);
  const problems = [...problemsOf({ ...f, now, common })];
  return { figures: { look: needsAttention(summary), problems }, worktime };
}
