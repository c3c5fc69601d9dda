import { z } from 'zod';
import { restQuestion } from '../../blocks/chat.ts';
import { asksFirst } from '../../blocks/home/now.ts';
import type { Message } from '../../blocks/kit.ts';
import { PLACES } from '../attendance/rules.ts';
import { statusFor } from '../home/actions.ts';
import type { Viewing } from '../slack/list-modal.ts';
import { readMetadata } from '../slack/metadata.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ClockCommand } from './phrases.ts';

const schema = z.object({
  user: z.string(),
  time: z.string().exactOptional(),
  place: z.enum(PLACES).exactOptional(),
});

/** Undefined for a foreign value. */
export function readAnyway(value: string): { user: string; command: ClockCommand } | undefined {
  const read = readMetadata(schema, value);
  if (!read) return undefined;
  const { user, ...rest } = read;
  return { user, command: { do: 'check-in', ...rest } };
}

/** On a day off or on leave. */
export async function restDayQuestion(
  ws: Workspace,
  viewing: Viewing,
  command: ClockCommand,
): Promise<Message | undefined> {
  if (command.do !== 'check-in') return undefined;
  const status = await statusFor(ws, viewing);
  if (status.now.is !== 'out' || !asksFirst(status)) return undefined;
  const { do: _, ...rest } = command;
  return restQuestion(status, JSON.stringify({ user: viewing.person.user, ...rest }), viewing.w);
}
