import { z } from 'zod';
import type { Modal } from '../../blocks/kit.ts';
import { reportAction, reportCallback } from '../../blocks/report-ids.ts';
import { EVERY_TEAM } from '../../blocks/roster.ts';
import { BOARD_FILTERS, BOARD_PAGE, BOARD_QUERY_MAX, weekBoardModal } from '../../blocks/week-board.ts';
import { addDays, isDate, mondayOf } from '../calendar/rules.ts';
import { paged } from '../shared/portions.ts';
import { type ListModal, onList, searched, type Viewing } from '../slack/list-modal.ts';
import { readMetadata } from '../slack/metadata.ts';
import type { Press } from '../slack/router.ts';
import type { Right, Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { inTeam, matching, teamsAmong } from './teams.ts';
import { weekRows } from './weeks.ts';

const WEEKS = 4;

const querySchema = z.object({
  monday: z.string().refine(isDate),
  filter: z.enum(BOARD_FILTERS),
  team: z.string().max(80),
  query: z.string().max(BOARD_QUERY_MAX),
  page: z.int().min(1),
});
type BoardQuery = z.infer<typeof querySchema>;

async function draw(ws: Workspace, { person, w }: Viewing, q: BoardQuery): Promise<Modal> {
  const this_ = mondayOf(ws.policy.today());
  const weeks = Array.from({ length: WEEKS }, (_, i) => addDays(this_, -7 * i));
  const monday = weeks.includes(q.monday) ? q.monday : this_;
  const people = await ws.rights.among(person.user, 'see-reports');
  const all = await weekRows(ws, people, monday);
  const of = inTeam(all, q.team);
  const found = matching(of, q.query).filter(
    r => q.filter === 'all' || (q.filter === 'missing' ? r.missing.length > 0 : r.is === q.filter),
  );
  const { page, pages, rows } = paged(found, q.page, BOARD_PAGE);
  const { filter, query } = q;
  return weekBoardModal(
    {
      ...{ monday, sunday: addDays(monday, 6), weeks, filter, query, chosen: q.team, page, pages },
      asOf: w.time(ws.clock.now(), person.zone),
      over: of.filter(r => r.is === 'over').length,
      near: of.filter(r => r.is === 'near').length,
      teams: teamsAmong(all),
      rows: rows.map(({ missing, ...r }) => ({ ...r, missing: missing.length })),
      metadata: JSON.stringify({ ...q, monday, page } satisfies BoardQuery),
    },
    w,
  );
}

const board: ListModal<Workspace, BoardQuery> = {
  schema: querySchema,
  pages: reportAction.boardPages,
  filters: {
    [reportAction.boardWeek]: monday => ({ monday }),
    [reportAction.boardFilter]: filter => ({ filter }),
    [reportAction.boardTeam]: team => ({ team }),
    [reportAction.boardQuery]: query => ({ query: query.trim().slice(0, BOARD_QUERY_MAX) }),
  },
  draw,
};

const first = (ws: Workspace, monday = ''): BoardQuery => ({
  monday: isDate(monday) ? monday : mondayOf(ws.policy.today()),
  ...{ filter: 'all', team: EVERY_TEAM, query: '', page: 1 },
});

/** For chat: the board of this week. */
export const boardView = (ws: Workspace, viewing: Viewing): Promise<Modal> => draw(ws, viewing, first(ws));

async function openBoard(ws: Workspace, press: Press): Promise<void> {
  await press.open(await draw(ws, press, first(ws, press.value)));
}

/** Whoever leads nobody sees an empty board. */
export function boardRoutes(r: Routes): void {
  const right: Right<unknown> = { judgedBy: 'who leads somebody, and HR: nobody else is on it' };
  r.open(reportAction.openBoard, right, openBoard);
  onList(board, (id, turn) => r.open(id, right, turn));
  r.submit(
    reportCallback.board,
    right,
    (ws, s) => searched(board, ws, s),
    metadata => readMetadata(querySchema, metadata),
  );
}
