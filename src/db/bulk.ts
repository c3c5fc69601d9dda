import { AsyncLocalStorage } from 'node:async_hooks';
import type { CollectionOptions, Db } from 'mongodb';

const within = new AsyncLocalStorage<true>();

/**
 * Everything that `work` asks of a database goes over the connections of bulk work, with their limit: jobs, imports, the reading of members,
 * index builds. Whatever it calls need not know, so presses and jobs share their stores.
 */
export const bulk = <T>(work: () => Promise<T>): Promise<T> => within.run(true, work);

/** One database by two clients: each command goes the way of the work that it is part of. */
export function byWork(press: Db, slow: Db): Db {
  const collection = (name: string, options?: CollectionOptions): object =>
    either(press.collection(name, options), slow.collection(name, options));
  return either(press, slow, { collection });
}

function either<T extends object>(press: T, slow: T, own: Record<PropertyKey, unknown> = {}): T {
  return new Proxy(press, {
    get: (_, key) => {
      if (Object.hasOwn(own, key)) return own[key];
      const chosen = within.getStore() ? slow : press;
      const value: unknown = Reflect.get(chosen, key, chosen);
      return typeof value === 'function' ? value.bind(chosen) : value;
    },
  });
}
