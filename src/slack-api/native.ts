import type { WebClient } from '@slack/web-api';
import { blocksOf, NATIVE, type Native, type NativeType, nativeTypes } from '../../blocks/native.ts';
import { slackFailure } from './errors.ts';

/** How long a workspace is not asked again, ms. */
export const REFUSED_MS = 6 * 3_600_000;

/** Slack's words for blocks that it does not take; of views it is an argument. */
const OF_BLOCKS: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_arguments',
  'msg_blocks_too_long',
]);

/** Types of blocks that a workspace's Slack refused lately. Only a cache: another process is refused once more. */
function nativeMemory(now: () => number) {
  const until = new Map<NativeType, number>();
  return {
    refuses: (type: NativeType): boolean => (until.get(type) ?? 0) > now(),
    refused: (types: readonly NativeType[]): void => {
      for (const type of types) until.set(type, now() + REFUSED_MS);
    },
  };
}
type NativeMemory = ReturnType<typeof nativeMemory>;

/** A workspace's clients share one; a client without one remembers for itself. */
const memories = new WeakMap<object, NativeMemory>();

export function rememberNative(clients: readonly WebClient[], now: () => number): void {
  const memory = nativeMemory(now);
  for (const client of clients) memories.set(client, memory);
}

function memoryOf(client: WebClient): NativeMemory {
  const memory = memories.get(client) ?? nativeMemory(Date.now);
  memories.set(client, memory);
  return memory;
}

/**
 * Sends with native blocks; where Slack refuses them the plain ones go out at once, and the workspace is remembered.
 * Whatever else is refused, the plain ones too, is thrown.
 */
export async function sendEither<M extends Native & { blocks: readonly unknown[] }, T>(
  client: WebClient,
  drawn: M,
  send: (drawn: Omit<M, typeof NATIVE>) => Promise<T>,
): Promise<T> {
  const memory = memoryOf(client);
  const { [NATIVE]: parts, ...plainly } = drawn;
  const types = nativeTypes(parts ?? []).filter(type => !memory.refuses(type));
  if (!parts || types.length === 0) return send(plainly);
  try {
    return await send({ ...plainly, blocks: blocksOf(parts, memory.refuses) });
  } catch (error) {
    const failure = slackFailure(error);
    if (failure.is !== 'refused' || !OF_BLOCKS.has(failure.error)) throw error;
    const sent = await send(plainly);
    // Only now: had the plain one been refused as well, the blocks were not to blame.
    memory.refused(named(error, types));
    return sent;
  }
}

/** The types that Slack's messages name; all of them where it names none. */
function named(error: unknown, types: readonly NativeType[]): readonly NativeType[] {
  const { messages = [] } =
    (error as { data?: { response_metadata?: { messages?: string[] } } }).data?.response_metadata ?? {};
  const found = types.filter(type => messages.some(message => message.includes(type)));
  return found.length > 0 ? found : types;
}
