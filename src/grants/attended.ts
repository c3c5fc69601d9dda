import type { Basis } from '../leave-record/accrual.ts';
import { defined } from '../shared/defined.ts';
import { NEVER_ABSENT } from './facts.ts';
import type { AttendedEntry, Employment } from './record/schema.ts';
import type { Attended } from './vestings.ts';

/** Attendance that counts; `version`: how often it was recorded. */
export interface RecordedAttended extends Attended {
  version: number;
  last?: AttendedEntry;
}

/** Full attendance is assumed where nothing else was recorded (LSA 60 ①, ②). */
export function attendedIn({ attended: { version, history } }: Pick<Employment, 'attended'>): RecordedAttended {
  const last = history.at(-1);
  const { absentMonths, lowYears, lowYearsBy } = last ?? NEVER_ABSENT;
  return { absentMonths, lowYears, version, ...defined({ lowYearsBy, last }) };
}

/** With another entry, unless this key has recorded one. */
export const withAttended = <E extends Pick<Employment, 'attended'>>(employment: E, entry: AttendedEntry): E => {
  const { version, history } = employment.attended;
  if (history.some(h => h.key === entry.key)) return employment;
  return { ...employment, attended: { version: version + 1, history: [...history, entry] } };
};

/** Whose years are recorded: those of the entry that counts, else of the basis in force. */
export function yearsOf(employment: Pick<Employment, 'attended'>, basis: Basis | 'allowance'): Basis {
  const { lowYears, lowYearsBy } = attendedIn(employment);
  const now = basis === 'fiscal-year' ? basis : 'hire-date';
  return Object.keys(lowYears).length > 0 ? (lowYearsBy ?? now) : now;
}
