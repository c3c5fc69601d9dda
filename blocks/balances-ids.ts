import { pageIds } from './ids.ts';

/** Ids of the balances of all, and of grants to many. */
export const balancesAction = {
  open: 'balances.open',
  query: 'balances.query',
  pool: 'balances.pool',
  filter: 'balances.filter',
  sort: 'balances.sort',
  scope: 'balances.scope',
  pages: pageIds('balances.next'),
  xlsx: 'balances.xlsx',
  csv: 'balances.csv',
  chart: 'balances.chart',
} as const;

export const balancesCallback = { list: 'balances.list' } as const;

export const balancesInput = { query: 'query' } as const;
