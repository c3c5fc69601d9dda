import { within } from './within.ts';

/** Work that somebody waits for, and a pause in it for work that can wait. */
export interface Precedence {
  first<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when hardly anybody waits, but after so long, ms, in any case. */
  lull(most: number): Promise<unknown>;
}

/** `few`: so many do not count. */
export function precedence(few: number): Precedence {
  let running = 0;
  const waiting = new Set<() => void>();
  return {
    first: async work => {
      running += 1;
      try {
        return await work();
      } finally {
        running -= 1;
        if (running <= few) {
          for (const go of waiting) go();
          waiting.clear();
        }
      }
    },
    lull: most =>
      running <= few ? Promise.resolve() : within(most, new Promise<void>(resolve => void waiting.add(resolve))),
  };
}
