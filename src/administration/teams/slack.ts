import { z } from 'zod';
import { teamAction, teamCallback, teamInput } from '../../../blocks/team-ids.ts';
import {
  membersModal,
  NO_TEAM,
  TEAM_FILTERS,
  TEAM_QUERY_MAX,
  TEAMS_PAGE,
  type TeamModel,
  teamModal,
  teamsModal,
} from '../../../blocks/teams.ts';
import type { Directory } from '../../people/may.ts';
import type { TeamCommand } from '../../people/organisation/change.ts';
import { type OrgTeam, teamChoices, teamIdFrom } from '../../people/organisation/rules.ts';
import { isActive } from '../../people/rules.ts';
import { defined } from '../../shared/defined.ts';
import { byName } from '../../shared/text.ts';
import { choiceOf, type FormState, textOf } from '../../slack/form.ts';
import { beside, type FormModal, redrawBeneath, sent } from '../../slack/form-modal.ts';
import { type ListModal, onList, openList, searched, type Viewing } from '../../slack/list-modal.ts';
import { found, readMetadata } from '../../slack/metadata.ts';
import { conversationOf, userOf, usersOf } from '../../slack/pickers.ts';
import type { Press, Submission } from '../../slack/router.ts';
import { redrawHomes } from '../../workspace/home.ts';
import type { Routes } from '../../workspace/routes.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { changeTeam, moveMembers, type TeamOutcome } from './actions.ts';
import { teamsModel } from './present.ts';

const querySchema = z.object({
  query: z.string().max(TEAM_QUERY_MAX),
  filter: z.enum(TEAM_FILTERS),
  page: z.int().min(1),
});
type TeamsQuery = z.infer<typeof querySchema>;

const teamsList: ListModal<Workspace, TeamsQuery> = {
  schema: querySchema,
  first: { query: '', filter: 'here', page: 1 },
  pages: teamAction.pages,
  filters: {
    [teamAction.query]: query => ({ query: query.trim() }),
    [teamAction.filter]: filter => ({ filter }),
  },
  draw: async (ws, { w }, query) => teamsModal(teamsModel(query, await ws.rights.directory(), TEAMS_PAGE), w),
};

/** `list`: what the list beneath shows. */
const aboutSchema = z.strictObject({ id: z.string().exactOptional(), list: querySchema.exactOptional() });
type About = z.infer<typeof aboutSchema>;
const readAbout = (metadata: string): About | undefined => readMetadata(aboutSchema, metadata);

const membersOf = (d: Directory, id: string) =>
  [...d.people.values()].filter(p => isActive(p) && p.teamId === id).sort((a, b) => byName(a.name, b.name));

const listIn = (press: Press): Pick<About, 'list'> =>
  defined({ list: press.view ? (readMetadata(querySchema, press.view.metadata) ?? undefined) : undefined });

async function drawTeam(ws: Workspace, { w }: Viewing, about: About, trouble?: string) {
  const d = await ws.rights.directory();
  const metadata = JSON.stringify(about);
  const { id } = about;
  const choices = teamChoices(d.teams);
  if (id === undefined) return teamModal({ name: '', archived: false, parents: choices, members: [], metadata }, w);
  const team: OrgTeam = found(d.teams.get(id));
  const below = d.teams.below(id);
  const model: TeamModel = {
    ...{ id, name: team.name, archived: team.archived === true, metadata },
    ...defined({ parent: team.parent, lead: team.lead, channel: team.channel, trouble }),
    parents: choices.filter(t => !below.has(t.id)),
    members: membersOf(d, id).map(p => p.name),
  };
  return teamModal(model, w);
}

function readTeam(state: FormState, id: string, isNew: boolean): TeamCommand {
  const parent = choiceOf(state, teamInput.parent);
  const change = {
    name: textOf(state, teamInput.name),
    parent: parent === undefined || parent === NO_TEAM ? null : parent,
    lead: userOf(state, teamInput.lead) ?? null,
    channel: conversationOf(state, teamInput.channel) ?? null,
  };
  return { do: isNew ? 'add' : 'change', id, change };
}

