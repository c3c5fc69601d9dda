import { randomBytes } from 'node:crypto';
import { DateTime } from 'luxon';
import type { SimChannel, SimUser } from './protocol.ts';

export interface User extends Omit<SimUser, 'status'> {
  /** `expiration`: seconds since the epoch, 0 for none */
  status?: { text: string; emoji: string; expiration: number };
  /** do-not-disturb, s since the epoch */
  snoozedUntil?: number;
  displayName: string;
  email: string;
  isPrimaryOwner: boolean;
  /** seconds since the epoch */
  updated: number;
}

/** What may be said of a new user; the rest has defaults. */
export type NewUser = Partial<User> & { realName: string };

export interface Channel {
  id: string;
  name: string;
  kind: SimChannel['kind'];
  members: Set<string>;
  archived: boolean;
  /** seconds since the epoch */
  created: number;
  creator: string;
}

export interface NewChannel {
  id?: string;
  name: string;
  kind?: 'public' | 'private';
  /** user ids; the app's bot user too, where it is a member */
  members?: string[];
  archived?: boolean;
}

const COLORS = ['#4a7cc9', '#c0527a', '#3f8f6b', '#b5772c', '#7a5bb5', '#2f8a9c', '#a14b3d', '#5f7a2f', '#8a4f9e'];

export const newId = (letter: string): string =>
  `${letter}0${randomBytes(5).toString('hex').toUpperCase().slice(0, 9)}`;

/** The people and channels of the workspace. */
export class Directory {
  readonly users = new Map<string, User>();
  readonly channels = new Map<string, Channel>();
  readonly #direct = new Map<string, Channel>();
  readonly #zone: string;
  readonly #bot: string;

  constructor(zone: string, bot: string) {
    this.#zone = zone;
    this.#bot = bot;
  }

  addUser(given: NewUser, now: number): User {
    const id = given.id ?? newId('U');
    const name = given.name ?? given.realName.toLowerCase().replace(/\s+/g, '.');
    const user: User = {
      id,
      name,
      displayName: given.realName,
      email: `${id.toLowerCase()}@acorn.example`,
      zone: this.#zone,
      locale: 'ko-KR',
      isAdmin: given.isOwner ?? false,
      isOwner: given.isPrimaryOwner ?? false,
      isPrimaryOwner: false,
      isBot: false,
      isGuest: false,
      deleted: false,
      color: COLORS[this.users.size % COLORS.length] ?? '#4a7cc9',
      updated: Math.floor(now / 1000),
      ...given,
    };
    this.users.set(id, user);
    if (!user.isBot) this.directWith(id, now);
    return user;
  }

  addChannel(given: NewChannel, now: number): Channel {
    const channel: Channel = {
      id: given.id ?? newId('C'),
      name: given.name.replace(/^#/, ''),
      kind: given.kind ?? 'public',
      members: new Set(given.members ?? []),
      archived: given.archived ?? false,
      created: Math.floor(now / 1000),
      creator: given.members?.[0] ?? this.#bot,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** The direct messages of a person and the app. */
  directWith(user: string, now: number): Channel {
    const known = this.#direct.get(user);
    if (known) return known;
    const id = `D${user.slice(1)}`;
    const channel: Channel = {
      id: this.channels.has(id) ? newId('D') : id,
      name: user,
      kind: 'im',
      members: new Set([user, this.#bot]),
      archived: false,
      created: Math.floor(now / 1000),
      creator: user,
    };
    this.channels.set(channel.id, channel);
    this.#direct.set(user, channel);
    return channel;
  }

  /** A channel as it was kept; one that is there already stays the same object. */
  restore(kept: Channel): void {
    const channel = Object.assign(this.channels.get(kept.id) ?? kept, kept);
    this.channels.set(channel.id, channel);
    if (channel.kind === 'im') this.#direct.set(channel.name, channel);
  }

  /** By id, name or `#name`. */
  findChannel(reference: string): Channel | undefined {
    const byId = this.channels.get(reference);
    if (byId) return byId;
    const name = reference.replace(/^#/, '');
    return [...this.channels.values()].find(channel => channel.kind !== 'im' && channel.name === name);
  }
}

const labels = new Map<string, string>();

/** Its name costs the formatter of a zone, a millisecond for each of thousands of users. */
function labelOf(local: DateTime): string {
  const key = `${local.zoneName} ${local.offset}`;
  const known = labels.get(key) ?? local.offsetNameLong ?? String(local.zoneName);
  labels.set(key, known);
  return known;
}

/** A user as `users.info` gives it. `withLocale`: only when asked with `include_locale`. */
export function userJson(user: User, team: string, withLocale: boolean): Record<string, unknown> {
  const local = DateTime.now().setZone(user.zone);
  const image = (size: number): [string, string] => [
    `image_${size}`,
    `https://avatars.slack-edge.example/${user.id}-${size}.png`,
  ];
  return {
    id: user.id,
    team_id: team,
    name: user.name,
    deleted: user.deleted,
    ...(user.deleted
      ? {}
      : {
          color: user.color.slice(1),
          real_name: user.realName,
          tz: user.zone,
          tz_label: labelOf(local),
          tz_offset: local.offset * 60,
          is_admin: user.isAdmin,
          is_owner: user.isOwner,
          is_primary_owner: user.isPrimaryOwner,
          is_restricted: user.isGuest,
          is_ultra_restricted: false,
        }),
    profile: {
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: user.displayName,
      display_name_normalized: user.displayName,
      title: '',
      phone: '',
      status_text: '',
      status_emoji: '',
      status_expiration: 0,
      team,
      ...(user.isBot ? {} : { email: user.email }),
      ...Object.fromEntries([24, 32, 48, 72, 192, 512].map(image)),
    },
    is_bot: user.isBot,
    is_app_user: false,
    updated: user.updated,
    ...(withLocale && !user.deleted ? { locale: user.locale } : {}),
  };
}

/** A channel as `conversations.info` gives it to the app. */
export function channelJson(channel: Channel, bot: string): Record<string, unknown> {
  const common = {
    id: channel.id,
    created: channel.created,
    is_archived: channel.archived,
    is_im: channel.kind === 'im',
    is_org_shared: false,
    updated: channel.created * 1000,
  };
  if (channel.kind === 'im') {
    const user = [...channel.members].find(id => id !== bot) ?? bot;
    return { ...common, user, is_user_deleted: false, priority: 0 };
  }
  const text = { value: '', creator: '', last_set: 0 };
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_general: channel.name === 'general',
    is_shared: false,
    is_ext_shared: false,
    is_member: channel.members.has(bot),
    creator: channel.creator,
    topic: text,
    purpose: text,
    num_members: channel.members.size,
    unlinked: 0,
  };
}
