import { pageIds } from './ids.ts';

export const teamAction = {
  openList: 'teams.list',
  query: 'teams.query',
  filter: 'teams.filter',
  pages: pageIds('teams.page'),
  add: 'teams.add',
  open: 'teams.open',
  members: 'teams.members',
  archive: 'teams.archive',
  restore: 'teams.restore',
} as const;

export const teamCallback = {
  list: 'teams.list',
  team: 'teams.team',
  check: 'teams.check',
  members: 'teams.members',
  membersCheck: 'teams.members-check',
} as const;

/** Block ids; those of the team's own fields are the fields'. */
export const teamInput = {
  query: 'teams.query',
  name: 'name',
  parent: 'parent',
  lead: 'lead',
  channel: 'channel',
  added: 'added',
  moved: 'moved',
  target: 'target',
} as const;
