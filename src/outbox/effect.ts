import { z } from 'zod';
import type { Stored } from '../db/stored.ts';
import type { Effect, Owed } from '../shared/effects.ts';

/** Stored data that no handler of this version reads: the worker logs it and sets the effect aside. */
export class UnreadableEffect extends Error {}

type To<D> = Pick<Effect, 'to' | 'lane'> & ([D] extends [undefined] ? { data?: undefined } : { data: D });

type DocOf<S> = S extends Stored<infer C> ? C : never;

/** A kind without its handler. `D`: its data; `C`: documents that carry it. */
export interface EffectKind<D, C> {
  kind: string;
  /** only for types */
  doc?: C;
  collections: readonly Stored<unknown>[];
  schema: z.ZodType;
  owed(effect: To<D>): Owed;
  /** Throws `UnreadableEffect`. */
  read(effect: Effect): D;
}

/** `schema` also accepts what older versions stored; without one the kind has no data. */
export function effect<S extends Stored<unknown> = never>(
  kind: string,
  collections: readonly S[],
): EffectKind<undefined, DocOf<S>>;
export function effect<S extends Stored<unknown>, D>(
  kind: string,
  collections: readonly S[],
  schema: z.ZodType<D>,
): EffectKind<D, DocOf<S>>;
export function effect<S extends Stored<unknown>>(
  kind: string,
  collections: readonly S[],
  schema: z.ZodType = z.unknown(),
): EffectKind<unknown, DocOf<S>> {
  return {
    kind,
    collections,
    schema,
    owed: ({ to, lane, data }) => ({ kind, to, lane, ...(data === undefined ? {} : { data: { ...data } }) }),
    read: ({ id, data = {} }) => {
      const read = schema.safeParse(data);
      if (!read.success) throw new UnreadableEffect(`${kind} ${id}: ${z.prettifyError(read.error)}`);
      return read.data;
    },
  };
}
