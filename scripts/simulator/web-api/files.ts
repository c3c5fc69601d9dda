import { defined } from '../../../src/shared/defined.ts';
import type { Channel } from '../directory.ts';
import { fileJson, type StoredFile } from '../files.ts';
import type { Blocks } from '../messages.ts';
import { withIds } from '../views.ts';
import { type Call, type Methods, SlackError, writableChannel } from './call.ts';

function uploaded({ args, workspace }: Call): StoredFile[] {
  const given = args.json('files');
  if (!Array.isArray(given) || given.length === 0)
    throw new SlackError('invalid_arguments', ['[ERROR] missing required field: files']);
  return (given as { id?: unknown; title?: unknown }[]).map(({ id, title }) => {
    const file = workspace.files.get(String(id));
    if (!file?.body) throw new SlackError('file_not_found');
    if (typeof title === 'string') file.title = title;
    return file;
  });
}

/** `channel_id` is one channel, `channels` may be several. */
function channelsOf(call: Call): Channel[] {
  const ids = call.args.has('channel_id') ? [call.args.required('channel_id')] : call.args.list('channels');
  return ids.map(id => {
    const channel = call.workspace.directory.channels.get(id);
    if (!channel) throw new SlackError('channel_not_found');
    return writableChannel(call, channel);
  });
}

export const filesMethods: Methods = {
  'files.getUploadURLExternal': ({ args, workspace }) => {
    const name = args.required('filename');
    const size = args.number('length', 0);
    if (size <= 0) throw new SlackError('invalid_arguments', ['[ERROR] length must be more than 0']);
    const file = workspace.files.announce(name, size, workspace.app.botUser, workspace.clock.now());
    return { upload_url: `${workspace.baseUrl}/upload/${file.uploadKey}`, file_id: file.id };
  },

  'files.completeUploadExternal': call => {
    const { workspace, args } = call;
    const files = uploaded(call);
    const channels = channelsOf(call);
    const threadTs = args.text('thread_ts');
    const blocks = args.json('blocks') as Blocks | undefined;
    for (const channel of channels) {
      const message = workspace.post({
        channel: channel.id,
        user: workspace.app.botUser,
        text: args.text('initial_comment') ?? '',
        ...(blocks ? { blocks: withIds(blocks) } : {}),
        ...defined({ threadTs }),
        files: files.map(file => file.id),
      });
      void call.events.posted(message, channel);
    }
    for (const file of files) {
      file.complete = true;
      file.channels.push(...channels.map(channel => channel.id));
    }
    return { files: files.map(file => fileJson(file, workspace.baseUrl)) };
  },

  'files.info': ({ args, workspace }) => {
    const file = workspace.files.get(args.required('file'));
    if (!file?.complete) throw new SlackError('file_not_found');
    return { file: fileJson(file, workspace.baseUrl), comments: [] };
  },
};
