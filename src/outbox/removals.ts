import type { Collection, Filter, UpdateFilter } from 'mongodb';
import type { Owing } from '../db/documents.ts';
import type { Effect } from '../shared/effects.ts';

/** Meanwhile the others of a change are delivered, ms; what is next in the lane waits for it. */
const TOGETHER_MS = 200;

/** Effects of one document that are delivered about together leave it in one write. */
export interface Removals {
  /** with what their handlers set */
  remove(effect: string, set: Record<string, unknown>): Promise<void>;
  /** one of those that are being delivered was delivered, or not */
  ended(): void;
  /** what the document carried after the last write; undefined: unknown */
  left(): readonly Effect[] | undefined;
}

/**
 * `effects`: what the document carries; `running`: how many are to be delivered, so many of them `atOnce`. Where
 * handlers set anything, whoever has read the document before loses the race (`isVersioned`), and reads what was set.
 */
export function removals(
  collection: Collection<Owing>,
  _id: string,
  o: { effects: readonly Effect[]; running: number; atOnce: number; isVersioned: boolean },
): Removals {
  const { effects, running, atOnce, isVersioned } = o;
  let waiting: { ids: string[]; set: Record<string, unknown>; done: Promise<void>; flush: () => void } | undefined;
  let left: readonly Effect[] | undefined = effects;
  let writing: Promise<void> = Promise.resolve();
  let open = running;

  /** No `findOneAndUpdate`: for it the embedded server reads the whole collection, 200 ms with 8,000 days. */
  async function write(ids: readonly string[], set: Record<string, unknown>): Promise<void> {
    const update = {
      $pull: { effects: { id: ids.length === 1 ? ids[0] : { $in: ids } } },
      ...(Object.keys(set).length > 0 ? { $set: set, ...(isVersioned ? { $inc: { version: 1 } } : {}) } : {}),
    } as unknown as UpdateFilter<Owing>;
    const known = left;
    left = undefined;
    if (known?.length) {
      // One by one: `$and` in a write's filter reads the whole collection there, too.
      const each = known.map((e, i) => [`effects.${i}.id`, e.id] as const);
      const same = { effects: { $size: known.length }, ...Object.fromEntries(each) };
      const done = await collection.updateOne({ _id, ...same } as Filter<Owing>, update);
      left = done.matchedCount === 1 ? known.filter(e => !ids.includes(e.id)) : undefined;
      if (left) return;
    }
    if ((await collection.updateOne({ _id }, update)).matchedCount === 0) left = [];
  }

  function begin(): NonNullable<typeof waiting> {
    const ids: string[] = [];
    const set: Record<string, unknown> = {};
    let flush = (): void => undefined;
    const asked = new Promise<void>(resolve => {
      flush = resolve;
    });
    const timer = setTimeout(flush, TOGETHER_MS);
    const done = asked.then(() => {
      clearTimeout(timer);
      waiting = undefined;
      const written = writing.then(() => write(ids, set));
      writing = written.catch(() => undefined);
      return written;
    });
    return { ids, set, done, flush };
  }

  /** Nothing else is to come along. */
  function flushWhole(): void {
    if (waiting && waiting.ids.length >= Math.min(open, atOnce)) waiting.flush();
  }

  return {
    remove: (effect, set) => {
      waiting ??= begin();
      waiting.ids.push(effect);
      Object.assign(waiting.set, set);
      const { done } = waiting;
      flushWhole();
      return done;
    },
    ended: () => {
      open -= 1;
      flushWhole();
    },
    left: () => left,
  };
}
