import { z } from 'zod';
import type { Stored } from '../db/stored.ts';
import type { Effect, Owed } from '../shared/effects.ts';

/** Stored data that no handler of this version reads: the worker logs it and sets the effect aside. */
export class UnreadableEffect extends Error {}

type To<D> = Pick<Effect, 'to' | 'lane'> & (D extends undefined ? { data?: undefined } : { data: D });

/** A kind of effect, without its handler: whoever produces it needs no more. `D`: its data; `C`: documents that carry it. */
export interface EffectKind<D, C> {
  kind: string;
  collections: readonly Stored<C>[];
  owed(effect: To<D>): Owed;
  /** Throws `UnreadableEffect`. */
  read(effect: Effect): D;
}

/**
 * Declares a kind of effect that documents of `collections` carry. `schema` also accepts what older versions stored; without one the kind has no data.
 */
export function effect<C>(kind: string, collections: readonly Stored<C>[]): EffectKind<undefined, C>;
export function effect<C, D>(kind: string, collections: readonly Stored<C>[], schema: z.ZodType<D>): EffectKind<D, C>;
export function effect<C>(
  kind: string,
  collections: readonly Stored<C>[],
  schema: z.ZodType = z.unknown(),
): EffectKind<unknown, C> {
  return {
    kind,
    collections,
    owed: ({ to, lane, data }) => ({ kind, to, lane, ...(data === undefined ? {} : { data: { ...data } }) }),
    read: ({ id, data = {} }) => {
      const read = schema.safeParse(data);
      if (!read.success) throw new UnreadableEffect(`${kind} ${id}: ${z.prettifyError(read.error)}`);
      return read.data;
    },
  };
}
