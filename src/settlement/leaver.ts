import type { RequestDoc } from '../approvals/store.ts';
import type { Person } from '../people/rules.ts';
import type { Settlement } from './rules.ts';
import type { SettlementEntry } from './store.ts';

/** Somebody's leave as they leave, and what became of it. */
export interface Leaver {
  person: Person;
  settlement: Settlement;
  mark: string;
  /** the active settlement of exactly this last day */
  settled?: SettlementEntry;
  history: SettlementEntry[];
  /** leaves beyond the last day; `whole`: nothing of them stays */
  after: { request: RequestDoc; whole: boolean }[];
}
