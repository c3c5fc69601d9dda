import { z } from 'zod';
import { restQuestion } from '../../blocks/chat.ts';
import type { StatusModel } from '../../blocks/home/model.ts';
import { asksFirst } from '../../blocks/home/now.ts';
import type { Message } from '../../blocks/kit.ts';
import { PLACES } from '../attendance/rules.ts';
import type { Words } from '../i18n/index.ts';
import type { Person } from '../people/rules.ts';
import { readMetadata } from '../slack/metadata.ts';
import type { ClockCommand } from './phrases.ts';

const schema = z.object({
  user: z.string(),
  time: z.string().exactOptional(),
  place: z.enum(PLACES).exactOptional(),
});

/** The check-in that a button of the question stands for; undefined for a foreign value. */
export function readAnyway(value: string): { user: string; command: ClockCommand } | undefined {
  const read = readMetadata(schema, value);
  if (!read) return undefined;
  const { user, ...rest } = read;
  return { user, command: { do: 'check-in', ...rest } };
}

/** Whoever checks in by words on a day off or on leave is asked first, as by a button; undefined: there is nothing to ask. */
export async function restDayQuestion(
  statusOf: (person: Person) => Promise<StatusModel>,
  person: Person,
  command: ClockCommand,
  w: Words,
): Promise<Message | undefined> {
  if (command.do !== 'check-in') return undefined;
  const now = await statusOf(person);
  if (now.now.is !== 'out' || !asksFirst(now)) return undefined;
  const { do: _, ...rest } = command;
  return restQuestion(now, JSON.stringify({ user: person.user, ...rest }), w);
}
