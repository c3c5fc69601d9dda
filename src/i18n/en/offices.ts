import { plural } from '../format.ts';

export const officesEn = {
  offices: {
    open: 'Offices',
    title: 'Offices',
    hint: 'Everyone belongs to one office: its time zone decides what day it is for them, and its holidays are theirs. Without one they belong to the head office, which follows the workspace’s settings.',
    manageHint: 'Time zone, holidays and language of each site',
    /** the workspace's settings */
    first: 'Head office (workspace settings)',
    people: (n: number): string => plural(n, 'person', 'people'),
    ahead: (from: string, values: string): string => `From ${from}: ${values}`,
    add: 'Add an office',
    addTitle: 'Add an office',
    change: 'Change',
    changeTitle: 'Change an office',
    days: 'Holidays and company days off',
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
      'not-empty': 'Someone belongs to this office now or later. Move them first.',
      busy: 'Someone else changed this at the same moment. Please try again.',
    },
  },
};
