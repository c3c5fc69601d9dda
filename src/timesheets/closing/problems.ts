import { MONTH_PROBLEMS, type MonthProblem } from '../../../blocks/month-ids.ts';
import { approvedDays, LEAVE } from '../../absence/leaves.ts';
import { CORRECTION } from '../../attendance/corrections/kind.ts';
import { type UnansweredFacts, unansweredDays } from '../../attendance/unanswered.ts';
import { datesBetween } from '../../calendar/rules.ts';
import { approvedOvertime } from '../../worktime/overtime.ts';
import { commonDays, summarize } from '../../worktime/summary.ts';
import type { DaySummary } from '../../worktime/types.ts';

/** Days by problem; a pending request counts one day. */
export type Problems = ReadonlyMap<MonthProblem, readonly string[]>;
export type ProblemDates = readonly [MonthProblem, readonly string[]];
export type ProblemCounts = Partial<Record<MonthProblem, number>>;

/** `requests`: with overtime. */
export type ProblemFacts = Omit<UnansweredFacts, 'isClosed'>;

/** Pure. */
export function problemsOf(facts: ProblemFacts): Problems {
  const f = { common: commonDays(), ...facts };
  const { from, to, calendar, requests } = f;
  const unanswered = unansweredDays({ ...f, isClosed: () => false });
  const worktime = summarize({
    ...f,
    leaves: approvedDays(requests, calendar),
    overtime: approvedOvertime(requests, f.records),
  });
  const dates = datesBetween(from, to).filter(date => date <= f.today);
  const waiting = (kind: string): string[] =>
    requests
      .filter(r => r.kind === kind && r.state === 'waiting' && r.period.from <= to && r.period.to >= from)
      // Pending cancellations, too.
      .map(r => [r.period.from, from].sort().at(-1) ?? from);
  const lacking = (lack: 'record' | 'check-out', is: string): string[] =>
    unanswered.filter(d => d.is === is || ('lacks' in d && d.lacks === lack)).map(d => d.date);
  const flagged = (fits: (d: DaySummary) => boolean): string[] => dates.filter(date => fits(worktime.day(date)));
  const found: Record<MonthProblem, string[]> = {
    'still-in': flagged(d => d.state === 'in' || d.state === 'break'),
    'no-check-out': lacking('check-out', 'no-check-out'),
    'no-record': lacking('record', 'no-record'),
    'correction-waiting': waiting(CORRECTION),
    'leave-waiting': waiting(LEAVE),
    'break-missed': flagged(d => d.flags.includes('break-missed')),
    'protected-work': flagged(d => d.flags.includes('protected-work')),
    'overtime-unapproved': dates.filter(date => worktime.premium(date).unapproved > 0),
  };
  return new Map(MONTH_PROBLEMS.flatMap(p => (found[p].length > 0 ? [[p, found[p].sort()] as const] : [])));
}

export function countsOf(people: Iterable<Problems>): ProblemCounts {
  const counts: ProblemCounts = {};
  for (const problems of people)
    for (const [problem, dates] of problems) counts[problem] = (counts[problem] ?? 0) + dates.length;
  return counts;
}
