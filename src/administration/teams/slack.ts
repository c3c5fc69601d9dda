import { z } from 'zod';
import type { Modal } from '../../../blocks/kit.ts';
import { teamAction, teamCallback, teamInput } from '../../../blocks/team-ids.ts';
import {
  membersModal,
  NO_TEAM,
  TEAM_FILTERS,
  TEAM_QUERY_MAX,
  TEAMS_PAGE,
  type TeamModel,
  teamCheckModal,
  teamModal,
  teamsModal,
} from '../../../blocks/teams.ts';
import type { TouchedModel } from '../../../blocks/touched.ts';
import type { Words } from '../../i18n/index.ts';
import { changed } from '../../people/facts.ts';
import type { Listing } from '../../people/may.ts';
import { TEAM_FIELDS, type TeamChange, type TeamCommand } from '../../people/organisation/change.ts';
import { type OrgTeam, teamChoices, teamIdFrom } from '../../people/organisation/rules.ts';
import { isActive } from '../../people/rules.ts';
import { defined } from '../../shared/defined.ts';
import { byName } from '../../shared/text.ts';
import { choiceOf, type FormState, textOf } from '../../slack/form.ts';
import { beside, type FormModal, redrawBeneath, says, sent } from '../../slack/form-modal.ts';
import { type ListModal, onList, openList, searched, type Viewing } from '../../slack/list-modal.ts';
import { found, readMetadata } from '../../slack/metadata.ts';
import { conversationOf, userOf, usersOf } from '../../slack/pickers.ts';
import type { ModalAnswer, Press, Submission } from '../../slack/router.ts';
import { redrawHomes } from '../../workspace/home.ts';
import type { Routes } from '../../workspace/routes.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { countingSome, showCounting, touchedByTeams } from '../touched.ts';
import { changeTeam, moveMembers, proposeTeam, type TeamOutcome, wasChanged } from './actions.ts';
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
  draw: async (ws, { w }, query) => teamsModal(teamsModel(query, await ws.rights.listing(), TEAMS_PAGE), w),
};

/** `list`: what the list beneath shows. */
const aboutSchema = z.strictObject({ id: z.string().exactOptional(), list: querySchema.exactOptional() });
type About = z.infer<typeof aboutSchema>;
const readAbout = (metadata: string): About | undefined => readMetadata(aboutSchema, metadata);

const membersOf = (d: Listing, id: string) =>
  [...d.people.values()].filter(p => isActive(p) && p.teamId === id).sort((a, b) => byName(a.name, b.name));

const listIn = (press: Press): Pick<About, 'list'> =>
  defined({ list: press.view ? (readMetadata(querySchema, press.view.metadata) ?? undefined) : undefined });

