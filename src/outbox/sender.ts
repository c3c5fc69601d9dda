import type { WebClient } from '@slack/web-api';
import type { Message } from '../../blocks/kit.ts';
import { defined } from '../shared/defined.ts';
import type { Effect } from '../shared/effects.ts';
import { refusedAs } from '../slack-api/errors.ts';
import { sendEither } from '../slack-api/native.ts';

export interface Sent {
  channel: string;
  ts: string;
}

export interface Destination {
  /** a channel, or a person for a direct message */
  channel: string;
  threadTs?: string;
}

const EVENT_TYPE = 'daybook_effect';
const MOST_REDRAWN = 5;
// User text never becomes a mention or a link, whatever the workspace's defaults are.
const SAFE = { link_names: false, parse: 'none', unfurl_links: false, unfurl_media: false } as const;

/** `mayBeSent`: an earlier try of this effect may have reached Slack. */
export function senderFor(client: WebClient, effect: Effect, mayBeSent: boolean) {
  const update = async (at: Sent, message: Message): Promise<void> => {
    await sendEither(client, message, ({ text, blocks }) =>
      client.chat.update({ channel: at.channel, ts: at.ts, text, blocks, link_names: false, parse: 'none' }),
    );
  };
  return {
    update,
    /**
     * Draws until the content is stable: several documents may change one message at once. Undefined: nothing to draw.
     */
    redraw: async (at: Sent, render: () => Promise<Message | undefined>): Promise<void> => {
      let drawn: string | undefined;
      for (let times = 0; times < MOST_REDRAWN; times++) {
        const message = await render();
        const wanted = JSON.stringify(message);
        if (!message || wanted === drawn) return;
        await update(at, message);
        drawn = wanted;
      }
    },
    post: async (to: Destination, message: Message): Promise<Sent> => {
      if (mayBeSent) {
        const found = await findSent(client, to, effect.id);
        if (found) return found;
      }
      const result = await sendEither(client, message, ({ text, blocks }) =>
        client.chat.postMessage({
          channel: to.channel,
          ...defined({ thread_ts: to.threadTs }),
          ...{ text, blocks, ...SAFE },
          metadata: { event_type: EVENT_TYPE, event_payload: { effect: effect.id } },
        }),
      );
      return { channel: result.channel ?? to.channel, ts: result.ts ?? '' };
    },
    ephemeral: async (to: Destination & { user: string }, message: Message): Promise<void> => {
      await client.chat.postEphemeral({
        channel: to.channel,
        user: to.user,
        ...defined({ thread_ts: to.threadTs }),
        ...message,
        link_names: false,
        parse: 'none',
      });
    },
  };
}

/** A message behind a lost answer is found again instead of posted twice. */
export type Sender = ReturnType<typeof senderFor>;

interface Seen {
  ts?: string;
  metadata?: { event_type?: string; event_payload?: object };
}

async function findSent(client: WebClient, to: Destination, effectId: string): Promise<Sent | undefined> {
  try {
    const channel =
      to.channel.startsWith('U') || to.channel.startsWith('W') ? await directChannel(client, to.channel) : to.channel;
    if (!channel) return undefined;
    const args = { channel, include_all_metadata: true, limit: 100 };
    const { messages = [] } = to.threadTs
      ? await client.conversations.replies({ ...args, ts: to.threadTs })
      : await client.conversations.history(args);
    const found = (messages as Seen[]).find(
      m =>
        m.metadata?.event_type === EVENT_TYPE &&
        (m.metadata.event_payload as { effect?: string } | undefined)?.effect === effectId,
    );
    return found?.ts ? { channel, ts: found.ts } : undefined;
  } catch (error) {
    // Without the scope to look, posting twice is better than not at all.
    if (refusedAs(error) !== undefined) return undefined;
    throw error;
  }
}

async function directChannel(client: WebClient, user: string): Promise<string | undefined> {
  return (await client.conversations.open({ users: user })).channel?.id;
}
