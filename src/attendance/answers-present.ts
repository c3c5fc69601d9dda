import type { QuestionState } from '../../blocks/home/model.ts';
import { prefillValue } from '../absence/prefill.ts';
import type { Words } from '../i18n/index.ts';
import type { Unanswered } from './answers.ts';
import { questionState } from './missed-check-out/present.ts';
import type { UnansweredDay } from './unanswered.ts';

interface Asking {
  person: { user: string; zone: string };
  now: number;
  /** the type of leave that fits best */
  leaveType: string;
  names: ReadonlyMap<string, string>;
}

export function askedState(day: UnansweredDay, u: Unanswered, a: Asking, w: Words): QuestionState | undefined {
  const { date } = day;
  const { user, zone } = a.person;
  const leave = prefillValue(user, { type: a.leaveType, from: date, to: date, reason: '' });
  if (day.is === 'no-record') return { is: 'no-record', day: date, date: w.date(date), leave };
  if (day.is === 'no-check-out') {
    const record = u.records.get(date);
    return (
      record && questionState({ day: record, likely: u.likelyEnds(date), requests: u.requests, now: a.now, zone }, w)
    );
  }
  const rejected = u.requests.find(r => r._id === day.request)?.history.findLast(h => h.what === 'rejected');
  return {
    ...{ is: 'rejected', day: date, date: w.date(date), request: day.request },
    ...(rejected ? { by: a.names.get(rejected.by) ?? rejected.by } : {}),
    ...(rejected?.comment ? { reason: rejected.comment } : {}),
    ...(day.lacks === 'record' ? { leave } : {}),
    keep: day.lacks === undefined,
  };
}
