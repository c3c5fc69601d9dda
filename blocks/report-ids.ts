import { pageIds } from './ids.ts';

/** Ids of reports; as in `ids.ts`, one place for button and handler. */
export const reportAction = {
  openRoster: 'reports.roster',
  rosterFilter: 'reports.roster-filter',
  rosterTeam: 'reports.roster-team',
  rosterQuery: 'reports.roster-query',
  rosterPages: pageIds('reports.roster-page'),
  /** the weeks of people, against 52 hours; value: a Monday, or nothing for this week */
  openBoard: 'reports.board',
  boardFilter: 'reports.board-filter',
  boardTeam: 'reports.board-team',
  boardQuery: 'reports.board-query',
  boardWeek: 'reports.board-week',
  boardPages: pageIds('reports.board-page'),
  boardChart: 'reports.board-chart',
} as const;

export const reportCallback = { roster: 'reports.roster', board: 'reports.board' } as const;

export const reportInput = { query: 'query', ownWeek: 'own-week' } as const;
