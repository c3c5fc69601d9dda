import { z } from 'zod';
import type { Message } from '../../blocks/kit.ts';
import { newId, type Owed } from '../shared/effects.ts';
import { effect } from './effect.ts';
import { receivedDocs } from './received.ts';

/** A message worded when it is enqueued; `onlyTo`: only that person sees it. */
export const say = effect(
  'say',
  [receivedDocs],
  z.object({
    channel: z.string(),
    threadTs: z.string().exactOptional(),
    onlyTo: z.string().exactOptional(),
    message: z.custom<Message>(value => typeof value === 'object' && value !== null && 'text' in value),
  }),
);

export const owedSay = (to: { channel: string; threadTs?: string; onlyTo?: string }, message: Message): Owed =>
  say.owed({ to: to.channel, lane: newId('say', 0), data: { ...to, message } });
