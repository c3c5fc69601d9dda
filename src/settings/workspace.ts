import type { WebClient } from '@slack/web-api';
import type { Collection, Db } from 'mongodb';
import { isMendable } from '../delivery/schedule.ts';
import { refusedAs } from '../slack/errors.ts';

interface SettingsDoc {
  _id: string;
  channelProblem?: string;
  rosterRead?: boolean;
}

/** The workspace's administrators' channel (configured by id or name, found by asking Slack), and what is known of it. */
export interface Workspace {
  /** the channel's id; throws Slack's `channel_not_found` when there is none of that name */
  channel(): Promise<string>;
  channelName(): string;
  /** why the last post in the channel was refused, if it was */
  channelProblem(): Promise<string | undefined>;
  /** What became of a post in the channel: Slack's error, or undefined where it arrived. */
  reportChannel(error: string | undefined): Promise<void>;
  /** whether the members were read whole, by any process */
  roster: { wasRead(): Promise<boolean>; read(): Promise<void> };
}

const isId = (text: string): boolean => /^[CG][A-Z0-9]{5,}$/.test(text);

/** Says what Slack says of a channel id that it does not know. */
class ChannelNotFound extends Error {
  readonly code = 'slack_webapi_platform_error';
  readonly data = { ok: false, error: 'channel_not_found' };
}

export function workspaceSettings(o: { db: Db; client: WebClient; team: () => string; configured: string }): Workspace {
  const collection: Collection<SettingsDoc> = o.db.collection('settings');
  const given = isId(o.configured) ? o.configured : undefined;
  const wanted = o.configured.replace(/^#/, '');
  let id = given;
  let name = given ? undefined : wanted;

  async function findByName(): Promise<string> {
    const args = { types: 'public_channel,private_channel', exclude_archived: true, limit: 1000 };
    for await (const page of o.client.paginate('conversations.list', args)) {
      const channels = (page as { channels?: { id?: string; name?: string }[] }).channels ?? [];
      const found = channels.find(c => c.name === wanted);
      if (found?.id) return found.id;
    }
    throw new ChannelNotFound(`no channel is called ${wanted}`);
  }

  const stored = async (): Promise<SettingsDoc | null> => collection.findOne({ _id: o.team() });

  return {
    channel: async () => {
      id ??= await findByName();
      if (name === undefined) {
        try {
          name = (await o.client.conversations.info({ channel: id })).channel?.name;
        } catch (error) {
          // Its name is only for reading; whether it can be posted in, posting will say.
          if (refusedAs(error) === undefined) throw error;
        }
      }
      return id;
    },
    channelName: () => (name === undefined ? wanted : `#${name}`),
    channelProblem: async () => (await stored())?.channelProblem,
    reportChannel: async error => {
      if (error !== undefined && !isMendable(error)) return;
      // A channel of that name may have been made anew meanwhile.
      if (error === 'channel_not_found' || error === 'is_archived') id = given;
      if ((await stored())?.channelProblem === error) return;
      await collection.updateOne(
        { _id: o.team() },
        error === undefined ? { $unset: { channelProblem: '' } } : { $set: { channelProblem: error } },
        { upsert: true },
      );
    },
    roster: {
      wasRead: async () => (await stored())?.rosterRead === true,
      read: async () =>
        void (await collection.updateOne({ _id: o.team() }, { $set: { rosterRead: true } }, { upsert: true })),
    },
  };
}
