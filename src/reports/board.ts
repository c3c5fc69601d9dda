import { z } from 'zod';
import { BOARD_FILTERS, BOARD_QUERY_MAX } from '../../blocks/week-board.ts';
import { addDays, isDate, mondayOf } from '../calendar/rules.ts';
import { teamsOf } from '../people/organisation/rules.ts';
import { lookAt } from '../workspace/looks.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { inTeam, matching, teamsAmong } from './teams.ts';
import type { WeekRow } from './week.ts';
import { weekRows } from './weeks.ts';

const WEEKS = 4;

export const boardSchema = z.object({
  monday: z.string().refine(isDate),
  filter: z.enum(BOARD_FILTERS),
  team: z.string().max(80),
  query: z.string().max(BOARD_QUERY_MAX),
  page: z.int().min(1),
  look: z.number().optional(),
});
export type BoardQuery = z.infer<typeof boardSchema>;

interface Board {
  monday: string;
  /** when it was counted, ms */
  at: number;
  /** Mondays to choose from */
  weeks: string[];
  /** to choose from */
  teams: ReturnType<typeof teamsAmong>;
  /** of the chosen team, and those of them whom the query finds */
  of: readonly WeekRow[];
  found: WeekRow[];
}

/** Of people whose reports the viewer may see. */
export async function boardRows(ws: Workspace, viewer: string, q: BoardQuery): Promise<Board> {
  const thisWeek = mondayOf(ws.policy.today());
  const weeks = Array.from({ length: WEEKS }, (_, i) => addDays(thisWeek, -7 * i));
  const monday = weeks.includes(q.monday) ? q.monday : thisWeek;
  const { at, rows: all } = await lookAt(ws, { list: `board ${monday}`, viewer, at: q.look }, async () =>
    weekRows(ws, await ws.rights.among(viewer, 'see-reports'), monday),
  );
  const teams = await teamsOf(ws);
  const of = inTeam(all, q.team, teams);
  const found = matching(of, q.query).filter(
    r => q.filter === 'all' || (q.filter === 'missing' ? r.missing.length > 0 : r.is === q.filter),
  );
  return { monday, at, weeks, teams: teamsAmong(all, teams), of, found };
}
