import { defined } from '../../src/shared/defined.ts';
import { type Channel, channelJson, type User, userJson } from './directory.ts';
import { fileJson } from './files.ts';
import type { StoredMessage } from './messages.ts';
import type { StoredView } from './views.ts';
import type { Workspace } from './workspace.ts';

export type Json = Record<string, unknown>;

/** What stands in every interaction. */
export function interactionBase(workspace: Workspace, user: User): Json {
  return {
    team: { id: workspace.team.id, domain: workspace.team.domain },
    user: { id: user.id, username: user.name, name: user.name, team_id: workspace.team.id },
    api_app_id: workspace.app.id,
    token: 'verification-token',
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** A view as the app gets it. */
export function viewJson(workspace: Workspace, view: StoredView): Json {
  const { given } = view;
  return {
    id: view.id,
    team_id: workspace.team.id,
    type: given.type,
    blocks: view.blocks,
    private_metadata: given.private_metadata ?? '',
    callback_id: given.callback_id ?? '',
    state: { values: withFiles(workspace, view.state) },
    hash: view.hash,
    title: given.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: given.clear_on_close ?? false,
    notify_on_close: given.notify_on_close ?? false,
    close: given.close ?? null,
    submit: given.submit ?? null,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: workspace.app.id,
    external_id: given.external_id ?? '',
    app_installed_team_id: workspace.team.id,
    bot_id: workspace.app.botId,
  };
}

/** The page keeps of an uploaded file only its id and name; the app gets the whole file. */
export function withFiles(workspace: Workspace, state: StoredView['state']): StoredView['state'] {
  const whole = (value: unknown): unknown => {
    const files = (value as { files?: unknown } | null)?.files;
    if (!Array.isArray(files)) return value;
    const full = (files as { id: string }[]).map(file => {
      const stored = workspace.files.get(file.id);
      return stored ? fileJson(stored, workspace.baseUrl) : file;
    });
    return { ...(value as object), files: full };
  };
  return Object.fromEntries(
    Object.entries(state).map(([blockId, actions]) => [
      blockId,
      Object.fromEntries(Object.entries(actions).map(([actionId, value]) => [actionId, whole(value)])),
    ]),
  );
}

/** A message as `conversations.history` gives it. */
export function messageJson(workspace: Workspace, message: StoredMessage, withMetadata: boolean): Json {
  const { app, team } = workspace;
  const replies = message.ephemeralTo ? [] : workspace.messages.replies(message);
  const files = (message.files ?? []).flatMap(id => workspace.files.get(id) ?? []);
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: team.id,
    ...(message.user === app.botUser
      ? {
          bot_id: app.botId,
          app_id: app.id,
          bot_profile: { id: app.botId, app_id: app.id, name: app.name, deleted: false, team_id: team.id },
        }
      : {}),
    ...defined({ blocks: message.blocks, edited: message.edited, thread_ts: message.threadTs }),
    ...(replies.length > 0
      ? {
          thread_ts: message.ts,
          reply_count: replies.length,
          reply_users: [...new Set(replies.map(reply => reply.user))],
          latest_reply: replies.at(-1)?.ts,
        }
      : {}),
    ...(files.length > 0 ? { files: files.map(file => fileJson(file, workspace.baseUrl)) } : {}),
    ...(message.reactions.size > 0
      ? { reactions: [...message.reactions].map(([name, users]) => ({ name, users, count: users.length })) }
      : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  };
}

/** How interactions and commands name a channel. */
export function channelName(channel: Channel): string {
  if (channel.kind === 'im') return 'directmessage';
  return channel.kind === 'private' ? 'privategroup' : channel.name;
}

/** The payload that Slack's Events API wraps around an event. */
export function eventCallback(workspace: Workspace, event: Json): Json {
  const now = workspace.clock.now();
  const id = workspace.messages.stamp(now).replace('.', '');
  return {
    token: 'verification-token',
    team_id: workspace.team.id,
    api_app_id: workspace.app.id,
    event: { ...event, event_ts: event.event_ts ?? event.ts ?? workspace.messages.stamp(now) },
    type: 'event_callback',
    event_id: `Ev0${Number(id).toString(36).toUpperCase()}`,
    event_time: Math.floor(now / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: workspace.team.id,
        user_id: workspace.app.botUser,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${workspace.team.id}-${id}`,
  };
}

export function userInfo(workspace: Workspace, user: User, withLocale: boolean): Json {
  const json = userJson(user, workspace.team.id, withLocale);
  return { ...json, profile: { ...(json.profile as Json), ...workspace.statusOf(user) } };
}
export const channelInfo = (workspace: Workspace, channel: Channel): Json =>
  channelJson(channel, workspace.app.botUser);
