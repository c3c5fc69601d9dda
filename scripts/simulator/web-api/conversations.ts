import type { Channel } from '../directory.ts';
import type { StoredMessage } from '../messages.ts';
import { channelInfo, messageJson } from '../payloads.ts';
import { type Call, channelOf, type Methods, page, SlackError, userOf } from './call.ts';

const KINDS: Record<string, Channel['kind']> = { public_channel: 'public', private_channel: 'private', im: 'im' };

/** The channels of the asked-for types that `user` (if given) is in, as far as the app may know of them. */
function listed({ workspace, args }: Call, user?: string): Channel[] {
  const types = args.has('types') ? args.list('types') : ['public_channel'];
  const unknown = types.filter(type => !KINDS[type] && type !== 'mpim');
  if (unknown.length > 0) throw new SlackError('invalid_types');
  const kinds = new Set(types.map(type => KINDS[type]));
  const bot = workspace.app.botUser;
  return [...workspace.directory.channels.values()].filter(
    channel =>
      kinds.has(channel.kind) &&
      (channel.kind === 'public' || channel.members.has(bot)) &&
      (user === undefined || channel.members.has(user)) &&
      !(args.flag('exclude_archived') && channel.archived),
  );
}

/** @throws SlackError `not_in_channel`. */
function readable(call: Call): Channel {
  const channel = channelOf(call);
  if (!channel.members.has(call.workspace.app.botUser)) throw new SlackError('not_in_channel');
  return channel;
}

/** Within `oldest` and `latest` (seconds), which are left out themselves unless `inclusive`. */
function within({ args }: Call, messages: readonly StoredMessage[]): StoredMessage[] {
  const oldest = args.number('oldest', 0);
  const latest = args.number('latest', Number.POSITIVE_INFINITY);
  const inclusive = args.flag('inclusive');
  return messages.filter(({ ts }) => {
    const at = Number(ts);
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  });
}

function messagePage(call: Call, messages: readonly StoredMessage[]): Record<string, unknown> {
  const { items, more, response_metadata } = page(call, messages, message => message.ts, { fallback: 100, most: 999 });
  const withMetadata = call.args.flag('include_all_metadata');
  return {
    messages: items.map(message => messageJson(call.workspace, message, withMetadata)),
    has_more: more,
    ...(more ? { response_metadata } : {}),
  };
}

const CHANNELS = { fallback: 100, most: 1000 };

export const conversationsMethods: Methods = {
  'conversations.list': call => {
    const { items, response_metadata } = page(call, listed(call), channel => channel.id, CHANNELS);
    return { channels: items.map(channel => channelInfo(call.workspace, channel)), response_metadata };
  },

  'users.conversations': call => {
    const user = call.args.has('user') ? userOf(call).id : call.workspace.app.botUser;
    const { items, response_metadata } = page(call, listed(call, user), channel => channel.id, CHANNELS);
    return { channels: items.map(channel => channelInfo(call.workspace, channel)), response_metadata };
  },

  'conversations.info': call => {
    const channel = channelOf(call);
    const { num_members, ...info } = channelInfo(call.workspace, channel);
    return { channel: { ...info, ...(call.args.flag('include_num_members') ? { num_members } : {}) } };
  },

  'conversations.members': call => {
    const channel = channelOf(call);
    const { items, response_metadata } = page(call, [...channel.members], id => id, CHANNELS);
    return { members: items, response_metadata };
  },

  'conversations.history': call => {
    const channel = readable(call);
    const messages = call.workspace.messages
      .in(channel.id)
      .filter(message => !message.ephemeralTo && (!message.threadTs || message.broadcast));
    return { ...messagePage(call, within(call, messages).reverse()), pin_count: 0 };
  },

  'conversations.replies': call => {
    const channel = readable(call);
    const found = call.workspace.messages.find(channel.id, call.args.required('ts'));
    if (!found || found.ephemeralTo) throw new SlackError('thread_not_found');
    const parent = found.threadTs ? (call.workspace.messages.find(channel.id, found.threadTs) ?? found) : found;
    return messagePage(call, [parent, ...within(call, call.workspace.messages.replies(parent))]);
  },

  'conversations.open': call => {
    const { workspace, args } = call;
    if (args.has('channel')) {
      const channel = channelOf(call);
      return { channel: args.flag('return_im') ? channelInfo(workspace, channel) : { id: channel.id } };
    }
    const [id, ...others] = args.list('users');
    if (id === undefined) throw new SlackError('users_list_not_supplied');
    if (others.length > 0) throw new SlackError('not_enabled');
    const user = workspace.directory.users.get(id);
    if (!user) throw new SlackError('user_not_found');
    if (user.deleted) throw new SlackError('user_disabled');
    if (user.isBot) throw new SlackError('cannot_dm_bot');
    const channel = workspace.directWith(user.id);
    return {
      channel: args.flag('return_im') ? channelInfo(workspace, channel) : { id: channel.id },
      no_op: true,
      already_open: true,
    };
  },

  'conversations.join': call => {
    const channel = channelOf(call);
    if (channel.kind !== 'public') throw new SlackError('method_not_supported_for_channel_type');
    if (channel.archived) throw new SlackError('is_archived');
    const already = channel.members.has(call.workspace.app.botUser);
    channel.members.add(call.workspace.app.botUser);
    call.workspace.changes.changed();
    return { channel: channelInfo(call.workspace, channel), ...(already ? { warning: 'already_in_channel' } : {}) };
  },
};
