import { addDays, dayNumber } from '../calendar/rules.ts';
import type { Snapshot } from './types/definition.ts';

/** Any leave of more calendar days is a long one. */
const LONG_DAYS = 30;

interface Dated {
  from: string;
  to: string;
  as?: Pick<Snapshot, 'longLeave'>;
  longLeave?: true;
}

/**
 * Whether a leave is a status (휴직) for all of its days: where its type says so, as parental leave does, or where it is
 * longer than 30 calendar days.
 */
export const isLongLeave = ({ from, to, as, longLeave = as?.longLeave }: Dated): boolean =>
  longLeave === true || dayNumber(to) - dayNumber(from) >= LONG_DAYS;

/** The long leave of a date; `until`: the last day of those that follow on it without a gap. `leaves`: in force. */
export function longLeaveOn<L extends Dated>(
  date: string,
  leaves: readonly L[],
): { leave: L; until: string } | undefined {
  const long = leaves.filter(isLongLeave).sort((a, b) => (a.from < b.from ? -1 : 1));
  const leave = long.find(l => l.from <= date && date <= l.to);
  if (!leave) return undefined;
  const until = long.reduce((last, l) => (l.from <= addDays(last, 1) && l.to > last ? l.to : last), leave.to);
  return { leave, until };
}
