import type { Message } from '../../blocks/kit.ts';
import { defined } from '../shared/defined.ts';
import { newId, type Owed } from '../shared/effects.ts';
import type { Outbox } from './worker.ts';

const SAY = 'say';

/** An answer worded when it is enqueued; `onlyTo`: only that person sees it. */
export function owedSay(to: { channel: string; threadTs?: string; onlyTo?: string }, message: Message): Owed {
  return { kind: SAY, lane: newId('say', 0), to: to.channel, data: { ...to, message } };
}

interface SayData {
  channel: string;
  threadTs?: string;
  onlyTo?: string;
  message: Message;
}

export function registerSay(outbox: Outbox): void {
  outbox.register(SAY, async (_doc, effect, sender) => {
    const { channel, threadTs, onlyTo, message } = effect.data as unknown as SayData;
    const to = { channel, ...defined({ threadTs }) };
    if (onlyTo) await sender.ephemeral({ ...to, user: onlyTo }, message);
    else await sender.post(to, message);
    return undefined;
  });
}
