import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { boardAction, boardCallback, boardInput } from '../../blocks/board-ids.ts';
import { AS_WORKPLACE, TEAM_NOTICES_PAGE, teamNoticesForm, teamNoticesModal } from '../../blocks/board-settings.ts';
import { openAwayOf } from '../absence/away/slack.ts';
import { runs } from '../jobs/store.ts';
import { paged } from '../shared/portions.ts';
import { choiceOf, type FormState } from '../slack/form.ts';
import { type FormModal, says, sent } from '../slack/form-modal.ts';
import { FIRST_PAGE, type ListModal, onList, openList, pageQuery } from '../slack/list-modal.ts';
import { found, readMetadata } from '../slack/metadata.ts';
import type { Press } from '../slack/router.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { runName, teamsToday } from './actions.ts';
import { changeNotices } from './change.ts';
import { notices, type OwnNotices } from './store.ts';

const teams: ListModal<Workspace, typeof FIRST_PAGE> = {
  schema: pageQuery,
  first: FIRST_PAGE,
  pages: boardAction.settingsPages,
  draw: async (ws, { w }, { page }) => {
    const organisation = await ws.people.organisation();
    const { rows, ...pages } = paged(await teamsToday(ws, organisation), page, TEAM_NOTICES_PAGE);
    const known = await runs(ws).named(
      ws.team,
      rows.map(r => runName(r.team.id, r.date)),
    );
    const workplace = ws.policy.now().absence;
    const shown = rows.map(({ team: { id, channel }, settings, date }) => {
      const run = known.get(runName(id, date));
      return {
        ...{ id, channel, path: organisation.path(id), notices: settings },
        own: !isDeepStrictEqual(settings, workplace),
        waits: run !== undefined && run.sent === undefined && run.effects.some(e => e.tries > 0),
      };
    });
    return teamNoticesModal({ workplace, rows: shown, ...pages }, w);
  },
};

async function openTeam(ws: Workspace, press: Press): Promise<void> {
  const [organisation, own] = await Promise.all([ws.people.organisation(), notices(ws).of(ws.team, press.value)]);
  const team = found(organisation.get(press.value));
  const model = {
    ...{ id: team.id, path: organisation.path(team.id), workplace: ws.policy.now().absence },
    own: own?.own ?? {},
  };
  await press.open(teamNoticesForm(model, press.w));
}

/** A field that says "as the workplace" is left out. */
function ownOf(state: FormState): OwnNotices {
  const chosen = (block: string): string | undefined => {
    const value = choiceOf(state, block);
    return value === AS_WORKPLACE ? undefined : value;
  };
  const yesNo = (block: string): boolean | undefined => {
    const value = chosen(block);
    return value === undefined ? undefined : value === 'yes';
  };
  return Object.fromEntries(
    Object.entries({
      tellLeave: chosen(boardInput.leave),
      board: yesNo(boardInput.board),
      boardAt: chosen(boardInput.at),
      boardPlaces: yesNo(boardInput.places),
      boardEmpty: chosen(boardInput.empty),
    }).filter(([, value]) => value !== undefined),
  ) as OwnNotices;
}

const aboutSchema = z.object({ team: z.string() });

const teamForm: FormModal<Workspace, z.infer<typeof aboutSchema>, { ok: boolean }> = {
  reads: metadata => readMetadata(aboutSchema, metadata),
  store: async (ws, s, { team }) => {
    found((await ws.people.organisation()).get(team));
    return { ok: await changeNotices(ws, s.person.user, team, ownOf(s.state), s.key) };
  },
  refuse: (_ws, { w }) => says(w.calendar.errors.busy, w, w.boardSettings.title),
  beneath: (ws, s) => teams.draw(ws, s, FIRST_PAGE),
};

export function boardRoutes(r: Routes): void {
  r.open(boardAction.openAway, { everyone: true }, (ws, press) => openAwayOf(ws, press, press.value));
  const right = { may: 'change-settings' } as const;
  r.open(boardAction.openSettings, right, openList(teams));
  onList(teams, (id, turn) => r.open(id, right, turn));
  r.open(boardAction.editTeam, right, openTeam);
  r.submit(boardCallback.team, right, (ws, s) => sent(teamForm, ws, s), teamForm.reads);
}
