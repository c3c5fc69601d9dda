import { setTimeout as pause } from 'node:timers/promises';

/** What the work comes to, or undefined after so long, ms; it goes on all the same. */
export const within = <T>(ms: number, work: Promise<T>): Promise<T | undefined> =>
  Promise.race([work, pause(ms, undefined, { ref: false })]);
