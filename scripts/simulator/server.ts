import { setMaxListeners } from 'node:events';
import type { Server } from 'node:http';
import { defined } from '../../src/shared/defined.ts';
import { perform } from './acts/index.ts';
import type { Stage } from './acts/stage.ts';
import type { MovableClock } from './clock.ts';
import type { ClientIdentity } from './consents.ts';
import { type Answer, Delivery, type DeliveryOptions, type SendOptions } from './delivery.ts';
import type { Channel, NewChannel, NewUser, User } from './directory.ts';
import { type Person, personAt } from './driver.ts';
import { Events } from './events.ts';
import { Front } from './front.ts';
import type { Lines } from './lines.ts';
import { type Kept, keep, restore } from './memory.ts';
import type { StoredMessage } from './messages.ts';
import type { Act, ActResult, SimShortcut, Snapshot } from './protocol.ts';
import { listen, type Page, routes } from './routes.ts';
import { snapshotOf } from './snapshot.ts';
import type { Faults } from './web-api/faults.ts';
import { type LoggedCall, WebApi } from './web-api/index.ts';
import { type AppIdentity, Workspace } from './workspace.ts';

export interface SimulatorOptions {
  /** default: a free one */
  port?: number;
  signingSecret?: string;
  /** null: the app is not installed yet */
  token?: string | null;
  /** another workspace of the same Slack: one app, address of the Web API, lines and clock */
  beside?: Simulator;
  /** the Enterprise organisation that the workspace belongs to */
  enterprise?: { id: string; name: string };
  /** for Socket Mode */
  appToken?: string;
  /** of the bot's token; Slack names them in a header of each answer */
  scopes?: readonly string[];
  /** of the app, for OAuth */
  client?: ClientIdentity;
  team?: { id: string; name: string; domain?: string };
  app?: Partial<AppIdentity>;
  /** the team's zone, for the clock; default Asia/Seoul */
  zone?: string;
  /** where the workspace's clock begins, ms since the epoch; default the real time */
  startAt?: number;
  page?: Page;
  /** how long a trigger id lives, ms; default Slack's 3 s */
  triggerMs?: number;
  /** the most users of a page; Slack may give fewer than it is asked for */
  usersPage?: number;
  /** how long the app may take, and the delays before each retry of an event, ms; default Slack's */
  answerLimitMs?: number;
  retryDelays?: number[];
  /** what happens around each request to the app */
  deliveries?: Pick<DeliveryOptions, 'before' | 'answered'>;
}

