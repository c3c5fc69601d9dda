import { grouped, plural } from '../format.ts';

export const teamsEn = {
  teams: {
    title: 'Teams',
    hint: 'Names, leads, channels and members, in one tree',
    search: 'Search',
    filters: { here: 'In use', archived: 'Archived' },
    add: 'Add a team',
    edit: 'Team',
    found: (n: number): string => plural(n, 'team'),
    without: (n: number): string => `${plural(n, 'person', 'people')} without a team`,
    none: 'There are no teams yet. Add one, or import people with their teams.',
    noneFound: 'No team found.',
    members: (n: number, all: number): string =>
      `${plural(n, 'member')}${all > n ? ` (${grouped(all)} with the teams below)` : ''}`,
    noLead: 'no lead',
    ledBy: (name: string): string => `lead ${name}`,
    membersOf: (n: number): string => `Members (${grouped(n)})`,
    editMembers: 'Members',
    name: 'Name',
    parent: 'Team above',
    top: 'None (top of the tree)',
    lead: 'Lead',
    leadHint:
      'Manager of all members who have no manager of their own. The lead’s own manager is the lead of the team above.',
    channel: 'Channel',
    channelHint: 'Approved leave and a morning board of who is away go here. Invite Daybook: /invite @Daybook',
    isArchived: 'This team is archived.',
    archive: 'Archive',
    restore: 'Use again',
    archiveConfirm: {
      title: 'Archive this team?',
      text: (name: string): string => `${name} stays in histories, and can be used again.`,
      yes: 'Archive',
    },
    added: 'People to add',
    addedHint: 'Whoever is in another team moves here.',
    target: 'Move to another team',
    targetHint: 'Choose a team, and below who moves there.',
    moved: 'Who moves',
    notMoved: (names: string): string => `Not moved: ${names}. Please try again.`,
    busy: 'Someone else changed the teams at the same moment. Please try again.',
    problems: {
      'no-name': 'Enter a name.',
      'too-long': 'This is too long.',
      'same-name': 'A team with this name already exists at this level.',
      'unknown-parent': 'This team does not exist any more.',
      'parent-below': 'That team is below this one.',
      'not-a-lead': 'The lead must be an active employee.',
      'has-members': 'It still has members. Move them to another team first.',
      'has-teams': 'There are teams below it. Move or archive them first.',
      'too-many': 'A workspace has at most 500 teams.',
      gone: 'This team does not exist any more.',
    },
  },
};

export type TeamsWords = typeof teamsEn;
