import { setTimeout as pause } from 'node:timers/promises';

const TRIES = 8;
const BETWEEN_MS = 400;
const WAIT_MS = 4_000;
const LOOK_MS = 30;

/** Does it again, as people do, until it shows. Gives how often that took; throws where it never does. */
export async function insist(what: string, act: () => Promise<unknown>, isDone: () => boolean): Promise<number> {
  for (let tries = 1; tries <= TRIES; tries++) {
    await (async () => act())().catch(() => undefined);
    const deadline = performance.now() + WAIT_MS;
    while (!isDone() && performance.now() < deadline) await pause(LOOK_MS);
    if (isDone()) return tries;
    await pause(BETWEEN_MS);
  }
  throw new Error(`${what} was never done, in ${TRIES} tries`);
}
