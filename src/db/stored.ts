import type { IndexDescription } from 'mongodb';
import type { z } from 'zod';

/** A collection as its feature declares it. */
export interface Stored<D> {
  collection: string;
  indexes: readonly IndexDescription[];
  /** whether its documents carry effects: the outbox looks through these collections */
  owes: boolean;
  /** A document as it was read. Throws on one that no Daybook of this schema version wrote. */
  parse(doc: unknown): D;
}

/** The outbox looks for effects by this index. */
const byDue: IndexDescription = { key: { team: 1, 'effects.due': 1 }, name: 'owing' };

/** Declares a collection; without a `schema` its documents are taken as they are. */
export const stored = <D>(
  collection: string,
  o: { indexes?: readonly IndexDescription[]; owes?: boolean; schema?: z.ZodType<D> },
): Stored<D> => ({
  collection,
  indexes: [...(o.indexes ?? []), ...(o.owes ? [byDue] : [])],
  owes: o.owes ?? false,
  parse: doc => (o.schema ? o.schema.parse(doc) : (doc as D)),
});
