import { Changes } from './changes.ts';
import { MovableClock } from './clock.ts';
import { type ClientIdentity, Tokens } from './consents.ts';
import { type Channel, Directory, type User } from './directory.ts';
import { Files } from './files.ts';
import { Messages, type NewMessage, type StoredMessage } from './messages.ts';
import type { SimShortcut } from './protocol.ts';
import { Tickets } from './tickets.ts';
import { Views } from './views.ts';

export interface AppIdentity {
  /** the app's id, `A…` */
  id: string;
  /** `B…` */
  botId: string;
  /** the user id of its bot */
  botUser: string;
  name: string;
}

/** Everything that Slack knows in one place; what the Web API, the people's acts and the page work on. */
export class Workspace {
  readonly team: { id: string; name: string; domain: string };
  readonly zone: string;
  readonly app: AppIdentity;
  readonly clock: MovableClock;
  readonly changes = new Changes();
  readonly directory: Directory;
  readonly messages = new Messages();
  readonly views = new Views();
  readonly files = new Files();
  readonly tickets: Tickets;
  /** the most users of a page */
  readonly usersPage: number;
  readonly tokens: Tokens;
  /** the Enterprise organisation that it belongs to */
  readonly enterprise: { id: string; name: string } | undefined;
  rotatesTokens = false;
  /** the app's global shortcuts */
  readonly shortcuts: SimShortcut[] = [];
  /** by person: what went wrong with the last thing that they did */
  readonly warnings = new Map<string, string>();
  /** of this server, without a slash at the end; known once it listens */
  baseUrl = '';
  /** where the Web API and response URLs are, of all workspaces of one Slack */
  apiOrigin = '';

  constructor(o: {
    team: { id: string; name: string; domain: string };
    zone: string;
    startAt?: number;
    app: AppIdentity;
    triggerMs?: number;
    usersPage?: number;
    client: ClientIdentity;
    /** undefined: the app is not installed yet */
    token: string | undefined;
    enterprise?: { id: string; name: string };
    /** of another workspace of the same Slack */
    clock?: MovableClock;
  }) {
    this.tokens = new Tokens(o.client, o.token);
    this.enterprise = o.enterprise;
    this.team = o.team;
    this.zone = o.zone;
    this.clock = o.clock ?? new MovableClock(o.startAt);
    this.app = o.app;
    this.tickets = new Tickets(o.triggerMs);
    this.usersPage = o.usersPage ?? 1000;
    this.directory = new Directory(o.zone, o.app.botUser);
    const handle = o.app.name.toLowerCase().replace(/\s+/g, '-');
    this.directory.addUser({ id: o.app.botUser, name: handle, realName: o.app.name, isBot: true }, this.clock.now());
  }

  user(id: string): User {
    const user = this.directory.users.get(id);
    if (!user) throw new Error(`Nobody has the id ${id}`);
    return user;
  }

  setStatus(user: User, status: NonNullable<User['status']>): void {
    user.status = status;
    user.updated = Math.floor(this.clock.now() / 1000);
    this.changes.changed();
  }

  /** The status as a profile has it; one that has expired is gone. */
  statusOf(user: User): { status_text: string; status_emoji: string; status_expiration: number } {
    const { status } = user;
    const gone = !status || (status.expiration > 0 && status.expiration * 1000 <= this.clock.now());
    const { text, emoji, expiration } = gone ? { text: '', emoji: '', expiration: 0 } : status;
    return { status_text: text, status_emoji: emoji, status_expiration: expiration };
  }

  /** `until`: s since the epoch; 0 ends it. */
  snooze(user: User, until: number): void {
    user.snoozedUntil = until;
    this.changes.changed();
  }

  isSnoozed(user: User): boolean {
    return (user.snoozedUntil ?? 0) * 1000 > this.clock.now();
  }

  /** The channel, or the direct messages with the app for `app`. */
  channel(reference: string, user: string): Channel {
    if (reference === 'app') return this.directWith(user);
    const channel = this.directory.findChannel(reference);
    if (!channel) throw new Error(`There is no channel ${reference}`);
    return channel;
  }

  directWith(user: string): Channel {
    return this.directory.directWith(user, this.clock.now());
  }

  post(message: NewMessage): StoredMessage {
    const stored = this.messages.add(message, this.clock.now());
    this.changes.changed();
    return stored;
  }

  /** Shows a person what went wrong, on the message concerned too; `null` when all is well. */
  warn(user: string, warning: string | null, message?: StoredMessage): void {
    if (warning === null) {
      this.warnings.delete(user);
      message?.warnings.delete(user);
    } else {
      this.warnings.set(user, warning);
      message?.warnings.set(user, warning);
    }
    this.changes.changed();
  }
}
