import { defined } from '../../../src/shared/defined.ts';
import { breaches } from '../../slack-limits/limits.ts';
import type { User } from '../directory.ts';
import type { Blocks } from '../messages.ts';
import { channelName, interactionBase } from '../payloads.ts';
import type { ActResult } from '../protocol.ts';
import { withIds } from '../views.ts';
import { done, refused, repeated, settle } from './outcome.ts';
import type { Stage } from './stage.ts';

/**
 * Text as Slack stores what people type: `&`, `<` and `>` escaped, references such as `<@U…>` left. What is escaped
 * already stays.
 */
function stored(text: string): string {
  return text
    .replace(/&(?!(?:amp|lt|gt);)/g, '&amp;')
    .replace(/<(?![@#][A-Z0-9]+(?:\|[^<>]*)?>)/g, '&lt;')
    .replace(/(?<!<[@#][A-Z0-9]+(?:\|[^<>]*)?)>/g, '&gt;');
}

export async function say(
  { workspace, events }: Stage,
  user: User,
  act: { channel: string; text: string; threadTs?: string },
): Promise<ActResult> {
  const channel = workspace.channel(act.channel, user.id);
  if (!channel.members.has(user.id)) return refused(`${user.realName} is not in #${channel.name}`);
  if (channel.archived) return refused(`#${channel.name} is archived`);
  const message = workspace.post({
    channel: channel.id,
    user: user.id,
    text: stored(act.text),
    ...defined({ threadTs: act.threadTs }),
  });
  const answer = await events.posted(message, channel);
  return answer ? settle(workspace, user.id, answer, message) : done;
}

export async function command(
  { workspace, delivery }: Stage,
  user: User,
  act: { channel: string; command: string; text: string; times?: number },
): Promise<ActResult> {
  const channel = workspace.channel(act.channel, user.id);
  const key = workspace.tickets.response({ user: user.id, channel: channel.id });
  const payload = {
    token: 'verification-token',
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: user.id,
    user_name: user.name,
    command: act.command,
    text: stored(act.text),
    api_app_id: workspace.app.id,
    is_enterprise_install: 'false',
    response_url: `${workspace.apiOrigin}/respond/${key}`,
    trigger_id: workspace.tickets.trigger(user.id),
  };
  return repeated(act.times ?? 1, async () => {
    const answer = await delivery.send(payload, { kind: 'command' });
    const result = settle(workspace, user.id, answer);
    if (!result.ok || answer.body.trim() === '') return result;
    return showAnswer(workspace, user, channel.id, answer.body, result);
  });
}

/** A global shortcut: it has a trigger, and no place. */
export function shortcut(
  { workspace, delivery }: Stage,
  user: User,
  act: { callbackId: string; times?: number },
): Promise<ActResult> {
  const payload = {
    type: 'shortcut',
    ...interactionBase(workspace, user),
    callback_id: act.callbackId,
    trigger_id: workspace.tickets.trigger(user.id),
    action_ts: workspace.messages.stamp(workspace.clock.now()),
  };
  return repeated(act.times ?? 1, async () =>
    settle(workspace, user.id, await delivery.send(payload, { kind: 'interaction' })),
  );
}

interface CommandAnswer {
  text?: string;
  blocks?: Blocks;
  response_type?: string;
}

/** A command's answer: JSON or plain text, for the person alone unless it says `in_channel`. */
function showAnswer(
  workspace: Stage['workspace'],
  user: User,
  channel: string,
  body: string,
  result: ActResult,
): ActResult {
  let said: CommandAnswer;
  try {
    const parsed: unknown = JSON.parse(body);
    said = typeof parsed === 'object' && parsed !== null ? parsed : { text: body };
  } catch {
    said = { text: body };
  }
  const found = said.text || said.blocks?.length ? breaches('message', { text: said.text, blocks: said.blocks }) : [];
  if (found.length > 0) {
    const warning = `The answer breaks Slack's rules: ${found.join('; ')}`;
    workspace.warn(user.id, warning);
    return { ...result, ok: false, error: warning };
  }
  if (!said.text && !said.blocks?.length) return result;
  workspace.post({
    channel,
    user: workspace.app.botUser,
    text: said.text ?? '',
    ...(said.blocks?.length ? { blocks: withIds(said.blocks) } : {}),
    ...(said.response_type === 'in_channel' ? {} : { ephemeralTo: user.id }),
  });
  return result;
}
