import type { Channel, User } from '../directory.ts';
import type { Events } from '../events.ts';
import type { Workspace } from '../workspace.ts';

/** A refusal as Slack answers it: `{ ok: false, error }`. */
export class SlackError extends Error {
  readonly code: string;
  readonly messages: string[];

  constructor(code: string, messages: string[] = []) {
    super(code);
    this.code = code;
    this.messages = messages;
  }
}

/** The arguments of a call, form-encoded or JSON alike. */
export class Args {
  readonly values: Record<string, unknown>;

  constructor(values: Record<string, unknown>) {
    this.values = values;
  }

  has(name: string): boolean {
    const value = this.values[name];
    return value !== undefined && value !== null && value !== '';
  }

  text(name: string): string | undefined {
    return this.has(name) ? String(this.values[name]) : undefined;
  }

  /** @throws SlackError `invalid_arguments`, or the method's own `error`. */
  required(name: string, error = 'invalid_arguments'): string {
    const value = this.text(name);
    if (value !== undefined) return value;
    throw new SlackError(error, error === 'invalid_arguments' ? [`[ERROR] missing required field: ${name}`] : []);
  }

  flag(name: string): boolean {
    return [true, 'true', 1, '1'].includes(this.values[name] as string);
  }

  number(name: string, fallback: number): number {
    const value = this.text(name);
    if (value === undefined) return fallback;
    if (Number.isFinite(Number(value))) return Number(value);
    throw new SlackError('invalid_arguments', [`[ERROR] must be a number [json-pointer:/${name}]`]);
  }

  list(name: string): string[] {
    const value = this.values[name];
    if (Array.isArray(value)) return value.map(String);
    return (this.text(name) ?? '')
      .split(',')
      .map(item => item.trim())
      .filter(item => item !== '');
  }

  /** A structure: as it is in a JSON body, as JSON text in a form. */
  json(name: string): unknown {
    const value = this.values[name];
    if (typeof value !== 'string') return value ?? undefined;
    if (value === '') return undefined;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      throw new SlackError('invalid_arguments', [`[ERROR] not valid JSON [json-pointer:/${name}]`]);
    }
  }
}

export interface Call {
  /** whose own token it is; a bot's: nobody's */
  caller?: { user: string; scope: string; token: string };
  /** empty: none, for what needs none */
  token: string;
  args: Args;
  workspace: Workspace;
  events: Events;
  /** types that a test has this Slack not take */
  refusedBlocks: ReadonlySet<string>;
}

/** What Slack says of each block of a type that it does not take. */
export const refusals = (blocks: readonly unknown[], refused: ReadonlySet<string>): string[] =>
  blocks.flatMap((block, i) => {
    const type = String((block as { type?: unknown } | null)?.type);
    return refused.has(type) ? [`unsupported type: ${type} [json-pointer:/blocks/${i}/type]`] : [];
  });

export type Method = (call: Call) => Record<string, unknown>;
export type Methods = Record<string, Method>;

/** @throws SlackError `user_not_found`. */
export function userOf({ workspace, args }: Call, name = 'user'): User {
  const user = workspace.directory.users.get(args.required(name, 'user_not_found'));
  if (!user) throw new SlackError('user_not_found');
  return user;
}

/**
 * The channel that the app names, as far as it may know of it.
 * @throws SlackError `channel_not_found`; a private channel that the app is not in is not there for it.
 */
export function channelOf({ workspace, args }: Call, name = 'channel'): Channel {
  const channel = workspace.directory.findChannel(args.required(name));
  const bot = workspace.app.botUser;
  if (!channel || (channel.kind !== 'public' && !channel.members.has(bot))) throw new SlackError('channel_not_found');
  return channel;
}

/** @throws SlackError `channel_not_found`, `not_in_channel`, `is_archived`. */
export function writableChannel(call: Call, channel = channelOf(call)): Channel {
  if (channel.archived) throw new SlackError('is_archived');
  if (!channel.members.has(call.workspace.app.botUser)) throw new SlackError('not_in_channel');
  return channel;
}

/** One page of a list: a cursor names the first item of the next. */
export function page<T>(
  { args }: Call,
  items: readonly T[],
  keyOf: (item: T) => string,
  o: { fallback: number; most: number },
): { items: T[]; more: boolean; response_metadata: { next_cursor: string } } {
  const limit = args.number('limit', o.fallback) || o.fallback;
  if (!Number.isInteger(limit) || limit < 0) throw new SlackError('invalid_limit');
  const cursor = args.text('cursor');
  const key =
    cursor === undefined
      ? undefined
      : Buffer.from(cursor, 'base64')
          .toString()
          .replace(/^next:/, '');
  const start = key === undefined ? 0 : items.findIndex(item => keyOf(item) === key);
  if (start < 0) throw new SlackError('invalid_cursor');
  const end = start + Math.min(limit, o.most);
  const next = items[end];
  return {
    items: items.slice(start, end),
    more: next !== undefined,
    response_metadata: { next_cursor: next ? Buffer.from(`next:${keyOf(next)}`).toString('base64') : '' },
  };
}
