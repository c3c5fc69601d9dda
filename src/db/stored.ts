import type { IndexDescription } from 'mongodb';
import type { z } from 'zod';
import { freeze, isKept } from './reading.ts';

export interface Stored<D> {
  collection: string;
  indexes: readonly IndexDescription[];
  /** whether its documents carry effects, so that the outbox polls it */
  owes: boolean;
  /** Throws on a document that no Daybook of this schema version wrote. */
  parse(doc: unknown): D;
}

const byDue: IndexDescription = { key: { team: 1, 'effects.due': 1 }, name: 'owing' };

/** Without a `schema` documents are taken as they are. */
export const stored = <D>(
  collection: string,
  o: { indexes?: readonly IndexDescription[]; owes?: boolean; schema?: z.ZodType<D> },
): Stored<D> => ({
  collection,
  indexes: [...(o.indexes ?? []), ...(o.owes ? [byDue] : [])],
  owes: o.owes ?? false,
  parse: readOnce(doc => (o.schema ? o.schema.parse(doc) : (doc as D))),
});

/** Kept documents come again and again: each is read once. */
export function readOnce<D>(read: (doc: unknown) => D): (doc: unknown) => D {
  const known = new WeakMap<object, { value: D }>();
  return doc => {
    if (!isKept(doc)) return read(doc);
    const found = known.get(doc) ?? { value: freeze(read(doc)) };
    known.set(doc, found);
    return found.value;
  };
}
