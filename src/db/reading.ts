import type { Collection, Document, FindCursor, FindOptions, Sort } from 'mongodb';

/** Up to so many documents by id are remembered one by one; more are read as they are asked for. */
const FEW = 100;

/** A question to a collection, and how the database answers it. */
export interface Asked {
  collection: Collection;
  filter: Document;
  options: FindOptions;
  sort?: Sort | undefined;
  limit?: number | undefined;
  skip?: number | undefined;
  run: () => Promise<Document[]>;
}

/** A cursor whose answer, as a list, comes from `answer`; in any other way it comes from the database. */
export function reading(
  collection: Collection,
  { filter, options }: Pick<Asked, 'filter' | 'options'>,
  answer: (asked: Asked) => Promise<Document[]>,
): FindCursor {
  let sort: Sort | undefined;
  let limit: number | undefined;
  let skip: number | undefined;
  let projection: Document | undefined;
  const all = (): FindOptions => ({ ...options, ...(projection && { projection }) });
  const cursor = (): FindCursor => {
    const found = collection.find(filter, all());
    if (sort !== undefined) found.sort(sort);
    if (limit !== undefined) found.limit(limit);
    if (skip !== undefined) found.skip(skip);
    return found;
  };
  const self = {
    sort: (by: Sort) => {
      sort = by;
      return shown;
    },
    limit: (n: number) => {
      limit = n;
      return shown;
    },
    skip: (n: number) => {
      skip = n;
      return shown;
    },
    project: (fields: Document) => {
      projection = fields;
      return shown;
    },
    toArray: () => answer({ collection, filter, options: all(), sort, limit, skip, run: () => cursor().toArray() }),
  };
  const shown: FindCursor = new Proxy(self as unknown as FindCursor, {
    get: (own, key) => {
      if (Object.hasOwn(own, key)) return Reflect.get(own, key);
      const found = cursor();
      const value: unknown = Reflect.get(found, key);
      return typeof value === 'function' ? value.bind(found) : value;
    },
  });
  return shown;
}

const told = (_: string, value: unknown): unknown => (value instanceof RegExp ? String(value) : value);
export const keyOf = ({ filter, options, sort, limit, skip }: Omit<Asked, 'collection' | 'run'>): string =>
  JSON.stringify([filter, options, sort, limit, skip], told);

/** `{ _id: { $in: [...] } }` and no more. */
export function idsIn({ filter, options, sort, limit, skip }: Asked): string[] | undefined {
  // Without its id a document is not known again.
  if ((sort ?? limit ?? skip) || options.projection?._id === 0) return undefined;
  const [field, ...others] = Object.keys(filter);
  if (field !== '_id' || others.length > 0) return undefined;
  const ids = (filter._id as { $in?: unknown }).$in;
  return Array.isArray(ids) && ids.length <= FEW && ids.every(id => typeof id === 'string') ? ids : undefined;
}

/** Kept documents are everybody's. */
export const frozen = (docs: Document[]): Document[] => docs.map(freeze);

export const isKept = (doc: unknown): doc is object => typeof doc === 'object' && doc !== null && Object.isFrozen(doc);

export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
  return value;
}
