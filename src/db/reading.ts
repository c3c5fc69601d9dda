import type { Collection, Document, FindCursor, FindOptions, Sort } from 'mongodb';

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

/** A cursor whose answer, as a list, comes from `answer`; as a stream it comes from the database. */
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
      return self;
    },
    limit: (n: number) => {
      limit = n;
      return self;
    },
    skip: (n: number) => {
      skip = n;
      return self;
    },
    project: (fields: Document) => {
      projection = fields;
      return self;
    },
    toArray: () => answer({ collection, filter, options: all(), sort, limit, skip, run: () => cursor().toArray() }),
    explain: () => cursor().explain(),
    [Symbol.asyncIterator]: () => cursor()[Symbol.asyncIterator](),
  };
  return self as unknown as FindCursor;
}
