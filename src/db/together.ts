import DataLoader from 'dataloader';
import { AT_ONCE } from '../shared/portions.ts';
import { currentRequest, isBulk, type Request, readAnew } from '../shared/request.ts';

/** How long a delivery waits for others beside it; ms. */
export const BESIDE_MS = 50;

interface Asked {
  key: string;
  /** what its request remembers */
  by: Request['read'] | undefined;
}

/**
 * Joins reads of the same turn, or within `waitMs`. No cache: every reader gets what was read after it asked, also who
 * asks beside a request that remembers what it read before.
 */
export function together<V>(
  read: (scope: string, keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
  { atOnce = AT_ONCE, waitMs }: { atOnce?: number; waitMs?: number } = {},
): (scope: string, key: string) => Promise<V | undefined> {
  const loaders = new Map<string, DataLoader<Asked, V | undefined>>();
  const waiting = waitMs === undefined ? {} : { batchScheduleFn: (ask: () => void) => void setTimeout(ask, waitMs) };
  const loaderOf = (scope: string) =>
    new DataLoader<Asked, V | undefined>(
      async asked => {
        const keys = [...new Set(asked.map(a => a.key))];
        const isMixed = asked.some(a => a.by !== asked[0]?.by);
        const found = await (isMixed ? readAnew(() => read(scope, keys)) : read(scope, keys));
        return asked.map(a => found.get(a.key));
      },
      { cache: false, maxBatchSize: atOnce, ...waiting },
    );
  return (scope, key) => {
    // A press waits for no read of bulk work, which has far more time.
    const own = `${isBulk()} ${scope}`;
    const loader = loaders.get(own) ?? loaderOf(scope);
    loaders.set(own, loader);
    return loader.load({ key, by: currentRequest()?.read });
  };
}
