import { requestedDays } from '../absence/leaves.ts';
import type { RequestDoc } from '../approvals/store.ts';
import { datesBetween } from '../calendar/rules.ts';
import { defined } from '../shared/defined.ts';
import { summarize, type WorktimeFacts } from '../worktime/summary.ts';
import type { RecordedDay } from '../worktime/types.ts';
import { CORRECTION } from './corrections/kind.ts';

export type Lack = 'record' | 'check-out';

export type UnansweredDay =
  | { date: string; is: 'no-record' }
  | { date: string; is: 'no-check-out' }
  /** `request`: the correction; `lacks`: what the day lacks without it */
  | { date: string; is: 'correction-rejected'; request: string; lacks?: Lack };

/** A record with what shows whether a rejected correction was answered since. */
export interface AnsweredRecord extends RecordedDay {
  history?: readonly { at: number }[] | undefined;
  /** rejected corrections after which the person left the day as it was */
  kept?: readonly string[] | undefined;
}

export interface UnansweredFacts
  extends Pick<WorktimeFacts, 'now' | 'today' | 'policyOn' | 'calendar' | 'person' | 'common'> {
  /** both included; today never lacks a record */
  from: string;
  to: string;
  records: readonly AnsweredRecord[];
  requests: readonly RequestDoc[];
  /** date of the person's first record; earlier days need no answer. Absent: they record nothing */
  firstRecord?: string;
  /** `month`: YYYY-MM. Days of a closed month need no answer */
  isClosed: (month: string) => boolean;
}

/** By date. A pending correction answers its day, pending leave what it takes of it. */
export function unansweredDays(f: UnansweredFacts): UnansweredDay[] {
  const { firstRecord, calendar } = f;
  if (firstRecord === undefined || f.from > f.to) return [];
  const from = firstRecord > f.from ? firstRecord : f.from;
  const to = f.today < f.to ? f.today : f.to;
  if (from > to) return [];
  const s = summarize({ ...f, leaves: requestedDays(f.requests, calendar) });
  const records = new Map(f.records.map(r => [r.date, r]));
  const corrections = latestCorrections(f.requests);
  return datesBetween(from, to).flatMap((date): UnansweredDay[] => {
    if (f.isClosed(date.slice(0, 7))) return [];
    const correction = corrections.get(date);
    if (correction && waits(correction)) return [];
    const { flags } = s.day(date);
    const lacks: Lack | undefined = flags.includes('unfinished')
      ? 'check-out'
      : flags.includes('absent')
        ? 'record'
        : undefined;
    const record = records.get(date);
    if (correction?.state === 'rejected' && (record || lacks) && !isAnswered(correction, record))
      return [{ date, is: 'correction-rejected', request: correction._id, ...defined({ lacks }) }];
    if (!lacks) return [];
    return [{ date, is: lacks === 'record' ? 'no-record' : 'no-check-out' }];
  });
}

const waits = (r: RequestDoc): boolean => (r.state === 'waiting' && r.purpose === 'request') || r.state === 'sent-back';

/** The latest correction of each date. */
function latestCorrections(requests: readonly RequestDoc[]): Map<string, RequestDoc> {
  const latest = new Map<string, RequestDoc>();
  for (const r of requests) {
    if (r.kind !== CORRECTION) continue;
    const before = latest.get(r.period.from);
    if (!before || before.seq < r.seq) latest.set(r.period.from, r);
  }
  return latest;
}

/** The day changed after the rejection, or its person left it as it is. */
function isAnswered(correction: RequestDoc, record: AnsweredRecord | undefined): boolean {
  const at = correction.history.findLast(h => h.what === 'rejected')?.at ?? 0;
  return record?.kept?.includes(correction._id) === true || record?.history?.some(h => h.at > at) === true;
}
