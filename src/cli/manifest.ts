import { shortcut } from '../../blocks/ids.ts';
import { defined } from '../shared/defined.ts';
import { withoutEnd } from '../shared/text.ts';
import { BOT_SCOPES, OPTIONAL_SCOPES } from '../slack-api/scopes.ts';
import { type Command, UsageError, type Values } from './command.ts';

const EVENTS = [
  ...['app_home_opened', 'app_mention', 'app_uninstalled', 'message.im'],
  ...['team_join', 'tokens_revoked', 'user_change'],
];

/** How Slack and browsers reach Daybook. */
export interface Way {
  /** public; Socket Mode needs none */
  address?: string;
  socket: boolean;
}

const SOCKET: Way = { socket: true };

/** The app's manifest (docs.slack.dev/reference/app-manifest). */
export function manifest({ address, socket }: Way = SOCKET) {
  const events = `${address}/slack/events`;
  const url = socket ? {} : { url: events };
  const request = socket ? {} : { request_url: events };
  const [bot, user] = [Object.keys(OPTIONAL_SCOPES.bot), Object.keys(OPTIONAL_SCOPES.user)];
  return {
    display_information: {
      name: 'Daybook',
      description: 'Attendance, leave and approvals, from the Home tab.',
      background_color: '#2c4a3e',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Daybook', always_online: true },
      shortcuts: [
        {
          name: 'Check in / out · 출퇴근',
          type: 'global',
          callback_id: shortcut.clock,
          description: 'What you are doing now, and the buttons for it · 지금 상태와 출퇴근 버튼',
        },
        {
          name: 'Request leave · 휴가 신청',
          type: 'global',
          callback_id: shortcut.leave,
          description: 'Opens the leave form · 휴가 신청 양식 열기',
        },
      ],
      slash_commands: [
        {
          command: '/daybook',
          ...url,
          description: 'Check in, check out, breaks, hours, leave',
          usage_hint: '[in 09:10 home | out | break | back | status | balance | leave | help]',
          should_escape: true,
        },
      ],
    },
    oauth_config: {
      ...(address === undefined
        ? {}
        : { redirect_urls: [`${address}/slack/oauth/callback`, `${address}/slack/oauth_redirect`] }),
      scopes: { bot: BOT_SCOPES, bot_optional: bot, user, user_optional: user },
    },
    settings: {
      event_subscriptions: { ...request, bot_events: EVENTS },
      interactivity: { is_enabled: true, ...request },
      org_deploy_enabled: false,
      socket_mode_enabled: socket,
      token_rotation_enabled: false,
    },
  };
}

export const manifestText = (way?: Way): string => `${JSON.stringify(manifest(way), undefined, 2)}\n`;

/** Opens Slack's *create app* with the manifest filled in. */
export const createLink = (way?: Way): string =>
  `https://api.slack.com/apps?new_app=1&manifest_json=${encodeURIComponent(JSON.stringify(manifest(way)))}`;

/** Of `manifest` and `setup`. */
export const WAYS = {
  help: [
    ['--http https://daybook.example.com', 'Slack reaches Daybook at this address; without it, Socket Mode'],
    [
      '--public https://daybook.example.com',
      'Socket Mode, and browsers reach Daybook here: for Slack status, feeds, --many',
    ],
  ] as const,
  options: { http: { type: 'string' }, public: { type: 'string' } } as const,
};

/** `daybook manifest`: for Slack's *From a manifest*. */
export const printManifest: Command = {
  name: 'manifest',
  summary: "Print the Slack app's manifest, or a link that creates the app with it",
  help: [...WAYS.help, ['--link', "a link to Slack's page for a new app, with the manifest filled in"]],
  options: { ...WAYS.options, link: { type: 'boolean' } },
  run: async ({ link, ...values }, { out }) => {
    const way = wayOf(values);
    out(link ? `${createLink(way)}\n` : manifestText(way));
  },
};

export function wayOf({ http, public: pages }: Values): Way {
  if (http !== undefined && pages !== undefined)
    throw new UsageError('--http and --public are two ways: with --http browsers come to its address, too');
  return { ...defined({ address: addressOf('http', http) ?? addressOf('public', pages) }), socket: http === undefined };
}

function addressOf(option: string, given: unknown): string | undefined {
  if (typeof given !== 'string') return undefined;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url?.protocol === 'https:' && !url.search && !url.hash && !url.pathname.includes('/slack/'))
    return withoutEnd(given, '/');
  throw new UsageError(
    `--${option} is the address of Daybook, as https://daybook.example.com, without /slack/events: not ${given}`,
  );
}
