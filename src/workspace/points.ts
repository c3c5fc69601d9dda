import type { Workspace } from './workspace.ts';

/** What a feature provides at a point of another one. */
export interface Contribution {
  at: unknown;
  value: unknown;
}

/**
 * Where a feature asks those above it, without knowing them: the feature below declares the point, features above provide values in the
 * order of `features.ts`.
 */
export interface Point<T> {
  of(ws: Pick<Workspace, 'provided'>): readonly T[];
  /** Of a point at which exactly one feature provides. Throws where it is none. */
  only(ws: Pick<Workspace, 'provided'>): T;
  provide(value: T): Contribution;
}

/** `name`: as an error tells it. */
export function point<T>(name: string): Point<T> {
  const self: Point<T> = {
    of: ws => (ws.provided.get(self) ?? []) as readonly T[],
    only: ws => {
      const [value, second] = self.of(ws);
      if (value === undefined || second !== undefined) throw new Error(`one feature provides ${name}, not none or two`);
      return value;
    },
    provide: value => ({ at: self, value }),
  };
  return self;
}

/** Everything that features provide, by point. */
export function gather(contributions: readonly Contribution[]): Workspace['provided'] {
  const all = new Map<unknown, unknown[]>();
  for (const { at, value } of contributions) all.set(at, [...(all.get(at) ?? []), value]);
  return all;
}
