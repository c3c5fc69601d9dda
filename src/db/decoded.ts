import { BSON } from 'mongodb';
import { freeze } from './reading.ts';

/**
 * Decodes documents, each at its place: one whose bytes are as they were is the same object, frozen, so that what was
 * counted of it is known, too. Nothing can be stale: the bytes are read each time. `most`: how many are kept.
 */
export function decodedOnce<D>(most: number): (place: string, bytes: Uint8Array) => D {
  const known = new Map<string, { bytes: Buffer; doc: D }>();
  return (place, bytes) => {
    const before = known.get(place);
    if (before?.bytes.equals(bytes)) return before.doc;
    const doc = freeze(BSON.deserialize(bytes) as D);
    if (known.size >= most) known.clear();
    // A copy: these are a part of the whole answer.
    known.set(place, { bytes: Buffer.from(bytes), doc });
    return doc;
  };
}
