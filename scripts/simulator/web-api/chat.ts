import { defined } from '../../../src/shared/defined.ts';
import { breaches, LIMITS } from '../../slack-limits/limits.ts';
import type { Channel } from '../directory.ts';
import type { Blocks, StoredMessage } from '../messages.ts';
import { messageJson } from '../payloads.ts';
import { withIds } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import { type Call, channelOf, type Methods, refusals, SlackError, userOf, writableChannel } from './call.ts';

/** `chat.update` and ephemeral messages take less than `chat.postMessage`. */
const SHORTER = 4000;

interface Content {
  text: string;
  blocks?: Blocks;
  metadata?: NonNullable<StoredMessage['metadata']>;
}

/** @throws SlackError `no_text`, `msg_too_long`, `invalid_blocks`, `invalid_metadata_format`. */
function contentOf({ args, refusedBlocks }: Call, longest: number): Content {
  const text = args.text('text') ?? '';
  const given = args.json('blocks');
  if (given !== undefined && !Array.isArray(given)) throw new SlackError('invalid_blocks_format');
  const blocks = given as Blocks | undefined;
  if (text === '' && !blocks?.length && !args.has('attachments')) throw new SlackError('no_text');
  if (text.length > longest) throw new SlackError('msg_too_long');
  const found = blocks?.length ? [...refusals(blocks, refusedBlocks), ...breaches('message', { text, blocks })] : [];
  if (found.length > 0)
    throw new SlackError(
      'invalid_blocks',
      found.map(breach => `[ERROR] ${breach}`),
    );
  const metadata = args.json('metadata') as StoredMessage['metadata'];
  if (metadata !== undefined && (typeof metadata.event_type !== 'string' || typeof metadata.event_payload !== 'object'))
    throw new SlackError('invalid_metadata_format');
  return {
    text: markedUp(text),
    ...(blocks?.length ? { blocks: withIds(blocks) } : {}),
    ...defined({ metadata }),
  };
}

/** Slack itself escapes a bare `&`, and nothing else, in what an app sends. */
const markedUp = (text: string): string => text.replace(/&(?!(?:amp|lt|gt);)/g, '&amp;');

/** A person's id stands for the direct messages with them. */
function destination(call: Call): Channel {
  const { workspace, args } = call;
  const reference = args.required('channel', 'channel_not_found');
  const user = workspace.directory.users.get(reference);
  if (!user) return writableChannel(call);
  if (user.deleted || user.isBot) throw new SlackError('channel_not_found');
  return workspace.directWith(user.id);
}

/** The thread that a reply belongs to; a reply to a reply belongs to the first message. */
function threadOf({ workspace, args }: Call, channel: Channel): string | undefined {
  const ts = args.text('thread_ts');
  if (ts === undefined) return undefined;
  const parent = workspace.messages.find(channel.id, ts);
  if (!parent || parent.ephemeralTo) throw new SlackError('thread_not_found');
  return parent.threadTs ?? parent.ts;
}

/** @throws SlackError `message_not_found`, or `error` for a message of somebody else. */
function ownMessage(call: Call, error: string): StoredMessage {
  const message = existing(call, 'ts');
  if (message.user !== call.workspace.app.botUser) throw new SlackError(error);
  return message;
}

function existing(call: Call, name: string): StoredMessage {
  const channel = channelOf(call);
  const message = call.workspace.messages.find(channel.id, call.args.required(name));
  if (!message || message.ephemeralTo) throw new SlackError('message_not_found');
  return message;
}

/** New text and blocks for a message; text alone drops the blocks, and shows as edited. */
export function rewrite(workspace: Workspace, message: StoredMessage, content: Content): void {
  message.text = content.text;
  if (content.metadata) message.metadata = content.metadata;
  if (content.blocks) message.blocks = content.blocks;
  else {
    delete message.blocks;
    message.edited = { user: message.user, ts: workspace.messages.stamp(workspace.clock.now()) };
  }
  workspace.changes.changed();
}

export const chatMethods: Methods = {
  'chat.postMessage': call => {
    const { workspace, events, args } = call;
    const channel = destination(call);
    const content = contentOf(call, LIMITS.messageText);
    const threadTs = threadOf(call, channel);
    const message = workspace.post({
      channel: channel.id,
      user: workspace.app.botUser,
      ...content,
      ...defined({ threadTs }),
      ...(threadTs && args.flag('reply_broadcast') ? { broadcast: true } : {}),
    });
    void events.posted(message, channel);
    return { channel: channel.id, ts: message.ts, message: messageJson(workspace, message, true) };
  },

  'chat.update': call => {
    const message = ownMessage(call, 'cant_update_message');
    if (call.workspace.directory.channels.get(message.channel)?.archived) throw new SlackError('is_archived');
    rewrite(call.workspace, message, contentOf(call, SHORTER));
    return {
      channel: message.channel,
      ts: message.ts,
      text: message.text,
      message: messageJson(call.workspace, message, true),
    };
  },

  'chat.delete': call => {
    const message = ownMessage(call, 'cant_delete_message');
    call.workspace.messages.remove(message);
    call.workspace.changes.changed();
    return { channel: message.channel, ts: message.ts };
  },

  'chat.postEphemeral': call => {
    const { workspace } = call;
    const channel = writableChannel(call);
    const user = userOf(call);
    if (!channel.members.has(user.id)) throw new SlackError('user_not_in_channel');
    const threadTs = threadOf(call, channel);
    const { text, blocks } = contentOf(call, SHORTER);
    const message = workspace.post({
      channel: channel.id,
      user: workspace.app.botUser,
      text,
      ...defined({ blocks, threadTs }),
      ephemeralTo: user.id,
    });
    return { message_ts: message.ts };
  },

  'chat.getPermalink': call => {
    const message = existing(call, 'message_ts');
    const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${message.channel}` : '';
    const permalink = `${call.workspace.baseUrl}/archives/${message.channel}/p${message.ts.replace('.', '')}${thread}`;
    return { channel: message.channel, permalink };
  },

  'reactions.add': call => {
    const { workspace, args } = call;
    const channel = channelOf(call);
    const name = args.required('name', 'no_reaction').replaceAll(':', '');
    const message = workspace.messages.find(channel.id, args.required('timestamp', 'no_item_specified'));
    if (!message || message.ephemeralTo) throw new SlackError('message_not_found');
    const users = message.reactions.get(name) ?? [];
    if (users.includes(workspace.app.botUser)) throw new SlackError('already_reacted');
    message.reactions.set(name, [...users, workspace.app.botUser]);
    workspace.changes.changed();
    return {};
  },
};
