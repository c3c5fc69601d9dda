import { pageIds } from './ids.ts';

/** Ids of reports; as in `ids.ts`, one place for button and handler. */
export const reportAction = {
  openRoster: 'reports.roster',
  rosterFilter: 'reports.roster-filter',
  rosterTeam: 'reports.roster-team',
  rosterQuery: 'reports.roster-query',
  rosterPages: pageIds('reports.roster-page'),
} as const;

export const reportCallback = { roster: 'reports.roster' } as const;

export const reportInput = { query: 'query' } as const;
