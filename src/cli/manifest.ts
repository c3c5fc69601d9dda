import { shortcut } from '../../blocks/ids.ts';
import { withoutEnd } from '../shared/text.ts';
import { BOT_SCOPES, OPTIONAL_SCOPES } from '../slack-api/scopes.ts';
import { type Command, UsageError } from './command.ts';

const EVENTS = [
  ...['app_home_opened', 'app_mention', 'app_uninstalled', 'message.im'],
  ...['team_join', 'tokens_revoked', 'user_change'],
];

/** The app's manifest (docs.slack.dev/reference/app-manifest). `http`: its public address; without it Socket Mode. */
export function manifest(http?: string) {
  const url = http === undefined ? {} : { url: `${http}/slack/events` };
  const request = http === undefined ? {} : { request_url: `${http}/slack/events` };
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
      ...(http === undefined
        ? {}
        : { redirect_urls: [`${http}/slack/oauth/callback`, `${http}/slack/oauth_redirect`] }),
      scopes: { bot: BOT_SCOPES, bot_optional: bot, user, user_optional: user },
    },
    settings: {
      event_subscriptions: { ...request, bot_events: EVENTS },
      interactivity: { is_enabled: true, ...request },
      org_deploy_enabled: false,
      socket_mode_enabled: http === undefined,
      token_rotation_enabled: false,
    },
  };
}

export const manifestText = (http?: string): string => `${JSON.stringify(manifest(http), undefined, 2)}\n`;

/** Opens Slack's *create app* with the manifest filled in. */
export const createLink = (http?: string): string =>
  `https://api.slack.com/apps?new_app=1&manifest_json=${encodeURIComponent(JSON.stringify(manifest(http)))}`;

/** `daybook manifest`: for Slack's *From a manifest*. */
export const printManifest: Command = {
  name: 'manifest',
  summary: "Print the Slack app's manifest, or a link that creates the app with it",
  help: [
    ['--http https://daybook.example.com', 'Slack reaches Daybook at this address; without it, Socket Mode'],
    ['--link', "a link to Slack's page for a new app, with the manifest filled in"],
  ],
  options: { http: { type: 'string' }, link: { type: 'boolean' } },
  run: async ({ http, link }, { out }) => {
    const at = addressOf(http);
    out(link ? `${createLink(at)}\n` : manifestText(at));
  },
};

/** What stands behind `--http`: where Slack reaches Daybook. */
export function addressOf(http: unknown): string | undefined {
  if (typeof http !== 'string') return undefined;
  const url = URL.canParse(http) ? new URL(http) : undefined;
  if (url?.protocol === 'https:' && !url.search && !url.hash && !url.pathname.includes('/slack/'))
    return withoutEnd(http, '/');
  throw new UsageError(
    `--http is the address of Daybook, as https://daybook.example.com, without /slack/events: not ${http}`,
  );
}
