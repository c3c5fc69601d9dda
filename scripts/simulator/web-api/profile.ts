import type { User } from '../directory.ts';
import { type Call, type Methods, SlackError, userOf } from './call.ts';

const STATUS_TEXT_MAX = 100;
/** Slack names no number; days are taken. */
const SNOOZE_MINUTES_MAX = 7 * 24 * 60;

/** The person whose own token this is. A bot token is not taken. */
function owner(call: Call, scope: string): User {
  if (!call.caller) throw new SlackError('not_allowed_token_type');
  if (!call.caller.scope.split(',').includes(scope)) throw new SlackError('missing_scope');
  return call.workspace.user(call.caller.user);
}

function snoozeOf(workspace: Call['workspace'], user: User) {
  const never = { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 };
  if (!workspace.isSnoozed(user)) return { ...never, snooze_enabled: false };
  const left = (user.snoozedUntil ?? 0) - Math.floor(workspace.clock.now() / 1000);
  return { ...never, snooze_enabled: true, snooze_endtime: user.snoozedUntil, snooze_remaining: left };
}

export const profileMethods: Methods = {
  'users.profile.get': call => {
    const user = call.args.has('user') || !call.caller ? userOf(call) : call.workspace.user(call.caller.user);
    return { profile: { real_name: user.realName, display_name: user.displayName, ...call.workspace.statusOf(user) } };
  },

  'users.profile.set': call => {
    const user = owner(call, 'users.profile:write');
    const profile = call.args.json('profile') as Record<string, unknown> | undefined;
    if (typeof profile !== 'object') throw new SlackError('invalid_profile');
    const text = profile.status_text;
    const emoji = profile.status_emoji;
    if (typeof text === 'string' && text.length > STATUS_TEXT_MAX)
      throw new SlackError('profile_status_set_failed_too_long');
    if (typeof emoji === 'string' && !/^(:[a-z0-9_+'-]+:)?$/.test(emoji))
      throw new SlackError('profile_status_set_failed_not_valid_emoji');
    const was = user.status;
    call.workspace.setStatus(user, {
      text: typeof text === 'string' ? text : (was?.text ?? ''),
      emoji: typeof emoji === 'string' ? emoji : (was?.emoji ?? ''),
      expiration: Number(profile.status_expiration ?? 0),
    });
    return { username: user.name, profile: call.workspace.statusOf(user) };
  },

  'dnd.info': call => snoozeOf(call.workspace, owner(call, 'dnd:read')),

  'dnd.setSnooze': call => {
    const user = owner(call, 'dnd:write');
    const minutes = Number(call.args.text('num_minutes') ?? '');
    if (!Number.isInteger(minutes) || minutes <= 0) throw new SlackError('missing_duration');
    if (minutes > SNOOZE_MINUTES_MAX) throw new SlackError('too_long');
    call.workspace.snooze(user, Math.floor(call.workspace.clock.now() / 1000) + minutes * 60);
    return { ...snoozeOf(call.workspace, user), snooze_is_indefinite: false };
  },

  'dnd.endSnooze': call => {
    const user = owner(call, 'dnd:write');
    if (!call.workspace.isSnoozed(user)) throw new SlackError('snooze_not_active');
    call.workspace.snooze(user, 0);
    return { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1, snooze_enabled: false };
  },

  'oauth.v2.access': call => {
    const { args, workspace } = call;
    const answer = workspace.tokens.exchange({
      id: args.required('client_id'),
      secret: args.required('client_secret'),
      code: args.required('code'),
      redirect: args.text('redirect_uri') ?? '',
    });
    if (typeof answer === 'string') throw new SlackError(answer);
    const { own, bot, user, wide } = answer;
    const { team, app, enterprise, rotatesTokens } = workspace;
    const refresh = rotatesTokens ? { refresh_token: 'xoxe-1-refresh', expires_in: 43_200 } : {};
    return {
      app_id: app.id,
      authed_user: { id: user, ...(own ? { scope: own.scope, access_token: own.token, token_type: 'user' } : {}) },
      ...(bot
        ? { token_type: 'bot', scope: bot.scope, access_token: bot.token, bot_user_id: app.botUser, ...refresh }
        : {}),
      team: wide ? null : { id: team.id, name: team.name },
      enterprise: enterprise ?? null,
      is_enterprise_install: wide,
    };
  },

  'auth.revoke': ({ workspace: { tokens }, caller, token }) => ({
    revoked: tokens.revoke(caller?.token ?? token),
  }),
};
