import type { Answer, Delivery } from './delivery.ts';
import type { Channel, User } from './directory.ts';
import type { StoredMessage } from './messages.ts';
import { eventCallback, type Json, messageJson, userInfo, viewJson } from './payloads.ts';
import type { Workspace } from './workspace.ts';

/** The events that the app is subscribed to. Each resolves with the app's first answer. */
export class Events {
  readonly #workspace: Workspace;
  readonly #delivery: Delivery;

  constructor(workspace: Workspace, delivery: Delivery) {
    this.#workspace = workspace;
    this.#delivery = delivery;
  }

  homeOpened(user: User, tab: 'home' | 'messages'): Promise<Answer> {
    const view = this.#workspace.views.home(user.id);
    return this.#send({
      type: 'app_home_opened',
      user: user.id,
      channel: this.#workspace.directWith(user.id).id,
      tab,
      ...(view ? { view: viewJson(this.#workspace, view) } : {}),
    });
  }

  /** `message` in a direct message, `app_mention` where the app is named in a channel; else nothing is sent. */
  async posted(message: StoredMessage, channel: Channel): Promise<Answer | null> {
    const { app } = this.#workspace;
    const mine = message.user === app.botUser;
    const mentioned = message.text.includes(`<@${app.botUser}>`);
    if (channel.kind !== 'im' && (mine || !mentioned || !channel.members.has(app.botUser))) return null;
    const { reactions: _, ...json } = messageJson(this.#workspace, message, true);
    const type = channel.kind === 'im' ? { channel_type: 'im' } : { type: 'app_mention' };
    const event = {
      ...json,
      ...(mine ? {} : { client_msg_id: crypto.randomUUID() }),
      ...(message.files?.length ? { subtype: 'file_share' } : {}),
      channel: channel.id,
      ...type,
    };
    const settle = (answer: Answer): void => {
      if (!mine && answer.failure === null) this.#workspace.warn(message.user, null, message);
    };
    return this.#send(event, settle);
  }

  userChanged(user: User, type: 'user_change' | 'team_join'): Promise<Answer> {
    return this.#send({ type, user: userInfo(this.#workspace, user, true), cache_ts: user.updated });
  }

  tokensRevoked(users: string[], bot: string[] = []): Promise<Answer> {
    return this.#send({ type: 'tokens_revoked', tokens: { oauth: users, bot } });
  }

  uninstalled(): Promise<Answer> {
    return this.#send({ type: 'app_uninstalled' });
  }

  joined(user: User, channel: Channel): Promise<Answer> {
    return this.#send({
      type: 'member_joined_channel',
      user: user.id,
      channel: channel.id,
      channel_type: channel.kind === 'private' ? 'G' : 'C',
      team: this.#workspace.team.id,
    });
  }

  #send(event: Json, retried?: (answer: Answer) => void): Promise<Answer> {
    return this.#delivery.event(eventCallback(this.#workspace, event), retried);
  }
}