async function drawTeam(ws: Workspace, { w }: Viewing, about: About, trouble?: string) {
  const d = await ws.rights.listing();
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

/** What is shown before it is saved: the change, and the version of the teams that it was counted on. */
const checkSchema = aboutSchema.extend({
  id: z.string(),
  does: z.enum(['change', 'archive', 'restore']).default('change'),
  change: z.partialRecord(z.enum(TEAM_FIELDS), z.string().nullable()),
  seen: z.int(),
});
type Check = z.infer<typeof checkSchema>;
const readCheck = (metadata: string): Check | undefined => readMetadata(checkSchema, metadata);
const commandOf = ({ id, does, change }: Pick<Check, 'id' | 'does' | 'change'>): TeamCommand =>
  does === 'change' ? { do: does, id, change: defined(change) as TeamChange } : { do: does, id };

/** Whom another lead, parent or channel touches, or that the team is no more; undefined: it is refused. */
async function checkOf(ws: Workspace, w: Words, about: Omit<Check, 'seen'>, again = false) {
  const proposed = await proposeTeam(ws, commandOf(about));
  if (!proposed) return undefined;
  const { teams, seen } = proposed;
  const name = teams.find(t => t.id === about.id)?.name ?? '';
  const metadata = JSON.stringify({ ...about, seen } satisfies Check);
  return {
    count: () => touchedByTeams(ws, { teams }),
    drawn: (touched?: readonly TouchedModel[] | 'failed') =>
      teamCheckModal({ of: about.does, name, again, metadata, ...defined({ touched }) }, w),
  };
}

/** Undefined: nobody is touched, too. */
async function checkFor(ws: Workspace, s: Submission, about: Omit<Check, 'seen'>, again = false) {
  const check = await checkOf(ws, s.w, about, again);
  return check && countingSome(ws, s, check.count, check.drawn);
}

const forms = {
  after: (ws: Workspace, s: Submission, _about: About, { leads }: { leads: readonly string[] }) => {
    if (leads.length > 0) s.later(() => redrawHomes(ws, [...leads]));
  },
  beneath: (ws: Workspace, s: Submission, { list }: About) => list && teamsList.draw(ws, s, list),
};

const teamForm: FormModal<Workspace, About, TeamOutcome> = {
  ...{ reads: readAbout, ...forms },
  store: async (ws, s, about) => {
    const id = about.id ?? teamIdFrom(`${ws.team}:${s.key}`);
    const command = readTeam(s.state, id, about.id === undefined);
    const check =
      command.do === 'change'
        ? await checkFor(ws, s, { ...about, id, does: command.do, change: command.change })
        : undefined;
    return check ? { update: check } : changeTeam(ws, s.person.user, command, s.key);
  },
  refuse: (_ws, { w }, _about, refused) =>
    'problems' in refused
      ? beside(refused.problems, p => [p.field, w.teams.problems[p.code]])
      : { errors: { [teamInput.name]: w.teams.busy } },
};

/** Only what was shown is saved. */
const teamCheck: FormModal<Workspace, Check, TeamOutcome> = {
  ...{ reads: readCheck, ...forms },
  store: async (ws, s, about) => {
    const { seen, ...shown } = about;
    const stands = (await proposeTeam(ws, commandOf(about)))?.seen === seen || (await wasChanged(ws, s.key));
    const again = stands ? undefined : await checkFor(ws, s, shown, true);
    return again ? { update: again } : changeTeam(ws, s.person.user, commandOf(about), s.key);
  },
  refuse: (_ws, { w }, _about, refused) => {
    const [problem] = 'problems' in refused ? refused.problems : [];
    return says(problem ? w.teams.problems[problem.code] : w.teams.busy, w, w.teams.title);
  },
};

/** Archived, or used again: once whom it touches was seen. The form shows it, or why not. */
async function setArchived(ws: Workspace, press: Press, what: 'archive' | 'restore'): Promise<void> {
  const about = found(readAbout(press.view?.metadata ?? ''));
  const id = found(about.id);
  const check = await checkOf(ws, press.w, { ...about, id, does: what, change: {} });
  if (check && (await showCounting(ws, press, check.count, check.drawn, 'if-any'))) return;
  const outcome = await changeTeam(ws, press.person.user, { do: what, id }, press.key);
  const { w } = press;
  const [problem] = 'problems' in outcome ? outcome.problems : [];
  const trouble = problem ? w.teams.problems[problem.code] : outcome.ok ? undefined : w.teams.busy;
  await press.redraw(await drawTeam(ws, press, about, trouble));
}

async function openMembers(ws: Workspace, press: Press): Promise<void> {
  const about = found(readAbout(press.view?.metadata ?? ''));
  const d = await ws.rights.listing();
  const team = found(d.teams.get(about.id));
  const others = teamChoices(d.teams).filter(t => t.id !== team.id);
  const members = membersOf(d, team.id).map(p => p.user);
  const metadata = JSON.stringify(about);
  await press.open(membersModal({ name: team.name, members, others, metadata }, press.w));
}

/** Users as one text: many of them stand in the metadata. `seen`: of how many changes the effects were counted. */
const moveSchema = aboutSchema.extend({
  ...{ id: z.string(), added: z.string(), leaving: z.string(), target: z.string().exactOptional() },
  seen: z.int(),
});
type Move = z.infer<typeof moveSchema>;
const readMove = (metadata: string): Move | undefined => readMetadata(moveSchema, metadata);

const movesOf = ({ id, added, leaving, target }: Omit<Move, 'seen'>) =>
  [
    { users: added.split(' '), teamId: id },
    { users: leaving.split(' '), teamId: target === NO_TEAM ? undefined : target },
  ].map(m => ({ ...m, users: m.users.filter(u => u !== '') }));

async function checkMove(
  ws: Workspace,
  s: Submission,
  move: Omit<Move, 'seen'>,
  again = false,
): Promise<{ modal: Modal | undefined; seen: number }> {
  const d = await ws.rights.directory();
  const people = movesOf(move).flatMap(({ users, teamId }) =>
    users.flatMap(u => {
      const person = d.people.get(u);
      return person ? [changed(person, { teamId: teamId ?? null })] : [];
    }),
  );
  const seen = people.reduce((sum, p) => sum + (p.factsVersion ?? 0), 0);
  const name = found(d.teams.get(move.id)).name;
  const metadata = JSON.stringify({ ...move, seen } satisfies Move);
  const modal = await countingSome(
    ws,
    s,
    () => touchedByTeams(ws, { people }),
    touched => teamCheckModal({ of: 'members', name, again, metadata, ...defined({ touched }) }, s.w),
  );
  return { modal, seen };
}

async function membersSent(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const about = found(readAbout(s.metadata));
  const target = choiceOf(s.state, teamInput.target);
  const added = usersOf(s.state, teamInput.added);
  const leaving = target === undefined ? [] : usersOf(s.state, teamInput.moved).filter(u => !added.includes(u));
  const text = { added: added.join(' '), leaving: leaving.join(' ') };
  const move = { ...about, id: found(about.id), ...text, ...defined({ target }) };
  const { modal } = await checkMove(ws, s, move);
  if (modal) return { update: modal };
  const failed = await moved(ws, s, move);
  return failed === undefined ? { close: true } : { errors: { [teamInput.added]: failed } };
}

async function moveChecked(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const { seen, ...move } = found(readMove(s.metadata));
  const now = await checkMove(ws, s, move, true);
  if (now.modal && now.seen !== seen) return { update: now.modal };
  const failed = await moved(ws, s, move);
  return failed === undefined ? { close: true } : says(failed, s.w, s.w.teams.title);
}

/** Who was not moved, in words. */
async function moved(ws: Workspace, s: Submission, move: Omit<Move, 'seen'>): Promise<string | undefined> {
  const moves = movesOf(move).filter(m => m.users.length > 0);
  const failed = await moveMembers(ws, s.person.user, moves, s.key);
  redrawBeneath(ws, s, () => drawTeam(ws, s, defined({ id: move.id, list: move.list })));
  return failed.length > 0 ? s.w.teams.notMoved(s.w.list(failed.slice(0, 10))) : undefined;
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
  r.submit(teamCallback.check, right, (ws, s) => sent(teamCheck, ws, s), readCheck);
  r.submit(teamCallback.members, right, membersSent, readAbout);
  r.submit(teamCallback.membersCheck, right, moveChecked, readMove);
}
