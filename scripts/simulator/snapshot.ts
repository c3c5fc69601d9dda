import { defined } from '../../src/shared/defined.ts';
import type { Delivery } from './delivery.ts';
import type { Channel, User } from './directory.ts';
import { fileUrl } from './files.ts';
import type { StoredMessage } from './messages.ts';
import type { SimChannel, SimMessage, SimUser, SimView, Snapshot } from './protocol.ts';
import type { StoredView } from './views.ts';
import type { Faults } from './web-api/faults.ts';
import type { Workspace } from './workspace.ts';

/** Everything as one person sees it now. */
export function snapshotOf(workspace: Workspace, delivery: Delivery, faults: Faults, userId: string): Snapshot {
  const { app, team, directory, clock } = workspace;
  const me = workspace.user(userId);
  const channels = [...directory.channels.values()].filter(
    channel => channel.members.has(me.id) || channel.kind === 'public',
  );
  const home = workspace.views.home(me.id);
  return {
    team: { id: team.id, name: team.name, zone: workspace.zone },
    app: { id: app.id, name: app.name, botUser: app.botUser, connected: delivery.connected },
    me: simUser(workspace, me),
    users: [...directory.users.values()].map(user => simUser(workspace, user)),
    shortcuts: workspace.shortcuts,
    channels: channels.map(simChannel),
    messages: Object.fromEntries(channels.map(channel => [channel.id, messagesFor(workspace, channel, me.id)])),
    home: home ? simView(home) : null,
    modals: workspace.views.modals(me.id).map(simView),
    warning: workspace.warnings.get(me.id) ?? null,
    now: clock.now(),
    moved: clock.moved,
    rateLimited: faults.rateLimited,
  };
}

/** What a person sees in a channel, oldest first. */
export function messagesFor(workspace: Workspace, channel: Channel, user: string): SimMessage[] {
  return workspace.messages
    .in(channel.id)
    .filter(message => message.ephemeralTo === undefined || message.ephemeralTo === user)
    .map(message => simMessage(workspace, message, user));
}

function simMessage(workspace: Workspace, message: StoredMessage, user: string): SimMessage {
  const files = (message.files ?? []).flatMap(id => workspace.files.get(id) ?? []);
  const warning = message.warnings.get(user);
  return {
    channel: message.channel,
    ts: message.ts,
    user: message.user,
    text: message.text,
    ...defined({ blocks: message.blocks, threadTs: message.threadTs, editedAt: message.edited?.ts }),
    ...(message.ephemeralTo ? { ephemeralTo: message.ephemeralTo } : {}),
    ...(files.length > 0
      ? { files: files.map(file => ({ id: file.id, name: file.name, size: file.size, url: fileUrl(file, '') })) }
      : {}),
    ...(warning ? { warning } : {}),
  };
}

export function simView({ id, hash, given, blocks, errors, state }: StoredView): SimView {
  return {
    id,
    type: given.type,
    hash,
    callbackId: given.callback_id ?? '',
    externalId: given.external_id ?? '',
    ...defined({ title: given.title?.text, submit: given.submit?.text, close: given.close?.text }),
    blocks,
    errors,
    state,
  };
}

function simUser(workspace: Workspace, user: User): SimUser {
  const {
    displayName: _,
    email: __,
    isPrimaryOwner: ___,
    updated: ____,
    status: _____,
    snoozedUntil: ______,
    ...shown
  } = user;
  const { status_text: text, status_emoji: emoji } = workspace.statusOf(user);
  const snoozed = workspace.isSnoozed(user) ? { snoozed: true as const } : {};
  return { ...shown, ...snoozed, ...(text || emoji ? { status: { text, emoji } } : {}) };
}

function simChannel(channel: Channel): SimChannel {
  const { id, name, kind, archived } = channel;
  return { id, name, kind, archived, members: [...channel.members] };
}
