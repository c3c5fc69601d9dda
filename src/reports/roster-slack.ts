import { z } from 'zod';
import { callback } from '../../blocks/ids.ts';
import { type Modal, notice } from '../../blocks/kit.ts';
import { reportAction, reportCallback } from '../../blocks/report-ids.ts';
import {
  EVERY_TEAM,
  ROSTER_FILTERS,
  ROSTER_PAGE,
  ROSTER_QUERY_MAX,
  type RosterModel,
  rosterModal,
} from '../../blocks/roster.ts';
import { type Organisation, teamsOf } from '../people/organisation/rules.ts';
import { defined } from '../shared/defined.ts';
import { paged } from '../shared/portions.ts';
import { type ListModal, onList, openList, searched, type Viewing } from '../slack/list-modal.ts';
import { readMetadata } from '../slack/metadata.ts';
import { lookAt } from '../workspace/looks.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { countsOf, type RosterEntry, rosterFor } from './roster.ts';
import { inTeam, matching, teamsAmong } from './teams.ts';

const querySchema = z.object({
  filter: z.enum(ROSTER_FILTERS),
  team: z.string().max(80),
  query: z.string().max(ROSTER_QUERY_MAX),
  page: z.int().min(1),
  look: z.number().optional(),
});
type RosterQuery = z.infer<typeof querySchema>;

const FIRST: RosterQuery = { filter: 'all', team: EVERY_TEAM, query: '', page: 1 };

function modelOf(
  ws: Workspace,
  { person: viewer, w }: Viewing,
  { rows: entries, at: look }: { rows: readonly RosterEntry[]; at: number },
  q: RosterQuery,
  orgTeams: Organisation,
): RosterModel {
  const within = inTeam(entries, q.team, orgTeams);
  const counts = countsOf(within);
  const found = matching(within, q.query).filter(e => q.filter === 'all' || e.is === q.filter);
  const { page, pages, count, rows } = paged(found, q.page, ROSTER_PAGE);
  const time = (at: number): string => w.time(at, viewer.zone);
  const places = new Map<string, number>();
  for (const e of within) if (e.is === 'in' && e.place) places.set(e.place, (places.get(e.place) ?? 0) + 1);
  return {
    ...{ asOf: time(look), counts, places: [...places], team: !ws.people.may(viewer, 'see-now') },
    ...{ query: q.query, filter: q.filter, chosen: q.team, page, pages, count },
    teams: teamsAmong(entries, orgTeams),
    rows: rows.map(({ at, due, employeeNo: _, teamId: _t, ...e }) => ({
      ...e,
      ...defined({ at: at === undefined ? undefined : time(at), due: due === undefined ? undefined : time(due) }),
    })),
    metadata: JSON.stringify({ ...q, page, look } satisfies RosterQuery),
  };
}

const roster: ListModal<Workspace, RosterQuery> = {
  schema: querySchema,
  first: FIRST,
  pages: reportAction.rosterPages,
  filters: {
    [reportAction.rosterFilter]: filter => ({ filter }),
    [reportAction.rosterTeam]: team => ({ team }),
    [reportAction.rosterQuery]: query => ({ query: query.trim().slice(0, ROSTER_QUERY_MAX) }),
  },
  draw: async (ws, viewing, query) => {
    const { person, w } = viewing;
    let seesNobody = false;
    const look = await lookAt(ws, { list: 'roster', viewer: person.user, at: query.look }, async () => {
      const entries = await rosterFor(ws, person);
      seesNobody = entries === undefined;
      return entries ?? [];
    });
    if (!seesNobody) return rosterModal(modelOf(ws, viewing, look, query, await teamsOf(ws)), w);
    const refused = await ws.refusals.text({ code: 'administrators-only' }, viewing);
    return notice(callback.notice, w.errors.title, refused, w.common.close);
  },
};

/** For chat. */
export const rosterView = (ws: Workspace, viewing: Viewing): Promise<Modal> => roster.draw(ws, viewing, FIRST);

/** As Home or a summary opens it. */
export const openRoster = openList(roster);

export function rosterRoutes(r: Routes): void {
  const judged = { judgedBy: 'who is in for those who lead somebody, and for HR' };
  r.open(reportAction.openRoster, judged, openRoster);
  onList(roster, (id, turn) => r.open(id, judged, turn));
  r.submit(reportCallback.roster, judged, (ws, s) => searched(roster, ws, s), readRoster);
}

const readRoster = (metadata: string): RosterQuery | undefined => readMetadata(querySchema, metadata);
