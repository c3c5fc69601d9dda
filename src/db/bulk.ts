import type { CollectionOptions, Db } from 'mongodb';
import { inBulk, isBulk } from '../shared/request.ts';

/** Database work of `work` uses the bulk connections; stores need not know. */
export const bulk = <T>(work: () => Promise<T>): Promise<T> => inBulk(work);

export function byWork(press: Db, slow: Db): Db {
  const collection = (name: string, options?: CollectionOptions): object =>
    either(press.collection(name, options), slow.collection(name, options));
  return either(press, slow, { collection });
}

function either<T extends object>(press: T, slow: T, own: Record<PropertyKey, unknown> = {}): T {
  return new Proxy(press, {
    get: (_, key) => {
      if (Object.hasOwn(own, key)) return own[key];
      const chosen = isBulk() ? slow : press;
      const value: unknown = Reflect.get(chosen, key, chosen);
      return typeof value === 'function' ? value.bind(chosen) : value;
    },
  });
}
