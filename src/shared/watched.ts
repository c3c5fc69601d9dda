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

/** Runs the work, and tells how long it took and whether it succeeded. */
export async function measured<T>(work: () => Promise<T>, told: (m: { ms: number; ok: boolean }) => void): Promise<T> {
  const from = performance.now();
  let ok = false;
  try {
    const done = await work();
    ok = true;
    return done;
  } finally {
    told({ ms: performance.now() - from, ok });
  }
}
