import { defined } from '../../shared/defined.ts';
import { cleanName, MOST_TEAMS, type OrgTeam, organisationOf, sameName, TEAM_NAME_MAX } from './rules.ts';

/** `null` removes; an absent field stays. */
export interface TeamChange {
  name?: string;
  parent?: string | null;
  lead?: string | null;
  channel?: string | null;
}

export type TeamCommand =
  | { do: 'add'; id: string; change: TeamChange }
  | { do: 'change'; id: string; change: TeamChange }
  | { do: 'archive' | 'restore'; id: string };

export const TEAM_FIELDS = ['name', 'parent', 'lead', 'channel'] as const;
export type TeamField = (typeof TEAM_FIELDS)[number];

export const TEAM_PROBLEMS = [
  'no-name',
  'too-long',
  'same-name',
  'unknown-parent',
  'parent-below',
  'not-a-lead',
  'has-members',
  'has-teams',
  'too-many',
  'gone',
] as const;
export type TeamProblemCode = (typeof TEAM_PROBLEMS)[number];
export interface TeamProblem {
  field: TeamField;
  code: TeamProblemCode;
}

/** An absent side was not set. `archived`: 'yes'. */
export interface TeamStep {
  field: TeamField | 'archived';
  from?: string;
  to?: string;
}

export interface TeamContext {
  /** active people, who may lead */
  isActive(user: string): boolean;
  /** users of active people in this team */
  members(id: string): readonly string[];
}

export type TeamDecision = { ok: true; teams: OrgTeam[]; steps: TeamStep[] } | { ok: false; problems: TeamProblem[] };

const refused = (field: TeamField, code: TeamProblemCode): TeamDecision => ({ ok: false, problems: [{ field, code }] });

/** All teams are one document, so no two changes can close a circle of parents or make a name twice. */
export function decideTeam(teams: readonly OrgTeam[], command: TeamCommand, ctx: TeamContext): TeamDecision {
  const before = teams.find(t => t.id === command.id);
  if (command.do === 'add') {
    if (before) return { ok: true, teams: [...teams], steps: [] };
    if (teams.length >= MOST_TEAMS) return refused('name', 'too-many');
    return decided(teams, { id: command.id, name: '' }, command.change, ctx);
  }
  if (!before) return refused('name', 'gone');
  if (command.do === 'change') return decided(teams, before, command.change, ctx);
  if (command.do === 'archive') {
    if (ctx.members(before.id).length > 0) return refused('name', 'has-members');
    if (organisationOf(teams).below(before.id).size > 1) return refused('name', 'has-teams');
    if (before.archived) return { ok: true, teams: [...teams], steps: [] };
    return {
      ok: true,
      teams: withTeam(teams, { ...before, archived: true }),
      steps: [{ field: 'archived', to: 'yes' }],
    };
  }
  const { archived, ...restored } = before;
  if (!archived) return { ok: true, teams: [...teams], steps: [] };
  const parent = teams.find(t => t.id === restored.parent && !t.archived);
  const { parent: _, ...top } = restored;
  const team = parent ? restored : top;
  const problems = problemsOf(teams, team, ['name'], ctx);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, teams: withTeam(teams, team), steps: [{ field: 'archived', from: 'yes' }] };
}

function decided(teams: readonly OrgTeam[], before: OrgTeam, change: TeamChange, ctx: TeamContext): TeamDecision {
  const after: OrgTeam = { ...before };
  for (const field of TEAM_FIELDS) {
    const value = change[field];
    if (value === null && field !== 'name') delete after[field];
    else if (typeof value === 'string') after[field] = field === 'name' ? cleanName(value) : value;
  }
  const steps = TEAM_FIELDS.flatMap((field): TeamStep[] => {
    const from = before[field] || undefined;
    return from === after[field] ? [] : [{ field, ...defined({ from, to: after[field] }) }];
  });
  const altered = before.name === '' ? TEAM_FIELDS : steps.map(s => s.field as TeamField);
  const problems = problemsOf(teams, after, altered, ctx);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, teams: withTeam(teams, after), steps };
}

const withTeam = (teams: readonly OrgTeam[], team: OrgTeam): OrgTeam[] => [
  ...teams.filter(t => t.id !== team.id),
  team,
];

function problemsOf(
  teams: readonly OrgTeam[],
  team: OrgTeam,
  altered: readonly TeamField[],
  ctx: TeamContext,
): TeamProblem[] {
  const problems: TeamProblem[] = [];
  const found = (field: TeamField, code: TeamProblemCode) => problems.push({ field, code });
  if (team.name === '') found('name', 'no-name');
  else if (team.name.length > TEAM_NAME_MAX) found('name', 'too-long');
  const siblings = teams.filter(t => !t.archived && t.id !== team.id && t.parent === team.parent);
  if (altered.some(f => f === 'name' || f === 'parent') && siblings.some(t => sameName(t.name, team.name)))
    found(altered.includes('name') ? 'name' : 'parent', 'same-name');
  if (altered.includes('parent') && team.parent !== undefined) {
    const parent = teams.find(t => t.id === team.parent);
    if (!parent || parent.archived) found('parent', 'unknown-parent');
    else if (organisationOf(teams).below(team.id).has(parent.id)) found('parent', 'parent-below');
  }
  if (altered.includes('lead') && team.lead !== undefined && !ctx.isActive(team.lead)) found('lead', 'not-a-lead');
  return problems;
}