const teamForm: FormModal<Workspace, About, TeamOutcome> = {
  reads: readAbout,
  store: (ws, s, about) => {
    const id = about.id ?? teamIdFrom(`${ws.team}:${s.key}`);
    return changeTeam(ws, s.person.user, readTeam(s.state, id, about.id === undefined), s.key);
  },
  refuse: (_ws, { w }, _about, refused) =>
    'problems' in refused
      ? beside(refused.problems, p => [p.field, w.teams.problems[p.code]])
      : { errors: { [teamInput.name]: w.teams.busy } },
  after: (ws, s, _about, { team }) => {
    const { lead } = team ?? {};
    if (lead !== undefined) s.later(() => redrawHomes(ws, [lead]));
  },
  beneath: (ws, s, { list }) => list && teamsList.draw(ws, s, list),
};

/** Archived, or used again: the form shows it, or why not. */
async function setArchived(ws: Workspace, press: Press, what: 'archive' | 'restore'): Promise<void> {
  const about = found(readAbout(press.view?.metadata ?? ''));
  const id = found(about.id);
  const outcome = await changeTeam(ws, press.person.user, { do: what, id }, press.key);
  const { w } = press;
  const [problem] = 'problems' in outcome ? outcome.problems : [];
  const trouble = problem ? w.teams.problems[problem.code] : outcome.ok ? undefined : w.teams.busy;
  await press.redraw(await drawTeam(ws, press, about, trouble));
}

async function openMembers(ws: Workspace, press: Press): Promise<void> {
  const about = found(readAbout(press.view?.metadata ?? ''));
  const d = await ws.rights.directory();
  const team = found(d.teams.get(about.id));
  const others = teamChoices(d.teams).filter(t => t.id !== team.id);
  const members = membersOf(d, team.id).map(p => p.user);
  const metadata = JSON.stringify(about);
  await press.open(membersModal({ name: team.name, members, others, metadata }, press.w));
}

async function membersSent(ws: Workspace, s: Submission) {
  const about = found(readAbout(s.metadata));
  const id = found(about.id);
  const target = choiceOf(s.state, teamInput.target);
  const added = usersOf(s.state, teamInput.added);
  const leaving = target === undefined ? [] : usersOf(s.state, teamInput.moved).filter(u => !added.includes(u));
  const moves = [
    { users: added, teamId: id },
    { users: leaving, teamId: target === NO_TEAM ? undefined : target },
  ].filter(m => m.users.length > 0);
  const failed = await moveMembers(ws, s.person.user, moves, s.key);
  redrawBeneath(ws, s, () => drawTeam(ws, s, about));
  if (failed.length > 0) return { errors: { [teamInput.added]: s.w.teams.notMoved(s.w.list(failed.slice(0, 10))) } };
  return { close: true as const };
}

const right = { may: 'define-teams' } as const;

export function teamRoutes(r: Routes): void {
  r.open(teamAction.openList, right, openList(teamsList));
  onList(teamsList, (id, turn) => r.open(id, right, turn));
  r.submit(
    teamCallback.list,
    right,
    (ws, s) => searched(teamsList, ws, s),
    text => readMetadata(querySchema, text),
  );
  r.open(teamAction.add, right, async (ws, press) => press.open(await drawTeam(ws, press, listIn(press))));
  r.open(teamAction.open, right, async (ws, press) =>
    press.open(await drawTeam(ws, press, { id: press.value, ...listIn(press) })),
  );
  r.open(teamAction.members, right, openMembers);
  r.press(teamAction.archive, right, (ws, press) => setArchived(ws, press, 'archive'));
  r.press(teamAction.restore, right, (ws, press) => setArchived(ws, press, 'restore'));
  r.submit(teamCallback.team, right, (ws, s) => sent(teamForm, ws, s), readAbout);
  r.submit(teamCallback.members, right, membersSent, readAbout);
}
