import type { RequestDoc } from '../approvals/store.ts';
import type { SettlementEntry } from '../grants/record/schema.ts';
import type { Person } from '../people/rules.ts';
import type { Settlement } from './rules.ts';

/** The leave of a person who leaves, and its settlements. */
export interface Leaver {
  person: Person;
  settlement: Settlement;
  mark: string;
  /** of part-timers on the last day: figures are shown in hours */
  fullDay?: number;
  /** the active settlement of exactly this last day */
  settled?: SettlementEntry;
  history: SettlementEntry[];
  /** leaves beyond the last day; `whole`: they begin after it */
  after: { request: RequestDoc; whole: boolean }[];
}
