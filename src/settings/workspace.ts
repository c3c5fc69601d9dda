import type { WebClient } from '@slack/web-api';
import type { Collection, Db } from 'mongodb';
import { refusedAs } from '../slack/errors.ts';

interface SettingsDoc {
  _id: string;
  channelProblem?: string;
}

/** The workspace's administrators' channel: configured by id or name, found by asking Slack. */
export interface Workspace {
  /** the channel's id; throws Slack's `channel_not_found` when there is none of that name */
  channel(): Promise<string>;
  channelName(): string;
  /** why the last post in the channel was refused, if it was */
  channelProblem(): Promise<string | undefined>;
  reportChannel(problem: string | undefined): Promise<void>;
}

const isId = (text: string): boolean => /^[CG][A-Z0-9]{5,}$/.test(text);

export class ChannelNotFound extends Error {
  readonly code = 'slack_webapi_platform_error';
  readonly data = { ok: false, error: 'channel_not_found' };
}

export function workspaceSettings(o: { db: Db; client: WebClient; team: () => string; configured: string }): Workspace {
  const collection: Collection<SettingsDoc> = o.db.collection('settings');
  let id = isId(o.configured) ? o.configured : undefined;
  let name = isId(o.configured) ? undefined : o.configured.replace(/^#/, '');
  /** what this process wrote last, so that a success does not write each time */
  let told: { problem: string | undefined } | undefined;

  async function findByName(): Promise<string> {
    const args = { types: 'public_channel,private_channel', exclude_archived: true, limit: 1000 };
    for await (const page of o.client.paginate('conversations.list', args)) {
      const channels = (page as { channels?: { id?: string; name?: string }[] }).channels ?? [];
      const found = channels.find(c => c.name === name);
      if (found?.id) return found.id;
    }
    throw new ChannelNotFound(`no channel is called ${name}`);
  }

  return {
    channel: async () => {
      id ??= await findByName();
      if (name === undefined) {
        try {
          name = (await o.client.conversations.info({ channel: id })).channel?.name ?? id;
        } catch (error) {
          if (refusedAs(error) === undefined) throw error;
          name = id;
        }
      }
      return id;
    },
    channelName: () => `#${name ?? o.configured}`,
    channelProblem: async () => (await collection.findOne({ _id: o.team() }))?.channelProblem,
    reportChannel: async problem => {
      if (told && told.problem === problem) return;
      await collection.updateOne(
        { _id: o.team() },
        problem === undefined ? { $unset: { channelProblem: '' } } : { $set: { channelProblem: problem } },
        { upsert: true },
      );
      told = { problem };
    },
  };
}