/** A Slack workspace on this machine: Web API, signed delivery, people who act, and a page. */
export interface Simulator {
  url: string;
  /** for `slackApiUrl` */
  apiUrl: string;
  /** empty: the app is not installed */
  readonly token: string;
  appToken: string;
  signingSecret: string;
  client: ClientIdentity;
  /** what it shares with others */
  front: Front;
  team: { id: string; name: string; domain: string };
  app: AppIdentity;
  clock: MovableClock;
  /** the last calls of the Web API, at most 5,000 */
  calls: readonly LoggedCall[];
  faults: Faults;
  users: ReadonlyMap<string, User>;
  channels: ReadonlyMap<string, Channel>;
  /** where the app listens; null: it went away. `pagesOnly`: it has opened lines (Socket Mode), and only its pages are there. */
  connect(eventsUrl: string | null, pagesOnly?: boolean): void;
  /** Socket Mode's */
  lines: Lines;
  /** Slack's `url_verification`: whether the app gave the challenge back */
  verify(): Promise<boolean>;
  setPage(page: Page): void;
  /** sends `team_join` once the app is connected */
  addUser(user: NewUser): User;
  /** sends `user_change` */
  updateUser(id: string, changes: Partial<User>): Promise<Answer>;
  addChannel(channel: NewChannel): Channel;
  /** a global shortcut of the app, as its manifest has it */
  addShortcut(shortcut: SimShortcut): void;
  /** sends `member_joined_channel` where the app is a member */
  join(channel: string, user: string): Promise<Answer | null>;
  leave(channel: string, user: string): void;
  archive(channel: string, archived?: boolean): void;
  /** A person takes the app's own tokens away in Slack's settings; `silent`: the app hears nothing of it. */
  revokeTokens(user: string, o?: { silent?: boolean }): Promise<void>;
  /** An administrator removes the app: all its tokens are gone. `silent`: the app hears nothing of it. */
  uninstall(o?: { silent?: boolean }): Promise<void>;
  /** switches on the app's setting *Token Rotation*: tokens that are given from now on expire */
  rotateTokens(): void;
  /** how many tokens of this person the app has */
  tokensOf(user: string): number;
  /** a message of the past, of which the app hears nothing; `at` in ms */
  recall(message: {
    channel: string;
    user: string;
    text: string;
    blocks?: NonNullable<StoredMessage['blocks']>;
    at: number;
    threadTs?: string;
  }): StoredMessage;
  /** Puts back what an earlier process has kept. */
  restore(kept: Kept): void;
  /** Keeps from now on what happens in a file. */
  keepIn(file: string, failed: (error: unknown) => void): void;
  as(userId: string): Person;
  act(act: Act): Promise<ActResult>;
  snapshot(userId: string): Snapshot;
  /** any payload, signed as told: forged, stale, from the future, as a retry */
  deliver(payload: Record<string, unknown>, options: SendOptions): Promise<Answer>;
  /** the last event once more, with the same `event_id` */
  redeliver(): Promise<Answer>;
  /** calls back at each change that people see */
  onChange(listener: () => void): () => void;
  /** what `predicate` gives as soon as it is truthy; asked again at each change, call and answer */
  until<T>(predicate: () => T, ms?: number, what?: string): Promise<NonNullable<T>>;
  /** once the app has answered everything and no retry is due */
  settled(ms?: number): Promise<void>;
  isSettled(): boolean;
  close(): Promise<void>;
}

