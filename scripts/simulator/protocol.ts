/**
 * What the stand-in's server tells its page, and what the page asks of it. Everything is JSON over the same port as the
 * Web API: `GET /sim/state?as=U…` gives a `Snapshot`, `GET /sim/events?as=U…` is a stream of server-sent events (each
 * `data:` a fresh `Snapshot`; sent at once on connection and after each change), `POST /sim/act` takes an `Act` and
 * answers `ActResult` once the app has answered or 3 s have passed.
 */

export interface SimUser {
  id: string;
  /** handle, without @ */
  name: string;
  realName: string;
  zone: string;
  locale: string;
  isAdmin: boolean;
  isOwner: boolean;
  isBot: boolean;
  isGuest: boolean;
  deleted: boolean;
  /** text and emoji (`:house:`) beside the name, until it expires */
  status?: { text: string; emoji: string };
  /** do not disturb */
  snoozed?: true;
  /** a CSS colour for the initial that stands for a picture */
  color: string;
}

export interface SimChannel {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'im';
  members: string[];
  archived: boolean;
}

export interface SimMessage {
  channel: string;
  ts: string;
  user: string;
  text: string;
  blocks?: unknown[];
  threadTs?: string;
  editedAt?: string;
  /** only this person sees it */
  ephemeralTo?: string;
  files?: { id: string; name: string; size: number; url: string }[];
  /** the app did not answer the event or click about this message in 3 s, or answered with an error */
  warning?: string;
}

export interface SimView {
  id: string;
  type: 'home' | 'modal';
  hash: string;
  callbackId: string;
  externalId: string;
  title?: string;
  submit?: string;
  close?: string;
  blocks: unknown[];
  /** errors of the last submission, by block id */
  errors: Record<string, string>;
  /** what stands in the inputs: block id → action id → Slack's state value */
  state: Record<string, Record<string, unknown>>;
}

export interface SimShortcut {
  callbackId: string;
  name: string;
  description: string;
}

export interface Snapshot {
  team: { id: string; name: string; zone?: string };
  app: { id: string; name: string; botUser: string; connected: boolean };
  me: SimUser;
  users: SimUser[];
  /** the app's global shortcuts, as its manifest has them */
  shortcuts: SimShortcut[];
  /** the channels that this person is in, and public ones; direct messages with the app included */
  channels: SimChannel[];
  messages: Record<string, SimMessage[]>;
  /** the published Home of this person, if any */
  home: SimView | null;
  /** the open modals of this person, the topmost last */
  modals: SimView[];
  /** a warning about the last thing done, such as Slack's "the app did not respond", until the next act */
  warning: string | null;
  /** the workspace's time, ms since the epoch, and whether it was moved */
  now: number;
  moved: boolean;
  rateLimited: boolean;
}

/** Where a pressed element stands. */
export type Place = { view: string } | { channel: string; ts: string };

export type Act = { as: string } & (
  | { do: 'open-home'; tab: 'home' | 'messages' }
  | { do: 'say'; channel: string; text: string; threadTs?: string }
  | { do: 'command'; channel: string; command: string; text: string }
  | { do: 'shortcut'; callbackId: string }
  /** the person's own choice, in Slack itself; both empty: none */
  | { do: 'status'; text: string; emoji: string }
  /** a button, select, overflow, date picker … : `value` is the Slack state value (`{ selected_date }`, `{ selected_option }` …), nothing for buttons */
  | {
      do: 'press';
      place: Place;
      blockId: string;
      actionId: string;
      value?: Record<string, unknown>;
      state?: SimView['state'];
      /** what the person sees, which may have been replaced a moment ago: Slack delivers a press on what was shown */
      shown?: { blocks: Record<string, unknown>[] };
    }
  | { do: 'submit'; view: string; state: SimView['state'] }
  /** `all`: every modal that the person has open */
  | { do: 'close'; view: string; all?: boolean }
  | { do: 'upload'; name: string; base64: string }
  /** ms since the epoch, `+90m`, `+1d`, `18:30` (the next one in the team's zone) or `tomorrow 09:00` */
  | { do: 'clock'; to: string }
  | { do: 'rate-limit'; on: boolean }
);

export interface ActResult {
  ok: boolean;
  /** the app's HTTP status, 0 when it did not answer */
  status: number;
  ms: number;
  error?: string;
  file?: { id: string };
  /** after a jump of the clock: the time now (ms), the messages that the app sent meanwhile, and those of them to this person */
  moved?: { now: number; sent: number; toYou: number };
}
