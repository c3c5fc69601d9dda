import type { questionMessage } from '../../../blocks/corrections.ts';
import type { QuestionModel } from '../../../blocks/home/model.ts';
import type { RequestDoc } from '../../approvals/store.ts';
import type { Words } from '../../i18n/index.ts';
import type { LikelyEnds } from '../../worktime/summary.ts';
import { CORRECTION, correctionFormOf } from '../corrections/kind.ts';
import { timesText } from '../corrections/present.ts';
import { isCheckOutMissed, type Workday } from '../rules.ts';
import { offeredTimes, unendedSpan } from './rules.ts';

interface Asking {
  day: Omit<Workday, 'history'>;
  likely: LikelyEnds;
  requests: readonly RequestDoc[];
  now: number;
  zone: string;
}

/** The state of the question about a missing check-out: open, answered by a correction that waits, or settled. */
export function questionState(
  { day, likely, requests, now, zone }: Asking,
  w: Words,
): Parameters<typeof questionMessage>[0] {
  const { date } = day;
  const dated = { date, zone: day.zone };
  if (!day.open && !day.unfinished)
    return { is: 'answered', date: w.date(date), times: timesText(day.spans, dated, w) };
  const waits = requests.find(r => r.kind === CORRECTION && r.state === 'waiting' && r.period.from === date);
  if (waits)
    return {
      is: 'waits',
      request: waits._id,
      date: w.date(date),
      times: timesText(correctionFormOf(waits.form).after, dated, w),
    };
  return { is: 'asked', question: questionModel(day, likely, now, zone, w) };
}

function questionModel(day: Asking['day'], likely: LikelyEnds, now: number, zone: string, w: Words): QuestionModel {
  const since = w.time(day.spans[unendedSpan(day)]?.in ?? now, zone);
  const missing = day.unfinished === true || isCheckOutMissed(day, now);
  return {
    date: day.date,
    text: missing
      ? w.missedCheckOut.missing(w.date(day.date), since)
      : w.missedCheckOut.stillIn(w.date(day.date), since),
    times: offeredTimes(day, likely, now).map(({ is, at }) => ({
      label: is === 'usual' ? w.missedCheckOut.usual(w.time(at, zone)) : w.missedCheckOut.planned(w.time(at, zone)),
      at,
    })),
  };
}
