import { setImmediate as breathe } from 'node:timers/promises';

const WITHOUT_PAUSE = 20;

/** Of each, in order, in portions that let presses pass. */
export async function inPortions<P, T>(all: Iterable<P>, work: (one: P) => T): Promise<T[]> {
  const found: T[] = [];
  for (const one of all) {
    found.push(work(one));
    if (found.length % WITHOUT_PAUSE === 0) await breathe();
  }
  return found;
}
