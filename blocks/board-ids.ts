import { pageIds } from './ids.ts';

/** Ids of the morning board, and of what a team is told. */
export const boardAction = {
  /** value: a team; opens who is away in it */
  openAway: 'board.away',
  openSettings: 'board.settings',
  settingsPages: pageIds('board.settings-page'),
  /** value: a team */
  editTeam: 'board.team',
} as const;

export const boardCallback = { settings: 'board.settings', team: 'board.team' } as const;

/** Block ids of inputs; the element's action id is `value`. */
export const boardInput = {
  leave: 'board.leave',
  board: 'board.board',
  at: 'board.at',
  places: 'board.places',
  empty: 'board.empty',
} as const;
