import type { WebClient } from '@slack/web-api';
import type { Collection, Db, UpdateFilter } from 'mongodb';
import { isMendable } from '../outbox/schedule.ts';
import type { Roster } from '../people/roster.ts';
import type { Clock } from '../shared/clock.ts';
import { refusedAs } from '../slack-api/errors.ts';
import type { Policy } from './policy.ts';
import type { PolicyInForce } from './policy-in-force.ts';

/** What a channel is for: requests are decided in the administrators' one; summaries go to the reports' one. */
export type Audience = keyof Policy['channels'];

interface SettingsDoc {
  _id: string;
  channelProblem?: string;
  reportsProblem?: string;
  rosterRead?: boolean;
  /** Slack's next cursor, and when it was reached */
  rosterAt?: { cursor: string; at: number };
}

export interface ChannelTrouble {
  name: string;
  problem: string;
}

/** Events cover changes for this long; after it the members are read again from the first page. */
const CURSOR_MS = 3_600_000;
const FIELD = { administrators: 'channelProblem', reports: 'reportsProblem' } as const;
const isId = (text: string): boolean => /^[CG][A-Z0-9]{2,}$/.test(text);

/** Slack's own error for a channel id that it does not know. */
class ChannelNotFound extends Error {
  readonly code = 'slack_webapi_platform_error';
  readonly data = { ok: false, error: 'channel_not_found' };
}

export function workspaceChannels(o: {
  db: Db;
  client: WebClient;
  clock: Clock;
  team: string;
  policy: Pick<PolicyInForce, 'now'>;
}) {
  const collection: Collection<SettingsDoc> = o.db.collection('settings');
  /** by what was chosen: id and name from Slack */
  const ids = new Map<string, string>();
  const names = new Map<string, string>();

  async function findByName(wanted: string): Promise<string> {
    const args = { types: 'public_channel,private_channel', exclude_archived: true, limit: 1000 };
    for await (const page of o.client.paginate('conversations.list', args)) {
      const channels = (page as { channels?: { id?: string; name?: string }[] }).channels ?? [];
      const found = channels.find(c => c.name === wanted);
      if (found?.id) return found.id;
    }
    throw new ChannelNotFound(`no channel is called ${wanted}`);
  }

  const stored = async (): Promise<SettingsDoc | null> => collection.findOne({ _id: o.team });
  const set = async (change: UpdateFilter<SettingsDoc>): Promise<void> =>
    void (await collection.updateOne({ _id: o.team }, change, { upsert: true }));

  /** The administrators' channel unless one is chosen. */
  const ofAudience = (audience: Audience): { audience: Audience; chosen: string | undefined } => {
    const { administrators, reports } = o.policy.now().channels;
    if (audience === 'reports' && reports !== null) return { audience, chosen: reports };
    return { audience: 'administrators', chosen: administrators ?? undefined };
  };

  async function idOf(chosen: string): Promise<string> {
    const id = ids.get(chosen) ?? (isId(chosen) ? chosen : await findByName(chosen.replace(/^#/, '')));
    ids.set(chosen, id);
    return id;
  }

  const nameOf = (chosen: string): string => names.get(chosen) ?? chosen;

  /** Undefined, or why the app cannot post there. */
  async function ask(chosen: string): Promise<string | undefined> {
    try {
      const { channel } = await o.client.conversations.info({ channel: await idOf(chosen) });
      if (channel?.name) names.set(chosen, `#${channel.name}`);
      if (channel?.is_archived) return 'is_archived';
      return channel?.is_member === false ? 'not_in_channel' : undefined;
    } catch (error) {
      const refused = refusedAs(error);
      if (refused === undefined) throw error;
      return refused;
    }
  }

  async function report(about: Audience, error: string | undefined): Promise<void> {
    const { audience, chosen } = ofAudience(about);
    if (error !== undefined && !isMendable(error)) return;
    // A new channel may have that name by now.
    if (chosen !== undefined && (error === 'channel_not_found' || error === 'is_archived')) ids.delete(chosen);
    const field = FIELD[audience];
    if ((await stored())?.[field] === error) return;
    await set(error === undefined ? { $unset: { [field]: '' } } : { $set: { [field]: error } });
  }

  return {
    /** The id; undefined: none chosen. Throws Slack's `channel_not_found` for an unknown name. */
    channel: async (audience: Audience = 'administrators'): Promise<string | undefined> => {
      const { chosen } = ofAudience(audience);
      if (chosen === undefined) return undefined;
      const id = await idOf(chosen);
      // Only for its name: a post shows whether the channel takes one.
      if (!names.has(chosen)) await ask(chosen);
      return id;
    },
    /** its name, or what was chosen until Slack has named it; undefined where none was chosen */
    channelName: (audience: Audience = 'administrators'): string | undefined => {
      const { chosen } = ofAudience(audience);
      return chosen === undefined ? undefined : nameOf(chosen);
    },
    /** the channels in which Slack refused the last post, or would refuse one by the last check */
    channelTroubles: async (): Promise<ChannelTrouble[]> => {
      const doc = await stored();
      const { administrators, reports } = o.policy.now().channels;
      const trouble = (chosen: string | null, problem: string | undefined): ChannelTrouble[] =>
        chosen === null || problem === undefined ? [] : [{ name: nameOf(chosen), problem }];
      return [...trouble(administrators, doc?.channelProblem), ...trouble(reports, doc?.reportsProblem)];
    },
    /** Notes the outcome of a post in a channel: Slack's error, or undefined where it arrived. */
    reportChannel: report,
    checkChannels: async (): Promise<void> => {
      const { administrators, reports } = o.policy.now().channels;
      await report('administrators', administrators === null ? undefined : await ask(administrators));
      if (reports !== null) await report('reports', await ask(reports));
    },
    /** how far all members were read, by any process */
    roster: {
      wasRead: async () => (await stored())?.rosterRead === true,
      read: () => set({ $set: { rosterRead: true }, $unset: { rosterAt: '' } }),
      cursor: async () => {
        const { cursor, at = 0 } = (await stored())?.rosterAt ?? {};
        return o.clock.now() - at < CURSOR_MS ? cursor : undefined;
      },
      reached: cursor => set({ $set: { rosterAt: { cursor, at: o.clock.now() } } }),
    } satisfies Roster,
  };
}

/** The workspace's channels, chosen in the policy or configured by id or name, and Slack's last error about each. */
export type Channels = ReturnType<typeof workspaceChannels>;
