import { retryOnConflict } from '../../db/retry.ts';
import {
  decideTeam,
  type TeamCommand,
  type TeamContext,
  type TeamField,
  type TeamProblem,
  type TeamStep,
} from '../../people/organisation/change.ts';
import type { OrgTeam } from '../../people/organisation/rules.ts';
import { organisationStore, TEAMS } from '../../people/organisation/store.ts';
import { isActive } from '../../people/rules.ts';
import { owe } from '../../shared/effects.ts';
import { owedLog } from '../../shared/owed-log.ts';
import { perWorkspace, type Workspace } from '../../workspace/workspace.ts';

export type TeamOutcome =
  /** `leads`: who leads it now, and who did before */
  | { ok: true; team: OrgTeam | undefined; leads: readonly string[] }
  | { ok: false; problems: readonly TeamProblem[] }
  | { ok: false; busy: true };

const store = perWorkspace(ws => organisationStore(ws.db));

/** Names of people and teams as they are now: the log is read when they may be gone. */
function logged(
  steps: readonly TeamStep[],
  side: 'from' | 'to',
  nameOf: (f: TeamField | 'archived', v: string) => string,
) {
  return Object.fromEntries(
    steps.flatMap(s => {
      const value = s[side];
      return value === undefined ? [] : [[s.field, nameOf(s.field, value)]];
    }),
  );
}

/** What a command would make of the teams as they are. */
async function decided(ws: Workspace, command: TeamCommand) {
  const [before, d] = await Promise.all([store(ws).get(ws.team), ws.rights.directory()]);
  const active = [...d.people.values()].filter(isActive);
  const ctx: TeamContext = {
    isActive: user => active.some(p => p.user === user),
    members: id => active.filter(p => p.teamId === id).map(p => p.user),
  };
  return { before, d, decision: decideTeam(before.teams, command, ctx) };
}

/** The teams as they would be, and the version of those that are; undefined: it is refused, or changes nothing. */
export async function proposeTeam(
  ws: Workspace,
  command: TeamCommand,
): Promise<{ teams: OrgTeam[]; seen: number } | undefined> {
  const { before, decision } = await decided(ws, command);
  return decision.ok && decision.steps.length > 0 ? { teams: decision.teams, seen: before.version } : undefined;
}

/** Whether a press was stored. */
export const wasChanged = (ws: Workspace, key: string): Promise<boolean> => store(ws).has(ws.team, key);

/** A press that comes twice changes once. */
export async function changeTeam(ws: Workspace, by: string, command: TeamCommand, key: string): Promise<TeamOutcome> {
  const outcome = await retryOnConflict<TeamOutcome>(async () => {
    const { before, d, decision } = await decided(ws, command);
    const known = { ok: true, team: before.teams.find(t => t.id === command.id), leads: [] } as const;
    if (await wasChanged(ws, key)) return known;
    if (!decision.ok) return { ok: false, problems: decision.problems };
    const { teams, steps } = decision;
    const team = teams.find(t => t.id === command.id);
    if (steps.length === 0) return { ...known, team };
    const now = ws.clock.now();
    const names = new Map([...before.teams, ...teams].map(t => [t.id, t.name]));
    const nameOf = (field: TeamField | 'archived', value: string): string =>
      (field === 'lead' ? d.people.get(value)?.name : field === 'parent' ? names.get(value) : undefined) ?? value;
    const entry = { what: 'people.org-team' as const, by, note: team?.name ?? '' };
    const sides = { was: logged(steps, 'from', nameOf), now: logged(steps, 'to', nameOf) };
    const leadsIn = (s: TeamStep) => (s.field === 'lead' ? [s.from, s.to] : s.field === 'archived' ? [team?.lead] : []);
    const about = steps.flatMap(leadsIn).filter(u => u !== undefined);
    const effects = owe([owedLog({ ...entry, ...sides, ...(about.length > 0 ? { about } : {}) })], now);
    const history = [{ at: now, by, key, of: command.id, steps }];
    if (!(await store(ws).save(ws.team, before, teams, history, effects))) return undefined;
    ws.outbox.notify(TEAMS, ws.team, effects);
    return { ok: true, team, leads: about };
  });
  return outcome ?? { ok: false, busy: true };
}

/** Names of those who were not moved. */
export async function moveMembers(
  ws: Workspace,
  by: string,
  moves: readonly { users: readonly string[]; teamId: string | undefined }[],
  key: string,
): Promise<string[]> {
  const failed: string[] = [];
  for (const { users, teamId } of moves)
    failed.push(...(await ws.rights.changeMany(by, users, { teamId: teamId ?? null }, key)));
  const names = await ws.people.names(failed);
  return failed.map(user => names.get(user) ?? user);
}
