import { z } from 'zod';
import type { Owed } from '../shared/effects.ts';
import type { Press } from '../slack/router.ts';
import { postSentCopy } from './effects.ts';
import { type RequestDoc, sourceCard } from './store.ts';

export const sourceSchema = z.object({ channel: z.string(), ts: z.string(), answerAt: z.string().exactOptional() });

/** The message whose button opened a form: once the form is sent, it shows the request. */
export type Source = z.infer<typeof sourceSchema>;

/** In a form's metadata, which knows nothing else of the press that opened it. */
export const sourceOf = ({ message, view }: Pick<Press, 'message' | 'view'>): { source?: Source } => {
  if (!message || view) return {};
  const { channel, ts, answerAt } = message;
  return { source: { channel, ts, ...(answerAt ? { answerAt } : {}) } };
};

/** How a request keeps the message that it was sent from: as a copy like any other, or by an effect that sends one by direct message. */
export function keptSource(
  source: Source | undefined,
  user: string,
  { cards, round }: Pick<RequestDoc, 'cards' | 'round'>,
): { card: RequestDoc['cards']; owed: Owed[] } {
  if (!source || Object.values(cards).some(c => c.ts === source.ts)) return { card: {}, owed: [] };
  const { channel, ts, answerAt } = source;
  const key = sourceCard(round);
  if (!answerAt) return { card: { [key]: { channel, ts } }, owed: [] };
  return { card: {}, owed: [postSentCopy.owed({ lane: 'card', to: user, data: { answerAt, key } })] };
}
