import { setImmediate as turn } from 'node:timers/promises';

/** So long one piece of work may keep others waiting, ms. */
const SLICE_MS = 10;

/** Gives way to what else waits, whenever the work since the last time took longer than a slice. */
export function pace(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < SLICE_MS) return;
    await turn();
    since = performance.now();
  };
}
