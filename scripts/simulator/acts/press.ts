import { defined } from '../../../src/shared/defined.ts';
import type { User } from '../directory.ts';
import { interactive, stateKey, stateOf, type ViewState, withTyped } from '../inputs.ts';
import type { Blocks, StoredMessage } from '../messages.ts';
import { channelName, interactionBase, type Json, messageJson, viewJson, withFiles } from '../payloads.ts';
import type { ActResult, Place } from '../protocol.ts';
import type { StoredView } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import { refused, repeated, settle } from './outcome.ts';
import type { Stage } from './stage.ts';

export interface Press {
  place: Place;
  blockId: string;
  actionId: string;
  value?: Record<string, unknown>;
  state?: ViewState;
  /** delivers the same payload so often, all at once */
  times?: number;
  /** what the person sees where their device has not heard of the newest version yet */
  shown?: { blocks: Blocks; hash?: string };
}

/** A button, select, picker or overflow menu: a `block_actions` payload. */
export async function press(stage: Stage, user: User, act: Press): Promise<ActResult> {
  const { workspace } = stage;
  const target = targetOf(workspace, user, act);
  if (typeof target === 'string') return refused(target);
  const blocks = act.shown?.blocks ?? target.blocks;
  const found = interactive(blocks).find(
    ({ blockId, element }) => blockId === act.blockId && element.action_id === act.actionId,
  );
  if (!found) return refused(`There is no ${act.actionId} in block ${act.blockId}`);

  const { element } = found;
  const key = stateKey(element.type);
  const value = act.value ?? {};
  const typed: ViewState = structuredClone(act.state ?? {});
  if (key && act.value)
    typed[act.blockId] = { ...typed[act.blockId], [act.actionId]: { type: element.type, ...value } };
  if ('view' in target) workspace.views.type(target.view, typed);

  const { options: _, confirm: __, placeholder: ___, option_groups: ____, ...described } = element;
  const payload = {
    type: 'block_actions',
    ...interactionBase(workspace, user),
    trigger_id: workspace.tickets.trigger(user.id, 'view' in target ? target.view : undefined),
    ...('view' in target
      ? inView(workspace, target.view, act)
      : inMessage(workspace, user, target.message, withTyped(blocks, stateOf(blocks), typed))),
    actions: [
      { ...described, ...value, block_id: act.blockId, action_ts: workspace.messages.stamp(workspace.clock.now()) },
    ],
  };
  const message = 'message' in target ? target.message : undefined;
  return repeated(act.times ?? 1, async () =>
    settle(workspace, user.id, await stage.delivery.send(payload, { kind: 'interaction' }), message),
  );
}

type Target = { blocks: Blocks } & ({ view: StoredView } | { message: StoredMessage });

function targetOf(workspace: Workspace, user: User, act: Press): Target | string {
  if ('view' in act.place) {
    const view = workspace.views.find(act.place.view);
    if (!view || view.user !== user.id) return 'That view is not open';
    return { view, blocks: view.blocks };
  }
  const message = workspace.messages.find(act.place.channel, act.place.ts);
  if (!message || (message.ephemeralTo && message.ephemeralTo !== user.id)) return 'There is no such message';
  return { message, blocks: message.blocks ?? [] };
}

function inView(workspace: Workspace, view: StoredView, act: Press): Json {
  const json = viewJson(workspace, view);
  const shown = act.shown ? { blocks: act.shown.blocks, hash: act.shown.hash ?? view.hash } : {};
  return { container: { type: 'view', view_id: view.id }, view: { ...json, ...shown } };
}

function inMessage(workspace: Workspace, user: User, message: StoredMessage, state: ViewState): Json {
  const channel = workspace.channel(message.channel, user.id);
  const key = workspace.tickets.response({
    user: user.id,
    channel: channel.id,
    message,
    ...defined({ threadTs: message.threadTs }),
  });
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: message.ephemeralTo !== undefined,
      ...defined({ thread_ts: message.threadTs }),
    },
    channel: { id: channel.id, name: channelName(channel) },
    // Slack leaves out the message where it was ephemeral.
    ...(message.ephemeralTo ? {} : { message: messageJson(workspace, message, true) }),
    state: { values: withFiles(workspace, state) },
    response_url: `${workspace.apiOrigin}/respond/${key}`,
  };
}
