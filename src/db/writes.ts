import type { Document } from 'mongodb';

/** The methods of a collection by which documents change. */
export const WRITES = [
  'insertOne',
  'insertMany',
  'updateOne',
  'updateMany',
  'replaceOne',
  'bulkWrite',
  'deleteOne',
  'deleteMany',
  'findOneAndUpdate',
  'findOneAndReplace',
  'findOneAndDelete',
] as const;

const UPDATES: readonly string[] = ['updateOne', 'updateMany', 'findOneAndUpdate'];

/** The fields that an update names, without what is within them; undefined: whole documents. */
export function writtenFields(method: (typeof WRITES)[number], args: readonly unknown[]): string[] | undefined {
  if (method === 'bulkWrite') {
    const each = (args[0] as Document[]).map(operation => {
      const update = (operation.updateOne ?? operation.updateMany)?.update as Document | undefined;
      return update && fieldsOf(update);
    });
    return each.includes(undefined) ? undefined : each.flatMap(fields => fields ?? []);
  }
  return UPDATES.includes(method) ? fieldsOf(args[1] as Document) : undefined;
}

const fieldsOf = (update: Document): string[] =>
  Object.values(update).flatMap(fields => Object.keys(fields as object).map(path => path.split('.')[0] as string));
