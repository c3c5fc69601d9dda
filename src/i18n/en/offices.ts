import { plural } from '../format.ts';

export const officesEn = {
  offices: {
    open: 'Offices',
    title: 'Offices',
    hint: 'Every person belongs to one office. Its time zone decides which day it is for them, its holidays are theirs. Everyone else belongs to the head office, which follows the workspace’s settings.',
    manageHint: 'Time zone, holidays and language of each site',
    /** the workspace's settings */
    first: 'Head office (workspace settings)',
    people: (n: number): string => plural(n, 'person', 'people'),
    ahead: (from: string, values: string): string => `From ${from}: ${values}`,
    add: 'Add an office',
    addTitle: 'Add an office',
    change: 'Change',
    changeTitle: 'Change an office',
    days: 'Holidays and company days',
    name: 'Name',
    newHint: 'People join an office in their details, from a day on. Their past days stay as they were.',
    archived: 'archived',
    archive: 'Archive',
    restore: 'Restore',
    archiveConfirm: {
      title: 'Archive this office?',
      text: (name: string): string => `*${name}* is no longer offered. Records of its people stay as they are.`,
      yes: 'Archive',
    },
    saved: (name: string): string => `*${name}* is saved.`,
    of: (name: string): string => `Office: *${name}*`,
    problems: {
      'no-name': 'Enter a name.',
      'name-taken': 'Another office has this name.',
      'not-a-zone': 'Choose a time zone.',
      'not-a-region': 'Choose a region of this country.',
      'not-empty': 'Somebody belongs to this office now or later. Move them first.',
      busy: 'Someone else changed this at the same moment. Please try again.',
    },
  },
};
