import type { Collection, Document, Filter, IndexDescription, UpdateFilter } from 'mongodb';
import { portions } from '../shared/portions.ts';

/**
 * A change that copies must follow marks its document in the same write, so that none is missed; whoever has counted it
 * takes the mark off, unless the document has changed since.
 */
export const uncounted: IndexDescription = {
  key: { team: 1, uncounted: 1 },
  name: 'uncounted',
  partialFilterExpression: { uncounted: true },
};

export interface Uncounted {
  _id: string;
  user: string;
  version: number;
  /** of documents of one day */
  date?: string;
}

interface Marked extends Document, Uncounted {
  team: string;
  uncounted?: true;
}

export function uncountedIn<D extends Uncounted>(of: Collection<D>) {
  const collection = of as unknown as Collection<Marked>;
  return {
    uncounted: (team: string): Promise<Uncounted[]> =>
      collection.find({ team, uncounted: true }, { projection: { user: 1, version: 1, date: 1 } }).toArray(),
    wasCounted: async (marks: readonly Uncounted[]): Promise<void> => {
      for (const some of portions(marks))
        await collection.bulkWrite(
          some.map(({ _id, version }) => ({
            updateOne: {
              filter: { _id, version } as Filter<Marked>,
              update: { $unset: { uncounted: '' } } as UpdateFilter<Marked>,
            },
          })),
          { ordered: false },
        );
    },
  };
}
