import { channel } from 'node:diagnostics_channel';

/** What happens in the process, for whoever measures it; costs nothing while nobody listens. Times in ms. */
interface Watched {
  /** by Slack's kind of request */
  answered: { kind: 'press' | 'form' | 'command' | 'shortcut' | 'event'; ms: number; ok: boolean };
  /** a right that somebody lacks */
  refused: { may: string };
  /** `late`: since the change that owes it. `outcome`: `delivered`, or Slack's error */
  delivered: { kind: string; outcome: string; late: number };
  ran: { team: string; job: string; ms: number; ok: boolean };
  slackRefused: { method: string; error: string };
}

const nameOf = (what: keyof Watched): string => `daybook:${what}`;

export function watch<K extends keyof Watched>(what: K, data: Watched[K]): void {
  channel(nameOf(what)).publish(data);
}

/** Answers the function that ends it. */
export function onWatched<K extends keyof Watched>(what: K, listener: (data: Watched[K]) => void): () => void {
  const hear = (data: unknown): void => listener(data as Watched[K]);
  const of = channel(nameOf(what));
  of.subscribe(hear);
  return () => void of.unsubscribe(hear);
}
