import { setImmediate as turn } from 'node:timers/promises';

/** The longest slice of work that others wait for, ms. */
const SLICE_MS = 10;

/** Yields when the work since the last yield took longer than a slice. */
export function pace(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < SLICE_MS) return;
    await turn();
    since = performance.now();
  };
}
