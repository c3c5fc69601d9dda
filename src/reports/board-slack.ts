import type { Modal } from '../../blocks/kit.ts';
import { reportAction, reportCallback } from '../../blocks/report-ids.ts';
import { EVERY_TEAM } from '../../blocks/roster.ts';
import { BOARD_PAGE, BOARD_QUERY_MAX, weekBoardModal } from '../../blocks/week-board.ts';
import { addDays, isDate, mondayOf } from '../calendar/rules.ts';
import { defined } from '../shared/defined.ts';
import { owedLog } from '../shared/owed-log.ts';
import { paged } from '../shared/portions.ts';
import { type ListModal, onList, queryIn, searched, type Viewing } from '../slack/list-modal.ts';
import { readMetadata } from '../slack/metadata.ts';
import type { Press } from '../slack/router.ts';
import type { Right, Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type BoardQuery, boardRows, boardSchema } from './board.ts';
import { boardChart } from './effects.ts';

async function draw(ws: Workspace, { person, w }: Viewing, q: BoardQuery, said?: string): Promise<Modal> {
  const { monday, at, weeks, teams, of, found } = await boardRows(ws, person.user, q);
  const { page, pages, rows } = paged(found, q.page, BOARD_PAGE);
  const { filter, query } = q;
  return weekBoardModal(
    {
      ...{
        monday,
        sunday: addDays(monday, 6),
        today: ws.policy.today(),
        weeks,
        filter,
        query,
        chosen: q.team,
        page,
        pages,
      },
      asOf: w.time(at, person.zone),
      over: of.filter(r => r.is === 'over').length,
      near: of.filter(r => r.is === 'near').length,
      teams,
      rows: rows.map(({ missing, teamId: _, ...r }) => ({ ...r, missing: missing.length })),
      ...defined({ said }),
      metadata: JSON.stringify({ ...q, monday, page, look: at } satisfies BoardQuery),
    },
    w,
  );
}

const board: ListModal<Workspace, BoardQuery> = {
  schema: boardSchema,
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
  await press.open(draw(ws, press, first(ws, press.value)));
}

async function sendChart(ws: Workspace, press: Press): Promise<void> {
  const query = queryIn(board, press);
  const to = press.person.user;
  const logged = owedLog({ what: 'files.export', by: to, on: query.monday, now: { file: 'week' } });
  await ws.received.answer(press.key, [boardChart.owed({ lane: boardChart.kind, to, data: { query } }), logged]);
  press.later(async () => void (await press.redraw(await draw(ws, press, query, press.w.myMonth.csvSent))));
}

/** Whoever leads nobody sees an empty board. */
export function boardRoutes(r: Routes): void {
  const right: Right<unknown> = { judgedBy: 'who leads somebody, and HR: nobody else is on it' };
  r.open(reportAction.openBoard, right, openBoard);
  r.press(reportAction.boardChart, right, sendChart);
  onList(board, (id, turn) => r.open(id, right, turn));
  r.submit(
    reportCallback.board,
    right,
    (ws, s) => searched(board, ws, s),
    metadata => readMetadata(boardSchema, metadata),
  );
}
