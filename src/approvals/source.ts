import { z } from 'zod';
import type { Owed } from '../shared/effects.ts';
import type { Press } from '../slack/router.ts';
import { postSentCopy } from './effects.ts';
import { type RequestDoc, sourceCard } from './store.ts';

export const sourceSchema = z.object({ channel: z.string(), ts: z.string(), answerAt: z.string().exactOptional() });

/** The message whose button opened a form; once sent, it shows the request. */
export type Source = z.infer<typeof sourceSchema>;

/** For a form's metadata. */
export const sourceOf = ({ message, view }: Pick<Press, 'message' | 'view'>): { source?: Source } => {
  if (!message || view) return {};
  const { channel, ts, answerAt } = message;
  return { source: { channel, ts, ...(answerAt ? { answerAt } : {}) } };
};

/** As a copy like others, or by an effect that sends one by direct message. */
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
