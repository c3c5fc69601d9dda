import { channel } from 'node:diagnostics_channel';
import type { Log } from './log.ts';

/** What happens in the process, for whoever measures it; costs nothing while nobody listens. Times in ms. */
interface Watched {
  /** by Slack's kind of request; `what`: its id */
  answered: { kind: 'press' | 'form' | 'command' | 'shortcut' | 'event'; what: string; ms: number; ok: boolean };
  /** a right that somebody lacks */
  refused: { may: string };
  /** `late`: since the change that owes it. `outcome`: `delivered`, or Slack's error */
  delivered: { kind: string; effect: string; request: string; outcome: string; late: number };
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

/** Writes in the log what is answered, delivered and refused. Answers the function that ends it. */
export function tellWatched(log: Pick<Log, 'debug' | 'isLevelEnabled'>): () => void {
  if (!log.isLevelEnabled('debug')) return () => undefined;
  const ends = [
    onWatched('answered', ({ ms, ...o }) => log.debug({ ...o, ms: Math.round(ms) }, 'answered')),
    onWatched('delivered', o => log.debug(o, 'an effect was tried')),
    onWatched('slackRefused', o => log.debug(o, 'Slack refused a call')),
  ];
  return () => {
    for (const end of ends) end();
  };
}
