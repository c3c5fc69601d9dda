type Given = Readonly<Record<string, string | undefined>>;

/** Of the app's own OAuth client: what people, and with `SLACK_STATE_SECRET` workspaces, allow by themselves. */
const CLIENT = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'DAYBOOK_TOKEN_KEY', 'DAYBOOK_PUBLIC_URL'] as const;
/** Ids of one workspace: with many, each chooses on its Home. */
const OF_ONE = ['DAYBOOK_ADMINS', 'DAYBOOK_ADMIN_CHANNEL'] as const;

/** What is missing or too much of the ways in and of the ways to a token, a sentence each. */
export const wayProblems = (given: Given): string[] => [
  ...accessProblems(given),
  ...entranceProblems(given),
  ...clientProblems(given),
];

/** One workspace's token is configured, or each installs the app by itself. */
function accessProblems(given: Given): string[] {
  const { SLACK_BOT_TOKEN: token, SLACK_STATE_SECRET: secret } = given;
  if (token === undefined && secret === undefined)
    return [
      `SLACK_BOT_TOKEN is missing. Copy the Bot User OAuth Token (xoxb-…) from your Slack app, "OAuth & Permissions"; where several workspaces install the app by themselves, set SLACK_STATE_SECRET in its place.`,
    ];
  if (token !== undefined && secret !== undefined)
    return [
      'SLACK_BOT_TOKEN and SLACK_STATE_SECRET are both set. Keep the first for one workspace, or the second where workspaces install the app by themselves.',
    ];
  if (secret === undefined) return [];
  return OF_ONE.filter(name => given[name]).map(
    name => `${name} is for SLACK_BOT_TOKEN. With SLACK_STATE_SECRET leave it out: each workspace chooses on its Home.`,
  );
}

/** Exactly one of the two is given. */
function entranceProblems({ SLACK_APP_TOKEN: token, SLACK_SIGNING_SECRET: secret }: Given): string[] {
  if (token === undefined && secret === undefined)
    return [
      `SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is missing. Without a public address make an app-level token (xapp-…) with the scope connections:write in your Slack app, "Basic Information". Where Slack reaches Daybook over HTTP, copy the signing secret from "App Credentials" there.`,
    ];
  if (token === undefined || secret === undefined) return [];
  return [
    'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both set. Keep the first for Socket Mode, or the second for HTTP.',
  ];
}

/** All four or none: a partial setting would fail silently. */
function clientProblems(given: Given): string[] {
  const missing = CLIENT.filter(name => given[name] === undefined);
  const installs = given.SLACK_STATE_SECRET !== undefined;
  // A public address alone serves feeds, too.
  const none = missing.filter(name => name !== 'DAYBOOK_PUBLIC_URL').length === 3;
  if (none && !installs) return [];
  const what = installs ? 'workspaces install the app by themselves' : 'people may let Daybook set their Slack status';
  const all = [...CLIENT, ...(installs ? ['SLACK_STATE_SECRET'] : [])].join(', ');
  return missing.map(name => `${name} is missing. ${all} go together: with them ${what}.`);
}
