import { cut } from '../../blocks/kit.ts';
import { EVERY_TEAM } from '../../blocks/roster.ts';
import { byName } from '../shared/text.ts';

interface InTeam {
  name: string;
  team?: string;
  employeeNo?: string;
}

/** Values of options are short; teams are told apart by as much. */
const teamValue = (name: string): string => cut(name, 75);

/** Teams to choose from, as options need them. */
export const teamsAmong = (rows: readonly InTeam[]): (readonly [value: string, name: string])[] =>
  [...new Set(rows.flatMap(r => r.team ?? []))].sort(byName).map(name => [teamValue(name), name] as const);

export const inTeam = <R extends InTeam>(rows: readonly R[], chosen: string): R[] =>
  rows.filter(r => chosen === EVERY_TEAM || (r.team !== undefined && teamValue(r.team) === chosen));

export function matching<R extends InTeam>(rows: readonly R[], query: string): R[] {
  const text = query.trim().toLowerCase();
  if (text === '') return [...rows];
  return rows.filter(r => [r.name, r.team, r.employeeNo].some(of => of?.toLowerCase().includes(text)));
}
