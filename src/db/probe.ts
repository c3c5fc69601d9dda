import { randomBytes } from 'node:crypto';
import type { Db } from 'mongodb';

/** More than the rest of a begun block, so that a full disk shows. */
const PROBE_BYTES = 6_000;

/** A full disk or a broken server still answers a ping. */
export async function probe(db: Db): Promise<void> {
  const marks = db.collection<{ _id: string; text: string }>('meta');
  const text = randomBytes(PROBE_BYTES).toString('base64');
  await marks.updateOne({ _id: 'probe' }, { $set: { text } }, { upsert: true });
  await marks.findOne({ _id: 'probe' });
}

/** Shares the outcome of `work` for `ms`. */
export function atMostEvery(ms: number, work: () => Promise<void>): () => Promise<boolean> {
  let begun = Number.NEGATIVE_INFINITY;
  let outcome = Promise.resolve(false);
  return () => {
    if (performance.now() - begun >= ms) {
      begun = performance.now();
      outcome = work().then(
        () => true,
        () => false,
      );
    }
    return outcome;
  };
}
