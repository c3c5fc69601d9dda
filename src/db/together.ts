import DataLoader from 'dataloader';
import { AT_ONCE } from '../shared/portions.ts';

/** How long a delivery waits for others beside it; ms. */
export const BESIDE_MS = 50;

/** Joins reads of the same turn, or within `waitMs`. No cache: every reader gets what was read after it asked. */
export function together<V>(
  read: (scope: string, keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
  { atOnce = AT_ONCE, waitMs }: { atOnce?: number; waitMs?: number } = {},
): (scope: string, key: string) => Promise<V | undefined> {
  const loaders = new Map<string, DataLoader<string, V | undefined>>();
  const waiting = waitMs === undefined ? {} : { batchScheduleFn: (ask: () => void) => void setTimeout(ask, waitMs) };
  const loaderOf = (scope: string) =>
    new DataLoader<string, V | undefined>(
      async keys => {
        const found = await read(scope, [...new Set(keys)]);
        return keys.map(key => found.get(key));
      },
      { cache: false, maxBatchSize: atOnce, ...waiting },
    );
  return (scope, key) => {
    const loader = loaders.get(scope) ?? loaderOf(scope);
    loaders.set(scope, loader);
    return loader.load(key);
  };
}
