import { EVERY_TEAM } from '../../blocks/roster.ts';
import type { Organisation } from '../people/organisation/rules.ts';
import { meantBy, scopeOf, scopeText } from '../people/scope.ts';

interface InTeam {
  user: string;
  name: string;
  teamId?: string;
  team?: string;
  employeeNo?: string;
}

/** Teams to choose from, as options need them: those of the rows, and the teams above these. */
export function teamsAmong(rows: readonly InTeam[], teams: Organisation): (readonly [value: string, name: string])[] {
  const named = new Set(rows.flatMap(r => teams.above(r.teamId).map(t => t.id)));
  return teams
    .all()
    .filter(t => named.has(t.id))
    .map(t => [scopeText({ of: 'team', team: t.id }) ?? EVERY_TEAM, teams.path(t.id)] as const);
}

/** Of a team with those below it. A team that is gone has nobody. */
export function inTeam<R extends InTeam>(rows: readonly R[], chosen: string, teams: Organisation): readonly R[] {
  return chosen === EVERY_TEAM ? rows : rows.filter(meantBy(scopeOf(chosen, []), { teams }));
}

export function matching<R extends InTeam>(rows: readonly R[], query: string): R[] {
  const text = query.trim().toLowerCase();
  if (text === '') return [...rows];
  return rows.filter(r => [r.name, r.team, r.employeeNo].some(of => of?.toLowerCase().includes(text)));
}