/** Starts a workspace on the loopback address, with the app's bot as its only user. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { beside } = options;
  const signingSecret = options.signingSecret ?? beside?.signingSecret ?? 'simulator-signing-secret';
  const token = options.token === null ? undefined : (options.token ?? 'xoxb-simulator');
  const appToken = options.appToken ?? beside?.appToken ?? 'xapp-simulator';
  const front = beside?.front ?? new Front();
  const app = { id: 'A0DAYBOOK', botId: 'B0DAYBOOK', botUser: 'U0DAYBOOK', name: 'Daybook', ...options.app };
  const workspace = new Workspace({
    team: { id: 'T0ACORN', name: '도토리 스튜디오', domain: 'acorn-studio', ...options.team },
    zone: options.zone ?? 'Asia/Seoul',
    client: options.client ?? beside?.client ?? { id: '1234.5678', secret: 'simulator-client-secret' },
    ...{ app, token },
    ...defined({ startAt: options.startAt, triggerMs: options.triggerMs, usersPage: options.usersPage }),
    ...defined({ clock: beside?.clock, enterprise: options.enterprise }),
  });
  const deliveryOptions: DeliveryOptions = {
    signingSecret,
    ...defined({ limitMs: options.answerLimitMs, retryDelaysMs: options.retryDelays, lines: beside?.lines }),
    ...options.deliveries,
  };
  const delivery = new Delivery(deliveryOptions, workspace.changes);
  const events = new Events(workspace, delivery);
  const api = new WebApi(workspace, events, { token: appToken, lines: delivery.lines }, options.scopes);
  front.members.push({ workspace, api });
  const stage: Stage = { workspace, delivery, events, faults: api.faults };
  const closing = new AbortController();
  // One listener for each open page; Node warns of eleven.
  setMaxListeners(0, closing.signal);
  let page = options.page;
  let kept: () => void = () => undefined;
  const site = { stage, front, page: () => page, closing: closing.signal };
  const { server, port } = await listen(routes(site), options.port ?? 0);
  workspace.baseUrl = `http://127.0.0.1:${port}`;
  workspace.apiOrigin = beside ? new URL(beside.apiUrl).origin : workspace.baseUrl;
  if (!beside) delivery.lines.serve(server as Server);
  const { directory, changes, clock } = workspace;

  return {
    url: workspace.baseUrl,
    apiUrl: `${workspace.apiOrigin}/api/`,
    get token() {
      return workspace.tokens.bot ?? '';
    },
    ...{ appToken, front },
    lines: delivery.lines,
    signingSecret,
    client: workspace.tokens.client,
    team: workspace.team,
    app,
    clock,
    calls: api.calls,
    faults: api.faults,
    users: directory.users,
    channels: directory.channels,
    connect: (url, pagesOnly) => delivery.connect(url, pagesOnly),
    verify: async () => {
      const challenge = crypto.randomUUID();
      const answer = await delivery.send({ type: 'url_verification', token: '', challenge }, { kind: 'event' });
      return answer.failure === null && answer.body.includes(challenge);
    },
    setPage: given => {
      page = given;
    },
    addUser: given => {
      const user = directory.addUser(given, clock.now());
      changes.changed();
      if (delivery.connected) void events.userChanged(user, 'team_join');
      return user;
    },
    updateUser: async (id, given) => {
      const user = Object.assign(workspace.user(id), given, { updated: Math.floor(clock.now() / 1000) });
      changes.changed();
      return events.userChanged(user, 'user_change');
    },
    addChannel: given => {
      const channel = directory.addChannel(given, clock.now());
      changes.changed();
      return channel;
    },
    addShortcut: given => {
      workspace.shortcuts.push(given);
      changes.changed();
    },
    join: async (reference, id) => {
      const channel = workspace.channel(reference, id);
      channel.members.add(id);
      changes.changed();
      return channel.members.has(app.botUser) ? events.joined(workspace.user(id), channel) : null;
    },
    leave: (reference, id) => {
      workspace.channel(reference, id).members.delete(id);
      changes.changed();
    },
    archive: (reference, archived = true) => {
      workspace.channel(reference, app.botUser).archived = archived;
      changes.changed();
    },
    revokeTokens: async (user, o = {}) => {
      workspace.tokens.revokeAll(user);
      if (!o.silent) await events.tokensRevoked([user]);
    },
    uninstall: async (o = {}) => {
      const users = workspace.tokens.uninstall();
      if (o.silent) return;
      await events.tokensRevoked(users, [app.botUser]);
      await events.uninstalled();
    },
    rotateTokens: () => {
      workspace.rotatesTokens = true;
    },
    tokensOf: user => workspace.tokens.count(user),
    recall: ({ at, channel, ...message }) => {
      const { id } = workspace.channel(channel, message.user);
      const added = workspace.messages.add({ ...message, channel: id }, at, true);
      changes.changed();
      return added;
    },
    restore: kept => restore(workspace, kept),
    keepIn: (file, failed) => {
      kept = keep(workspace, file, failed);
    },
    as: userId => personAt(stage, userId),
    act: act => perform(stage, act),
    snapshot: userId => snapshotOf(workspace, delivery, api.faults, userId),
    deliver: (payload, sending) => delivery.send(payload, sending),
    redeliver: () => delivery.again(),
    onChange: listener => changes.subscribe(listener),
    until: (predicate, ms, what) => changes.until(predicate, ms, what),
    settled: async ms => {
      await changes.until(() => delivery.underWay === 0, ms, 'the app to answer everything');
    },
    isSettled: () => delivery.underWay === 0,
    close: async () => {
      kept();
      delivery.close();
      closing.abort();
      await new Promise<void>(resolve => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
    },
  };
}
