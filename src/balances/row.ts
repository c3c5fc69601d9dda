import type { ListedPerson } from '../people/store.ts';
import type { PoolBalance, Totals } from './rules.ts';

/** What somebody has of each pool that they have or take from; without: neither hire date nor grant. */
export interface Stand {
  /** of part-timers: figures are shown in hours */
  fullDay?: number;
  pools?: readonly PoolBalance[];
}

export interface BalanceRow {
  person: ListedPerson;
  /** of part-timers: figures are shown in hours */
  fullDay?: number;
  /** of the chosen pool; absent: neither hire date nor grant */
  balance?: PoolBalance;
  /** of other pools that there is something of */
  others: PoolBalance[];
}

export interface Balances {
  /** the look that a filter or order by balance shows */
  look?: number;
  rows: BalanceRow[];
  page: number;
  pages: number;
  count: number;
  /** of these rows, or of all pages where all were computed; those of part-timers apart, with their full day */
  totals: { all: boolean; days: Totals; hours: (Totals & { fullDay: number })[] };
}
