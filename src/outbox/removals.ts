import type { Collection, UpdateFilter } from 'mongodb';
import type { Owing } from '../db/documents.ts';
import { BESIDE_MS } from '../db/together.ts';
import type { Effect } from '../shared/effects.ts';

/** Effects of one document that are delivered about together leave it in one write. */
export interface Removals {
  /** with what their handlers set */
  remove(effect: string, set: Record<string, unknown>): Promise<void>;
  /** one of those that are being delivered was delivered, or not */
  ended(): void;
  /** what the document carried after the last write; undefined: nothing was removed */
  left(): readonly Effect[] | undefined;
}

/** `running`: how many are to be delivered, so many of them `atOnce`. */
export function removals(
  collection: Collection<Owing>,
  _id: string,
  { running, atOnce }: { running: number; atOnce: number },
): Removals {
  let waiting: { ids: string[]; set: Record<string, unknown>; done: Promise<void>; flush: () => void } | undefined;
  let left: readonly Effect[] | undefined;
  let open = running;

  async function write(ids: readonly string[], set: Record<string, unknown>): Promise<void> {
    const update = {
      $pull: { effects: { id: ids.length === 1 ? ids[0] : { $in: ids } } },
      ...(Object.keys(set).length > 0 ? { $set: set } : {}),
    } as unknown as UpdateFilter<Owing>;
    const options = { returnDocument: 'after', projection: { effects: 1 } } as const;
    left = (await collection.findOneAndUpdate({ _id }, update, options))?.effects ?? [];
  }

  function begin(): NonNullable<typeof waiting> {
    const ids: string[] = [];
    const set: Record<string, unknown> = {};
    let flush = (): void => undefined;
    const asked = new Promise<void>(resolve => {
      flush = resolve;
    });
    const timer = setTimeout(flush, BESIDE_MS);
    const done = asked.then(() => {
      clearTimeout(timer);
      waiting = undefined;
      return write(ids, set);
    });
    return { ids, set, done, flush };
  }

  return {
    remove: (effect, set) => {
      waiting ??= begin();
      waiting.ids.push(effect);
      Object.assign(waiting.set, set);
      const { done, flush, ids } = waiting;
      if (ids.length >= Math.min(open, atOnce)) flush();
      return done;
    },
    ended: () => {
      open -= 1;
      if (waiting && waiting.ids.length >= Math.min(open, atOnce)) waiting.flush();
    },
    left: () => left,
  };
}
