import { setTimeout as pause } from 'node:timers/promises';

export interface UntilOptions {
  /** What is waited for, as it stands in the failure: "the card in the channel". */
  what: string;
  /** Longest wait in milliseconds; default 60 s: only ends what hangs, on a busy machine too. */
  timeout?: number;
}

/**
 * Asks `fn` every 20 ms until it gives something truthy and returns that. An error of `fn` counts as "not yet".
 * @throws Error with `what` and the last value or error when the time is up.
 */
export async function until<T>(
  fn: () => T | Promise<T>,
  { what, timeout = 60_000 }: UntilOptions,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeout;
  let last = 'it was never asked';
  let cause: unknown;
  for (;;) {
    try {
      const value = await fn();
      if (value) return value;
      last = `last value: ${JSON.stringify(value)}`;
      cause = undefined;
    } catch (error) {
      last = `last error: ${error instanceof Error ? error.message : String(error)}`;
      cause = error;
    }
    if (Date.now() >= deadline) throw new Error(`Waited ${timeout} ms for ${what}; ${last}`, { cause });
    await pause(20);
  }
}
