import type { WorkdayDoc } from '../attendance/schema.ts';
import type { ActiveLeave } from '../leave-record/rules.ts';
import type { Person } from '../people/rules.ts';
import type { WorktimeSummary } from '../worktime/summary.ts';
import type { MonthRecord } from './rules.ts';

export interface PersonMonth {
  person: Person;
  record: MonthRecord;
  summary: WorktimeSummary;
  /** with history */
  days: ReadonlyMap<string, WorkdayDoc>;
  /** in force on a date */
  leavesOn(date: string): ActiveLeave[];
  /** the workplace's */
  zone: string;
  today: string;
  closed: boolean;
}
