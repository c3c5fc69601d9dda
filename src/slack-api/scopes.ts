/** What the app cannot do without. */
const NEEDED = [
  ...['app_mentions:read', 'channels:read', 'chat:write', 'commands', 'files:write', 'groups:read'],
  ...['im:history', 'im:write', 'users:read'],
];

/** Each may be taken away at the installation; a person's own are asked of nobody but them. */
export const OPTIONAL_SCOPES = {
  bot: {
    'channels:history':
      'looks whether a message of its own arrived after an answer was lost; without it one may come twice',
    'groups:history': 'the same in a private channel',
    'files:read': 'reads the file that people or leave are imported from, and what somebody attaches to a request',
    'users:read.email': 'finds people of an imported list by their e-mail address',
  },
  user: {
    'users.profile:write': 'sets the Slack status of those who allow it for themselves, under Settings on their Home',
    'dnd:read': 'leaves a do-not-disturb of their own alone',
    'dnd:write': 'switches do-not-disturb on during the leave of those who want that',
  },
} as const;

export const BOT_SCOPES = [...NEEDED, ...Object.keys(OPTIONAL_SCOPES.bot)].sort();
