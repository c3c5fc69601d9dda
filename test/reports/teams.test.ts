import { describe, expect, it } from 'vitest';
import { EVERY_TEAM } from '../../blocks/roster.ts';
import { organisationOf } from '../../src/people/organisation/rules.ts';
import { inTeam, teamsAmong } from '../../src/reports/teams.ts';

const teams = organisationOf([
  { id: 'sales', name: '영업부' },
  { id: 's1', name: '1팀', parent: 'sales' },
  { id: 'dev', name: '개발부' },
  { id: 'd1', name: '1팀', parent: 'dev' },
]);
const row = (user: string, teamId?: string) => ({ user, name: user, ...(teamId ? { teamId } : {}) });
const rows = [row('U1', 'sales'), row('U2', 's1'), row('U3', 'd1'), row('U4')];
const usersIn = (chosen: string) => inTeam(rows, chosen, teams).map(r => r.user);

describe('the teams of a report', () => {
  it('are those of its rows by their paths, with the teams above them', () => {
    expect(teamsAmong(rows.slice(1), teams).map(([, name]) => name)).toEqual([
      '개발부',
      '개발부 > 1팀',
      '영업부',
      '영업부 > 1팀',
    ]);
  });

  it('have the people of the teams below, and nobody of another team of that name', () => {
    const teamOf = (path: string) => teamsAmong(rows, teams).find(([, name]) => name === path)?.[0] ?? '';
    expect(usersIn(teamOf('영업부'))).toEqual(['U1', 'U2']);
    expect(usersIn(teamOf('영업부 > 1팀'))).toEqual(['U2']);
    expect(usersIn(EVERY_TEAM)).toEqual(['U1', 'U2', 'U3', 'U4']);
    expect(usersIn('team:gone')).toEqual([]);
  });
});
