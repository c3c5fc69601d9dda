import DataLoader from 'dataloader';
import { AT_ONCE } from '../shared/portions.ts';

/**
 * Reads of one person that are asked for in the same turn, by deliveries that run beside one another, say, as one read of several. Nothing is
 * remembered: each turn reads again, after it was asked.
 */
export function together<V>(
  read: (team: string, keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
  atOnce = AT_ONCE,
): (team: string, key: string) => Promise<V | undefined> {
  const loaders = new Map<string, DataLoader<string, V | undefined>>();
  const loaderOf = (team: string) =>
    new DataLoader<string, V | undefined>(
      async keys => {
        const found = await read(team, [...new Set(keys)]);
        return keys.map(key => found.get(key));
      },
      { cache: false, maxBatchSize: atOnce },
    );
  return (team, key) => {
    const loader = loaders.get(team) ?? loaderOf(team);
    loaders.set(team, loader);
    return loader.load(key);
  };
}
